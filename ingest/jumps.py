"""Numbers that leap: far from the unit's own years, by more than units of its kind are seen to move.

A question, never an error. The rule is explained for clerks under ``count.jump`` in
:mod:`ingest.rules`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import exp, log
from statistics import mean, median, variance

import numpy as np

from form import describe
from form.model import Address
from ingest.across import current_of
from ingest.load_versions import Placed
from ingest.model import Finding
from ingest.relations import values_of
from ingest.roster import COUNTY, Unit
from ingest.tables.align import finding
from ingest.tables.values import plain_number

JUMP = "count.jump"
# So unlikely must a number be, by the unit's own years and its peers' spread, to be asked about.
ODDS = 0.0001
# In cases: a smaller difference is no jump, however quiet the unit (0 → 3 is none).
LEAST_DIFFERENCE = 10
# Fewer own years tell no level; older ones than these tell that of another time.
LEAST_YEARS, YEARS_BACK = 2, 5
# Rates move by a third from year to year anywhere: 0.1 is the square of that.
LEAST_SPREAD = 0.1
# Fewer peers tell nothing of the year.
LEAST_PEERS = 5
# Units differ by a third of their mean at least: 0.1 again is the square.
LEAST_DIFFERENCE_OF_UNITS = 0.1
# Before a first case is seen all units together are taken to have had half of one.
HALF_A_CASE = 0.5
# From here on chance in single cases is nothing beside the spread, and numbers are scaled down.
LARGE = 10_000.0
# An amount so many times last year's was likelier printed in another unit: 元 for 万元 is 10 000.
UNIT_FACTOR = 1000

_DECISIONS = ("licensing", "penalties", "coercion")
COUNTED = (
    Address("applications", "new", "total"),
    *(Address("litigation", row, "total") for row in ("review", "suit_direct", "suit_after_review")),
    Address("disclosure", "normative_documents", "issued"),
    *(Address("disclosure", row, "decisions") for row in _DECISIONS),
)
_FEES = Address("disclosure", "fees", "amount")

Series = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Odds:
    """How a number stands to what was to be expected: that number, and how likely one so far off is."""

    expected: float
    chance: float


def check_jumps(placed: Sequence[Placed], units: Sequence[Unit]) -> list[Placed]:
    """Given the reports as placed and the roster, return them with questions about numbers that leap."""
    kinds = {unit.code: unit.kind for unit in units}
    current = {key: report for key, report in current_of(placed).items() if kinds.get(key[0]) != COUNTY}
    values = {key: values_of(report.loaded.report.cells) for key, report in current.items()}
    found: dict[tuple[str, int], list[Finding]] = {}
    for address in (*COUNTED, _FEES):
        series = _series(values, address)
        for code, years in series.items():
            peers = [other for key, other in series.items() if key != code and _alike(kinds, key, code)]
            for year, value in years.items():
                told = _told(address, year, value, years, peers)
                if told is not None:
                    about = [current[code, past].loaded.report.sha256 for past in _earlier(years, year)]
                    found.setdefault((code, year), []).append(replace(told, about=tuple(about)))
    return [
        replace(
            report, findings=(*report.findings, *found.get((report.unit_code or "", report.year or 0), ()))
        )
        if report.is_current
        else report
        for report in placed
    ]


def _series(
    values: Mapping[tuple[str, int], Mapping[Address, Decimal | None]], address: Address
) -> dict[str, dict[int, float]]:
    """Return the known numbers of an address by unit and year, years in order."""
    series: dict[str, dict[int, float]] = {}
    for (code, year), cells in sorted(values.items()):
        value = cells.get(address)
        if value is not None and value >= 0:
            series.setdefault(code, {})[year] = float(value)
    return series


def _alike(kinds: Mapping[str, str], first: str, second: str) -> bool:
    """Return whether two units do the same work: departments are one kind, townships another."""
    return (kinds.get(first) == "部门") == (kinds.get(second) == "部门")


def _earlier(years: Series, year: int) -> dict[int, float]:
    """Return the years before this one that tell of a unit's level."""
    return {past: value for past, value in years.items() if year - YEARS_BACK <= past < year}


def _told(
    address: Address, year: int, value: float, years: Series, peers: Sequence[Series]
) -> Finding | None:
    if address == _FEES:
        return _other_unit(year, value, years)
    odds = odds_of(year, value, years, peers)
    if odds is None or odds.chance >= ODDS:
        return None
    past = _earlier(years, year)
    listed = "、".join(f"{plain_number(Decimal(number))}（{when}年）" for when, number in past.items())
    printed = plain_number(Decimal(value))
    message = (
        f"{describe(*address)}印作{printed}，往年为{listed}，按往年和同类单位的起伏推算约为{odds.expected:.1f}，"
        "出入这样大的可能不到万分之一，请核实。"
    )
    return finding(JUMP, message, *address, expected=round(odds.expected, 1), actual=printed)


