"""Settling a year: the snapshots that were made of it, each to be had as a file, and what has changed since."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

import form
from exports.keeping import hand_out, keep_settled
from exports.source import NothingToExport
from store.decisions.snapshots import Snapshot
from store.settle import changes_since, settle_year, snapshots, unsettled
from ui import clickable, recording, words
from ui.html import Safe, join, tag
from ui.reads import Reads
from ui.under import XLSX

_MOST_CHANGES = 100


def show(data: Reads, rows: pd.DataFrame, year: int) -> None:
    """Show the means to settle the year, and what was settled before."""
    open_ones = unsettled(rows)
    if recording.may("settle_year"):
        _settle(data, year, open_ones)
    made = [snapshot for snapshot in snapshots(Path(data.folder)) if snapshot.year == year]
    if not made:
        clickable.show(tag("p", f"{year} 年还没有核定过。", class_="quiet"), key="no_snapshot")
    for snapshot in reversed(made):
        _snapshot(data, snapshot)


def _settle(data: Reads, year: int, open_ones: pd.DataFrame) -> None:
    names = words.listed([f"{row.unit_name}（{row.state}）" for row in open_ones.itertuples()], 6)
    said = f"还没有核定：{names}。" if len(open_ones) else "所有单位都已核定。"
    told = (
        "核定全年，是把这一刻的数据和全部处理结果存成一份，以后随时可以打开、导出，再导入什么都不会改变它。"
    )
    clickable.show(join([tag("p", said, class_="lead"), tag("p", told, class_="quiet")]), key="settle_said")
    with st.form("settle_year", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("名称", value="", placeholder=f"{year}年度核定", key="settle_name", width=260)
        st.text_input("理由（还有单位没有核定时须写明）", key="settle_reason", width=420)
        st.form_submit_button("核定全年", type="primary", on_click=_settled, args=(data, year))


def _settled(data: Reads, year: int) -> None:
    name, reason = st.session_state["settle_name"], st.session_state["settle_reason"]
    folder = Path(data.folder)

    def act() -> None:
        snapshot = settle_year(folder, recording.actor(), year, name=name, reason=reason)
        # With the county's own report alone there are no sums to be handed in.
        with contextlib.suppress(NothingToExport):
            keep_settled(folder, snapshot)

    recording.guarded(act, f"{year} 年已核定")


def _snapshot(data: Reads, snapshot: Snapshot) -> None:
    folder = Path(data.folder)
    made_at = datetime.fromisoformat(snapshot.made_at).replace(tzinfo=None)
    with st.container(horizontal=True, vertical_alignment="center", key=f"snapshot_{snapshot.id}"):
        said = f"{snapshot.who} {made_at:%Y-%m-%d %H:%M}" + (
            f"：{snapshot.reason}" if snapshot.reason else ""
        )
        unsettled = f" · 当时未核定：{words.listed(snapshot.unsettled)}" if snapshot.unsettled else ""
        with st.container():
            named = join([tag("b", snapshot.name), tag("div", said + unsettled, class_="quiet")])
            clickable.show(named, key=f"snapshot_said_{snapshot.id}")
        st.download_button(
            "下载汇总表",
            partial(_workbook, folder, snapshot),
            f"{snapshot.name}_汇总表.xlsx",
            XLSX,
            key=f"get_snapshot_{snapshot.id}",
            on_click="ignore",
        )
        with st.popover("之后的变化", type="tertiary"):
            changes = _changes(data.folder, snapshot, data.build_id, data.revision)
            clickable.show(changes_table(changes), key=f"changes_{snapshot.id}")


def _workbook(folder: Path, snapshot: Snapshot) -> bytes:
    """Return the county's workbook as it was made when the year was settled."""
    return hand_out(folder, snapshot, "workbook").content


@st.cache_data(max_entries=8, show_spinner=False)
def _changes(folder: str, snapshot: Snapshot, build_id: str, revision: int) -> pd.DataFrame:
    del build_id, revision  # part of the key only
    return changes_since(Path(folder), snapshot)


def changes_table(changes: pd.DataFrame) -> Safe:
    """Given what is otherwise now than in a snapshot, return it as a table."""
    if changes.empty:
        return tag("p", "没有变化。", class_="quiet")
    heads = ("单位", "什么", "哪里", "核定时", "现在")
    rows = [
        tag("tr", *(tag("td", text) for text in _changed(row)))
        for row in changes.head(_MOST_CHANGES).to_dict("records")
    ]
    head = tag("tr", *(tag("th", name, scope="col") for name in heads))
    more = (
        tag("p", f"共 {len(changes)} 处，这里显示前 {_MOST_CHANGES} 处。")
        if len(changes) > _MOST_CHANGES
        else ""
    )
    body = tag("table", tag("thead", head), tag("tbody", join(rows)), class_="plain")
    return join([tag("div", body, class_="scroll"), more])


def _changed(row: Mapping[str, object]) -> tuple[object, ...]:
    if row["what"] == "数字":
        where = form.describe(str(row["table_key"]), str(row["row_key"]), str(row["column_key"]))
        values = tuple(
            "没有" if pd.isna(value) else words.number(float(str(value)))
            for value in (row["before"], row["after"])
        )
        return (row["unit_name"], "数字", where, *values)
    if row["what"] == "报告":
        there = tuple("没有" if pd.isna(value) else "另一份文件" for value in (row["before"], row["after"]))
        return (row["unit_name"], "报告", "", *there)
    values = tuple("没有" if pd.isna(value) else str(value) for value in (row["before"], row["after"]))
    return (row["unit_name"], row["what"], "", *values)
