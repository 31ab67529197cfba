"""Where a number was printed: the page with the place marked, the source table, or the lines around."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

import form
from form import Address
from ingest.errors import UnreadableFile
from ingest.model import BBox, Document, Grid, Line
from ingest.pictures import Picture, cell_picture, page_picture
from ingest.readers import read_document
from store import DataDirectory, kept
from ui import words
from ui.derive import cell_key
from ui.form_html import Shown
from ui.html import Safe, go, join, tag
from ui.meaning import to_line
from ui.reads import Reads

KEPT_PICTURES = 40
KEPT_CUTS = 200
KEPT_DOCUMENTS = 8
_AROUND = 6
# How much of the page is shown around a cell that is cut out, in points.
_AROUND_PT = 26.0
# Room around the printed words of a cell, in points.
_ROOM_PT = 2.5
# A page in its window: small enough to keep the row's label in sight, large enough to read.
_WIDTH_PX = 620
_WINDOW = "overflow:auto;max-height:430px"


def panel(
    reads: Reads,
    report: Mapping[str, Any],
    cells: pd.DataFrame,
    shown: Mapping[Address, Shown],
    chosen: Address | None,
    here: Mapping[str, str | int],
) -> Safe:
    """Given a report's cells and the one chosen, return what it says and where it was printed."""
    if chosen is None:
        return tag("p", "点表中任一数字，这里显示它印在原文件的什么地方。", class_="quiet hint")
    mine = cells[[tuple(key) == chosen for key in cells[["table_key", "row_key", "column_key"]].to_numpy()]]
    if mine.empty:
        return tag("p", f"{form.describe(*chosen)}：{words.ABSENT}", class_="accent")
    cell = mine.iloc[0].to_dict()
    return join(
        [
            tag("h2", form.describe(*chosen)),
            tag("p", _said(cell, shown[chosen]), " · ", to_line(chosen, "定义和依据"), class_="links"),
            _same_cell(reads, report, chosen, here),
            _place(reads, report, cells, cell, here),
        ]
    )


def _said(cell: Mapping[str, Any], shown: Shown) -> str:
    raw = str(cell["raw"]).strip()
    unit = "" if pd.isna(cell["value"]) else f" {cell['unit']}"
    return f"{shown.text}{unit} · {f'原文“{raw}”' if raw else '原文空白'} · {cell['place']}"


def _same_cell(
    reads: Reads, report: Mapping[str, Any], chosen: Address, here: Mapping[str, str | int]
) -> Safe:
    """Return the same cell of the unit's other years, each a link to its report."""
    if not isinstance(report["unit_code"], str) or "unit" not in here:
        return tag("span", "")
    cells = reads.rows("cells", units=[report["unit_code"]], tables=[chosen.table])
    same = cells[(cells["row_key"] == chosen.row) & (cells["column_key"] == chosen.column)]
    said = []
    for row in same.itertuples():
        value = words.BLANK if pd.isna(row.value) else words.number(row.value)
        year = int(row.year)
        text = f"{year} 年 {value}"
        link = go(text, "report", unit=here["unit"], year=year, cell=cell_key(chosen))
        said.append(tag("b", text) if year == report["year"] else link)
    return tag("p", "历年同一格：", join(said, " · "), class_="small")


def _place(
    reads: Reads,
    report: Mapping[str, Any],
    cells: pd.DataFrame,
    cell: Mapping[str, Any],
    here: Mapping[str, str | int],
) -> Safe:
    path = kept.original(DataDirectory(Path(reads.folder)), str(report["report_id"]), str(report["suffix"]))
    if not path.is_file():
        return tag("p", "原文件不在数据目录中，无法显示原处。", class_="quiet")
    try:
        if pd.notna(cell["page"]) and pd.notna(cell["x0"]):
            page = int(cell["page"])
            return _page(_picture(str(path), page), cells[cells["page"] == page], cell, here)
        return _source(_document(str(path)), str(cell["place"]))
    except UnreadableFile as error:
        return tag("p", error.message, class_="quiet")


@st.cache_data(max_entries=KEPT_PICTURES, show_spinner=False)
def _picture(path: str, page: int) -> Picture:
    return page_picture(Path(path), page)


