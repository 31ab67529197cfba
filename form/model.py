"""What a statutory form is made of: tables of rows and columns, and equations that hold between its cells.

Everything here is a frozen value. The editions themselves are declared in
:mod:`form.edition_2019` and :mod:`form.edition_2021`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "notice"]
# How a person reads them, the gravest first.
SEVERITIES: dict[Severity, str] = {"error": "错误", "warning": "提醒", "notice": "询问"}
Kind = Literal["count", "change", "amount"]
Layout = Literal["blocks", "matrix", "line"]


class Address(NamedTuple):
    """The one name of a number: which table, which row, which column."""

    table: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        key: English key, unique within its table.
        label: The form's own wording.
        kind: ``count`` is a whole number ≥ 0, ``change`` a signed whole number,
            ``amount`` money in 万元.
        unit: The unit shown to a person (件, 项, 万元 …).
        aliases: Other wordings met in reports.
        group: The header that stands over this column and others, or "".
    """

    key: str
    label: str
    kind: Kind = "count"
    unit: str = "件"
    aliases: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Attributes:
        key: English key, unique within its table.
        label: The wording of the row's own cell, with its item number.
        columns: Keys of the columns that this row has.
        groups: The merged cells at its left, outermost first.
        block: The clause of 《政府信息公开条例》第二十条 that heads it (disclosure only).
        aliases: Other wordings met in reports.
        short: A wording without its number, for screens with little room; "" means
            the label without its number.
    """

    key: str
    label: str
    columns: tuple[str, ...]
    groups: tuple[str, ...] = ()
    block: str = ""
    aliases: tuple[str, ...] = ()
    short: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One of the three tables of an edition, rows in the order of the form.

    ``layout`` says how it stands on paper: ``blocks`` (a header for each clause),
    ``matrix`` (rows × columns under one header), ``line`` (all rows side by side in
    one line of numbers).
    """

    key: str
    title: str
    layout: Layout
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def row(self, key: str) -> Row:
        """Given a row key, return the row. Raises KeyError for a key not in the table."""
        for row in self.rows:
            if row.key == key:
                return row
        raise KeyError(f"{self.key} has no row {key!r}")

    def column(self, key: str) -> Column:
        """Given a column key, return the column. Raises KeyError for a key not in the table."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(f"{self.key} has no column {key!r}")

    def addresses(self) -> tuple[Address, ...]:
        """Return the address of every cell, row by row in form order."""
        return tuple(Address(self.key, row.key, column) for row in self.rows for column in row.columns)


# The rule under which a relation is named whose parts are not all there: it fails, and yet no number is proven wrong.
PART_MISSING = "relation.part_missing"


@dataclass(frozen=True, slots=True)
class Term:
    """A cell in an equation: its sign (±1), its address, and the year it is taken from.

    ``year`` is an offset from the report's own year (−1: the year before).
    ``optional`` terms count as absent, not as unknown, where the report has no such row.
    """

    sign: int
    address: Address
    year: int = 0
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """A linear equation of the form: the terms of ``parts`` add up to those of ``total``.

    Attributes:
        rule: Key of the rule, shared by its instances (``applications.balance``).
        table: Table it belongs to.
        row: Row it runs along, or None.
        column: Column it runs along, or None.
        parts: Terms of the side that is added up (the expected value).
        total: Terms of the side it is held against (the printed value).
        severity: What a failure is.
        since: First report year it applies to.
        source: Circular and item, or what implies it.
    """

    rule: str
    table: str
    row: str | None
    column: str | None
    parts: tuple[Term, ...]
    total: tuple[Term, ...]
    severity: Severity
    source: str
    since: int = 2019

    @property
    def terms(self) -> tuple[Term, ...]:
        """Return all terms, parts first."""
        return self.parts + self.total


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of the national form.

    Attributes:
        key: The year it was issued ("2019", "2021").
        circular: Number of the circular that prescribes it.
        first_year: First report year it applies to by rule.
        tables: Its three tables in order.
        relations: Equations over its cells.
    """

    key: str
    circular: str
    first_year: int
    tables: tuple[Table, ...]
    relations: tuple[Relation, ...]

    def table(self, key: str) -> Table:
        """Given a table key, return the table. Raises KeyError for an unknown key."""
        for table in self.tables:
            if table.key == key:
                return table
        raise KeyError(f"edition {self.key} has no table {key!r}")

    def addresses(self) -> tuple[Address, ...]:
        """Return the address of every cell of the edition in form order."""
        return tuple(address for table in self.tables for address in table.addresses())
