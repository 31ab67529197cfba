"""The numbers of the sample county: small, mostly nought, and consistent in every relation.

A unit's years are drawn one after the other, so that what is carried out of one is carried
into the next and documents in force are carried on.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from form import EDITIONS, Address, edition_for_year
from ingest.demo.model import SampleUnit

Values = dict[Address, Decimal]


_COLUMN_WEIGHTS = {
    "natural_person": 80,
    "business": 11,
    "research": 1,
    "public_interest": 2,
    "legal_service": 3,
    "other_org": 3,
}
# What becomes of an application, by how often it is seen.
_RESULT_WEIGHTS = {
    "granted": 38,
    "partial": 10,
    "denied_other_law": 1,
    "denied_third_party": 2,
    "denied_internal_affairs": 2,
    "denied_process_information": 3,
    "denied_enforcement_file": 2,
    "denied_administrative_inquiry": 2,
    "unable_not_held": 22,
    "unable_not_ready_made": 6,
    "unable_unclear": 3,
    "refused_petition": 4,
    "refused_repeat": 2,
    "other_uncorrected": 2,
    "other_else": 2,
}
_OTHER_ROWS = ("other_uncorrected", "other_unpaid", "other_else")
# Applications a year by load: least and most.
_APPLICATIONS = ((0, 0), (0, 2), (0, 5), (4, 16), (16, 40))
_REVIEWS = (0.0, 0.02, 0.06, 0.35, 0.8)
_STILL_OPEN = 0.1
_CENT = Decimal("0.01")


@dataclass(slots=True)
class _Stock:
    """What a unit carries from one year into the next."""

    open_applications: dict[str, int]
    documents: int
    items: dict[str, int]
    disclosed: int


def draw_unit(
    unit: SampleUnit, years: tuple[int, ...], single_other: frozenset[int], rng: Random
) -> dict[int, Values]:
    """Given a unit and its years, return the value of every cell of its report for each.

    Args:
        unit: The unit; its load sets how large its numbers are.
        years: Report years in order, without a gap.
        single_other: Years of edition 2021 in which （六）其他处理 is kept as one row.
        rng: Source of chance.
    """
    stock = _Stock(
        open_applications={"natural_person": rng.randint(0, max(0, unit.load - 2))},
        documents=rng.choice((0, 0, 0, 1, 2, 3)) + 2 * max(0, unit.load - 2),
        items={
            "licensing": rng.choice((0, 3, 5, 8, 12)),
            "other_services": rng.randint(12, 66),
            "penalties": rng.choice((0, 0, 2, 9)),
            "coercion": rng.choice((0, 0, 0, 2)),
            "fees": rng.choice((0, 0, 0, 0, 1)),
        },
        disclosed=rng.randint(0, 9),
    )
    drawn: dict[int, Values] = {}
    for year in years:
        edition = edition_for_year(year).key
        disclosure = _disclosure_2019 if edition == "2019" else _disclosure_2021
        drawn[year] = {
            **disclosure(unit, stock, rng),
            **_applications(unit, year, stock, year in single_other or edition == "2019", rng),
            **_litigation(unit, rng),
        }
    return drawn


def _pick(weights: dict[str, int], rng: Random) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def _applications(unit: SampleUnit, year: int, stock: _Stock, single_other: bool, rng: Random) -> Values:
    low, high = _APPLICATIONS[unit.load]
    count = rng.randint(low, high)
    if unit.load == 0:
        count = int(rng.random() < 0.12)
    received = dict.fromkeys(_COLUMN_WEIGHTS, 0)
    for _ in range(count):
        received[_pick(_COLUMN_WEIGHTS, rng)] += 1
    grid = {row.key: dict.fromkeys(_COLUMN_WEIGHTS, 0) for row in EDITIONS["2021"].table("applications").rows}
    grid["new"] = received
    grid["carried_in"] = {column: stock.open_applications.get(column, 0) for column in received}
    closes = unit.last_year == year
    for column in received:
        for _ in range(grid["new"][column] + grid["carried_in"][column]):
            if not closes and rng.random() < _STILL_OPEN:
                grid["carried_out"][column] += 1
            else:
                grid[_pick(_RESULT_WEIGHTS, rng)][column] += 1
                grid["results_total"][column] += 1
    stock.open_applications = grid["carried_out"]
    if single_other:
        other = [grid.pop(row) for row in _OTHER_ROWS]
        grid["other"] = {column: sum(row[column] for row in other) for column in received}
    return {
        Address("applications", row, column): Decimal(value)
        for row, numbers in grid.items()
        for column, value in {**numbers, "total": sum(numbers.values())}.items()
    }


def _litigation(unit: SampleUnit, rng: Random) -> Values:
    chance = _REVIEWS[unit.load]
    values: Values = {}
    for row, share in (("review", 1.0), ("suit_direct", 0.5), ("suit_after_review", 0.3)):
        cases = sum(rng.random() < chance * share for _ in range(3))
        outcome = dict.fromkeys(("upheld", "corrected", "other", "pending"), 0)
        for _ in range(cases):
            outcome[_pick({"upheld": 6, "corrected": 2, "other": 2, "pending": 1}, rng)] += 1
        for column, value in {**outcome, "total": cases}.items():
            values[Address("litigation", row, column)] = Decimal(value)
    return values


def _set(values: Values, row: str, **numbers: Decimal | int) -> None:
    for column, value in numbers.items():
        values[Address("disclosure", row, column)] = Decimal(value)


def _money(low: float, high: float, rng: Random) -> Decimal:
    return Decimal(str(rng.uniform(low, high))).quantize(_CENT)


def _decisions(unit: SampleUnit, rng: Random) -> tuple[int, int, int]:
    """Return licences, penalties and coercive measures of a year: about as many as in the unit's other years."""
    levels = Random(f"{unit.code}/decisions")
    licences = levels.choice((0, 0, 0, 4, 9, 15)) * (1 + 3 * (unit.load == 4))
    penalties = levels.randint(12, 40) if unit.load >= 3 else 0
    # In hundredths, by which this year is busier than the quietest.
    busier = rng.choice((0, 0, rng.randint(1, 9), rng.randint(6, 40)))
    few = rng.choice((0, 0, 0, rng.randint(1, 6)))
    much_busier = rng.randint(3, 60) if unit.load >= 3 else 0
    return (
        licences * (80 + busier) // 100 + few % 2 * (licences > 0),
        few + penalties * (70 + much_busier) // 100,
        int(rng.random() < 0.05 * unit.load) * rng.randint(1, 4),
    )


