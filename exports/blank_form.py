"""The empty form: what a unit without a readable report fills in, and our own reader reads back."""

from __future__ import annotations

import csv
import io
from typing import Any

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

import form
from exports.book import Book, merge
from exports.paper import boxes, size
from exports.statutory_sheet import SHEETS, draw, look_of, widths
from form import Address, Edition
from form.printed import BY_HAND
from form.sections import SECTIONS

FRONT, BACK = "一、总体情况", "五、六"
_TITLE = "　　县　　镇人民政府20　　年政府信息公开工作年度报告"
_MARK = f"{BY_HAND}（此行请保留）"
_HINTS = {
    1: "（在这里写本年公开工作的总体情况，没有的写“无”。）",
    5: "（在这里写存在的主要问题和改进情况，没有的写“无”。）",
    6: "（在这里写其他需要报告的事项，没有的写“无”。）",
}
_PROSE_WIDTH, _PROSE_POINTS = 72, 160.0
_MOST = 10**9


def blank_form(edition: Edition) -> bytes:
    """Given an edition, return its form as an empty workbook: a sheet for each table, one for prose before and after.

    A count takes whole numbers, money any number; what is left empty is read as 未填.
    """
    written = io.BytesIO()
    book = Book(written)
    book.writer.set_properties({"title": f"政府信息公开工作年度报告（{edition.circular}）"})
    _prose(book, FRONT, (1,), titled=True)
    for table in edition.tables:
        sheet = book.sheet(SHEETS[table.key], one_page=True)
        wide = len(widths(table))
        merge(sheet, (0, 0, 1, wide), table.title, book.format(bold=True, font_size=14))
        sheet.set_row(0, 30)
        places = draw(book, sheet, 1, table)
        looks = {box.address: look_of(book, box) for box in boxes(table) if box.address}
        for address, place in places.items():
            _guard(sheet, place, address)
            sheet.write_blank(*place, None, looks[address])
        sheet.print_area(0, 0, size(boxes(table))[0], wide - 1)
    _prose(book, BACK, (5, 6), titled=False)
    book.close()
    return written.getvalue()


def blank_csv(edition: Edition) -> bytes:
    """Given an edition, return its form as CSV: the same rows and columns, without merges; UTF-8 with a BOM."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    titles = {section.number: section.title for section in SECTIONS}
    writer.writerows([[_TITLE], [_MARK], [], [titles[1]], [_HINTS[1]], []])
    for table in edition.tables:
        placed = boxes(table)
        height, width = size(placed)
        rows = [[""] * width for _ in range(height)]
        for box in placed:
            rows[box.top][box.left] = box.text
        writer.writerows([[table.title], *rows, []])
    writer.writerows([[titles[5]], [_HINTS[5]], [], [titles[6]], [_HINTS[6]]])
    return written.getvalue().encode("utf-8-sig")


def _prose(book: Book, name: str, numbers: tuple[int, ...], *, titled: bool) -> None:
    sheet = book.sheet(name)
    sheet.set_column(0, 0, _PROSE_WIDTH)
    row = 0
    if titled:
        merge(sheet, (0, 0, 1, 1), _TITLE, book.format(bold=True, font_size=16, align="center"))
        sheet.set_row(0, 40)
        # How a filled form is told from a report as the unit published it.
        merge(sheet, (1, 0, 1, 1), _MARK, book.format(align="center"))
        row = 3
    for section in SECTIONS:
        if section.number in numbers:
            merge(sheet, (row, 0, 1, 1), section.title, book.format(bold=True, font_size=12))
            look = book.format(text_wrap=True, valign="top")
            merge(sheet, (row + 1, 0, 1, 1), _HINTS[section.number], look)
            sheet.set_row(row + 1, _PROSE_POINTS)
            row += 3


def _guard(sheet: Worksheet, place: tuple[int, int], address: Address) -> None:
    """Let the cell take only what its column can hold."""
    kind = form.column_of(address).kind
    least = -_MOST if kind == "change" else 0
    words = "请填写金额，以万元计" if kind == "amount" else "请填写整数"
    rule: dict[str, Any] = {
        "validate": "decimal" if kind == "amount" else "integer",
        "criteria": "between",
        "minimum": least,
        "maximum": _MOST,
        "ignore_blank": True,
        "error_title": "数字不对",
        "error_message": f"{words}。没有发生的填 0。",
    }
    sheet.data_validation(*place, *place, rule)
