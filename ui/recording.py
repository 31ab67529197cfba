"""Writing a decision from a screen: who decides, what is said where it is refused, and how it is told later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import streamlit as st

from store import DataDirectory
from store.decisions import ACTIONS, ROLES, Actor, DecisionRefused, Decisions, Draft
from store.decisions.actions import ALONE
from ui.html import Safe, tag
from ui.reads import Reads

_ACTOR = "actor"
_TOLD = "_told"


def actor() -> Actor:
    """Return who sits before the screen; without accounts it is whoever is at this machine."""
    found: Actor = st.session_state.get(_ACTOR, ALONE)
    return found


def remember(who: Actor | None) -> None:
    """Keep who sits before the screen for the page that is shown next; None for nobody."""
    if who is None:
        st.session_state.pop(_ACTOR, None)
    else:
        st.session_state[_ACTOR] = who


def may_decide() -> bool:
    """Return whether to show the means to decide; whether somebody may is enforced where it is written."""
    return actor().role != ROLES[0]


def may(action: str) -> bool:
    """Return whether the person's role is one that may decide so."""
    return ROLES.index(actor().role) >= ROLES.index(ACTIONS[action].role)


def record(data: Reads, draft: Draft, done: str = "") -> bool:
    """Write a decision, made before the screen of ``data``; where it is refused, keep the reason to be shown.

    ``done`` is what is said where it was written. Return whether it was.
    """
    decisions = Decisions.open(DataDirectory(Path(data.folder)))
    return guarded(lambda: decisions.record(actor(), draft, seen=data.revision), done)


def guarded(act: Callable[[], object], done: str = "") -> bool:
    """Do something that may be refused, keep what is to be said of it, and return whether it was done."""
    try:
        act()
    except DecisionRefused as refused:
        st.session_state[_TOLD] = ("refused", str(refused))
        return False
    if done:
        st.session_state[_TOLD] = ("done", done)
    return True


def tell() -> None:
    """Say once what came of the last decision."""
    kind, text = st.session_state.pop(_TOLD, ("", ""))
    if kind == "refused":
        st.error(text)
    elif kind == "done":
        st.toast(text)


def clock(when: object) -> str:
    """Return when something was decided, to the minute; "" for no time."""
    return f"{when:%Y-%m-%d %H:%M}" if isinstance(when, date) and pd.notna(when) else ""


def by(who: object, when: object, why: object) -> Safe:
    """Return who decided when and why, as quiet words behind what was decided."""
    reason = f"：{why}" if why else ""
    return tag("span", f" · {who} {clock(when)}{reason} ", class_="quiet")
