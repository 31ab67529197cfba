"""What would make a report balance: offered only where every relation around it then holds."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from form import RELATIONS
from form.model import PART_MISSING, Address
from ingest.explain import SUGGESTIONS_AT_MOST, Suggestion, explain, explained
from ingest.findings import finding
from ingest.relations import check_relations, relations_for
from tests.corpus.truth import make_truth

Cells = dict[Address, Decimal | None]


def _at(row: str, column: str, table: str = "applications") -> Address:
    return Address(table, row, column)


def _dense(seed: int = 4) -> Cells:
    return dict(make_truth(Random(seed), edition="2021", density="dense").values)


def _plus(values: Cells, address: Address, more: int) -> Cells:
    return values | {address: (values[address] or Decimal(0)) + more}


def _single_changes(suggestions: list[Suggestion]) -> list[tuple[Address, Decimal]]:
    return [(s.changes[0][0], s.changes[0][2]) for s in suggestions if s.kind == "change"]


def test_what_balances_needs_no_change() -> None:
    assert explain(_dense(), 2024) == []


@pytest.mark.parametrize(
    "address", [_at("granted", "business"), _at("new", "natural_person"), _at("results_total", "research")]
)
def test_the_one_wrong_number_is_found_and_what_it_should_be(address: Address) -> None:
    right = _dense()
    suggestions = explain(_plus(right, address, 3), 2024)
    assert _single_changes(suggestions) == [(address, right[address])]


def test_after_each_suggestion_every_relation_around_it_holds() -> None:
    rng = Random(11)
    for seed in range(12):
        values = _dense(seed)
        wrong = _plus(values, rng.choice(sorted(values)), rng.randint(1, 9))
        for suggestion in explain(wrong, 2024):
            after = wrong | {address: meant for address, _, meant in suggestion.changes}
            touched = {address for address, _, _ in suggestion.changes}
            failing = {(f.rule, f.row, f.column) for f in check_relations(after, 2024)}
            around = {
                (relation.rule, relation.row, relation.column)
                for relation in relations_for(2024, across=False)
                if touched & {term.address for term in relation.terms}
            }
            assert suggestion.mends
            assert not failing & around


def test_two_cells_that_changed_places_are_found() -> None:
    right = _dense()
    first, second = _at("granted", "business"), _at("granted", "research")
    assert right[first] != right[second]
    suggestions = explain(right | {first: right[second], second: right[first]}, 2024)
    assert [s.kind for s in suggestions] == ["swap"]
    assert {address for address, _, _ in suggestions[0].changes} == {first, second}
    assert "互换" in suggestions[0].sentence


def test_two_wrong_numbers_are_each_found_where_they_do_not_touch() -> None:
    right = _dense()
    first, second = _at("granted", "business"), _at("new", "research")
    found = _single_changes(explain(_plus(_plus(right, first, 2), second, 5), 2024))
    assert sorted(found) == sorted([(first, right[first]), (second, right[second])])


def test_where_no_single_change_does_nothing_is_suggested() -> None:
    # The row and the column it crosses fail by different amounts.
    wrong = _plus(_plus(_dense(), _at("granted", "business"), 2), _at("granted", "total"), 1)
    wrong = _plus(wrong, _at("results_total", "business"), 7)
    assert explain(wrong, 2024) == []


def test_no_count_is_suggested_below_nought() -> None:
    values: Cells = dict.fromkeys(_dense(), Decimal(0))
    suggestions = explain(_plus(values, _at("review", "upheld", "litigation"), 2), 2024)
    assert all(meant >= 0 for s in suggestions for _, _, meant in s.changes)
    assert (_at("review", "total", "litigation"), Decimal(2)) in _single_changes(suggestions)


def test_a_blank_is_reckoned_from_the_cells_around_it() -> None:
    right = _dense()
    blank = _at("granted", "business")
    values = right | {blank: None}
    (found,) = explained([finding("cell.blank", "没有填写。", *blank)], values, 2024)
    assert f"应为{right[blank]}" in found.suggestion
    missing = [f for f in check_relations(values, 2024) if f.rule == PART_MISSING]
    assert [f.row for f in missing] == ["granted", None]
    assert all(f"应为{right[blank]}" in f.suggestion for f in explained(missing, values, 2024))


def test_a_blank_that_the_cells_around_it_disagree_about_is_not_reckoned() -> None:
    blank = _at("granted", "business")
    values = _plus(_dense(), _at("granted", "total"), 1) | {blank: None}
    assert [s for s in explain(values, 2024) if s.kind == "fill"] == []


def test_a_finding_has_a_few_suggestions_at_most_and_always_the_same() -> None:
    values = _plus(_dense(), _at("review", "upheld", "litigation"), 1)
    found = check_relations(values, 2024)
    first, again = (explained(found, values, 2024) for _ in range(2))
    assert first == again
    assert 1 <= first[0].suggestion.count("\n") + 1 <= SUGGESTIONS_AT_MOST


def test_what_last_year_carried_out_is_held_too() -> None:
    right = _dense()
    before: Cells = {
        term.address: right[Address(term.address.table, "carried_in", term.address.column)]
        for relation in RELATIONS
        if relation.rule == "applications.carried"
        for term in relation.terms
        if term.year
    }
    address = _at("carried_in", "business")
    wrong = _plus(right, address, 2)
    assert (address, right[address]) in _single_changes(explain(wrong, 2024, before))
    # A change of the new ones would do by itself, but not where what was carried in is known.
    assert explain(_plus(right, address, 2), 2024, before)[0].mends[0][0].startswith("applications.")


def test_a_suggestion_stands_under_the_relation_that_it_puts_right_and_no_other() -> None:
    wrong = _plus(_dense(), _at("review", "upheld", "litigation"), 1)
    wrong = _plus(wrong, _at("granted", "business"), 2)
    told = {f.rule: f.suggestion for f in explained(check_relations(wrong, 2024), wrong, 2024)}
    assert "表四" in told["litigation.row_sum"]
    assert "表三" not in told["litigation.row_sum"]
    assert "表三“（一）予以公开”·商业企业" in told["applications.row_sum"]
    assert "表四" not in told["applications.row_sum"]
