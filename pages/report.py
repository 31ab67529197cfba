"""单份报告: one report as printed, with what was found in it and where each number stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from ui import cards, clickable, filters, form_html, heat, place, under
from ui import report as one
from ui.html import join, tag
from ui.reads import Reads, reads
from ui.report_choice import chosen_report

_PARTS = ("表格", "正文", "版本")
TITLE = "单份报告"
FILTERS = ("unit", "year")


def render() -> None:
    """Show the page."""
    data = reads()
    found = chosen_report(data, filters.selection())
    if found.report is None:
        clickable.show(join([cards.heading(found.title, "", data.is_sample), found.missing]), key="head")
        return
    report, here = found.report, found.here
    report_id = report["report_id"]
    findings = data.rows("findings_of_report", report_id=report_id)
    heading = cards.heading(found.title, one.identity_words(report, findings), data.is_sample)
    clickable.show(heading, key="head")
    part = filters.choice("看什么", "part", _PARTS)
    if part == "表格":
        _tables(data, report, findings, here)
    elif part == "正文":
        _prose(data, report)
    else:
        _versions(data, report)


def _tables(
    data: Reads, report: Mapping[str, Any], findings: pd.DataFrame, here: Mapping[str, str | int]
) -> None:
    cells = data.rows("cells_of_report", report_id=report["report_id"])
    chosen = one.address_of(st.query_params.get("cell"))
    shown = one.shown_cells(cells, findings)
    left, right = st.columns([1.55, 1], gap="medium")
    with left:
        for table in form_html.tables_of(report["edition"], frozenset(shown)):
            body = form_html.section(table, shown, here, chosen)
            clickable.show(body, key=f"paper_{table.key}")
        with st.container(horizontal=True, key="under_cells"):
            st.caption("整份报告的每一格：", width="stretch")
            under.downloads("cells", f"{report['unit_name']}_{report['year']}", one.cell_table(cells))
    with right, st.container(key="aside"):
        clickable.show(place.panel(data, report, cells, shown, chosen, here), key="where")
        title = tag("h2", f"核对结果：{one.summary(findings)}")
        clickable.show(join([title, one.finding_list(findings, here)]), key="findings")


def _prose(data: Reads, report: Mapping[str, Any]) -> None:
    report_id = report["report_id"]
    items = data.rows("narrative_of_report", report_id=report_id)
    sections = data.rows("sections_of_report", report_id=report_id)
    left, right = st.columns([1.55, 1], gap="medium")
    with left:
        clickable.show(
            join(one.section(row.section, row.text, items) for row in sections.itertuples()), key="prose"
        )
    with right:
        table = one.item_table(items)
        stated = one.stated_words(report)
        title = tag("h2", f"正文写明的数量：{len(table)} 项")
        listed = heat.plain(table) if len(table) else ""
        clickable.show(join([title, tag("p", stated, class_="quiet small"), listed]), key="items")


def _versions(data: Reads, report: Mapping[str, Any]) -> None:
    if not isinstance(report["unit_code"], str):
        clickable.show(tag("p", "未匹配到单位的报告没有版本记录。", class_="quiet"), key="versions")
        return
    versions = data.rows("versions", unit_code=report["unit_code"], year=int(report["year"]))
    table, links = one.version_table(versions)
    clickable.show(heat.plain(table, links), key="versions")


if __name__ == "__main__":
    from ui.shell import hand_over

    hand_over()
