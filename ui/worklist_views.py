"""The two lists that a clerk works through: the units, and their findings one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from form.units import COUNTY
from ui import clickable, copied, deciding, place, weighing, worklist, worklist_actions
from ui import report as one
from ui.html import NOTHING, go, join, tag
from ui.reads import Reads


def units(data: Reads, shown: pd.DataFrame, labels: dict[str, str], year: int) -> None:
    """Show the units as a table, and beside it the chosen one with what can be done about it."""
    names = [labels[str(code)] for code in shown["unit_code"]]
    asked = st.query_params.get("who", "")
    at = names.index(asked) if asked in names else 0
    left, right = st.columns([1.75, 1], gap="medium")
    with left:
        today = date.today()
        chosen = names[at] if names else ""
        table = worklist.table(shown, labels, chosen, st.query_params.get("sort", "unit"), today)
        clickable.show(table if names else tag("p", "没有这种状态的单位。", class_="quiet"), key="units")
    if names:
        with right, st.container(key="aside"):
            _unit(data, shown.iloc[at].to_dict(), names[at], year)


def _unit(data: Reads, row: Mapping[Any, Any], name: str, year: int) -> None:
    clickable.show(worklist.unit_head(row, name, year), key="unit_head")
    where = {"years": [year], "units": [str(row["unit_code"])]}
    withdrawn = data.rows("withdrawn", **where)
    if len(withdrawn):
        said = worklist.versions_words("作废了的：", withdrawn.to_dict("records"))
        clickable.show(said, key="withdrawn")
    if not isinstance(row["report_id"], str):
        return
    findings = data.rows("findings_of_report", report_id=row["report_id"])
    worklist_actions.unit_actions(data, row, findings)
    if row["waiting"]:
        waiting = data.rows("waiting", **where).to_dict("records")
        clickable.show(worklist.versions_words("核定之后又收到，等待选用：", waiting), key="waiting")
    clickable.show(worklist.finding_list(findings, name), key="unit_findings")


def findings(data: Reads, year: int, labels: dict[str, str], kinds: list[str]) -> None:
    """Show the findings of the year as a list, and beside it one with its place and the means to weigh it."""
    who = st.query_params.get("who", "")
    codes = [code for code, name in labels.items() if name == who]
    found = data.rows("findings", years=[year], units=codes, kinds=kinds)
    found = found[found["unit_code"].notna() & (found["kind"] != COUNTY)].reset_index(drop=True)
    at = worklist.current_at(found, st.query_params.get("at", ""))
    left, right = st.columns([1, 1.6], gap="medium")
    with left:
        every = go("看全部单位的", "worklist", view=worklist.FINDINGS, who="", at="") if codes else NOTHING
        open_ = int((found["decision"] == "").sum()) if len(found) else 0
        title = tag(
            "h2",
            f"{who or '全部单位'}：{open_} 条待核，共 {len(found)} 条 ",
            tag("span", every, class_="small"),
            class_="links",
        )
        key = weighing.finding_key(found.iloc[at].to_dict()) if at is not None else ""
        listed = worklist.finding_list(found, who, key, None if codes else labels)
        clickable.show(join([title, tag("div", listed, class_="scroll tall-list")]), key="finding_list")
    with right:
        if at is None:
            clickable.show(tag("p", "疑点都处理完了。", class_="lead"), key="all_done")
        else:
            _finding(data, found, at, labels)


def _finding(data: Reads, found: pd.DataFrame, at: int, labels: dict[str, str]) -> None:
    finding = found.iloc[at].to_dict()
    name, year = labels[str(finding["unit_code"])], int(finding["year"])
    forward = partial(_go_to, found, worklist.next_open(found, at))
    said, steps = st.columns([1.4, 1], vertical_alignment="center")
    with said:
        clickable.show(tag("h2", f"{name}（第 {at + 1} 条，共 {len(found)} 条）"), key="finding_title")
    with steps, st.container(horizontal=True, horizontal_alignment="right", key="steps"):
        after = at + 1 if at + 1 < len(found) else None
        st.button("上一条", shortcut="P", key="back", disabled=at == 0, on_click=_go_to, args=(found, at - 1))
        st.button(
            "下一条", shortcut="N", key="next", disabled=after is None, on_click=_go_to, args=(found, after)
        )
    weighing.weigh(data, finding, forward)
    report = data.rows("report", report_id=finding["report_id"]).iloc[0].to_dict()
    places = one.places_of(finding)
    if not places:
        link = go("打开报告的正文", "report", unit=name, year=year, part="正文")
        clickable.show(tag("p", "这一条说的是整份报告。", link, class_="links"), key="whole")
        passages = data.rows("passages_of_report", report_id=finding["report_id"])
        same = copied.about(passages, int(finding["position"]))
        if len(same):
            clickable.show(copied.pairs(same, f"{name} {year} 年"), key="copied")
        return
    cells = data.rows("cells_of_report", report_id=finding["report_id"])
    own = data.rows("findings_of_report", report_id=finding["report_id"])
    mine = cells[[tuple(k) == places[0] for k in cells[["table_key", "row_key", "column_key"]].to_numpy()]]
    if len(mine):
        deciding.reading(data, str(finding["report_id"]), places[0], mine.iloc[0].to_dict())
    shown, here = one.shown_cells(cells, own), {"unit": name, "year": year}
    clickable.show(place.panel(data, report, cells, shown, places[0], here), key="where")


def _go_to(found: pd.DataFrame, at: int | None) -> None:
    """Choose a finding; the address says which."""
    if at is None:
        st.query_params.pop("at", None)
    else:
        st.query_params["at"] = weighing.finding_key(found.iloc[at].to_dict())
