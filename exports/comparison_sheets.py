"""年度对比 and 县本级报告对照: the sums beside those of the year before, and beside the county's own report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

import form
from exports.book import COUNT, MONEY, Book, height, merge, put, show_fractions, signed
from exports.county import Cells, County
from exports.units_sheet import SHORT, UnitSheet
from form import Address

YEARS, OWN = "年度对比", "县本级报告对照"
_TABLE_COLUMNS = (("表", 10.0), ("栏目", 44.0), ("列", 22.0), ("单位", 6.0))
_HEAD_ROW = 2


@dataclass
class Pairs:
    """Sums over the units that give a number in both years: what a change of the county can rest on."""

    now: dict[Address, float]
    before: dict[Address, float]
    units: dict[Address, int]

    @classmethod
    def empty(cls) -> Pairs:
        """Return no pairs yet."""
        return cls({}, {}, {})

    def add(self, now: Cells, before: Cells) -> None:
        """Take in a unit's cells of both years."""
        for address, value in now.items():
            other = before.get(address)
            if value is not None and other is not None:
                self.now[address] = self.now.get(address, 0.0) + value
                self.before[address] = self.before.get(address, 0.0) + other
                self.units[address] = self.units.get(address, 0) + 1


def _open(book: Book, name: str, title: str, said: str, columns: Sequence[tuple[str, float]]) -> Worksheet:
    sheet = book.sheet(name, landscape=True)
    wide = len(columns)
    merge(sheet, (0, 0, 1, wide), title, book.format(bold=True, font_size=14, align="center"))
    merge(sheet, (1, 0, 1, wide), said, book.format(text_wrap=True))
    sheet.set_row(0, 28)
    sheet.set_row(1, 32)
    head = book.format(bold=True, border=1, align="center", text_wrap=True)
    for column, (words, room) in enumerate(columns):
        sheet.set_column(column, column, room)
        put(sheet, _HEAD_ROW, column, words, head)
    sheet.set_row(_HEAD_ROW, 32)
    sheet.freeze_panes(_HEAD_ROW + 1, 2)
    sheet.repeat_rows(_HEAD_ROW)
    return sheet


def _listed(county: County) -> Iterator[Address]:
    for table in form.TABLES:
        own, others = county.columns(table)
        yield from own
        yield from others


def _words(book: Book, sheet: Worksheet, row: int, address: Address) -> dict[str, Any]:
    """Write which cell a row is about, and return the formats of its numbers."""
    column, line = form.column_of(address), form.row(address.table, address.row)
    look = book.format(border=1, text_wrap=True)
    path = "·".join(
        [*line.groups[1:], line.label] if address.table == "applications" else [*line.groups, line.label]
    )
    for place, text in enumerate((SHORT[address.table], path, column.label, column.unit)):
        put(sheet, row, place, text, look)
    sheet.set_row(row, height(path, _TABLE_COLUMNS[1][1]))
    code = MONEY if column.kind == "amount" else COUNT
    return {
        "number": book.format(border=1, num_format=code),
        "change": book.format(border=1, num_format=signed(code)),
        "count": book.format(border=1, num_format=COUNT),
        "ratio": book.format(border=1, align="center"),
    }


def _value(county: County, address: Address, *, last: bool = False) -> float | None:
    year = county.last if last else county.this
    total = year.totals.get(address) if year else None
    return total.value if total else None


def _counted(county: County, address: Address, *, last: bool = False) -> int:
    year = county.last if last else county.this
    total = year.totals.get(address) if year else None
    return total.counted if total else 0


def open_years(book: Book, county: County) -> Worksheet:
    """Add 年度对比 with its header; :func:`write_years` fills it once the units are known."""
    year = county.this.year
    columns = (
        *_TABLE_COLUMNS,
        *((f"{year} 年", 11.0), (f"{year - 1} 年", 11.0), ("差", 11.0)),
        *((f"{year} 年\n有数/应报", 10.0), (f"{year - 1} 年\n有数/应报", 10.0)),
        *(("两年都有数的\n单位之差", 13.0), ("两年都有数的\n单位数", 13.0)),
    )
    return _open(book, YEARS, f"{county.title}：年度对比", _said(county), columns)


def _said(county: County) -> str:
    year = county.this.year
    if county.last is None:
        return f"没有 {year - 1} 年的报告，只列 {year} 年。"
    before, now = county.last.edition.key, county.this.edition.key
    editions = (
        f"{year - 1} 年用 {before} 版表式，{year} 年用 {now} 版，只有两版对应的格可比。"
        if before != now
        else ""
    )
    return (
        "两年报送的单位不同时，“差”含有单位多少的影响，请看“两年都有数的单位之差”。空格为没有数字，不按 0 计。"
        f"{editions}"
    )


