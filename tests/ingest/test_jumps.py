"""A number that leaps is asked about; small ones, busy ones and those that leap everywhere are not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.jumps import ODDS, Group, check_jumps, odds_of, tail
from tests.ingest.together_build import Values, placed, rules, unit

QUIET = [
    {year: float(count) for year, count in zip(range(2019, 2025), counts, strict=True)}
    for counts in (
        (0, 1, 0, 0, 2, 0),
        (1, 0, 0, 1, 0, 1),
        (0, 0, 0, 0, 0, 0),
        (2, 3, 1, 2, 2, 3),
        (0, 0, 1, 0, 0, 0),
        (5, 4, 6, 5, 7, 4),
    )
]
NEW = ("applications", "new", "total")
FEES = ("disclosure", "fees", "amount")


def _years(*counts: float) -> dict[int, float]:
    return {2024 - len(counts) + 1 + at: float(count) for at, count in enumerate(counts)}


def _leaps(*counts: float, peers: list[dict[int, float]] = QUIET) -> bool:
    years = _years(*counts)
    odds = odds_of(2024, counts[-1], years, Group.of(2024, [*peers, years]))
    return odds is not None and odds.chance < ODDS


@pytest.mark.parametrize(
    "counts", [(0, 0, 0, 20), (2, 3, 1, 2, 60), (60, 50, 70, 0), (30, 40, 35, 180), (4000, 4200, 3900, 90)]
)
def test_a_number_far_from_the_units_own_years_leaps(counts: tuple[int, ...]) -> None:
    assert _leaps(*counts)


@pytest.mark.parametrize(
    "counts",
    [
        (0, 0, 0, 3),
        (0, 0, 0, 9),
        (2, 3, 1, 2, 11),
        (30, 40, 35, 62),
        (4000, 4200, 3900, 5600),
        (0, 60),
        (12, 0, 9, 0),
        (0, 80, 3, 0, 45),
    ],
)
def test_a_number_that_may_come_about_by_chance_does_not(counts: tuple[int, ...]) -> None:
    assert not _leaps(*counts)


def test_what_leaps_everywhere_in_a_year_is_the_years_doing() -> None:
    everywhere = [
        _years(4, 5, 6, 60),
        _years(3, 3, 4, 40),
        _years(8, 7, 6, 80),
        _years(2, 2, 3, 30),
        _years(5, 5, 5, 52),
    ]
    steady = [
        _years(4, 5, 6, 5),
        _years(3, 3, 4, 4),
        _years(8, 7, 6, 8),
        _years(2, 2, 3, 3),
        _years(5, 5, 5, 5),
    ]
    assert not _leaps(5, 6, 4, 55, peers=everywhere)
    assert _leaps(5, 6, 4, 55, peers=steady)


def test_units_of_a_kind_that_are_fitful_are_given_more_room() -> None:
    fitful = [
        _years(0, 30, 2, 45, 0),
        _years(20, 0, 0, 38, 4),
        _years(0, 0, 50, 1, 12),
        _years(40, 3, 0, 0, 25),
    ]
    assert not _leaps(1, 0, 2, 0, 30, peers=fitful)
    assert _leaps(1, 0, 2, 0, 30)


@pytest.mark.parametrize(("expected", "size"), [(3.0, 2.0), (5.2, 1.5), (0.4, 0.3)])
def test_the_tails_are_those_of_the_negative_binomial(expected: float, size: float) -> None:
    odds = expected / (expected + size)
    chances = [(1 - odds) ** size]
    for number in range(1, 200):
        chances.append(chances[-1] * odds * (number - 1 + size) / number)
    for value in (0, 1, 2, 9, 30):
        meant = sum(chances[: value + 1]) if value < expected else sum(chances[value:])
        assert tail(value, expected, size) == pytest.approx(meant, abs=1e-9)


def _reports(numbers: dict[int, int], address: tuple[str, str, str] = NEW) -> list[tuple[int, Values]]:
    return [(year, {address: Decimal(count)}) for year, count in numbers.items()]


def test_the_question_names_the_cell_the_years_and_the_reports() -> None:
    reports = [
        placed("清水镇", year, values) for year, values in _reports({2021: 1, 2022: 0, 2023: 2, 2024: 50})
    ]
    done = check_jumps(reports, [unit("清水镇")])
    assert rules(done) == [("清水镇", 2024, "count.jump")]
    found = done[-1].findings[0]
    assert (found.severity, found.table, found.row, found.column) == ("notice", *NEW)
    assert "1（2021年）、0（2022年）、2（2023年）" in found.message
    assert found.about == tuple(report.loaded.report.sha256 for report in reports[:3])


def test_a_count_that_stays_small_is_not_asked_about() -> None:
    reports = [
        placed("清水镇", year, values) for year, values in _reports({2021: 0, 2022: 0, 2023: 0, 2024: 3})
    ]
    assert rules(check_jumps(reports, [unit("清水镇")])) == []


def test_the_county_itself_is_not_asked() -> None:
    reports = [
        placed("白棠县", year, values) for year, values in _reports({2021: 1, 2022: 0, 2023: 2, 2024: 50})
    ]
    assert rules(check_jumps(reports, [unit("白棠县", "县政府")])) == []


@pytest.mark.parametrize(
    ("before", "after", "asked"), [("3.2", "32000", True), ("3.2", "320", False), ("0", "32000", False)]
)
def test_an_amount_a_thousand_times_last_years_may_be_in_another_unit(
    before: str, after: str, asked: bool
) -> None:
    reports = [
        placed("县教育局", 2023, {FEES: Decimal(before)}),
        placed("县教育局", 2024, {FEES: Decimal(after)}),
    ]
    found = rules(check_jumps(reports, [unit("县教育局", "部门")]))
    assert found == ([("县教育局", 2024, "cell.unit_doubtful")] if asked else [])


def test_a_year_moves_units_by_as_much_as_it_moved_the_middle_one_of_enough_peers() -> None:
    peers = [_years(10, 10, 10, 100), _years(4, 4, 4, 40), *[_years(5, 5, 5, 50)] * 3]
    moved = Group.of(2024, peers)
    assert moved.shift(up=True) == pytest.approx(50.5 / 5.5)
    assert moved.shift(up=False) == 1
    assert Group.of(2024, peers[:4]).shift(up=True) == 1
    assert Group.of(2024, [_years(9, 60), *peers[:4]]).shift(up=True) == 1


def test_a_blank_and_a_number_below_nought_tell_no_level() -> None:
    numbers = {2021: Decimal(1), 2022: None, 2023: Decimal(-2), 2024: Decimal(50)}
    reports = [placed("清水镇", year, {NEW: value}) for year, value in numbers.items()]
    assert rules(check_jumps(reports, [unit("清水镇")])) == []
