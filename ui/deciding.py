"""Deciding on a cell: what people have decided on how it was read, and the means to correct or confirm it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

import form
from form import Address
from form.numbers import read_number
from store import DataDirectory
from store.decisions import Decisions, Draft, Incomplete
from store.views import Basis
from ui import clickable, filters, recording, weighing, words
from ui.html import Safe, tag
from ui.reads import Reads
from ui.report import places_of

_BASES: dict[str, Basis] = {"报送数": "reported", "更正后": "corrected"}


def basis() -> Basis:
    """Show the choice between the numbers as reported and as corrected, kept in the address of the page."""
    return _BASES[filters.choice("按哪一种数", "basis", tuple(_BASES))]


def panel(
    data: Reads,
    report: Mapping[str, Any],
    cells: pd.DataFrame,
    findings: pd.DataFrame,
    chosen: Address | None,
) -> None:
    """Show what was decided on the chosen cell and on what was found there, and take new decisions."""
    recording.tell()
    if chosen is None:
        return
    mine = cells[[tuple(key) == chosen for key in cells[["table_key", "row_key", "column_key"]].to_numpy()]]
    cell = mine.iloc[0].to_dict() if len(mine) else {}
    with st.container(key="deciding"):
        reading(data, str(report["report_id"]), chosen, cell)
        for finding in findings.to_dict("records"):
            if chosen in places_of(finding):
                weighing.weigh(data, finding)


def reading(data: Reads, report_id: str, address: Address, cell: Mapping[str, Any]) -> None:
    """Show what was decided on how a cell was read, and the means to correct or confirm it."""
    decided(data, report_id, address, cell)
    if not recording.may_decide():
        return
    key = "_".join(("read", report_id[:12], *address))
    has_word = bool(cell.get("corrected") or cell.get("confirmed") or cell.get("stale"))
    with st.container(horizontal=True, vertical_alignment="bottom", key="reading_actions"):
        st.button("读数无误", key=f"ok_{key}", on_click=confirm, args=(data, report_id, address, cell))
        with st.popover("更正读数"), st.form(key, border=False):
            st.text_input("原件上实际印的数（空着表示没有填）", key=f"value_{key}")
            st.text_input("理由", key=f"why_{key}", placeholder="例如：扫描件把 3 认成了 8")
            st.form_submit_button(
                "更正", type="primary", on_click=_typed, args=(data, report_id, address, cell, key)
            )
        if has_word:
            back = Draft("uncorrect", report_id=report_id, **_place(address))
            st.button("撤销", key=f"back_{key}", on_click=recording.record, args=(data, back, "已撤销"))


def decided(data: Reads, report_id: str, address: Address, cell: Mapping[str, Any]) -> None:
    """Show what was decided on how a cell was read, where anything was."""
    said = _reading_words(data, report_id, address, cell)
    if said:
        clickable.show(said, key="reading_said")


def _reading_words(data: Reads, report_id: str, address: Address, cell: Mapping[str, Any]) -> Safe | None:
    """Return what was last decided on a cell in words, None where nothing was."""
    log = data.rows("decisions_of_report", report_id=report_id)
    same = (log["table_key"] == address.table) & (log["row_key"] == address.row)
    of_cell = log[same & (log["column_key"] == address.column) & log["action"].isin(["correct", "confirm"])]
    if of_cell.empty or not (cell.get("corrected") or cell.get("confirmed") or cell.get("stale")):
        return None
    last = of_cell.iloc[0]
    unit = form.column_of(address).unit
    if last["action"] == "correct":
        value = words.BLANK if pd.isna(last["value"]) else words.number(float(last["value"]), unit)
        what = f"更正为 {value}（报告读作 {last['printed'] or '空白'}）"
    else:
        what = f"已确认读数：{last['printed'] or '空白'}"
    stale = (
        tag("span", "已失效：现行版本印的已不是这个数，请重新处理。", class_="accent")
        if cell.get("stale")
        else ""
    )
    return tag("p", what, recording.by(last["who"], last["made_at"], last["reason"]), stale, class_="decided")


def _place(address: Address) -> dict[str, str]:
    return {"table_key": address.table, "row_key": address.row, "column_key": address.column}


def _printed(cell: Mapping[str, Any]) -> dict[str, Any]:
    """Return the words and the number that a decision on a cell is made against."""
    if not cell:
        return {"printed": None, "printed_value": None}
    value = cell.get("printed_value")
    return {
        "printed": str(cell["raw"]),
        "printed_value": None if value is None or pd.isna(value) else Decimal(str(value)),
    }


def confirm(data: Reads, report_id: str, address: Address, cell: Mapping[str, Any]) -> bool:
    """Write that a cell was read as it is printed, and return whether it was written."""
    draft = Draft("confirm", report_id=report_id, **_place(address), **_printed(cell))
    return recording.record(data, draft, "已确认读数")


def correct(
    data: Reads, report_id: str, address: Address, cell: Mapping[str, Any], typed: str, reason: str
) -> bool:
    """Write what a cell really shows, as somebody has typed it, and return whether it was written."""

    def act() -> None:
        value = _number(typed, address)
        draft = Draft(
            "correct", report_id=report_id, **_place(address), **_printed(cell), value=value, reason=reason
        )
        Decisions.open(DataDirectory(Path(data.folder))).record(recording.actor(), draft, seen=data.revision)

    return recording.guarded(act, "已更正读数")


def _typed(data: Reads, report_id: str, address: Address, cell: Mapping[str, Any], key: str) -> None:
    correct(data, report_id, address, cell, st.session_state[f"value_{key}"], st.session_state[f"why_{key}"])


def _number(text: str, address: Address) -> Decimal | None:
    """Return the number that somebody has typed, None for nothing. Raises Incomplete for what is none."""
    if not text.strip():
        return None
    column = form.column_of(address)
    read = read_number(text, column.kind, "万元" if column.kind == "amount" else None)
    if read.value is None:
        raise Incomplete(f"“{text}”不是数字，请只写数字")
    return read.value
