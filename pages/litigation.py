"""复议诉讼: how often were we taken to review or court, and how did it end?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

import form
from ui import cards, charts_flow, clickable, filters, heat, litigation, under
from ui.derive import CASES, at, same_units, series
from ui.filters import Selection
from ui.html import join, tag
from ui.measure import units_of
from ui.reads import Reads, reads
from ui.units import heat_rows

TITLE = "复议诉讼"
FILTERS = ("year", "since", "kinds", "units")


def render() -> None:
    """Show the page."""
    data, selection = reads(), filters.selection()
    totals = data.rows("totals", tables=["litigation"], **selection.where())
    cases = series(totals, CASES)
    now, before = at(cases, selection.year), at(cases, selection.before)
    said = under.source(data, selection, now)
    marked = units_of(data, selection, CASES)
    answer = litigation.answer_words(totals, now, before, same_units(marked, selection.year), selection.year)
    head = cards.top("被复议、被起诉了多少，结果怎样？", selection.words(), data.is_sample, answer)
    clickable.show(head, key="head")
    _outcomes(totals, said)
    with_cases = litigation.with_cases(marked)
    if with_cases.empty:
        return
    # Many units take the whole width, few leave room for the list of cases.
    many = with_cases["unit_code"].nunique() > heat.BLOCK_ROWS
    left, right = (st.container(), st.container()) if many else st.columns([1, 1.1], gap="medium")
    with left:
        _units(data, with_cases, selection)
    with right:
        _cases(data, selection, said)


def _outcomes(totals: pd.DataFrame, said: str) -> None:
    outcomes = litigation.outcome_rows(totals)
    top, names = litigation.largest(outcomes), litigation.outcome_names()
    drawn = [
        charts_flow.outcomes(frame, filters.palette(), name, names, top)
        for name, frame in litigation.drawn_kinds(outcomes)
    ]
    under.draw_small("kind", drawn, across=len(form.TABLES["litigation"].rows))
    if quiet := litigation.quiet_words(outcomes):
        st.caption(quiet)
    table = litigation.outcome_table(totals)
    under.evidence("outcomes", "复议诉讼_结果", table, said=said, definition=_DEFINITION, chart=drawn)


def _units(data: Reads, with_cases: pd.DataFrame, selection: Selection) -> None:
    columns = [(str(year), year == selection.year) for year in selection.years]
    rows = heat_rows(with_cases, filters.labels(data.rows("units")), selection.year, None)
    table = heat.count_table(rows, columns, filters.palette(), most_blocks=heat.MOST_BLOCKS)
    title = tag("h2", f"有过复议诉讼的 {len(rows)} 个单位（件）")
    clickable.show(join([title, table, heat.count_key()]), key="heat")


def _cases(data: Reads, selection: Selection, said: str) -> None:
    cases = data.rows("cases", **selection.where())
    table, links = litigation.case_table(cases, filters.labels(data.rows("units")))
    title = tag("h2", f"每一件在哪里：{len(table)} 格不为 0，点单位名看原处")
    shown = heat.plain(table.head(litigation.MOST_LINKED), links)
    clickable.show(join([title, tag("div", shown, class_="tall")]), key="cases")
    under.evidence("cases", "复议诉讼_各单位", table, said=said, definition=_DEFINITION, links=links)


_DEFINITION = "表四的印刷数字（结果维持、结果纠正、其他结果、尚未审结、总计），只列件数；不足 10 件不算比率。"


if __name__ == "__main__":
    from ui.shell import hand_over

    hand_over()
