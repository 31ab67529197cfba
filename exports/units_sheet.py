"""按单位: one row for each unit and one column for each cell, with the sums that all other sheets follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from xlsxwriter.utility import xl_range_abs  # type: ignore[import-untyped]

import form
from exports.book import COUNT, MONEY, Book, put, show_fractions
from exports.county import Cells, County, UnitYear, Year
from form import Address
from form.printed import heading
from form.spelling import without_item
from store.words import REPORTED

_FIXED = ("单位", "类别", "报告", "表式")
_GROUPS, _ROWS, _COLUMNS, _SUM, _COUNTED = 2, 3, 4, 5, 6
FIRST = 7
_SCALE_PERCENT = 70
_HEAD_POINTS = 44.0
THIS, LAST = "按单位", "上年"
SHORT = {"disclosure": "主动公开", "applications": "依申请公开", "litigation": "复议诉讼"}
_LEGEND = "空格为没有数字：打网点的是报告中未填或读不出，划斜线的是该报告表中无此栏；整行空的单位没有报告。空格不按 0 计。"
_LEGEND_CORRECTED = "粗斜体是更正过的数。"


@dataclass(frozen=True)
class UnitSheet:
    """Where the cells of a table stand in a sheet of units.

    Attributes:
        name: Name of the sheet.
        columns: The column of each cell.
        last: Its last row with a unit, from 0.
        own: How many of the columns are those of the year's edition; they come first.
    """

    name: str
    columns: Mapping[Address, int]
    last: int
    own: int

    def area(self, address: Address) -> str:
        """Return the cells of all units as a formula names them."""
        column = self.columns[address]
        return f"'{self.name}'!{xl_range_abs(FIRST, column, self.last, column)}"

    def counts(self) -> str:
        """Return the counts of all cells of the year's edition as a formula names them."""
        first = len(_FIXED)
        return f"'{self.name}'!{xl_range_abs(_COUNTED, first, _COUNTED, first + self.own - 1)}"

    def sum_formula(self, address: Address) -> str:
        """Return the formula of the sum: empty where no unit gives a number, for that is no 0."""
        area = self.area(address)
        return f'=IF(COUNT({area})=0,"",SUM({area}))'


def plan(county: County, year: Year, table: str, prefix: str) -> UnitSheet:
    """Given a table, return where its cells will stand."""
    own, others = county.columns(table)
    columns = {address: len(_FIXED) + at for at, address in enumerate((*own, *others))}
    return UnitSheet(f"{prefix}_{SHORT[table]}", columns, FIRST + len(year.units) - 1, len(own))


