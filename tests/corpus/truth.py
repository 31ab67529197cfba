"""A report as it is meant: every number of it, and numbers that agree with each other.

The generator knows the form only through ``form``; whatever relation the form declares
within one year holds in what it makes (``test_properties`` proves it).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random
from typing import Literal

import form
from form.model import Address, Relation
from tests.corpus.names import Publisher, invent_publisher

Density = Literal["zeros", "sparse", "dense", "large"]
Other = Literal["three", "one"]
Values = dict[Address, Decimal | None]

_ZERO = Decimal(0)
_LIMIT = {"zeros": 0, "sparse": 9, "dense": 60, "large": 900}
# Licences and penalties are counted in hundreds of thousands where applications are in hundreds.
_LIMIT_OF_DISCLOSURE = _LIMIT | {"large": 400_000}
_FILLED = {"zeros": 0.0, "sparse": 0.08, "dense": 0.9, "large": 0.5}


@dataclass(frozen=True, slots=True)
class Truth:
    """A consistent report.

    Attributes:
        edition: Key of the edition of its disclosure table.
        year: Report year.
        publisher: Whose it is.
        values: Its cells; None where the cell is printed empty, or what it prints says no number.
        printed: What is printed where that is more than what it says; else empty.
    """

    edition: str | None
    year: int
    publisher: Publisher
    values: Mapping[Address, Decimal | None]
    printed: Mapping[Address, Decimal | None] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Name only the cells that are not nought, so that a failing test can be read."""
        cells = {"/".join(address): value for address, value in self.values.items() if value != 0}
        return f"Truth({self.edition!r}, {self.year}, {self.publisher.organisation!r}, {cells})"

    def rows(self, table: str) -> tuple[str, ...]:
        """Given a table, return the keys of the rows that this report has, in form order."""
        have = {address.row for address in self.values if address.table == table}
        return tuple(row.key for row in form.TABLES[table].rows if row.key in have)

    def value(self, table: str, row: str, column: str) -> Decimal | None:
        """Given a place, return its number."""
        return self.values[Address(table, row, column)]

    def with_values(self, changes: Mapping[Address, Decimal | None]) -> Truth:
        """Return the report with some cells printed otherwise."""
        return replace(self, values={**self.values, **changes})


def relations_of(truth: Truth) -> tuple[Relation, ...]:
    """Given a report, return the relations between cells that it has, all of its own year."""
    return tuple(
        relation
        for relation in form.RELATIONS
        if all(term.year == 0 for term in relation.terms)
        and all(term.optional or term.address in truth.values for term in relation.terms)
        and any(term.address in truth.values for term in relation.parts)
    )


def holds(relation: Relation, values: Mapping[Address, Decimal | None]) -> bool | None:
    """Given a relation and cells, return whether it holds; None where a cell of it is empty."""
    sides: list[Decimal] = []
    for terms in (relation.parts, relation.total):
        numbers = [(term.sign, values[term.address]) for term in terms if term.address in values]
        if any(number is None for _, number in numbers):
            return None
        sides.append(sum((sign * (number or _ZERO) for sign, number in numbers), _ZERO))
    return sides[0] == sides[1]


def make_truth(
    rng: Random,
    *,
    edition: str | None = None,
    density: Density | None = None,
    other: Other | None = None,
    year: int | None = None,
) -> Truth:
    """Given a source of chance, return a consistent report; what is given is not left to chance."""
    edition = edition or rng.choices(("2021", "2019"), weights=(4, 1))[0]
    density = density or rng.choices(("zeros", "sparse", "dense", "large"), weights=(1, 4, 3, 1))[0]
    if other is None:
        usual: Other = "one" if edition == "2019" else "three"
        unusual: Other = "three" if edition == "2019" else "one"
        other = usual if rng.random() < 0.85 else unusual
    year = year or (rng.randint(2021, 2025) if edition == "2021" else rng.randint(2019, 2022))
    values: Values = {}
    values |= _disclosure(rng, edition, density)
    values |= _applications(rng, density, other)
    values |= _litigation(rng, density)
    return Truth(edition, year, invent_publisher(rng), values)


def _count(rng: Random, density: Density, limit: Mapping[str, int] = _LIMIT) -> Decimal:
    if rng.random() >= _FILLED[density]:
        return _ZERO
    return Decimal(rng.randint(1, limit[density]))


def _money(rng: Random, density: Density) -> Decimal:
    if density == "zeros" or rng.random() < 0.3:
        return _ZERO
    # Whole 元 by tens, so that a column in 元 and one in 万元 print the same sum exactly.
    return Decimal(rng.randint(1, 8_000_000)) * 10 / Decimal(10_000)


def _disclosure(rng: Random, edition: str, density: Density) -> Values:
    values: Values = {}
    for address in form.EDITIONS[edition].table("disclosure").addresses():
        kind = form.column_of(address).kind
        if kind == "amount":
            values[address] = _money(rng, density)
        elif address.row == "rules" and rng.random() < 0.8:
            values[address] = _ZERO
        elif kind == "change":
            values[address] = _count(rng, density) * rng.choice((1, -1))
        else:
            values[address] = _count(rng, density, _LIMIT_OF_DISCLOSURE)
    return values


def _applications(rng: Random, density: Density, other: Other) -> Values:
    table = form.TABLES["applications"]
    three = {"other_uncorrected", "other_unpaid", "other_else"}
    left_out = {"other"} if other == "three" else three
    results = [row.key for row in table.rows if row.groups and row.key != "results_total"]
    grid: dict[str, dict[str, Decimal]] = {row.key: {} for row in table.rows if row.key not in left_out}
    for column in table.columns[:-1]:
        for row in results:
            if row in grid:
                grid[row][column.key] = _count(rng, density)
        done = sum((grid[row][column.key] for row in results if row in grid), _ZERO)
        left = _count(rng, density)
        before = Decimal(rng.randint(0, int(done + left))) if rng.random() < 0.3 else _ZERO
        grid["results_total"][column.key] = done
        grid["carried_out"][column.key] = left
        grid["carried_in"][column.key] = before
        grid["new"][column.key] = done + left - before
    for cells in grid.values():
        cells["total"] = sum(cells.values(), _ZERO)
    return {
        Address("applications", row, column): number
        for row, cells in grid.items()
        for column, number in cells.items()
    }


def _litigation(rng: Random, density: Density) -> Values:
    values: Values = {}
    table = form.TABLES["litigation"]
    for row in table.rows:
        parts = {column.key: _count(rng, density) for column in table.columns[:-1]}
        parts["total"] = sum(parts.values(), _ZERO)
        values |= {Address("litigation", row.key, column): number for column, number in parts.items()}
    return values
