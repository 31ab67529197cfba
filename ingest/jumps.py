"""Numbers that leap: far from the unit's own years, by more than units of its kind are seen to move.

A question, never an error. The rule is explained for clerks under ``count.jump`` in
:mod:`ingest.rules`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import exp, log
from statistics import median

import numpy as np

from form import describe
from form.model import Address
from form.units import COUNTY, DEPARTMENT
from ingest.across import current_of
from ingest.findings import finding, plain_number
from ingest.load_versions import Placed
from ingest.model import Finding
from ingest.relations import values_of
from ingest.roster import Unit

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
# What is left of sums after taking away what went into them.
NOUGHT = 1e-6
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
        # Departments are one kind, townships another: these do the same work.
        for kind in (True, False):
            alike = {code: years for code, years in series.items() if (kinds.get(code) == DEPARTMENT) is kind}
            for code, year, told in _of_kind(address, alike):
                about = [current[code, past].loaded.report.sha256 for past in _earlier(alike[code], year)]
                found.setdefault((code, year), []).append(replace(told, about=tuple(about)))
    return [
        replace(
            report, findings=(*report.findings, *found.get((report.unit_code or "", report.year or 0), ()))
        )
        if report.is_current
        else report
        for report in placed
    ]


def _of_kind(address: Address, series: Mapping[str, Series]) -> Iterator[tuple[str, int, Finding]]:
    """Yield unit, year and question for each number of an address that leaps, given the units of a kind."""
    groups: dict[int, Group] = {}
    for code, years in series.items():
        for year, value in years.items():
            if address == _FEES:
                told = _other_unit(year, value, years)
            else:
                if year not in groups:
                    groups[year] = Group.of(year, series.values())
                odds = odds_of(year, value, years, groups[year])
                told = _told(address, value, odds, _earlier(years, year)) if odds is not None else None
            if told is not None:
                yield code, year, told


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


def _earlier(years: Series, year: int) -> dict[int, float]:
    """Return the years before this one that tell of a unit's level."""
    return {past: value for past, value in years.items() if year - YEARS_BACK <= past < year}


def _until(years: Series, year: int) -> dict[int, float]:
    """Return the numbers up to a year: what came later was not known then."""
    return {past: value for past, value in years.items() if year - YEARS_BACK <= past <= year}


def _told(address: Address, value: float, odds: Odds, past: Series) -> Finding | None:
    if odds.chance >= ODDS:
        return None
    listed = "、".join(f"{plain_number(Decimal(number))}（{when}年）" for when, number in past.items())
    printed = plain_number(Decimal(value))
    message = (
        f"{describe(*address)}印作{printed}，往年为{listed}，按往年和同类单位的起伏推算约为{odds.expected:.1f}，"
        "出入这样大的可能不到万分之一，请核实。"
    )
    return finding(JUMP, message, *address, expected=round(odds.expected, 1), actual=printed)


@dataclass(frozen=True, slots=True)
class Group:
    """What the years of several units, up to one of them, tell of their kind.

    Attributes:
        units: How many units have years enough.
        years: How many years they have together.
        cases: All their numbers added up.
        levels: Their means added up.
        squares: The squares of their means added up.
        beyond: By how much their numbers vary from year to year beyond chance, added up.
        ratios: By how much the year lies above the unit's own earlier ones, in order of size.
    """

    units: int
    years: int
    cases: float
    levels: float
    squares: float
    beyond: float
    ratios: tuple[float, ...]

    @classmethod
    def of(cls, year: int, series: Iterable[Series]) -> Group:
        """Given a year and the numbers of units, return what they tell."""
        together = cls(0, 0, 0.0, 0.0, 0.0, 0.0, ())
        ratios: list[float] = []
        for years in series:
            known = _until(years, year)
            together = together.plus(known)
            ratios += _ratio(year, known)
        return replace(together, ratios=tuple(sorted(ratios)))

    def plus(self, years: Series, sign: int = 1) -> Group:
        """Return the group with another unit's years, or with ``sign`` −1 without them; ratios stay."""
        count = len(years)
        if count < LEAST_YEARS:
            return self
        total = sum(years.values())
        level = total / count
        variance = sum((value - level) ** 2 for value in years.values()) / (count - 1)
        return replace(
            self,
            units=self.units + sign,
            years=self.years + sign * count,
            cases=self.cases + sign * total,
            levels=self.levels + sign * level,
            squares=self.squares + sign * level * level,
            beyond=self.beyond + sign * (variance - level),
        )

    def seen_by(self, year: int, years: Series) -> Group:
        """Return the group as one of its units sees it: the others, and its own earlier years."""
        ratios = list(self.ratios)
        for ratio in _ratio(year, years):
            ratios.remove(ratio)
        others = self.plus(_until(years, year), -1).plus(_earlier(years, year))
        return replace(others, ratios=tuple(ratios))

    @property
    def spread(self) -> float:
        """Return by how much numbers vary beyond chance, as a share of the mean, squared."""
        return max(LEAST_SPREAD, self.beyond / self.squares) if self.squares > NOUGHT else LEAST_SPREAD

    def prior(self) -> tuple[float, float]:
        """Return what it tells of a unit before its own years are seen: cases, and years they stand for."""
        level = (self.cases + HALF_A_CASE) / self.years
        chance = (level + self.spread * level * level) * self.units / self.years
        differing = 0.0
        if self.units > 1:
            differing = (self.squares - self.levels**2 / self.units) / (self.units - 1) - chance
        differing = max(differing, LEAST_DIFFERENCE_OF_UNITS * level * level)
        return level * level / differing, level / differing

    def shift(self, *, up: bool) -> float:
        """Return by how much the year moved the units, where that is the way in which a number went."""
        if len(self.ratios) < LEAST_PEERS:
            return 1.0
        middle = median(self.ratios)
        return max(1.0, middle) if up else min(1.0, middle)


def _ratio(year: int, years: Series) -> list[float]:
    """Return, as a list of one, how a unit's year lies to the mean of its earlier ones; none where it cannot be told."""
    past = _earlier(years, year)
    if len(past) < LEAST_YEARS or year not in years:
        return []
    return [(years[year] + HALF_A_CASE) / (sum(past.values()) / len(past) + HALF_A_CASE)]


def odds_of(year: int, value: float, years: Series, group: Group) -> Odds | None:
    """Given a unit's number of a year, return how it stands to its own years and its peers' spread.

    The number is held against a negative binomial. Its mean is that of the unit's own years, drawn
    to the peers' as far as units of the kind are alike (gamma prior), and moved with the year as the
    peers moved; its spread is that of all their years beyond chance, together with how little so few
    own years tell of the mean.

    Args:
        year: The report year.
        value: The number, a count.
        years: The unit's numbers by year, this one among them.
        group: What all units of its kind tell, this one among them.

    Returns None where there is no telling, or where the difference is too small to ask.
    """
    past = _earlier(years, year)
    if len(past) < LEAST_YEARS or abs(value - sum(past.values()) / len(past)) < LEAST_DIFFERENCE:
        return None
    seen = group.seen_by(year, years)
    shape, weight = seen.prior()
    cases = sum(past.values()) + shape
    own = cases / (len(past) + weight)
    expected = own * seen.shift(up=value > own)
    if abs(value - expected) < LEAST_DIFFERENCE:
        return None
    scale = max(1.0, value / LARGE, expected / LARGE)
    size = 1 / (seen.spread * (1 + 1 / len(past)) + scale / cases)
    return Odds(expected, tail(value / scale, expected / scale, size))


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
