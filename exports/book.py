"""A workbook in the making: its formats, its sheets set up for A4, and words written as words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from exports.text import fitting, width

A4 = 9
FONT = "宋体"
COUNT = "#,##0"
# 万元 with two decimals, and as many more as it takes not to hide a 分.
MONEY = "#,##0.00####"
_MINUS = "−"


def signed(code: str) -> str:
    """Given a format of numbers, return the one of their changes: with a sign, a bare 0 for none."""
    return f"+{code};{_MINUS}{code};0"


_FOOTER = "&C第 &P 页，共 &N 页"
_MARGIN_INCHES = 0.6
# Inches: the binding edge of an A4 page of a file.
_LEFT_INCHES = 0.75
LINE_POINTS = 14.0
LEAST_POINTS = 18.0
_SETTINGS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


@dataclass
class Book:
    """A workbook being written.

    Attributes:
        target: Where it is written to.
        writer: The workbook itself.
    """

    target: BinaryIO
    writer: Any = field(init=False)
    _formats: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Open it."""
        self.writer = xlsxwriter.Workbook(self.target, dict(_SETTINGS))

    def format(self, **properties: Any) -> Any:
        """Given properties of a cell, return its format; equal ones are one."""
        whole = {"font_name": FONT, "font_size": 10, "valign": "vcenter"} | properties
        key = tuple(sorted(whole.items()))
        if key not in self._formats:
            self._formats[key] = self.writer.add_format(whole)
        return self._formats[key]

    def sheet(self, name: str, *, landscape: bool = False, one_page: bool = False) -> Worksheet:
        """Add a sheet set up for A4."""
        sheet = self.writer.add_worksheet(name)
        _set_up(sheet, landscape)
        # As wide as the page; as high as it takes, or one page.
        sheet.fit_to_pages(1, 1 if one_page else 0)
        return sheet

    def streamed_sheet(self, name: str) -> Worksheet:
        """Add a sheet whose rows are written to disk one by one; they must come in order.

        Its words stand in its own cells, not among those shared by all sheets.
        """
        self.writer.constant_memory = True
        sheet = self.writer.add_worksheet(name)
        self.writer.constant_memory = False
        _set_up(sheet, landscape=True)
        return sheet

    def close(self) -> None:
        """Write the file."""
        self.writer.close()


def _set_up(sheet: Worksheet, landscape: bool) -> None:
    sheet.set_paper(A4)
    if landscape:
        sheet.set_landscape()
    sheet.set_margins(left=_LEFT_INCHES, right=_MARGIN_INCHES, top=_MARGIN_INCHES, bottom=0.75)
    sheet.center_horizontally()
    sheet.set_footer(_FOOTER)
    sheet.hide_gridlines(2)


def put(sheet: Worksheet, row: int, column: int, text: str, look: Any) -> None:
    """Write words as words, whatever they begin with and however long they are."""
    if text := fitting(text):
        sheet.write_string(row, column, text, look)
    else:
        sheet.write_blank(row, column, None, look)


def show_fractions(book: Book, sheet: Worksheet, area: tuple[int, int, int, int], code: str = MONEY) -> None:
    """Let numbers of an area (top, left, bottom, right) that are not whole show it, whatever their format.

    No count has a fraction; one that a report prints all the same is not to be rounded off unseen.
    """
    cell = xl_rowcol_to_cell(*area[:2])
    criteria = f"=IF(ISNUMBER({cell}),{cell}<>INT({cell}),FALSE)"
    look = book.writer.add_format({"num_format": code})
    sheet.conditional_format(*area, {"type": "formula", "criteria": criteria, "format": look})


def merge(sheet: Worksheet, area: tuple[int, int, int, int], text: str, look: Any) -> None:
    """Write words over an area (top, left, height, width), merged where it is more than one place."""
    top, left, height, wide = area
    if height * wide > 1:
        sheet.merge_range(top, left, top + height - 1, left + wide - 1, "", look)
    put(sheet, top, left, text, look)


def lines(text: str, room: float) -> int:
    """Return over how many lines a text runs in a room of so many half-width characters."""
    usable = max(room - 1, 2)
    return sum(max(1, -(-width(part) // int(usable))) for part in text.split("\n"))


def height(text: str, room: float) -> float:
    """Return the height of a row, in points, that shows the text in the room."""
    return max(LEAST_POINTS, lines(text, room) * LINE_POINTS + 4)


def paragraphs(
    book: Book, sheet: Worksheet, top: int, wide: int, room: float, texts: Iterable[str], **looks: Any
) -> int:
    """Write paragraphs one below the other over ``wide`` columns, and return the row after them."""
    look = book.format(text_wrap=True, **looks)
    for row, text in enumerate(texts, start=top):
        merge(sheet, (row, 0, 1, wide), text, look)
        sheet.set_row(row, height(text, room))
        top = row + 1
    return top


def table(
    book: Book,
    sheet: Worksheet,
    top: int,
    header: Sequence[str],
    rows: Iterable[Sequence[str | int | float | None]],
    widths: Sequence[float],
) -> int:
    """Write a table with a header, words as words and numbers as numbers, and return the row after it."""
    head = book.format(bold=True, border=1, align="center", text_wrap=True)
    words, numbers = book.format(border=1, text_wrap=True), book.format(border=1, num_format="General")
    for column, name in enumerate(header):
        put(sheet, top, column, name, head)
    sheet.set_row(top, max(height(name, room) for name, room in zip(header, widths, strict=True)))
    for at, values in enumerate(rows, start=top + 1):
        for column, value in enumerate(values):
            if isinstance(value, str):
                put(sheet, at, column, value, words)
            elif value is None:
                sheet.write_blank(at, column, None, words)
            else:
                sheet.write_number(at, column, value, numbers)
        tall = [height(v, room) for v, room in zip(values, widths, strict=True) if isinstance(v, str)]
        # Excel's own limit is 409 points.
        sheet.set_row(at, min(max(tall, default=LEAST_POINTS), 400))
        top = at
    return top + 1
