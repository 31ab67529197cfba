"""What can be told from one report alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from form import RELATIONS
from form.model import PART_MISSING, Address
from form.shared_tables import OTHER_PARTS
from ingest.checks import check_fee, check_powers, check_stated, check_unit
from ingest.deadlines import check_lateness_of, kind_in_print
from ingest.model import Cell, Finding, Identity, Stated
from ingest.relations import check_relations
from ingest.rules import RULES
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


def _known(values: dict[Address, int | None]) -> dict[Address, Decimal | None]:
    return _zeros() | {at: None if number is None else Decimal(number) for at, number in values.items()}


PERSON, BUSINESS = (
    Address("applications", "new", "natural_person"),
    Address("applications", "new", "business"),
)


def test_a_part_that_is_missing_is_told_from_one_that_is_wrong() -> None:
    short = [f for f in check_relations(_known({NEW: 3, PERSON: None, BUSINESS: 1}), 2024) if f.row == "new"]
    assert [(f.rule, f.severity, f.expected, f.actual) for f in short] == [(PART_MISSING, "warning", 1, 3)]
    assert "还差2" in short[0].message
    assert "自然人" in short[0].message
    enough = check_relations(_known({NEW: 1, PERSON: None, BUSINESS: 1}), 2024)
    assert [f for f in enough if f.row == "new"] == []


def test_parts_that_are_more_than_the_total_are_wrong_whatever_is_missing() -> None:
    found = [f for f in check_relations(_known({NEW: 1, PERSON: None, BUSINESS: 4}), 2024) if f.row == "new"]
    assert [(f.rule, f.severity) for f in found] == [("applications.row_sum", "error")]


def test_a_row_that_is_not_there_is_a_missing_part() -> None:
    values = _known({Address("applications", "results_total", "total"): 2})
    without = {at: value for at, value in values.items() if at.row != "refused_repeat"}
    found = {(f.rule, f.column) for f in check_relations(without, 2024)}
    assert (PART_MISSING, "total") in found
    assert ("applications.results_sum", "total") not in found
    assert ("applications.results_sum", "total") in {
        (f.rule, f.column) for f in check_relations(values, 2024)
    }


OTHER = "other"


@pytest.mark.parametrize(
    ("there", "absent"),
    [
        (OTHER_PARTS, []),
        ({OTHER}, []),
        (OTHER_PARTS - {"other_else"}, ["3.其他"]),
        (set(), ["（六）其他处理"]),
    ],
)
def test_other_results_stand_in_either_shape(there: set[str], absent: list[str]) -> None:
    values = _known({Address("applications", "results_total", "total"): 2})
    values[Address("applications", OTHER, "total")] = Decimal(0)
    held = {
        at: value
        for at, value in values.items()
        if at.column == "total" and (at.row not in OTHER_PARTS | {OTHER} or at.row in there)
    }
    (found,) = [
        f
        for f in check_relations(held, 2024)
        if f.actual == 2 and f.rule in (PART_MISSING, "applications.results_sum")
    ]
    assert found.rule == (PART_MISSING if absent else "applications.results_sum")
    assert [word for word in ("3.其他", "（六）其他处理") if f"缺少“{word}" in found.message] == absent


@pytest.mark.parametrize(("blanks", "said"), [(3, "没有数字"), (4, "等4格没有数字")])
def test_only_a_few_missing_parts_are_named(blanks: int, said: str) -> None:
    rows = ("granted", "partial", "refused_repeat", "unable_unclear")[:blanks]
    blank = {Address("applications", row, "total"): None for row in rows}
    total = Address("applications", "results_total", "total")
    found = check_relations(_known({total: 5, **blank}), 2024)
    (short,) = [f for f in found if (f.rule, f.column) == (PART_MISSING, "total")]
    assert said in short.message
    assert ("等" in short.message) == (blanks > 3)


def _fees(raw: str, value: str) -> list[Cell]:
    return [Cell("disclosure", "fees", "amount", Decimal(value), raw, None, None, "", "text")]


@pytest.mark.parametrize(
    ("raw", "value", "said"),
    [("0", "0", 300), ("无", "0", 1), ("0.03", "0.03", 450), ("320元", "0.032", 450)],
)
def test_a_fee_that_its_row_cannot_hold_is_a_question(raw: str, value: str, said: int) -> None:
    found = check_fee(_fees(raw, value), Stated(processing_fee=said))
    assert [(f.rule, f.severity, f.column) for f in found] == [("narrative.fee", "notice", "amount")]
    assert str(said) in found[0].message


@pytest.mark.parametrize(
    ("raw", "value", "said"),
    [
        ("0", "0", 0),
        ("0", "0", None),
        ("0.03", "0.03", 300),
        ("0.03", "0.03", 349),
        ("450元", "0.045", 450),
        ("3.2", "3.2", 160),
        ("3", "3", 33000),
    ],
)
def test_a_fee_that_fits_or_is_less_says_nothing(raw: str, value: str, said: int | None) -> None:
    assert check_fee(_fees(raw, value), Stated(processing_fee=said)) == []


def test_fees_of_a_township_that_are_likelier_in_yuan_are_a_question() -> None:
    town, bureau = Identity(town="云溪镇"), Identity(organisation="白棠县自然资源局")
    found = check_unit(_fees("32000", "32000"), town)
    assert [(f.rule, f.severity, f.expected) for f in found] == [("cell.unit_doubtful", "notice", 3.2)]
    assert check_unit(_fees("320", "320"), town) == []
    # 1000万元 is the least that is asked about (docs/疑点说明.md).
    assert len(check_unit(_fees("1000", "1000"), town)) == 1
    assert check_unit(_fees("999.99", "999.99"), town) == []
    assert check_unit(_fees("32000", "32000"), bureau) == []


@pytest.mark.parametrize(
    ("identity", "day", "late"),
    [
        (Identity(town="云溪镇"), "2025-01-31", False),
        (Identity(town="云溪镇"), "2025-02-01", True),
        (Identity(organisation="白棠县财政局"), "2025-02-01", True),
        (Identity(organisation="白棠县人民政府"), "2025-03-31", False),
        (Identity(organisation="白棠县人民政府"), "2025-04-01", True),
        (Identity(), "2025-04-01", False),
    ],
)
def test_a_report_signed_after_its_day_is_late(identity: Identity, day: str, late: bool) -> None:
    signed = replace(identity, signed_on=day)
    found = check_lateness_of(signed, 2024, kind_in_print(signed))
    assert [f.rule for f in found] == (["report.late"] if late else [])


def test_how_late_it_is_stands_in_the_sentence() -> None:
    (found,) = check_lateness_of(Identity(published_on="2025-02-10"), 2024, "镇")
    assert "发布日期是2025年2月10日，逾期10天" in found.message


def test_a_relation_is_as_grave_as_its_rule_says() -> None:
    assert {relation.rule: relation.severity for relation in RELATIONS} == {
        relation.rule: RULES[relation.rule].severity for relation in RELATIONS
    }