def write_years(
    book: Book,
    sheet: Worksheet,
    county: County,
    now: Mapping[str, UnitSheet],
    before: Mapping[str, UnitSheet],
    pairs: Pairs,
) -> None:
    """Fill 年度对比: this year, last, the difference, each with how many units it covers."""
    for row, address in enumerate(_listed(county), start=_HEAD_ROW + 1):
        looks = _words(book, sheet, row, address)
        this_year = _Column(sheet, row, county, address, looks)
        this_year.sums(4, now[address.table], last=False)
        this_year.ratio(7, now[address.table], last=False)
        if county.last:
            this_year.sums(5, before[address.table], last=True)
            this_year.ratio(8, before[address.table], last=True)
            this_year.difference(6, _difference(county, address))
            this_year.pairs(now[address.table], before[address.table], pairs)
        else:
            for column in (5, 6, 8, 9, 10):
                sheet.write_blank(row, column, None, looks["number"])
    _show_fractions(book, sheet, row, numbers=(4, 5), changes=(6, 9))


def _difference(county: County, address: Address) -> float | None:
    this, last = _value(county, address), _value(county, address, last=True)
    return None if this is None or last is None else this - last


@dataclass(frozen=True)
class _Column:
    """Writes the numbers of one row."""

    sheet: Worksheet
    row: int
    county: County
    address: Address
    looks: Mapping[str, Any]

    def sums(self, column: int, units: UnitSheet, *, last: bool) -> None:
        value = _value(self.county, self.address, last=last)
        formula = units.sum_formula(self.address)
        self.sheet.write_formula(self.row, column, formula, self.looks["number"], _stored(value))

    def ratio(self, column: int, units: UnitSheet, *, last: bool) -> None:
        year = self.county.last if last else self.county.this
        expected = year.expected if year else 0
        formula = f'=COUNT({units.area(self.address)})&"/{expected}"'
        stored = f"{_counted(self.county, self.address, last=last)}/{expected}"
        self.sheet.write_formula(self.row, column, formula, self.looks["ratio"], stored)

    def difference(self, column: int, value: float | None) -> None:
        first, second = (xl_rowcol_to_cell(self.row, column - offset) for offset in (2, 1))
        formula = f'=IF(OR({first}="",{second}=""),"",{first}-{second})'
        self.sheet.write_formula(self.row, column, formula, self.looks["change"], _stored(value))

    def pairs(self, now: UnitSheet, before: UnitSheet, pairs: Pairs) -> None:
        one, two = now.area(self.address), before.area(self.address)
        both = f"ISNUMBER({one})*ISNUMBER({two})"
        count = pairs.units.get(self.address, 0)
        change = pairs.now[self.address] - pairs.before[self.address] if count else None
        formula = f'=IF(SUMPRODUCT({both})=0,"",SUMPRODUCT({both}*({one}-{two})))'
        self.sheet.write_formula(self.row, 9, formula, self.looks["change"], _stored(change))
        self.sheet.write_formula(self.row, 10, f"=SUMPRODUCT({both})", self.looks["count"], count)


def _stored(value: float | None) -> float | str:
    return "" if value is None else value


def write_own(book: Book, county: County, own: Cells, units: Mapping[str, UnitSheet]) -> None:
    """Write 县本级报告对照: the county's own report beside the sum of its units, never added to it."""
    columns = (
        *_TABLE_COLUMNS,
        *(("县本级报告", 12.0), (f"{county.scope}", 14.0), ("差", 12.0), ("有数/应报", 10.0)),
    )
    said = (
        "县本级报告是全县的汇总，从不计入合计，只在此对照。"
        f"合计含 {county.this.reported}/{county.this.expected} 个单位，{county.caveat}"
    )
    title = f"{county.name}{county.this.year}年县本级报告与{county.scope}对照"
    sheet = _open(book, OWN, title, said, columns)
    for row, address in enumerate(_listed(county), start=_HEAD_ROW + 1):
        looks = _words(book, sheet, row, address)
        mine, total = own.get(address), _value(county, address)
        if mine is None:
            sheet.write_blank(row, 4, None, looks["number"])
        else:
            sheet.write_number(row, 4, mine, looks["number"])
        line = _Column(sheet, row, county, address, looks)
        line.sums(5, units[address.table], last=False)
        line.difference(6, None if mine is None or total is None else mine - total)
        line.ratio(7, units[address.table], last=False)
    _show_fractions(book, sheet, row, numbers=(4, 5), changes=(6,))


def _show_fractions(
    book: Book, sheet: Worksheet, last: int, *, numbers: Sequence[int], changes: Sequence[int]
) -> None:
    codes = dict.fromkeys(numbers, MONEY) | {column: signed(MONEY) for column in changes}
    for column, code in codes.items():
        show_fractions(book, sheet, (_HEAD_ROW + 1, column, last, column), code)
