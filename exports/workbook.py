"""The county's workbook of a year: the statutory tables as live formulas over its units."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import repeat

import form
from exports.book import Book
from exports.comparison_sheets import Pairs, open_years, write_own, write_years
from exports.county import Cells, County, UnitYear, read_cells, read_county
from exports.notes_sheets import write_about, write_doubts
from exports.source import Source
from exports.stamp import stamp
from exports.statutory_sheet import write_table
from exports.text import in_property
from exports.units_sheet import LAST, THIS, UnitSheet, UnitWriter, plan


def county_workbook(
    source: Source, year: int, made_at: datetime, units: Sequence[str] = (), kinds: Sequence[str] = ()
) -> bytes:
    """Given a year, return the county's workbook: tables, comparisons, units, doubts and notes.

    Args:
        source: The build.
        year: The year.
        made_at: When it is made; the file says so.
        units: Codes of the units wanted; all without it.
        kinds: Kinds of unit wanted; all without it.

    Raises:
        NothingToExport: no unit has a report in the year.
    """
    county = read_county(source, year, made_at, units, kinds)
    written = io.BytesIO()
    book = Book(written)
    mark = stamp(source, "workbook", year, made_at, tuple(units), tuple(kinds))
    book.writer.set_properties(
        {"title": in_property(county.title), "created": made_at, "comments": mark.note()}
    )
    now = {table: plan(county, county.this, table, THIS) for table in form.TABLES}
    before = {table: plan(county, county.last, table, LAST) for table in form.TABLES} if county.last else {}
    for table in county.this.edition.tables:
        write_table(book, county, table, now[table.key])
    # Tabs stand in the order in which sheets are made.
    years = open_years(book, county)
    if county.own is not None and not county.chosen:
        write_own(book, county, county.own, now)
    write_doubts(book, county)
    write_about(book, county, mark)
    pairs = _units(book, county, source, now, before)
    write_years(book, years, county, now, before, pairs)
    book.close()
    return written.getvalue()


def _units(
    book: Book,
    county: County,
    source: Source,
    now: Mapping[str, UnitSheet],
    before: Mapping[str, UnitSheet],
) -> Pairs:
    """Write the sheets of units of both years, some units at a time, and return what they have in both."""
    this = [UnitWriter(book, county, county.this, table, place) for table, place in now.items()]
    last = [
        UnitWriter(book, county, county.last, table, place)
        for table, place in before.items()
        if county.last is not None
    ]
    pairs = Pairs.empty()
    nobody: Iterator[tuple[UnitYear | None, Cells]] = repeat((None, {}))
    years = zip(
        read_cells(source, county.this),
        read_cells(source, county.last) if county.last else nobody,
        strict=False,
    )
    for (unit, cells), (same, earlier) in years:
        for writer in this:
            writer.write(unit, cells)
        if same is not None:
            for writer in last:
                writer.write(same, earlier)
            pairs.add(cells, earlier)
    return pairs
