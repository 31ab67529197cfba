"""Both editions taken together: every table, address and relation that a report may have.

A report of one edition legally keeps rows of the other, so whoever reads, stores or
checks a report looks things up here and not in a single edition.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from form import edition_2019, edition_2021
from form.model import Address, Column, Edition, Relation, Row, Table
from form.shared_tables import RESULTS

EDITIONS: dict[str, Edition] = {
    edition.key: edition for edition in (edition_2019.EDITION, edition_2021.EDITION)
}
LATEST: Edition = edition_2021.EDITION


def _merge_columns(tables: Iterable[Table]) -> tuple[Column, ...]:
    merged: dict[str, Column] = {}
    for table in tables:
        for column in table.columns:
            known = merged.get(column.key)
            merged[column.key] = (
                column if known is None else replace(known, aliases=_spellings(known.label, known, column))
            )
    return tuple(merged.values())


def _merge_rows(tables: Iterable[Table]) -> tuple[Row, ...]:
    merged: dict[str, Row] = {}
    for table in tables:
        previous: str | None = None
        for row in table.rows:
            known = merged.get(row.key)
            if known is None:
                merged = _insert_after(merged, previous, row)
            else:
                columns = known.columns + tuple(c for c in row.columns if c not in known.columns)
                aliases = _spellings(known.label, known, row)
                merged[row.key] = replace(known, columns=columns, aliases=aliases)
            previous = row.key
    return tuple(merged.values())


def _insert_after(rows: dict[str, Row], previous: str | None, row: Row) -> dict[str, Row]:
    """Return the rows with one more, put where the form that has it puts it."""
    keys = list(rows)
    at = keys.index(previous) + 1 if previous is not None else 0
    items = list(rows.items())
    return dict([*items[:at], (row.key, row), *items[at:]])


def _spellings(label: str, first: Row | Column, second: Row | Column) -> tuple[str, ...]:
    candidates = (*first.aliases, second.label, *second.aliases)
    return tuple(dict.fromkeys(spelling for spelling in candidates if spelling != label))


def _merge_tables() -> tuple[Table, ...]:
    newest_first = tuple(reversed(EDITIONS.values()))
    return tuple(
        replace(
            table,
            columns=_merge_columns(edition.table(table.key) for edition in newest_first),
            rows=_merge_rows(edition.table(table.key) for edition in newest_first),
        )
        for table in LATEST.tables
    )


TABLES: dict[str, Table] = {table.key: table for table in _merge_tables()}
ADDRESSES: tuple[Address, ...] = tuple(address for table in TABLES.values() for address in table.addresses())
RELATIONS: tuple[Relation, ...] = tuple(
    dict.fromkeys(relation for edition in reversed(EDITIONS.values()) for relation in edition.relations)
)
_EDITIONS_OF: dict[Address, tuple[str, ...]] = {
    address: tuple(key for key, edition in EDITIONS.items() if address in edition.addresses())
    for address in ADDRESSES
}


def editions_of(address: Address) -> tuple[str, ...]:
    """Given an address, return the keys of the editions that have it, oldest first."""
    return _EDITIONS_OF[address]


def edition_for_year(year: int) -> Edition:
    """Given a report year, return the edition in force for it by rule."""
    fitting = [edition for edition in EDITIONS.values() if edition.first_year <= year]
    return max(fitting, key=lambda edition: edition.first_year) if fitting else EDITIONS["2019"]


def row(table: str, key: str) -> Row:
    """Given a table key and a row key, return the row with all its spellings."""
    return TABLES[table].row(key)


def column(table: str, key: str) -> Column:
    """Given a table key and a column key, return the column with all its spellings."""
    return TABLES[table].column(key)


def column_of(address: Address) -> Column:
    """Given an address, return its column as the newest edition that has the address words it.

    The column ``amount`` is 本年收费金额 in the row of fees and 采购总金额 in that of procurement.
    """
    newest = EDITIONS[_EDITIONS_OF[address][-1]]
    return newest.table(address.table).column(address.column)


def describe(table: str, row_key: str | None, column_key: str | None) -> str:
    """Given a place in the form, return the Chinese words a clerk knows it by.

    >>> describe("applications", "new", "total")
    '表三“一、本年新收政府信息公开申请数量”·总计'
    """
    words = {"disclosure": "表二", "applications": "表三", "litigation": "表四"}[table]
    if row_key is not None:
        found = row(table, row_key)
        path = [group for group in found.groups if group != RESULTS]
        words += f"“{'·'.join([*path, found.label])}”"
    if column_key is not None:
        if row_key is None:
            words += f"“{column(table, column_key).label}”列"
        else:
            words += f"·{column_of(Address(table, row_key, column_key)).label}"
    return words
