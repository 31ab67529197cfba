"""依申请公开: who asked, and what became of it?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ui import applications as flow
from ui import cards, charts, charts_flow, clickable, filters, heat, under
from ui.charts_flow import Step
from ui.derive import NEW, as_frame, at, series
from ui.filters import Selection
from ui.html import join, tag
from ui.measure import units_of
from ui.reads import Reads, reads
from ui.units import heat_rows, ranking, unit_table

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
        chart = charts.by_year(as_frame(new), filters.palette(), selection.year, "每年新收多少件", "件")
        table = under.years_table(new, "件")
        under.figure("volume", chart, "新收申请_按年", table, said=said, definition=flow.NEW_SAID)
        if flow.any_of(steps, "收"):
            _who(data, totals, marked, selection.year, said)
    with became:
        if flow.any_of(steps):
            _flow(data, selection, steps, said)
        if flow.any_of(steps, "办"):
            _results(totals, selection.year, said)
    _units(data, marked, selection, said)


def _flow(data: Reads, selection: Selection, steps: list[Step], said: str) -> None:
    chart = charts_flow.flow(steps, filters.palette(), f"{selection.year} 年收到的去了哪里")
    under.draw(chart, "flow")
    where = selection.only_this_year().where()
    facts = data.rows("facts", tables=["applications"], row_keys=[], column_keys=["total"], **where)
    gaps = flow.unbalanced(facts, filters.labels(data.rows("units")), selection.year)
    if gaps:
        clickable.show(tag("p", gaps, class_="small"), key="gaps")
    table = flow.step_table(steps)
    under.evidence("flow", "申请办理流程", table, said=said, definition=flow.FLOW_SAID, chart=chart)


def _results(totals: pd.DataFrame, year: int, said: str) -> None:
    results = flow.result_frame(totals, year)
    groups = results.groupby("part", sort=False, as_index=False)["value"].sum()
    title = f"{year} 年办结 {groups['value'].sum():,.0f} 件的结果"
    chart = charts.parts(groups, filters.palette(), title, "件")
    under.draw(chart, "results")
    clickable.show(flow.reasons(results, filters.palette()), key="reasons")
    table = flow.result_table(results)
    under.evidence("results", "办理结果", table, said=said, definition=flow.RESULTS_SAID, chart=chart)


def _who(data: Reads, totals: pd.DataFrame, marked: pd.DataFrame, year: int, said: str) -> None:
    colours, labels = filters.palette(), filters.labels(data.rows("units"))
    people = flow.applicant_frame(totals, year)
    if not people["value"].gt(0).any():
        return
    chart = charts.ranked(people, colours, f"{year} 年谁在申请", "件", None, pick=False)
    under.figure(
        "who", chart, "申请人类型", flow.applicant_table(people), said=said, definition=flow.WHO_SAID
    )
    chart, picks, note = ranking(marked, labels, year, NEW, colours, f"{year} 年新收最多的单位", "件")
    under.draw(chart, "ranked", picks)
    st.caption(note)


def _units(data: Reads, marked: pd.DataFrame, selection: Selection, said: str) -> None:
    labels = filters.labels(data.rows("units"))
    columns = [(str(year), year == selection.year) for year in selection.years]
    rows = heat_rows(marked, labels, selection.year, NEW)
    table = heat.count_table(rows, columns, filters.palette(), most_blocks=heat.MOST_BLOCKS)
    title = tag("h2", "各单位历年新收申请（件），按当年多少排列")
    clickable.show(join([title, table, heat.count_key()]), key="heat")
    under.evidence("units", "各单位新收申请", unit_table(marked, labels), said=said, definition=flow.NEW_SAID)


if __name__ == "__main__":
    from ui.shell import hand_over

    hand_over()
