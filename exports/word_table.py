"""A statutory table as Word draws it: the rows and merges of the form, numbers where they belong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from exports import paper
from exports.paper import Box
from exports.statutory_sheet import widths
from exports.text import clean
from form import Address, Table

# Twentieths of a point: the text of an A4 page between margins of 2 cm.
PAGE_WIDTH_TWIPS = 9638
_FONT = "宋体"
# Half points.
_SIZES = {"blocks": 21, "matrix": 17, "line": 17}
# Twentieths of a point, the least height of a row: each table fills its page and no more.
_ROW_TWIPS = {"blocks": 480, "matrix": 330, "line": 640}
_SIDE_TWIPS = 40
_LEFT = ("label",)
_XML_QUOTES = {'"': "&quot;"}


def xml_text(text: str) -> str:
    """Return a text as it stands in XML, safe also from a template's own marks."""
    # A template program looks for {{ and {_{ in the finished XML; it does not find them written so.
    return escape(clean(text), _XML_QUOTES | {"{": "&#123;", "}": "&#125;"})


def printed(value: float | None) -> str:
    """Given a number, return it as a form shows it, without separators; nothing where there is none.

    >>> printed(3.0), printed(0.015), printed(None)
    ('3', '0.015', '')
    """
    return "" if value is None else f"{value:.6f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a box shows in one row of the grid: its first row, or one that it only runs through."""

    box: Box
    is_first: bool


def table_xml(table: Table, values: Mapping[Address, str]) -> str:
    """Given a table and what stands in its cells, return it as WordprocessingML (ECMA-376, w:tbl)."""
    placed = paper.boxes(table)
    rows, _ = paper.size(placed)
    grid = _twips(widths(table))
    head = _head_rows(table)
    lines = "".join(_row(table, placed, row, grid, values, is_head=row < head) for row in range(rows))
    columns = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in grid)
    edge = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(f'<w:{side} w:w="{_SIDE_TWIPS}" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(grid)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edge}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{lines}</w:tbl>"
    )


def _head_rows(table: Table) -> int:
    """Return how many rows at the top are the head of the whole table, to be repeated on a second page."""
    placed = paper.boxes(table)
    if table.layout == "blocks":
        return 0
    return min(box.top for box in placed if box.address is not None)


def _twips(rooms: Sequence[float]) -> list[int]:
    scale = PAGE_WIDTH_TWIPS / sum(rooms)
    return [int(room * scale) for room in rooms]


def _row(
    table: Table,
    placed: Sequence[Box],
    row: int,
    grid: Sequence[int],
    values: Mapping[Address, str],
    *,
    is_head: bool,
) -> str:
    here = [_Place(box, box.top == row) for box in placed if box.top <= row < box.top + box.height]
    here.sort(key=lambda place: place.box.left)
    cells = "".join(_cell(table, place, grid, values) for place in here)
    repeated = "<w:tblHeader/>" if is_head else ""
    height = f'<w:trHeight w:val="{_ROW_TWIPS[table.layout]}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{repeated}</w:trPr>{cells}</w:tr>"


def _cell(table: Table, place: _Place, grid: Sequence[int], values: Mapping[Address, str]) -> str:
    box = place.box
    wide = sum(grid[box.left : box.left + box.width])
    span = f'<w:gridSpan w:val="{box.width}"/>' if box.width > 1 else ""
    kind = ' w:val="restart"' if place.is_first else ""
    merged = f"<w:vMerge{kind}/>" if box.height > 1 else ""
    text = "" if not place.is_first else values.get(box.address, "") if box.address else box.text
    size = _SIZES[table.layout]
    fonts = f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:hint="eastAsia"/>'
    bold = "<w:b/>" if box.role == "block" else ""
    look = f'<w:rPr>{fonts}{bold}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    run = f'<w:r>{look}<w:t xml:space="preserve">{xml_text(text)}</w:t></w:r>' if text else ""
    side = "left" if box.role in _LEFT else "center"
    paragraph = (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="{side}"/>{look}</w:pPr>{run}</w:p>'
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{span}{merged}'
        f'<w:vAlign w:val="center"/></w:tcPr>{paragraph}</w:tc>'
    )
