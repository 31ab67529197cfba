"""What can be told from one report alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from form import RELATIONS
from form.model import Address
from ingest.checks import check_powers, check_relations, check_stated
from ingest.model import Finding, Identity, Stated
from tests.ingest.tables.build import zeros

NEW = Address("applications", "new", "total")
REVIEW = Address("litigation", "review", "total")
DIRECT = Address("litigation", "suit_direct", "total")
AFTER = Address("litigation", "suit_after_review", "total")


def _zeros() -> dict[Address, Decimal | None]:
    return dict.fromkeys(zeros(), Decimal(0))


def _named(findings: list[Finding]) -> set[tuple[str, str | None, str | None]]:
    return {(item.rule, item.row, item.column) for item in findings}


def test_a_report_of_noughts_is_consistent() -> None:
    assert check_relations(_zeros(), 2024) == []


@pytest.mark.parametrize("address", sorted(zeros()), ids=str)
def test_one_changed_number_breaks_exactly_the_relations_that_hold_it(address: Address) -> None:
    expected = {
        (relation.rule, relation.row, relation.column)
        for relation in RELATIONS
        if any(term.address == address for term in relation.terms)
        and not any(term.year for term in relation.terms)
    }
    assert _named(check_relations(_zeros() | {address: Decimal(1)}, 2024)) == expected


def test_a_relation_with_an_unknown_value_says_nothing() -> None:
    values = _zeros() | {NEW: None, Address("applications", "new", "business"): Decimal(4)}
    assert ("applications.row_sum", "new", None) not in _named(check_relations(values, 2024))


def test_a_failed_balance_says_what_was_expected_and_what_is_printed() -> None:
    values = _zeros() | {NEW: Decimal(3), Address("applications", "new", "natural_person"): Decimal(3)}
    values[Address("applications", "results_total", "total")] = Decimal(2)
    found = [
        item
        for item in check_relations(values, 2024)
        if (item.rule, item.column) == ("applications.balance", "total")
    ]
    assert [(item.expected, item.actual, item.severity) for item in found] == [(3, 2, "error")]
    assert "3" in found[0].message
    assert "2" in found[0].message


def test_what_was_carried_out_is_what_is_carried_in() -> None:
    before = _zeros() | {Address("applications", "carried_out", "total"): Decimal(2)}
    assert _named(check_relations(_zeros(), 2024, before)) == {
        ("applications.carried", "carried_in", "total")
    }


@pytest.mark.parametrize(
    ("stated", "printed", "place"),
    [
        (Stated(applications_received=0), {NEW: 3}, NEW),
        (Stated(applications_received=5), {NEW: 3}, NEW),
        (Stated(review_cases=0), {REVIEW: 1}, REVIEW),
        (Stated(lawsuit_cases=0), {AFTER: 1}, AFTER),
        (Stated(lawsuit_cases=3), {DIRECT: 1, AFTER: 1}, DIRECT),
    ],
)
def test_prose_against_its_table_names_the_cell(
    stated: Stated, printed: dict[Address, int], place: Address
) -> None:
    values = _zeros() | {address: Decimal(number) for address, number in printed.items()}
    found = check_stated(values, stated)
    assert [(item.table, item.row, item.column) for item in found] == [tuple(place)]


@pytest.mark.parametrize(
    ("stated", "printed"),
    [
        (Stated(), {NEW: 3, REVIEW: 1}),
        (Stated(applications_received=3), {NEW: 3}),
        (Stated(lawsuit_cases=2), {DIRECT: 1, AFTER: 1}),
    ],
)
def test_prose_that_agrees_or_is_silent_is_no_finding(stated: Stated, printed: dict[Address, int]) -> None:
    values = _zeros() | {address: Decimal(number) for address, number in printed.items()}
    assert check_stated(values, stated) == []


def test_rules_in_a_township_are_a_question_and_elsewhere_none() -> None:
    address = Address("disclosure", "rules", "issued")
    values = {address: Decimal(1)}
    found = check_powers(values, Identity(town="云溪镇"))
    assert [(item.severity, item.row, item.column) for item in found] == [("notice", "rules", "issued")]
    assert check_powers(values, Identity(town=None)) == []
    assert check_powers({address: Decimal(0)}, Identity(town="云溪镇")) == []
