"""The parts of the page 复议诉讼: how it ended, the units, and each case."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

import form
from ui import charts_flow, charts_heat, clickable, filters, heat, litigation, many, under
from ui.filters import Selection
from ui.html import join, tag
from ui.reads import Reads
from ui.units import heat_rows, unit_table


def outcomes(totals: pd.DataFrame, said: str) -> None:
    """Show how each kind of case ended over the years."""
    found = litigation.outcome_rows(totals)
    top, names = litigation.largest(found), litigation.outcome_names()
    drawn = litigation.drawn_kinds(found)
    draw = partial(charts_flow.multiples, drawn, names=names, top=top)
    quiet = litigation.quiet_words(found)
    under.figure(
        "outcomes",
        draw if drawn else None,
        "复议诉讼_结果",
        litigation.outcome_table(totals),
        said=said,
        meaning=litigation.MEANING,
        picks=litigation.behind(found),
        links=litigation.table_links(totals),
        across=len(form.TABLES["litigation"].rows),
        below=partial(st.caption, quiet) if quiet else None,
    )


def units_and_cases(data: Reads, marked: pd.DataFrame, selection: Selection, said: str) -> None:
    """Show which units had cases in which year, and where each case is printed; nothing where nobody had any."""
    with_cases = litigation.with_cases(marked)
    if with_cases.empty:
        return
    # Many units take the whole width, few leave room for the list of cases.
    many = with_cases["unit_code"].nunique() > heat.BLOCK_ROWS
    left, right = (st.container(), st.container()) if many else st.columns([1, 1.1], gap="medium")
    with left:
        _units(data, with_cases, selection, said)
    with right:
        _cases(data, selection, said)


def _units(data: Reads, with_cases: pd.DataFrame, selection: Selection, said: str) -> None:
    years = [str(year) for year in selection.years]
    columns = [(year, year == str(selection.year)) for year in years]
    labels = filters.labels(data.rows("units"))
    units = with_cases["unit_code"].nunique()
    title = f"有过复议诉讼的 {units} 个单位（件）"
    rows = heat_rows(with_cases, labels, selection.year, None, many.headed(title, units))
    table = heat.count_table(rows, columns, filters.palette(), most_blocks=heat.MOST_BLOCKS)
    clickable.show(join([table, heat.count_key()]), key="heat")
    under.evidence(
        "units",
        "复议诉讼_各单位历年",
        partial(unit_table, with_cases, labels),
        said=said,
        meaning=litigation.MEANING,
        draw=partial(charts_heat.counts, rows, years, title=title, unit=""),
    )


def _cases(data: Reads, selection: Selection, said: str) -> None:
    cases = data.rows("cases", **selection.where())
    table, links = litigation.case_table(cases, filters.labels(data.rows("units")))
    title = tag("h2", f"每一件在哪里：{len(table)} 格不为 0，点单位名看原处")
    shown = heat.plain(table.head(litigation.MOST_LINKED), links)
    clickable.show(join([title, tag("div", shown, class_="tall")]), key="cases")
    under.evidence("cases", "复议诉讼_各单位", table, said=said, meaning=litigation.MEANING, links=links)