def _disclosure_2021(unit: SampleUnit, stock: _Stock, rng: Random) -> Values:
    values: Values = {}
    issued = rng.choice((0, 0, 0, 0, 1, 2)) + (rng.randint(0, 2) if unit.load >= 3 else 0)
    repealed = min(stock.documents, rng.choice((0, 0, 0, 0, 1)))
    stock.documents += issued - repealed
    _set(values, "rules", issued=0, repealed=0, in_force=0)
    _set(values, "normative_documents", issued=issued, repealed=repealed, in_force=stock.documents)
    for row, count in zip(("licensing", "penalties", "coercion"), _decisions(unit, rng), strict=True):
        _set(values, row, decisions=count)
    amount = _money(12, 360, rng) if unit.load == 4 else Decimal(0)
    if unit.load == 3:
        amount = _money(0.3, 6, rng)
    _set(values, "fees", amount=amount)
    return values


def _disclosure_2019(unit: SampleUnit, stock: _Stock, rng: Random) -> Values:
    values: Values = {}
    made = rng.choice((0, 0, 0, 1, 2))
    stock.disclosed += made
    _set(values, "rules", made=0, newly_disclosed=0, disclosed_total=0)
    _set(values, "normative_documents", made=made, newly_disclosed=made, disclosed_total=stock.disclosed)
    licences, penalties, coercion = _decisions(unit, rng)
    handled = {
        "licensing": licences,
        "other_services": rng.choice((0, rng.randint(20, 400))),
        "penalties": penalties,
        "coercion": coercion,
    }
    for row, decisions in handled.items():
        _set(values, row, decisions=decisions)
    for row, before in stock.items.items():
        change = max(-before, rng.choice((0, 0, 0, 0, 1, 2, -1, -2)))
        _set(values, row, items_last_year=before, items_change=change)
        stock.items[row] = before + change
    projects = rng.choice((0, 0, 0, 1, 2, 4)) + (rng.randint(1, 6) if unit.load >= 3 else 0)
    _set(values, "procurement", projects=projects, amount=_money(0.8, 46, rng) if projects else 0)
    return values


def add_up(parts: list[Values], year: int) -> Values:
    """Given the cells of all units of a year, return those of the county's own report.

    A unit's single row （六）其他处理 goes into 3.其他 where the county's form has three rows.
    """
    edition = edition_for_year(year)
    total = dict.fromkeys(edition.addresses(), Decimal(0))
    for values in parts:
        for address, value in values.items():
            home = address if address in total else address._replace(row="other_else")
            total[home] += value
    return total