class UnitWriter:
    """Writes a sheet of units row by row, so that it needs no more memory for more units."""

    def __init__(self, book: Book, county: County, year: Year, table: str, place: UnitSheet) -> None:
        self._book, self._place, self._table = book, place, table
        self._sheet = book.streamed_sheet(place.name)
        self._row = FIRST
        # Corrections are kept for the year that the workbook is about.
        self._corrected = county.corrected if year is county.this else frozenset()
        thin = {"border": 1}
        self._words = book.format(**thin)
        self._looks: dict[tuple[bool, str], Any] = {}
        for money in (False, True):
            base = thin | {"num_format": MONEY if money else COUNT}
            self._looks[money, "number"] = book.format(**base)
            self._looks[money, "corrected"] = book.format(**base, bold=True, italic=True)
            self._looks[money, "blank"] = book.format(**base, pattern=17)
            self._looks[money, "absent"] = book.format(**base, diag_type=2, diag_border=4)
        self._money = {address: form.column_of(address).kind == "amount" for address in place.columns}
        self._head(county, year)

    def write(self, unit: UnitYear, cells: Cells) -> None:
        """Write a unit."""
        for column, text in enumerate((unit.name, unit.kind, unit.state, unit.edition)):
            put(self._sheet, self._row, column, text, self._words)
        reported = unit.state == REPORTED
        for address, column in self._place.columns.items():
            value, money = cells.get(address), self._money[address]
            if value is not None:
                look = "corrected" if (unit.code, address) in self._corrected else "number"
                self._sheet.write_number(self._row, column, value, self._looks[money, look])
                continue
            look = "number" if not reported else "blank" if address in cells else "absent"
            self._sheet.write_blank(self._row, column, None, self._looks[money, look])
        self._row += 1

    def _head(self, county: County, year: Year) -> None:
        sheet, book = self._sheet, self._book
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, len(_FIXED) - 1, 8)
        sheet.set_column(len(_FIXED), len(_FIXED) + len(self._place.columns), 9)
        sheet.freeze_panes(FIRST, 1)
        sheet.repeat_rows(_GROUPS, _COUNTED)
        sheet.repeat_columns(0)
        sheet.set_print_scale(_SCALE_PERCENT)
        title = f"{county.name}{year.year}年{without_item(form.TABLES[self._table].title)}（按单位）"
        put(sheet, 0, 0, title, book.format(bold=True, font_size=14))
        put(
            sheet,
            1,
            0,
            f"已报 {year.reported}/{year.expected} 个单位。{_LEGEND}{_LEGEND_CORRECTED if self._corrected else ''}",
            book.format(),
        )
        head = book.format(bold=True, border=1, align="center", text_wrap=True)
        for row, words in zip((_GROUPS, _ROWS, _COLUMNS), _headings(self._place, self._table), strict=True):
            sheet.set_row(row, _HEAD_POINTS)
            for column, name in enumerate(_FIXED if row == _COLUMNS else [""] * len(_FIXED)):
                put(sheet, row, column, name, head)
            _spans(sheet, row, words, head, merged=row != _COLUMNS)
        self._sums(year)
        right = len(_FIXED) + len(self._place.columns) - 1
        show_fractions(book, sheet, (_SUM, len(_FIXED), self._place.last, right))

    def _sums(self, year: Year) -> None:
        bold = self._book.format(bold=True, border=1)
        for row, name in ((_SUM, "合计"), (_COUNTED, "有数的单位")):
            put(self._sheet, row, 0, name, bold)
            for column in range(1, len(_FIXED)):
                self._sheet.write_blank(row, column, None, bold)
            for address, column in self._place.columns.items():
                self._sum(year, row, address, column)

    def _sum(self, year: Year, row: int, address: Address, column: int) -> None:
        total = year.totals.get(address)
        local = xl_range_abs(FIRST, column, self._place.last, column)
        if row == _COUNTED:
            look, formula = self._book.format(bold=True, border=1, num_format=COUNT), f"=COUNT({local})"
            self._sheet.write_formula(row, column, formula, look, total.counted if total else 0)
            return
        code = MONEY if self._money[address] else COUNT
        look = self._book.format(bold=True, border=1, num_format=code)
        value = total.value if total else None
        self._sheet.write_formula(
            row, column, f'=IF(COUNT({local})=0,"",SUM({local}))', look, "" if value is None else value
        )


def _headings(place: UnitSheet, table: str) -> Iterator[list[str]]:
    """Yield the three lines of words over the columns: what they stand under, their row, their own."""
    listed = list(place.columns)
    rows = {address: form.row(table, address.row) for address in listed}
    under = []
    for at, address in enumerate(listed):
        row = rows[address]
        words = row.block or "·".join(row.groups)
        under.append(words if at < place.own else f"{words}（另一版表式的栏目）")
    yield under
    yield [rows[address].label for address in listed]
    yield [heading(form.column_of(address)) for address in listed]


def _spans(sheet: Any, row: int, words: Sequence[str], look: Any, *, merged: bool) -> None:
    """Write words over the columns, equal neighbours as one where they are to be merged."""
    for text, members in groupby(enumerate(words, start=len(_FIXED)), key=lambda pair: pair[1]):
        columns = [column for column, _ in members]
        # In a sheet written row by row, only places of one row can be merged.
        if merged and len(columns) > 1:
            sheet.merge_range(row, columns[0], row, columns[-1], "", look)
            put(sheet, row, columns[0], text, look)
            continue
        for column in columns:
            put(sheet, row, column, text, look)
