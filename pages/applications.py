"""依申请公开: who asked, and what became of it?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from ui import applications as flow
from ui import applications_views as show
from ui import cards, charts, clickable, filters, under
from ui.derive import NEW, as_frame, at, series
from ui.measure import units_of
from ui.reads import reads

TITLE = "依申请公开"
FILTERS = ("year", "since", "kinds", "units")


def render() -> None:
    """Show the page."""
    data, selection = reads(), filters.selection()
    totals = data.rows("totals", tables=["applications"], **selection.where())
    new = series(totals, (NEW,))
    steps = flow.steps_of(totals, selection.year)
    said = under.source(data, selection, at(new, selection.year))
    answer = flow.balance_words(steps, at(new, selection.year), selection.year)
    head = cards.top("谁在申请，结果怎样？", selection.words(), data.is_sample, answer)
    clickable.show(head, key="head")
    marked = units_of(data, selection, (NEW,))
    asked, became = st.columns(2, gap="medium")
    with asked:
        draw = partial(charts.by_year, as_frame(new), year=selection.year, title="每年新收多少件", unit="件")
        table = under.years_table(new, "件")
        # The units of another year stand below once that year is chosen.
        picks = {str(one.year): {"page": "applications", "year": one.year} for one in new}
        under.figure("volume", draw, "新收申请_按年", table, said=said, meaning=flow.NEW_SAID, picks=picks)
        if flow.any_of(steps, "收"):
            show.who(data, totals, marked, selection.year, said)
    with became:
        if flow.any_of(steps):
            show.flow(data, selection, steps, said)
        if flow.any_of(steps, "办"):
            show.results(totals, selection.year, said)
    show.units(data, marked, selection, said)


if __name__ == "__main__":
    from ui.shell import hand_over

    hand_over()
