"""办理: who is missing, what does not add up, what goes back, what is settled?"""

from __future__ import annotations

import streamlit as st

from ui import (
    cards,
    clickable,
    filters,
    readings,
    recording,
    worklist,
    worklist_actions,
    worklist_views,
    year_actions,
)
from ui.reads import reads

TITLE = "办理"
FILTERS = ("year", "kinds")
_VIEWS = (worklist.UNITS, worklist.FINDINGS, worklist.YEAR, worklist.LOG)
_MOST_LOGGED = 400


def render() -> None:
    """Show the page."""
    data, selection = reads(), filters.selection()
    year, labels = selection.year, filters.labels(data.rows("units"))
    rows = data.rows("worklist", years=[year], kinds=list(selection.kinds))
    scanned = data.rows("scanned_cells", years=[year], kinds=list(selection.kinds))
    head = cards.top(
        f"{year} 年的年报办到哪一步了？",
        selection.only_this_year().words(),
        data.is_sample,
        worklist.answer_words(rows, year),
    )
    clickable.show(head, key="head")
    recording.tell()
    with st.container(horizontal=True, vertical_alignment="center", key="work_bar"):
        view = filters.choice("看什么", "view", _VIEWS if scanned.empty else (*_VIEWS, readings.VIEW))
        state = worklist.EVERY
        if view == worklist.UNITS:
            state = filters.choice("状态", "state", worklist.STATE_CHOICES)
        worklist_actions.letters(data, year, rows)
        worklist_actions.deadline(data, year, list(dict.fromkeys(rows["kind"])))
        worklist_actions.settle_clear(data, rows)
    if view == worklist.UNITS:
        worklist_views.units(
            data, worklist.arranged(rows, state, st.query_params.get("sort", "")), labels, year
        )
    elif view == worklist.FINDINGS:
        worklist_views.findings(data, year, labels, list(selection.kinds))
    elif view == readings.VIEW:
        readings.show(data, scanned, labels)
    elif view == worklist.YEAR:
        year_actions.show(data, rows, year)
    else:
        log = data.rows("decision_log", years=[year])
        clickable.show(worklist.log_table(log.head(_MOST_LOGGED)), key="log")
        if len(log) > _MOST_LOGGED:
            st.caption(f"这里显示最近 {_MOST_LOGGED} 条，共 {len(log)} 条。")


if __name__ == "__main__":
    from ui.shell import hand_over

    hand_over()