def odds_of(year: int, value: float, years: Series, peers: Sequence[Series]) -> Odds | None:
    """Given a unit's number of a year, return how it stands to its own years and its peers' spread.

    The number is held against a negative binomial. Its mean is that of the unit's own years, drawn
    to the peers' as far as units of the kind are alike (gamma prior), and moved with the year as the
    peers moved; its spread is that of all their years beyond chance, together with how little so few
    own years tell of the mean.

    Args:
        year: The report year.
        value: The number, a count.
        years: The unit's numbers by year.
        peers: The same of the other units of its kind.

    Returns None where there is no telling, or where the difference is too small to ask.
    """
    past = _earlier(years, year)
    if len(past) < LEAST_YEARS or abs(value - mean(past.values())) < LEAST_DIFFERENCE:
        return None
    others = [known for peer in peers if len(known := _until(peer, year)) >= LEAST_YEARS]
    spread = _spread([*others, past])
    shape, weight = _prior([*others, past], spread)
    cases = sum(past.values()) + shape
    own = cases / (len(past) + weight)
    expected = own * _shift(year, others, up=value > own)
    if abs(value - expected) < LEAST_DIFFERENCE:
        return None
    scale = max(1.0, value / LARGE, expected / LARGE)
    size = 1 / (spread * (1 + 1 / len(past)) + scale / cases)
    return Odds(expected, tail(value / scale, expected / scale, size))


def _prior(series: Sequence[Series], spread: float) -> tuple[float, float]:
    """Return what the units of a kind tell of one before its own years are seen: cases, and years they stand for."""
    count = sum(len(years) for years in series)
    level = (sum(sum(years.values()) for years in series) + HALF_A_CASE) / count
    levels = [mean(years.values()) for years in series]
    chance = (level + spread * level * level) * len(series) / count
    differing = variance(levels) - chance if len(levels) > 1 else 0.0
    differing = max(differing, LEAST_DIFFERENCE_OF_UNITS * level * level)
    return level * level / differing, level / differing


def _until(years: Series, year: int) -> dict[int, float]:
    """Return the numbers up to a year: what came later was not known then."""
    return {past: value for past, value in years.items() if year - YEARS_BACK <= past <= year}


def _shift(year: int, peers: Iterable[Series], *, up: bool) -> float:
    """Return by how much the year moved the peers, where that is the way in which the number went."""
    ratios = []
    for peer in peers:
        past = list(_earlier(peer, year).values())
        if len(past) >= LEAST_YEARS and year in peer:
            ratios.append((peer[year] + HALF_A_CASE) / (mean(past) + HALF_A_CASE))
    if len(ratios) < LEAST_PEERS:
        return 1.0
    return max(1.0, median(ratios)) if up else min(1.0, median(ratios))


def _spread(series: Iterable[Series]) -> float:
    """Return by how much numbers vary from year to year beyond chance, as a share of the mean, squared."""
    beyond, squares = 0.0, 0.0
    for years in series:
        if len(years) >= LEAST_YEARS:
            level = mean(years.values())
            beyond += variance(years.values()) - level
            squares += level * level
    return max(LEAST_SPREAD, beyond / squares) if squares else LEAST_SPREAD


def tail(value: float, expected: float, size: float) -> float:
    """Return how likely a negative binomial number is at least, or at most, as far out as this one.

    Args:
        value: The number.
        expected: Mean of the distribution.
        size: Its size: the variance is ``expected + expected² / size``.
    """
    most = int(value)
    odds = expected / (expected + size)
    steps = np.arange(1, most + 1, dtype=float)
    logs = size * log(1 - odds) + np.concatenate(
        [[0.0], np.cumsum(np.log((steps - 1 + size) / steps * odds))]
    )
    chances = np.exp(logs)
    if value < expected:
        return float(chances.sum())
    return max(float(1 - chances[:most].sum()), exp(logs[most]))


def _other_unit(year: int, value: float, years: Series) -> Finding | None:
    """Ask about an amount that is a thousand times last year's, or a thousandth of it."""
    before = years.get(year - 1, 0.0)
    if not value or not before or 1 / UNIT_FACTOR < value / before < UNIT_FACTOR:
        return None
    printed, last = (plain_number(Decimal(str(number))) for number in (value, before))
    message = (
        f"{describe(*_FEES)}印作{printed}万元，上一年为{last}万元，相差千倍以上，请核实单位是元还是万元。"
    )
    return finding("cell.unit_doubtful", message, *_FEES, expected=last, actual=printed)
