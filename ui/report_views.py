"""The parts of the page 单份报告: the form as printed, beside last year's, the prose, and the versions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

import form
from ui import clickable, copied, deciding, filters, form_html, heat, place, report_actions, under
from ui import report as one
from ui.form_html import Shown
from ui.html import Safe, go, join, tag
from ui.reads import Reads, reads


def tables(
    data: Reads, report: Mapping[str, Any], findings: pd.DataFrame, here: Mapping[str, str | int]
) -> None:
    """Show the form as printed, and beside it the place of the chosen cell and what was found."""
    cells = data.rows("cells_of_report", report_id=report["report_id"])
    if cells["corrected"].any():
        cells = reads(deciding.basis()).rows("cells_of_report", report_id=report["report_id"])
    chosen = one.address_of(st.query_params.get("cell"))
    shown = one.shown_cells(cells, findings)
    left, right = st.columns([1.55, 1], gap="medium")
    with left:
        for table in form_html.tables_of(report["edition"], frozenset(shown)):
            body = form_html.section(table, shown, here, chosen)
            clickable.show(body, key=f"paper_{table.key}")
        with st.container(horizontal=True, key="under_cells_saved"):
            st.caption("整份报告的每一格：", width="stretch")
            under.downloads("cells", f"{report['unit_name']}_{report['year']}", one.cell_table(cells))
    with right, st.container(key="aside"):
        clickable.show(place.panel(data, report, cells, shown, chosen, here), key="where")
        deciding.panel(data, report, cells, findings, chosen)
        title = tag("h2", f"疑点：{one.summary(findings)}")
        clickable.show(join([title, one.finding_list(findings, here)]), key="findings")


def prose(data: Reads, report: Mapping[str, Any]) -> None:
    """Show the prose with what it counts marked, and the counts as a list."""
    report_id = report["report_id"]
    items = data.rows("narrative_of_report", report_id=report_id)
    sections = data.rows("sections_of_report", report_id=report_id)
    left, right = st.columns([1.55, 1], gap="medium")
    with left:
        clickable.show(
            join(one.section(row.section, row.text, items) for row in sections.itertuples()), key="prose"
        )
        passages = data.rows("passages_of_report", report_id=report_id)
        if len(passages):
            clickable.show(copied.pairs(passages, f"{report['unit_name']} {report['year']} 年"), key="copied")
    with right:
        table = one.item_table(items)
        stated = one.stated_words(report)
        title = tag("h2", f"正文写明的数量：{len(table)} 项")
        listed = heat.plain(table) if len(table) else ""
        clickable.show(
            join([title, tag("p", stated, " ", go("怎么数的", "notes"), class_="quiet small links"), listed]),
            key="items",
        )


def versions(data: Reads, report: Mapping[str, Any]) -> None:
    """Show which files came for this unit and year, the newest first."""
    if not isinstance(report["unit_code"], str):
        clickable.show(tag("p", "未匹配到单位的报告没有版本记录。", class_="quiet"), key="versions")
        report_actions.show(data, report)
        return
    every = data.rows("versions", unit_code=report["unit_code"], year=int(report["year"]))
    table, links = one.version_table(every)
    clickable.show(heat.plain(table, links), key="versions")
    report_actions.show(data, report)


def beside_last_year(data: Reads, report: Mapping[str, Any]) -> None:
    """Show the form of the year before beside this one, cells that differ marked in both."""
    last = _last_year(data, report)
    if last is None:
        clickable.show(tag("p", "没有上年的报告可以对照。", class_="quiet"), key="alone")
        return
    both = [report, last]
    shown = [
        one.shown_cells(data.rows("cells_of_report", report_id=each["report_id"]), pd.DataFrame())
        for each in both
    ]
    table = one.differing_cells(shown[0], shown[1])
    clickable.show(tag("p", one.differing_words(table, both), class_="lead"), key="differing")
    marked = [one.mark_changed(shown[0], shown[1]), one.mark_changed(shown[1], shown[0])]
    pairs = [
        form_html.tables_of(each["edition"], frozenset(cells))
        for each, cells in zip(both, shown, strict=True)
    ]
    for mine, other in zip(*pairs, strict=True):
        columns = st.columns(2, gap="medium")
        for column, each, cells, paper in zip(columns, both, marked, (mine, other), strict=True):
            with column:
                clickable.show(_paper(each, cells, paper), key=f"beside_{paper.key}_{int(each['year'])}")
    with st.container(horizontal=True, key="under_beside"):
        st.caption("两年不同的格：", width="stretch")
        under.downloads("beside", f"{report['unit_name']}_{report['year']}_对照上年", table)


def _paper(report: Mapping[str, Any], cells: Mapping[form.Address, Shown], table: form.Table) -> Safe:
    name, year = filters.selection().name, int(report["year"])
    head = tag("p", go(f"{year} 年", "report", unit=name, year=year, part="表格"), class_="small links")
    return join([head, form_html.section(table, cells, {"unit": name, "year": year, "part": "表格"}, None)])


def _last_year(data: Reads, report: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the report of the same unit for the year before, if there is one."""
    if not isinstance(report["unit_code"], str) or pd.isna(report["year"]):
        return None
    found = data.rows("reports", units=[report["unit_code"]], years=[int(report["year"]) - 1])
    return None if found.empty else found.iloc[0].to_dict()
