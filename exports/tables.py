"""Any table of the screen as a file: CSV for every program, a workbook for Excel."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import pandas as pd
import xlsxwriter  # type: ignore[import-untyped]

# Excel and WPS read a text cell of a CSV that begins so as a formula (OWASP: CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_MAX_SHEET_NAME = 31
_FORBIDDEN_IN_SHEET_NAME = str.maketrans("", "", "[]:*?/\\'")
_WIDEST_COLUMN = 48
_PADDING = 2

Value = str | int | float | None


def to_csv(table: pd.DataFrame) -> bytes:
    """Given a table, return it as CSV in UTF-8 with a byte order mark, so that Excel reads the Chinese.

    Text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([_disarmed(str(name)) for name in table.columns])
    writer.writerows([_disarmed(value) for value in row] for row in _values(table))
    return written.getvalue().encode("utf-8-sig")


def to_xlsx(table: pd.DataFrame, title: str, notes: Sequence[str] = ()) -> bytes:
    """Given a table, return a workbook with it on one sheet, header frozen, and the notes below it.

    Text is written as text, whatever it begins with. A cell without a value stays empty: it is not 0.
    """
    written = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(written, options) as book:
        sheet = book.add_worksheet(_sheet_name(title))
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
        quiet = book.add_format({"font_color": "#5A6673"})
        for column, name in enumerate(table.columns):
            sheet.write_string(0, column, str(name), head)
        for row, values in enumerate(_values(table), start=1):
            for column, value in enumerate(values):
                _write(sheet, row, column, value)
        for offset, note in enumerate(notes):
            sheet.write_string(len(table) + 2 + offset, 0, note, quiet)
        for column, width in enumerate(_widths(table)):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 1)
    return written.getvalue()


def _values(table: pd.DataFrame) -> Iterator[list[Value]]:
    for row in table.itertuples(index=False, name=None):
        yield [_plain(value) for value in row]


def _plain(value: object) -> Value:
    """Return the value as text, a finite number, or None."""
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return value
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, Decimal):
        value = float(value)
    if isinstance(value, (int, float)):
        return None if not math.isfinite(value) else int(value) if float(value).is_integer() else value
    return str(value)


def _disarmed(value: Value) -> Value:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return value


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: Value) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write_number(row, column, value)


def _sheet_name(title: str) -> str:
    return title.translate(_FORBIDDEN_IN_SHEET_NAME)[:_MAX_SHEET_NAME].strip() or "数据"


def _widths(table: pd.DataFrame) -> Iterator[int]:
    for name in table.columns:
        longest = max((_width(str(name)), *_text_widths(table[name])))
        yield min(longest + _PADDING, _WIDEST_COLUMN)


def _text_widths(column: Iterable[object]) -> Iterator[int]:
    return (_width(str(value)) for value in column)


def _width(text: str) -> int:
    """Return the width of a text in half-width characters."""
    return sum(1 if ord(character) < 0x2E80 else 2 for character in text)
