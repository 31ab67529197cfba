"""The same number in every cell as last year is asked about, where something happened at all."""

from __future__ import annotations

from decimal import Decimal

from ingest.repeats import check_repeats
from tests.ingest.together_build import Values, placed, rules

DID: Values = {("disclosure", "penalties", "decisions"): Decimal(4)}
HAS: Values = {("disclosure", "normative_documents", "in_force"): Decimal(4)}


def _rules(before: Values, after: Values, years: tuple[int, int] = (2023, 2024)) -> list[str]:
    done = check_repeats([placed("清水镇", years[0], before), placed("清水镇", years[1], after)])
    return [rule for _, _, rule in rules(done)]


def test_the_same_numbers_as_last_year_are_asked_about() -> None:
    assert _rules(DID, DID) == ["numbers.repeated"]


def test_one_other_number_is_enough_to_be_this_years() -> None:
    assert _rules(DID, DID | {("disclosure", "licensing", "decisions"): Decimal(1)}) == []


def test_two_years_of_noughts_are_usual() -> None:
    assert _rules({}, {}) == []


def test_documents_that_stay_in_force_are_no_repetition() -> None:
    assert _rules(HAS, HAS) == []


def test_another_edition_or_a_year_between_is_not_compared() -> None:
    assert _rules(DID, DID, (2020, 2021)) == []
    assert _rules(DID, DID, (2022, 2024)) == []
