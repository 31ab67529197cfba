"""Whose report it is: by its own words, then by its file's, and never by a guess."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.load_match import Match, match_unit
from ingest.model import Identity
from ingest.roster import Unit

UNITS = (
    Unit("C", "白棠县人民政府", ("白棠县",), "县政府"),
    Unit("E", "县教育局", (), "部门"),
    Unit("M", "市场监督管理局", (), "部门"),
    Unit("Q", "清水镇", ("清水",), "镇"),
    Unit("X", "小清水镇", (), "镇"),
    Unit("D", "东门街道", (), "街道"),
    Unit("O1", "石桥乡", (), "乡", None, date(2020, 12, 31)),
    Unit("O2", "石桥镇", ("石桥乡",), "镇", date(2021, 1, 1)),
)


def _match(
    town: str | None, organisation: str | None, file: str = "年报.pdf", folder: str = "", year: int = 2024
) -> Match:
    return match_unit(Identity(town, "白棠县", organisation, year), file, folder, year, UNITS)


@pytest.mark.parametrize(
    ("town", "organisation", "code"),
    [
        ("清水镇", "白棠县清水镇人民政府", "Q"),
        ("清水镇", None, "Q"),
        (None, "临川省白棠县清水镇人民政府", "Q"),
        ("小清水镇", "白棠县小清水镇人民政府", "X"),
        ("东门街道", "白棠县人民政府东门街道办事处", "D"),
        (None, "白棠县东门街道办事处", "D"),
        (None, "白棠县人民政府东门街道办事处", "D"),
        (None, "白棠县教育局", "E"),
        (None, "白棠县市场监督管理局", "M"),
        (None, "白棠县人民政府办公室", "C"),
        (None, "白棠县人民政府", "C"),
    ],
)
def test_the_printed_name_decides(town: str | None, organisation: str | None, code: str) -> None:
    assert _match(town, organisation) == Match(code, "printed")


@pytest.mark.parametrize(
    ("file", "folder", "expected"),
    [
        ("清水镇2024.pdf", "", Match("Q", "file")),
        ("白棠县小清水镇2024年报.pdf", "", Match("X", "file")),
        ("2024.pdf", "年报/清水镇", Match("Q", "folder")),
        ("2024.pdf", "清水镇/2024", Match("Q", "folder")),
        ("白棠县人民政府2024.pdf", "", Match("C", "file")),
    ],
)
def test_without_a_printed_name_file_and_folder_do(file: str, folder: str, expected: Match) -> None:
    assert match_unit(Identity(), file, folder, 2024, UNITS) == expected


def test_the_countys_name_in_a_folder_is_not_the_countys_own_report() -> None:
    assert match_unit(Identity(), "2024.pdf", "白棠县人民政府/2024", 2024, UNITS).code is None


def test_a_printed_name_that_the_file_contradicts_is_no_match() -> None:
    match = _match("清水镇", None, file="东门街道2024.pdf")
    assert match.code is None
    assert [finding.rule for finding in match.findings] == ["unit.disagrees"]
    assert "清水镇" in match.findings[0].message
    assert "东门街道" in match.findings[0].message


def test_a_town_of_another_county_is_no_match() -> None:
    match = match_unit(Identity("清水镇", "青岭县", "青岭县清水镇人民政府"), "a.pdf", "", 2024, UNITS)
    assert match.code is None
    assert [finding.rule for finding in match.findings] == ["unit.disagrees"]


def test_a_roster_proposed_from_reports_is_of_no_county_in_particular() -> None:
    identity = Identity("清水镇", "青岭县", "青岭县清水镇人民政府")
    assert match_unit(identity, "a.pdf", "", 2024, UNITS, own_roster=False).code == "Q"


@pytest.mark.parametrize("name", ["清氺镇", "大清水镇", "水镇"])
def test_a_name_that_is_nearly_a_units_is_no_match(name: str) -> None:
    match = _match(name, f"白棠县{name}人民政府")
    assert match.code is None
    assert [finding.rule for finding in match.findings] == ["unit.unmatched"]


def test_a_name_not_in_the_roster_is_not_replaced_by_that_of_the_file() -> None:
    match = _match("无名镇", None, file="清水镇2024.pdf")
    assert match.code is None
    assert [finding.rule for finding in match.findings] == ["unit.unmatched"]


def test_the_year_tells_a_unit_from_its_successor() -> None:
    assert _match("石桥乡", None, year=2020).code == "O1"
    assert _match("石桥乡", None, year=2022).code == "O2"


def test_one_name_for_two_units_is_ambiguous() -> None:
    twins = (Unit("A", "城关镇", (), "镇"), Unit("B", "新城镇", ("城关镇",), "镇"))
    match = match_unit(Identity("城关镇"), "a.pdf", "", 2024, twins)
    assert match.code is None
    assert [finding.rule for finding in match.findings] == ["unit.ambiguous"]


def test_a_unit_outside_of_its_dates_is_matched_with_a_question() -> None:
    gone = (Unit("A", "清水镇", (), "镇", None, date(2020, 12, 31)),)
    match = match_unit(Identity("清水镇"), "a.pdf", "", 2024, gone)
    assert match.code == "A"
    assert [finding.rule for finding in match.findings] == ["unit.disagrees"]


def test_a_generic_own_unit_takes_the_countys_report() -> None:
    units = (Unit("C", "县政府本级", (), "县政府"), Unit("Q", "清水镇", (), "镇"))
    assert match_unit(Identity(None, "白棠县", "白棠县人民政府"), "a.pdf", "", 2024, units).code == "C"
    assert (
        match_unit(Identity("清水镇", "白棠县", "白棠县清水镇人民政府"), "a.pdf", "", 2024, units).code == "Q"
    )
