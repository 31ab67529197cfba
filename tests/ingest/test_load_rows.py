"""A report becomes rows without a number changing on the way."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from ingest.errors import UnreadableFile
from ingest.load_rows import cell_rows, check_storable, finding_rows, narrative_rows, report_row
from ingest.load_versions import place
from ingest.model import Finding, NarrativeItem, Report
from tests.store.factory import as_loaded, make_report

NEW = ("applications", "new", "total")


def _placed(report: Report):
    return place([as_loaded(report)], ())[0]


def _row(report: Report) -> dict[str, object]:
    rows = cell_rows(_placed(report))
    return next(row for row in rows if (row["table_key"], row["row_key"], row["column_key"]) == NEW)


@pytest.mark.parametrize("number", ["0", "3", "3.2", "0.0001", "999999999999"])
def test_a_number_stays_what_it_is(number: str) -> None:
    report = make_report("清水镇", 2024, values={NEW: Decimal(number)})
    assert _row(report)["value"] == Decimal(number)


def test_a_number_too_long_to_be_one_is_null_with_a_finding() -> None:
    report = make_report("清水镇", 2024, values={NEW: Decimal("1000000000000")})
    assert _row(report)["value"] is None
    found = [row for row in finding_rows(_placed(report)) if row["row_key"] == "new"]
    assert [row["rule"] for row in found] == ["cell.unreadable"]


def test_a_result_that_contradicts_itself_costs_its_file() -> None:
    report = make_report("清水镇", 2024)
    check_storable(report)
    for broken in (
        replace(report, cells=(*report.cells, report.cells[0])),
        replace(report, cells=(replace(report.cells[0], row="nowhere"),)),
        replace(report, edition="1999"),
        replace(report, findings=(Finding("cell.blank", "grave", "…"),)),  # type: ignore[arg-type]
        replace(report, cells=(replace(report.cells[0], raw=None),)),  # type: ignore[arg-type]
        replace(report, cells=(replace(report.cells[0], value=Decimal("NaN")),)),
        replace(report, sections={"1": "\ud800"}),
    ):
        with pytest.raises(UnreadableFile):
            check_storable(broken)


def test_a_date_that_the_calendar_lacks_is_unknown() -> None:
    report = make_report("清水镇", 2024)
    odd = replace(report, identity=replace(report.identity, published_on="2025-02-30"))
    assert report_row(_placed(odd))["published_on"] is None


def test_the_offices_own_labels_go_before_the_parsers() -> None:
    item = NarrativeItem("category", "三农信息", None, 3, "条", "exact", "三农信息3条")
    report = replace(make_report("清水镇", 2024), narrative=(item,))
    assert [row["category"] for row in narrative_rows(_placed(report), {"三农信息": "environment"})] == [
        "environment"
    ]


def test_numbers_that_no_form_ever_held_are_stored_as_near_as_can_be() -> None:
    finding = Finding("applications.balance", "error", "…", "applications", None, "total", 2**60 + 1, 0)
    report = replace(make_report("清水镇", 2024), findings=(finding,))
    check_storable(report)
    assert next(iter(finding_rows(_placed(report))))["expected"] == 2.0**60
