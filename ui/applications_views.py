"""The parts of the page 依申请公开: the flow, how it ended, who asked, and the units."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from ui import applications, charts, charts_flow, charts_heat, clickable, compare, filters, heat, many, under
from ui.charts_flow import Step
from ui.derive import NEW
from ui.filters import Selection
from ui.html import join, tag
from ui.measure import units_of
from ui.reads import Reads
from ui.units import heat_rows, ranking, unit_table


def flow(data: Reads, selection: Selection, steps: list[Step], said: str) -> None:
    """Show where the applications of the year went, and which reports do not balance."""
    draw = partial(charts_flow.flow, steps, title=f"{selection.year} 年收到的去了哪里")
    where = selection.only_this_year().where()
    rows = {"rows_in": applications.FLOW_IN, "rows_out": applications.FLOW_OUT}
    found = data.rows("unbalanced", tables=["applications"], column_keys=["total"], **rows, **where)
    gaps = applications.unbalanced(found, filters.labels(data.rows("units")), selection.year)
    under.figure(
        "flow",
        draw,
        "申请办理流程",
        applications.step_table(steps),
        said=said,
        meaning=applications.FLOW_SAID,
        picks=applications.behind(),
        below=partial(clickable.show, tag("p", gaps, class_="small"), key="gaps") if gaps else None,
    )


def results(totals: pd.DataFrame, year: int, said: str) -> None:
    """Show how those handled ended, and the grounds, as parts."""
    found = applications.result_frame(totals, year)
    groups = found.groupby("part", sort=False, as_index=False)["value"].sum()
    title = f"{year} 年办结 {groups['value'].sum():,.0f} 件的结果"
    reasons = applications.reasons(found, filters.palette())
    under.figure(
        "results",
        partial(charts.parts, groups, title=title, unit="件"),
        "办理结果",
        applications.result_table(found),
        said=said,
        meaning=applications.RESULTS_SAID,
        picks=applications.behind(),
        below=partial(clickable.show, reasons, key="reasons"),
    )


def who(data: Reads, totals: pd.DataFrame, marked: pd.DataFrame, year: int, said: str) -> None:
    """Show who applied, and the units that most applied to."""
    labels = filters.labels(data.rows("units"))
    people = applications.applicant_frame(totals, year)
    if not people["value"].gt(0).any():
        return
    draw = partial(charts.ranked, people, title=f"{year} 年谁在申请", unit="件", middle=None)
    under.figure(
        "who",
        draw,
        "申请人类型",
        applications.applicant_table(people),
        said=said,
        meaning=applications.WHO_SAID,
        picks={name: compare.leading_to(cell) for name, cell in applications.applicant_cells().items()},
    )
    if marked["unit_code"].nunique() <= 1:
        return
    draw, picks, note = ranking(marked, labels, year, NEW, f"{year} 年新收最多的单位", "件")
    under.figure(
        "ranked",
        draw,
        "新收申请_最多的单位",
        partial(unit_table, marked[marked["year"] == year], labels),
        said=said,
        meaning=applications.NEW_SAID,
        picks=picks,
        below=partial(st.caption, note),
    )


def units(data: Reads, marked: pd.DataFrame, selection: Selection, said: str) -> None:
    """Show what every unit has over the years: the new applications, or what somebody asks for in their place."""
    labels = filters.labels(data.rows("units"))
    years = [str(year) for year in selection.years]
    columns = [(year, year == str(selection.year)) for year in years]
    every = applications.countable()
    with st.container(horizontal=True, key="counting"):
        name = filters.choice("各单位数什么", "count", list(every))
    cells = every[name]
    if cells != (NEW,):
        marked = units_of(data, selection, cells)
    title = f"{name}（件）：各单位历年，按当年多少排列"
    start = many.headed(title, marked["unit_code"].nunique())
    rows = heat_rows(marked, labels, selection.year, cells[0] if len(cells) == 1 else None, start)
    table = heat.count_table(rows, columns, filters.palette(), most_blocks=heat.MOST_BLOCKS)
    # A click on a chart above leads here.
    here = tag("span", class_="chosen") if cells != (NEW,) else ""
    clickable.show(join([here, table, heat.count_key()]), key="heat")
    under.evidence(
        "units",
        f"各单位{name}",
        partial(unit_table, marked, labels),
        said=said,
        meaning=applications.counted(name),
        draw=partial(charts_heat.counts, rows, years, title=title, unit=""),
    )
