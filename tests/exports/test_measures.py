"""The measures that letters and briefs lead with: sums over what is there, in the groups of the form."""

from __future__ import annotations

import pytest

from exports.county import Total, Year
from exports.measures import change_words, number, results, total_of, value_of
from form import Address


def _year(**totals: float | None) -> Year:
    """Return a year whose applications have these totals; what is not given no report has."""
    cells = {Address("applications", row, "total"): Total(value, 2, 1) for row, value in totals.items()}
    return Year(2024, (), cells)


def test_results_are_added_up_in_the_groups_and_the_order_of_the_form() -> None:
    year = _year(
        new=20,
        carried_in=1,
        refused_repeat=2,
        partial=3,
        denied_other_law=4,
        denied_process_information=5,
        granted=6,
        results_total=20,
        carried_out=1,
    )
    assert results(year) == [("予以公开", 6), ("部分公开", 3), ("不予公开", 9), ("不予处理", 2)]


def test_a_result_that_nobody_gives_a_number_for_is_no_nought() -> None:
    assert results(_year(granted=None, unable_unclear=0)) == [("无法提供", 0)]


def test_other_results_are_one_group_in_either_shape() -> None:
    assert results(_year(other_unpaid=1, other_else=2, other=4)) == [("其他处理", 7)]


def test_a_measure_of_several_cells_runs_over_as_many_units_as_its_widest() -> None:
    one, two, three = (Address("litigation", row, "total") for row in ("review", "suit_direct", "x"))
    year = Year(2024, (), {one: Total(2.0, 5, 0), two: Total(None, 0, 3)})
    assert total_of(year, (one, two, three)) == Total(2.0, 5, 3)
    assert total_of(year, (two, three)) == Total(None, 0, 3)
    assert total_of(year, ()) == Total(None, 0, 0)
    assert value_of({one: 2.0, two: None}, (one, two)) == 2
    assert value_of({two: None}, (one, two)) is None


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (0.0, "万元", "0"),
        (3.2, "万元", "3.20"),
        (3.225, "万元", "3.225"),
        (1234.5, "万元", "1,234.50"),
        (0.000001, "万元", "0.000001"),
        (0.0, "件", "0"),
        (100.0, "件", "100"),
    ],
)
def test_money_hides_no_fen_and_counts_have_no_decimals(value: float, unit: str, said: str) -> None:
    assert number(value, unit) == said


def test_a_change_says_which_way_it_goes() -> None:
    assert change_words(2, 5, "件") == "比上年少 3 件"
    assert change_words(3.2, 3.0, "万元") == "比上年多 0.20 万元"
    assert change_words(0, 0, "件") == "与上年持平"
