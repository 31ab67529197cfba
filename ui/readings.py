"""Numbers that were read from scans, the least sure first: each beside what stands on the paper."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

import form
from form import Address
from ui import clickable, deciding, place, recording, words
from ui.html import Safe, go, join, tag
from ui.reads import Reads

VIEW = "识读"
_LISTED = 60
_MISREAD = "识读有误，按原件更正"


def show(data: Reads, cells: pd.DataFrame, labels: Mapping[str, str]) -> None:
    """Given the cells that were read from pictures, show them one by one to be confirmed or corrected."""
    if cells.empty:
        clickable.show(tag("p", "这一年没有从扫描件识读的数。", class_="lead"), key="no_readings")
        return
    at = current_at(cells, st.query_params.get("at", ""))
    done = int((cells["corrected"] | cells["confirmed"]).sum())
    said = f"{len(cells)} 个数从扫描件识读，已核对 {done} 个；最没有把握的排在前面。"
    clickable.show(tag("p", said), key="readings_said")
    left, right = st.columns([1, 1.4], gap="medium")
    with left:
        start = max(0, at - 5)
        clickable.show(
            listing(cells.iloc[start : start + _LISTED], labels, cell_key(cells.iloc[at])), key="readings"
        )
    with right:
        _one(data, cells, at, labels)


def cell_key(cell: Mapping[Any, Any] | pd.Series) -> str:
    """Return what tells a cell from all others on the page and in its address."""
    return ".".join([str(cell["report_id"])[:12], *_address(cell)])


def _address(cell: Mapping[Any, Any] | pd.Series) -> Address:
    return Address(str(cell["table_key"]), str(cell["row_key"]), str(cell["column_key"]))


def current_at(cells: pd.DataFrame, asked: str) -> int:
    """Return the place of the cell that the address names, else of the first."""
    keys = [cell_key(row) for row in cells.to_dict("records")]
    return keys.index(asked) if asked in keys else 0


def listing(cells: pd.DataFrame, labels: Mapping[str, str], chosen: str) -> Safe:
    """Return cells as a table, each leading to its picture."""
    rows = []
    for cell in cells.to_dict("records"):
        key, sure = cell_key(cell), cell["confidence"]
        mark = "已更正" if cell["corrected"] else "无误" if cell["confirmed"] else ""
        rows.append(
            tag(
                "tr",
                tag("td", go(labels[str(cell["unit_code"])], "worklist", view=VIEW, at=key)),
                tag("td", form.describe(*_address(cell))),
                tag("td", read_as(cell), class_="n"),
                tag("td", "" if pd.isna(sure) else f"{sure:.0%}", class_="n quiet"),
                tag("td", mark, class_="quiet"),
                class_="chosen-row" if key == chosen else None,
            )
        )
    heads = (("单位", None), ("哪一格", None), ("读作", "n"), ("把握", "n"), ("", None))
    head = tag("tr", *(tag("th", name, scope="col", class_=look) for name, look in heads))
    body = tag("table", tag("thead", head), tag("tbody", join(rows)), class_="plain work wrap")
    return tag("div", body, class_="scroll tall-list")


def read_as(cell: Mapping[Any, Any]) -> str:
    """Return the number that was read, or why there is none."""
    if pd.isna(cell["printed_value"]):
        return words.UNREADABLE if str(cell["raw"]).strip() else words.BLANK
    return words.number(float(cell["printed_value"]), form.column_of(_address(cell)).unit)


def _one(data: Reads, cells: pd.DataFrame, at: int, labels: Mapping[str, str]) -> None:
    cell = cells.iloc[at].to_dict()
    following = partial(_step, cells, (at + 1) % len(cells))
    name = labels[str(cell["unit_code"])]
    link = go("打开报告", "report", unit=name, year=int(cell["year"]), cell=".".join(_address(cell)))
    title = tag(
        "h2", f"{name}：{form.describe(*_address(cell))} ", tag("span", link, class_="small"), class_="links"
    )
    clickable.show(join([title, place.cut_out(data, cell)]), key="cut_out")
    clickable.show(tag("p", "读作 ", tag("b", read_as(cell), class_="read-as")), key="read_as")
    deciding.decided(data, str(cell["report_id"]), _address(cell), cell)
    if recording.may_decide():
        _decide(data, cell, following)
    with st.container(horizontal=True, key="steps"):
        back = (cells, at - 1)
        st.button("上一个", shortcut="P", key="back", disabled=at == 0, on_click=_step, args=back)
        st.button("下一个", shortcut="N", key="next", on_click=following)


def _decide(data: Reads, cell: Mapping[str, Any], following: partial[None]) -> None:
    key = cell_key(cell)
    with st.container(horizontal=True, vertical_alignment="bottom", key="reading_actions"):
        st.button(
            "无误", type="primary", shortcut="Y", key="fits", on_click=_fits, args=(data, cell, following)
        )
        with (
            st.form(f"right_{key}", border=False),
            st.container(horizontal=True, vertical_alignment="bottom"),
        ):
            st.text_input("应为（回车确定）", key=f"value_{key}", width=160)
            st.form_submit_button("更正", on_click=_correct, args=(data, cell, f"value_{key}", following))


def _fits(data: Reads, cell: Mapping[str, Any], following: partial[None]) -> None:
    if deciding.confirm(data, str(cell["report_id"]), _address(cell), cell):
        following()


def _correct(data: Reads, cell: Mapping[str, Any], key: str, following: partial[None]) -> None:
    typed = st.session_state[key]
    if deciding.correct(data, str(cell["report_id"]), _address(cell), cell, typed, _MISREAD):
        following()


def _step(cells: pd.DataFrame, at: int) -> None:
    """Choose a cell; the address says which."""
    st.query_params["at"] = cell_key(cells.iloc[at])
