"""Where a number was printed: the page with the place marked, the source table, or the lines around."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import streamlit as st

from ingest.errors import UnreadableFile
from ingest.model import BBox, Document, Grid, Line
from ingest.pictures import page_picture
from ingest.readers import read_document
from store import DataDirectory, kept
from ui import clickable
from ui.html import Safe, join, tag
from ui.reads import Reads

KEPT_PICTURES = 60
KEPT_DOCUMENTS = 8
_AROUND = 6


def original(reads: Reads, report: Mapping[str, object]) -> Path | None:
    """Return the original file of a report, or None where it is not in the data directory."""
    path = kept.original(DataDirectory(Path(reads.folder)), str(report["report_id"]), str(report["suffix"]))
    return path if path.is_file() else None


def show(reads: Reads, report: Mapping[str, object], cell: Mapping[str, object], whole: bool) -> None:
    """Show where the cell was printed, as its format allows."""
    path = original(reads, report)
    if path is None:
        st.caption("原文件不在数据目录中，无法显示原处。")
        return
    try:
        if pd.notna(cell["page"]) and pd.notna(cell["x0"]):
            box = tuple(float(cell[name]) for name in ("x0", "top", "x1", "bottom"))
            st.image(_picture(str(path), int(cell["page"]), box, whole), width="stretch")
        else:
            clickable.show(_source(_document(str(path)), str(cell["place"])), key="source")
    except UnreadableFile as error:
        st.caption(error.message)


@st.cache_data(max_entries=KEPT_PICTURES, show_spinner=False)
def _picture(path: str, page: int, box: tuple[float, float, float, float], whole: bool) -> bytes:
    place = BBox(*box)
    return page_picture(Path(path), page, (place,), around=None if whole else place)


@st.cache_data(max_entries=KEPT_DOCUMENTS, show_spinner=False)
def _document(path: str) -> Document:
    return read_document(Path(path))


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
        "div", tag("table", tag("tbody", body), class_="source"), class_="scroll", style="max-height:420px"
    )


def _lines(lines: tuple[Line, ...], place: str) -> Safe:
    shown = [tag("div", line.text or " ", class_="at" if line.place == place else None) for line in lines]
    return tag("div", join(shown), class_="lines")
