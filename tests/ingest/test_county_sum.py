"""The county's own report against its units: every cell, with how many units it covers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

import form
from ingest.county_sum import check_county
from ingest.load_versions import Placed
from tests.ingest.together_build import Values, placed, rules, unit

UNITS = [unit("白棠县", "县政府"), unit("清水镇"), unit("石桥镇"), unit("县教育局", "部门")]
CELL = ("disclosure", "penalties", "decisions")
FEES = ("disclosure", "fees", "amount")
NAMES = ("清水镇", "石桥镇", "县教育局")


def _county(own: str, *parts: str | None, cell: tuple[str, str, str] = CELL) -> Placed:
    """Return the county's report with this number, checked against units with those; None: no number there."""
    reports = [placed("白棠县", 2024, {cell: Decimal(own)})]
    for name, number in zip(NAMES, parts, strict=False):
        values: Values = {cell: None if number is None else Decimal(number)}
        reports.append(placed(name, 2024, values))
    return check_county(reports, UNITS)[0]


def test_a_cell_that_is_the_sum_of_its_units_is_right() -> None:
    assert rules([_county("6", "1", "2", "3")]) == []


@pytest.mark.parametrize("own", ["5", "7"])
def test_a_cell_that_is_not_is_named_with_the_sum_and_its_cover(own: str) -> None:
    (found,) = _county(own, "1", "2", "3").findings
    assert (found.rule, found.table, found.row, found.column) == ("county.sum", *CELL)
    assert (found.expected, found.actual) == (6, int(own))
    assert found.message.endswith("各单位合计为6（3/3），两者不符。")
    assert len(found.about) == 3


def test_while_units_are_missing_only_too_little_is_wrong() -> None:
    assert _county("9", "1", "2").findings == ()
    (found,) = _county("2", "1", "2").findings
    assert "（2/3）" in found.message


def test_a_blank_counts_as_missing() -> None:
    assert _county("9", "1", "2", None).findings == ()
    assert "（2/3）" in _county("2", "1", "2", None).findings[0].message


def test_amounts_may_be_off_by_what_rounding_takes() -> None:
    assert _county("3.7", "1.24", "2.49", cell=FEES).findings == ()
    assert _county("3.74", "1.24", "2.49", "0", cell=FEES).findings == ()
    assert len(_county("3.9", "1.24", "2.49", "0", cell=FEES).findings) == 1


def test_where_most_cells_differ_it_is_the_units_that_are_in_question() -> None:
    decisions = [
        ("applications", "new", column) for column in ("natural_person", "business", "research", "total")
    ]
    rows = [
        ("litigation", row, column)
        for row in ("review", "suit_direct")
        for column in ("upheld", "total", "other", "pending")
    ]
    many = dict.fromkeys([*decisions, *rows], Decimal(5))
    reports = [placed("白棠县", 2024, dict(many)), *(placed(name, 2024) for name in NAMES)]
    (found,) = check_county(reports, UNITS)[0].findings
    assert (found.rule, found.table) == ("county.sum", None)
    assert "12格" in found.message
    assert "3/3" in found.message


def test_without_reports_of_units_there_is_nothing_to_hold_it_against() -> None:
    assert _county("6").findings == ()


def test_a_unit_that_is_gone_is_not_waited_for() -> None:
    units = [*UNITS[:3], unit("县教育局", "部门", valid_to=date(2022, 12, 31))]
    reports = [placed("白棠县", 2024, {CELL: Decimal(9)}), placed("清水镇", 2024), placed("石桥镇", 2024)]
    assert "2/2" in check_county(reports, units)[0].findings[0].message


def test_only_the_countys_own_report_is_held_against_the_sum() -> None:
    reports = [placed(name, 2024, {CELL: Decimal(at)}) for at, name in enumerate(("白棠县", *NAMES))]
    superseded = replace(reports[0], is_current=False)
    assert rules(check_county([*reports, superseded], UNITS)) == [("白棠县", 2024, "county.sum")]


@pytest.mark.parametrize(("differing", "told"), [(10, 10), (11, 1)])
def test_more_than_ten_cells_that_differ_are_told_as_one_where_they_are_most(
    differing: int, told: int
) -> None:
    columns = form.TABLES["applications"].columns
    rows = form.TABLES["applications"].rows
    cells = [("applications", row.key, column.key) for row in rows[:2] for column in columns][:differing]
    reports = [placed("白棠县", 2024, dict.fromkeys(cells, Decimal(5))), *(placed(n, 2024) for n in NAMES)]
    assert len(check_county(reports, UNITS)[0].findings) == told
