"""Which of several reports of one unit and year counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from ingest.load_build import build_tables
from ingest.load_versions import place, year_in_path, year_of
from ingest.roster import Unit
from tests.store.factory import LOADED_AT, as_loaded, make_content, make_report

UNITS = (Unit("Q", "清水镇", (), "镇"), Unit("S", "石桥镇", (), "镇"))


def test_the_report_loaded_later_is_current_and_names_the_one_before() -> None:
    first = as_loaded(make_report("清水镇", 2024))
    second = as_loaded(make_report("清水镇", 2024, salt="b"), LOADED_AT + timedelta(days=1))
    older, newer = place([first, second], UNITS)
    assert (older.is_current, older.version, older.findings) == (False, 1, ())
    assert (newer.is_current, newer.version) == (True, 2)
    assert [finding.rule for finding in newer.findings] == ["report.version"]
    assert first.name in newer.findings[0].message


def test_versions_of_a_unit_outside_the_roster_follow_each_other_too() -> None:
    placed = place([as_loaded(make_report("无名镇", 2024, salt=salt)) for salt in "ab"], UNITS)
    assert [report.is_current for report in placed] == [False, True]


def test_reports_of_nobody_never_replace_each_other() -> None:
    reports = [make_report("清水镇", 2024, salt=salt) for salt in "ab"]
    nobodys = [
        as_loaded(replace(report, identity=replace(report.identity, town=None, organisation=None)))
        for report in reports
    ]
    assert [report.is_current for report in place(nobodys, ())] == [True, True]


def test_other_years_and_other_units_are_no_versions() -> None:
    reports = [make_report("清水镇", 2024), make_report("清水镇", 2023), make_report("石桥镇", 2024)]
    assert all(report.is_current for report in place(map(as_loaded, reports), UNITS))


@pytest.mark.parametrize(
    ("name", "folder", "year"),
    [
        ("清水镇2024.pdf", "", 2024),
        ("清水镇.pdf", "2019-2025/2023", 2023),
        ("2023和2024.pdf", "", None),
        ("20240131清水镇.pdf", "", None),
        ("清水镇.pdf", "1998", None),
    ],
)
def test_a_path_gives_a_year_only_where_it_names_just_one(name: str, folder: str, year: int | None) -> None:
    assert year_in_path(name, folder) == year


def test_the_title_gives_the_year_before_the_period_does() -> None:
    report = make_report("清水镇", 2024)
    untitled = replace(
        report, identity=replace(report.identity, year=None, period=("2023-01-01", "2023-12-31"))
    )
    assert year_of(report, "2020.pdf", "") == 2024
    assert year_of(untitled, "2020.pdf", "") == 2023


def test_expected_reports_run_from_the_first_year_to_the_last_that_can_be() -> None:
    reports = [as_loaded(make_report("清水镇", year)) for year in (2021, 2023)]
    odd = make_report("清水镇", 2024, salt="odd")
    misread = as_loaded(replace(odd, identity=replace(odd.identity, year=2204)))
    tables, _ = build_tables(make_content([*reports, misread], UNITS), "b", LOADED_AT)
    assert {row["year"] for row in tables["expected"].to_pylist()} == {2021, 2022, 2023}
