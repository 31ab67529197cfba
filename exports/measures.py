"""The three measures that the screens and the letters lead with, their sums and their change on the year before."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import form
from exports.county import Cells, County, Total, Year
from exports.source import Source
from form import Address
from form.shared_tables import CLOSING_ROWS, DENIED, INTAKE_ROWS, OTHER, REFUSED, UNABLE

NEW = Address("applications", "new", "total")
DECISIONS = tuple(Address("disclosure", row, "decisions") for row in ("licensing", "penalties", "coercion"))
CASES = tuple(Address("litigation", row.key, "total") for row in form.TABLES["litigation"].rows)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of one or several cells of the form."""

    name: str
    unit: str
    addresses: tuple[Address, ...]


MEASURES = (
    Measure("新收申请", "件", (NEW,)),
    Measure("行政许可、处罚、强制", "件", DECISIONS),
    Measure("复议诉讼", "件", CASES),
)
# The results that the form groups, in its order.
_GROUPS = (DENIED, UNABLE, REFUSED, OTHER)
_NOT_RESULTS = frozenset(row.key for row in (*INTAKE_ROWS, *CLOSING_ROWS))


@dataclass(frozen=True)
class Change:
    """A measure in both years over the units that give it in both, by unit code: this year, the year before."""

    units: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def now(self) -> float:
        """Return the sum of the year."""
        return sum(now for now, _ in self.units.values())

    @property
    def before(self) -> float:
        """Return the sum of the year before."""
        return sum(before for _, before in self.units.values())


def total_of(year: Year, addresses: Sequence[Address]) -> Total:
    """Given a year and the cells of a measure, return their sum and over how many units it runs."""
    found = [total for address in addresses if (total := year.totals.get(address)) is not None]
    values = [total.value for total in found if total.value is not None]
    counted = max((total.counted for total in found), default=0)
    return Total(math.fsum(values) if values else None, counted, max((t.blank for t in found), default=0))


def value_of(cells: Cells, addresses: Iterable[Address]) -> float | None:
    """Given the cells of a unit, return its measure; None where none of its cells holds a number."""
    values = [value for address in addresses if (value := cells.get(address)) is not None]
    return math.fsum(values) if values else None


def values_by_unit(
    source: Source, county: County, measure: Measure, *, last: bool = False
) -> dict[str, float]:
    """Return the measure of each unit that gives it, by unit code, in the order of the roster."""
    year = county.last if last else county.this
    if year is None:
        return {}
    frame = source.rows(
        "facts",
        years=[year.year],
        tables=sorted({address.table for address in measure.addresses}),
        row_keys=sorted({address.row for address in measure.addresses}),
        column_keys=sorted({address.column for address in measure.addresses}),
    )
    cells: dict[str, dict[Address, float | None]] = {}
    keys = zip(frame["table_key"], frame["row_key"], frame["column_key"], strict=True)
    for code, key, value in zip(frame["unit_code"], keys, frame["value"].to_numpy(float), strict=True):
        cells.setdefault(code, {})[Address(*key)] = None if math.isnan(value) else float(value)
    found = {unit.code: value_of(cells.get(unit.code, {}), measure.addresses) for unit in year.units}
    return {code: value for code, value in found.items() if value is not None}


def change_of(source: Source, county: County, measure: Measure) -> Change:
    """Return the measure over the units that give it in the year and in the year before."""
    now = values_by_unit(source, county, measure)
    before = values_by_unit(source, county, measure, last=True)
    return Change({code: (value, before[code]) for code, value in now.items() if code in before})


def results(year: Year) -> list[tuple[str, float]]:
    """Return what became of the applications of a year, in the groups and the order of the form."""
    sums: dict[str, float] = {}
    for row in form.TABLES["applications"].rows:
        total = year.totals.get(Address("applications", row.key, "total"))
        if row.key in _NOT_RESULTS or total is None or total.value is None:
            continue
        group = next((name for name in row.groups if name in _GROUPS), row.label)
        name = group.split("）", 1)[-1].split("（", 1)[0]
        sums[name] = sums.get(name, 0.0) + total.value
    return list(sums.items())


def number(value: float | None, unit: str = "") -> str:
    """Given a number or nothing, return it as print shows it: 1,234 for counts, two decimals for 万元.

    >>> number(1234.0), number(109.5), number(3.5, "万元"), number(None)
    ('1,234', '109.5', '3.50', '—')
    """
    if value is None:
        return "—"
    if unit == "万元" and value:
        exact = f"{value:,.6f}".rstrip("0")
        return exact if len(exact.split(".")[1]) > 2 else f"{value:,.2f}"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0").rstrip(".")


def change_words(now: float, before: float, unit: str) -> str:
    """Return a change in words.

    >>> change_words(5, 3, "件"), change_words(2, 2, "件")
    ('比上年多 2 件', '与上年持平')
    """
    if now == before:
        return "与上年持平"
    return f"比上年{'多' if now > before else '少'} {number(abs(now - before), unit)} {unit}"
