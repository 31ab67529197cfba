"""What can be decided on a report as a whole: that it counts no more, or is another unit's or year's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from store.decisions import Draft
from ui import filters, recording, upload
from ui.reads import Reads

# 《政府信息公开条例》 took effect on 1 May 2008.
_FIRST_YEAR = 2008


def show(data: Reads, report: Mapping[str, Any]) -> None:
    """Show the means to withdraw a report, to bring it back, and to move it."""
    recording.tell()
    if not recording.may_decide():
        return
    report_id = str(report["report_id"])
    with st.container(horizontal=True, key="report_actions"):
        if report["withdrawn"]:
            _reasoned(data, "恢复这份报告", "恢复", Draft("restore", report_id=report_id))
            return
        _reasoned(data, "作废这份报告", "作废", Draft("withdraw", report_id=report_id))
        _move(data, report)
        if report["waiting"]:
            adopt = Draft(
                "adopt",
                report_id=report_id,
                unit_code=str(report["unit_code"]),
                year=int(report["year"]),
            )
            _reasoned(data, "采用这一版", "采用", adopt)


def _reasoned(data: Reads, title: str, label: str, draft: Draft) -> None:
    key = f"{draft.action}_{str(draft.report_id)[:12]}"
    with st.popover(title, type="tertiary"), st.form(key, border=False):
        st.text_input("理由", key=f"why_{key}")
        st.form_submit_button(label, on_click=_write, args=(data, draft, f"why_{key}", f"已{label}"))


def _move(data: Reads, report: Mapping[str, Any]) -> None:
    """Show the means to say whose report of which year it is."""
    key = f"move_{str(report['report_id'])[:12]}"
    names = filters.labels(data.rows("units"))
    codes, years = list(names), list(range(pd.Timestamp.now().year, _FIRST_YEAR - 1, -1))
    own, year = report["unit_code"], report["year"]
    with st.popover("改归别的单位或年度", type="tertiary"), st.form(key, border=False):
        st.selectbox(
            "单位",
            codes,
            index=codes.index(own) if own in names else None,
            format_func=names.__getitem__,
            key=f"unit_{key}",
            placeholder="选择单位",
        )
        st.selectbox(
            "年度",
            years,
            index=years.index(int(year)) if pd.notna(year) and int(year) in years else None,
            key=f"year_{key}",
            placeholder="选择年度",
        )
        st.text_input("理由", key=f"why_{key}")
        st.form_submit_button("改归", on_click=_moved, args=(data, str(report["report_id"]), key))


def _moved(data: Reads, report_id: str, key: str) -> None:
    draft = Draft(
        "move",
        report_id=report_id,
        unit_code=st.session_state[f"unit_{key}"],
        year=st.session_state[f"year_{key}"],
    )
    _write(data, draft, f"why_{key}", "已改归")


def _write(data: Reads, draft: Draft, why: str, done: str) -> None:
    if recording.record(data, replace(draft, reason=st.session_state[why]), done):
        # The decision shows at once; what its neighbours are held against follows with the next build.
        upload.recompute(data)
