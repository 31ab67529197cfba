"""Very many units: which part of them a heat table lists."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ui import clickable, filters
from ui.derive import FAILED, REPORTED
from ui.heat import MOST_UNITS
from ui.html import tag
from ui.words import MISSING

KEY = "rows"


def parts(units: int) -> list[str]:
    """Given how many units there are, return the parts that are listed one at a time: 1–180, 181–360 …"""
    starts = range(0, units, MOST_UNITS)
    return [f"{start + 1}–{min(start + MOST_UNITS, units)}" for start in starts]


def headed(title: str, units: int) -> int:
    """Show the title of a heat table, and the choice of a part below it; return where the part begins."""
    clickable.show(tag("h2", title), key="heat_title")
    return first(units)


def first(units: int) -> int:
    """Show the choice of a part where there are more units than a table lists; return where the part begins."""
    named = parts(units)
    if st.session_state.get(KEY) not in named:
        # A part of another selection of units.
        st.session_state.pop(KEY, None)
    if len(named) <= 1:
        return 0
    return named.index(filters.one_of(f"列出哪些单位（共 {units} 个）", KEY, named, named[0])) * MOST_UNITS


def part_of(coverage: pd.DataFrame, year: int, title: str) -> pd.DataFrame:
    """Given units × years with their states, show the title and return the part to list of very many units.

    Those that need somebody to act in the year come first: missing, unreadable, with errors.
    """
    units = coverage[coverage["unit_code"].notna()]
    codes = units["unit_code"].unique().tolist()
    start = headed(title, len(codes))
    if len(codes) <= MOST_UNITS:
        return coverage
    now = units[units["year"] == year].set_index("unit_code")
    weights = now["state"].map({MISSING: 0, FAILED: 1, REPORTED: 3}).fillna(4)
    weights = weights.where((now["state"] != REPORTED) | (now["errors"] == 0), 2)
    weight = weights.to_dict()
    order = sorted(codes, key=lambda code: weight.get(code, 4))
    places = {code: at for at, code in enumerate(order[start : start + MOST_UNITS])}
    mine = units[units["unit_code"].isin(places)]
    return mine.assign(place=mine["unit_code"].map(places)).sort_values(["place", "year"], kind="stable")
