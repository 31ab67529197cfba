"""Any table of the screen as a file: CSV for every program, a workbook for Excel."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import takewhile

import pandas as pd
import xlsxwriter  # type: ignore[import-untyped]
from pandas.api.types import is_numeric_dtype

from exports.text import clean, fitting, width

# Excel and WPS read a text cell of a CSV that begins so as a formula (OWASP: CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_MAX_SHEET_NAME = 31
_FORBIDDEN_IN_SHEET_NAME = str.maketrans("", "", "[]:*?/\\'")
_WIDEST_COLUMN = 48
_PADDING = 2

# The sheets and the columns of a table that was turned.
LONG, WIDE = "长表", "宽表"
ITEM, NUMBER = "项目", "数值"
YEAR = "年度"

Value = str | int | float | None


def to_csv(table: pd.DataFrame) -> bytes:
    """Given a table, return it as CSV in UTF-8 with a byte order mark, so that Excel reads the Chinese.

    Text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([_disarmed(clean(str(name))) for name in table.columns])
    writer.writerows([_disarmed(value) for value in row] for row in _values(table))
    return written.getvalue().encode("utf-8-sig")


def to_xlsx(table: pd.DataFrame, title: str, notes: Sequence[str] = ()) -> bytes:
    """Given a table, return a workbook with it as shown, long and wide, a sheet each, and the notes below the first.

    Text is written as text, whatever it begins with. A cell without a value stays empty: it is not 0.
    """
    written = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    long, wide = long_and_wide(table)
    with xlsxwriter.Workbook(written, options) as book:
        _add_sheet(book, _sheet_name(title), table, notes)
        for name, other in ((LONG, long), (WIDE, wide)):
            if not other.equals(table):
                _add_sheet(book, name, other, ())
    return written.getvalue()


def _add_sheet(book: xlsxwriter.Workbook, name: str, table: pd.DataFrame, notes: Sequence[str]) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    quiet = book.add_format({"font_color": "#5A6673"})
    for column, title in enumerate(table.columns):
        sheet.write_string(0, column, fitting(str(title)), head)
    for row, values in enumerate(_values(table), start=1):
        for column, value in enumerate(values):
            _write(sheet, row, column, value)
    for offset, note in enumerate(notes):
        sheet.write_string(len(table) + 2 + offset, 0, fitting(note), quiet)
    for column, room in enumerate(_widths(table)):
        sheet.set_column(column, column, room)
    sheet.freeze_panes(1, 1)


def long_and_wide(table: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Given a table for people, return it long (a row a number) and wide (a column for each year).

    What names a row are the words that stand before the first number, and the year. A table that
    cannot be turned without losing or making up anything stays as it is.
    """
    keys = _keys(table)
    values = [name for name in table.columns if name not in keys]
    if not keys or not values or table.duplicated(keys).any() or {ITEM, NUMBER} & set(table.columns):
        return table, table
    long = table.melt(keys, values, ITEM, NUMBER) if len(values) > 1 else table
    return long, _wide(table, keys, values)


def _keys(table: pd.DataFrame) -> list[str]:
    """Return the columns that name a row: the words before the first number, and the year wherever it stands."""
    words = list(takewhile(lambda name: name == YEAR or not is_numeric_dtype(table[name]), table.columns))
    return words if YEAR in words or YEAR not in table.columns else [*words, YEAR]


def _wide(table: pd.DataFrame, keys: Sequence[str], values: Sequence[str]) -> pd.DataFrame:
    if YEAR not in keys:
        return table
    others = [name for name in keys if name != YEAR]
    if not others:
        turned = table.melt(keys, values, ITEM, NUMBER)
        others, values = [ITEM], [NUMBER]
    else:
        turned = table
    pivoted = turned.pivot(index=others, columns=YEAR, values=list(values))
    order = turned[others].drop_duplicates()
    found = pivoted.reindex(pd.MultiIndex.from_frame(order) if len(others) > 1 else order[others[0]])
    names = [
        (str(name), str(year))
        for name, year in zip(
            found.columns.get_level_values(0), found.columns.get_level_values(1), strict=True
        )
    ]
    found.columns = pd.Index([year if len(values) == 1 else f"{year} {name}" for name, year in names])
    return found.reset_index()


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
        return clean(value)
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
        sheet.write_string(row, column, fitting(value))
    elif value is not None:
        sheet.write_number(row, column, value)


def _sheet_name(title: str) -> str:
    return title.translate(_FORBIDDEN_IN_SHEET_NAME)[:_MAX_SHEET_NAME].strip() or "数据"


def _widths(table: pd.DataFrame) -> Iterator[int]:
    for name in table.columns:
        longest = max((width(str(name)), *_text_widths(table[name])))
        yield min(longest + _PADDING, _WIDEST_COLUMN)


def _text_widths(column: Iterable[object]) -> Iterator[int]:
    return (width(str(value)) for value in column)
