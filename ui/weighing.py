"""Weighing a finding: what people have decided on it, and the means to accept or dismiss it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from form.model import SEVERITIES
from store.decisions import Draft
from store.words import WEIGHED
from ui import clickable, recording
from ui.html import NOTHING, Safe, join, tag
from ui.reads import Reads

_DONE = {"dismiss": "已排除", "accept": "已认定，写入退回通知", "reopen": "重新待核"}


def finding_key(finding: Mapping[Any, Any]) -> str:
    """Return what tells a finding from all others on a page and in its address."""
    return f"{str(finding['report_id'])[:12]}-{finding['finding_key']}"


def finding_words(finding: Mapping[Any, Any]) -> Safe:
    """Given a finding, return what it says, what may explain it, and what was decided on it."""
    severity = str(finding["severity"])
    said = [
        tag("b", SEVERITIES[severity], class_="accent" if severity == "error" else None),
        f" {finding['message']}",
    ]
    parts = [tag("p", join(said))]
    if finding["suggestion"]:
        parts.append(tag("p", str(finding["suggestion"]), class_="quiet small"))
    return tag("div", join(parts), decided_words(finding), class_="found")


def decided_words(finding: Mapping[Any, Any]) -> Safe:
    """Return what was decided on a finding, by whom, when and why."""
    if finding["decision"]:
        who = recording.by(finding["decided_by"], finding["decided_at"], finding["reason"])
        return tag("p", tag("b", WEIGHED[str(finding["decision"])]), who, class_="decided")
    if finding["stale"]:
        return tag("p", "此前的处理是对另外的数作的，已失效，请重新处理。", class_="decided accent")
    return NOTHING


def weigh(data: Reads, finding: Mapping[Any, Any], then: Callable[[], None] | None = None) -> None:
    """Show a finding with what was decided on it, and the means to decide.

    ``then`` follows a decision; where it is given, the keys of the keyboard decide as well.
    """
    key = finding_key(finding)
    clickable.show(finding_words(finding), key=f"finding_{key}")
    if not recording.may_decide():
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"weigh_{key}"):
        st.text_input(
            "理由",
            key=f"reason_{key}",
            placeholder="理由（排除时须写明）",
            label_visibility="collapsed",
            width="stretch",
        )
        for action, label, shortcut in (("accept", "认定", "A"), ("dismiss", "排除", "D")):
            st.button(
                label,
                key=f"{action}_{key}",
                shortcut=shortcut if then else None,
                on_click=_weighed,
                args=(data, finding, action, then),
            )
        if finding["decision"]:
            st.button(
                "重新待核", key=f"reopen_{key}", on_click=_weighed, args=(data, finding, "reopen", None)
            )


def _weighed(data: Reads, finding: Mapping[Any, Any], action: str, then: Callable[[], None] | None) -> None:
    draft = Draft(
        action,
        report_id=finding["report_id"],
        table_key=_known(finding["table_key"]),
        row_key=_known(finding["row_key"]),
        column_key=_known(finding["column_key"]),
        rule=finding["rule"],
        finding_key=finding["finding_key"],
        reason=st.session_state[f"reason_{finding_key(finding)}"],
    )
    if recording.record(data, draft, _DONE[action]) and then is not None:
        then()


def _known(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