def cut_out(reads: Reads, cell: Mapping[str, Any]) -> Safe:
    """Given a cell with its report's file, return its place cut out of the page, large, or why there is none."""
    path = kept.original(DataDirectory(Path(reads.folder)), str(cell["report_id"]), str(cell["suffix"]))
    if pd.isna(cell["page"]) or pd.isna(cell["x0"]):
        return tag("p", f"原处：{cell['place']}", class_="quiet")
    box = BBox(*(float(cell[edge]) for edge in ("x0", "top", "x1", "bottom")))
    try:
        picture = _cut(str(path), int(cell["page"]), box)
    except UnreadableFile as error:
        return tag("p", error.message, class_="quiet")
    source = f"data:image/png;base64,{base64.b64encode(picture.png).decode('ascii')}"
    image = Safe(f'<img alt="原件上的这一格" src="{source}">')
    frame = (
        f"left:{_AROUND_PT / picture.width:.3%};top:{_AROUND_PT / picture.height:.3%};"
        f"right:{_AROUND_PT / picture.width:.3%};bottom:{_AROUND_PT / picture.height:.3%}"
    )
    return tag("div", image, tag("i", style=frame), class_="cut")


@st.cache_data(max_entries=KEPT_CUTS, show_spinner=False)
def _cut(path: str, page: int, box: BBox) -> Picture:
    return cell_picture(Path(path), page, box, _AROUND_PT)


@st.cache_data(max_entries=KEPT_DOCUMENTS, show_spinner=False)
def _document(path: str) -> Document:
    return read_document(Path(path))


def _page(
    picture: Picture, cells: pd.DataFrame, cell: Mapping[str, Any], here: Mapping[str, str | int]
) -> Safe:
    """Return the page with a link over each number that was read from it, the chosen one marked."""
    source = f"data:image/png;base64,{base64.b64encode(picture.png).decode('ascii')}"
    image = Safe(f'<img alt="原文件第{int(cell["page"])}页" src="{source}">')
    marks = [_mark(picture, row, cell, here) for row in cells.to_dict("records") if pd.notna(row["x0"])]
    # The shape stands here and not in the style sheet: it must be known when the mark is brought into view.
    shape = f"position:relative;width:{_WIDTH_PX}px;aspect-ratio:{picture.width:.1f}/{picture.height:.1f}"
    sheet = tag("div", image, join(marks), class_="sheet", style=shape)
    return tag("div", sheet, class_="scroll window", style=_WINDOW)


def _mark(
    picture: Picture, row: Mapping[Any, Any], cell: Mapping[str, Any], here: Mapping[str, str | int]
) -> Safe:
    address = Address(row["table_key"], row["row_key"], row["column_key"])
    left, top = row["x0"] - _ROOM_PT, row["top"] - _ROOM_PT
    width, height = row["x1"] + _ROOM_PT - left, row["bottom"] + _ROOM_PT - top
    box = (
        f"position:absolute;left:{left / picture.width:.3%};top:{top / picture.height:.3%};"
        f"width:{width / picture.width:.3%};height:{height / picture.height:.3%}"
    )
    same = all(row[key] == cell[key] for key in ("table_key", "row_key", "column_key"))
    link = go(
        "", "report", class_="at" if same else None, title=form.describe(*address), **_to(here, address)
    )
    return Safe(link.replace("<a ", f'<a style="{box}" ', 1))


def _to(here: Mapping[str, str | int], address: Address) -> dict[str, str | int]:
    return {**here, "cell": cell_key(address)}


def _source(document: Document, place: str) -> Safe:
    """Return the source table with the place marked, or the lines around it."""
    for grid in document.grids:
        if any(cell.place == place for cell in grid.cells):
            return _grid(grid, place)
    lines = document.lines
    at = next((index for index, line in enumerate(lines) if line.place == place), None)
    if at is None:
        return tag("p", f"原处：{place}", class_="quiet")
    return _lines(lines[max(0, at - _AROUND) : at + _AROUND + 1], place)


def _grid(grid: Grid, place: str) -> Safe:
    rows: dict[int, list[Safe]] = {}
    for cell in sorted(grid.cells, key=lambda c: (c.row, c.column)):
        mark = "at" if cell.place == place else None
        span = {"rowspan": cell.row_span, "colspan": cell.column_span}
        rows.setdefault(cell.row, []).append(tag("td", cell.text, class_=mark, **span))
    body = join(tag("tr", join(cells)) for _, cells in sorted(rows.items()))
    return tag(
        "div", tag("table", tag("tbody", body), class_="source"), class_="scroll window", style=_WINDOW
    )


def _lines(lines: tuple[Line, ...], place: str) -> Safe:
    shown = [tag("div", line.text or " ", class_="at" if line.place == place else None) for line in lines]
    return tag("div", join(shown), class_="lines")
