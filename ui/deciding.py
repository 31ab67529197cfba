"""Deciding from a screen: who decides, and what is said where a decision is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from store import DataDirectory
from store.decisions import Actor, DecisionRefused, Decisions, Draft
from store.decisions.actions import ALONE
from ui.reads import Reads

_ACTOR = "actor"
_TOLD = "_told"


def actor() -> Actor:
    """Return who sits before the screen; without accounts it is whoever is at this machine."""
    found: Actor = st.session_state.get(_ACTOR, ALONE)
    return found


def record(data: Reads, draft: Draft, done: str = "") -> bool:
    """Write a decision, made before the screen of ``data``; where it is refused, keep the reason to be shown.

    ``done`` is what is said where it was written. Return whether it was.
    """
    decisions = Decisions.open(DataDirectory(Path(data.folder)))
    return guarded(lambda: decisions.record(actor(), draft, seen=data.revision), done)


def guarded(act: Callable[[], object], done: str = "") -> bool:
    """Do something that a decision may refuse, keep what is to be said of it, and return whether it was done."""
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
