"""The roster of units: read as offices save it, proposed where there is none."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.errors import UserError
from ingest.model import Identity
from ingest.roster import Unit, predecessors, propose_roster, read_roster, write_roster

HEADER = "code,name,aliases,kind,from,to\n"


def _read(*lines: str) -> tuple[Unit, ...]:
    return read_roster((HEADER + "\n".join(lines)).encode())


def test_a_roster_is_read_with_its_names_and_dates() -> None:
    assert _read("A1,清水镇,清水；清水办,镇,2019,2021-06-30", ",,,,,") == (
        Unit("A1", "清水镇", ("清水", "清水办"), "镇", date(2019, 1, 1), date(2021, 6, 30)),
    )


def test_a_roster_saved_by_excel_in_gbk_or_with_chinese_headers_is_read() -> None:
    text = "编码,名称,别名,类别,起,止\r\nA1,清水镇,,镇,,2021年6月30日\r\n"
    expected = (Unit("A1", "清水镇", (), "镇", None, date(2021, 6, 30)),)
    assert read_roster(text.encode("gb18030")) == expected
    assert read_roster(text.encode("utf-8-sig")) == expected


def test_a_roster_without_some_columns_is_read() -> None:
    assert read_roster("code,name,kind\nA,清水镇,镇\n".encode()) == (Unit("A", "清水镇", (), "镇"),)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["A1,清水镇,,村,,"], "第2行.*村"),
        (["A1,清水镇,,镇,去年,"], "第2行.*去年"),
        (["A1,清水镇,,镇,2021-02-30,"], "第2行"),
        (["A1,清水镇,,镇,,", "A1,石桥镇,,镇,,"], "重复：A1"),
        (["A1,,,镇,,"], "第2行.*名称"),
    ],
)
def test_a_mistake_is_named_with_its_line(lines: list[str], words: str) -> None:
    with pytest.raises(UserError, match=words):
        _read(*lines)


def test_a_roster_that_lacks_a_column_says_which() -> None:
    with pytest.raises(UserError, match="kind"):
        read_roster("code,name\nA,清水镇\n".encode())


def test_the_template_is_a_roster_without_units() -> None:
    assert read_roster(HEADER.encode()) == ()


def test_what_is_written_is_read_back() -> None:
    units = (
        Unit("A1", "清水镇", ("清水", "清水，老街"), "镇", date(2019, 1, 1), date(2021, 6, 30)),
        Unit("C", "白棠县人民政府", (), "县政府"),
    )
    assert read_roster(write_roster(units)) == units


@pytest.mark.parametrize(
    ("year", "exists"), [(2018, False), (2019, True), (2020, True), (2021, False), (2022, False)]
)
def test_a_unit_owes_a_report_for_each_year_at_whose_end_it_stands(year: int, exists: bool) -> None:
    unit = Unit("A", "清水镇", (), "镇", date(2019, 5, 1), date(2021, 6, 30))
    assert unit.exists_in(year) == exists


def _printed(town: str | None, organisation: str) -> Identity:
    return Identity(town, "白棠县", organisation, 2024)


def test_a_roster_is_proposed_from_what_the_reports_say_of_themselves() -> None:
    proposed = propose_roster(
        [
            _printed("清水镇", "白棠县清水镇人民政府"),
            _printed("清水镇", "清水镇人民政府"),
            _printed("东门街道", "白棠县东门街道办事处"),
            _printed(None, "白棠县教育局"),
            _printed(None, "白棠县人民政府办公室"),
            Identity(),
        ]
    )
    assert [(unit.code, unit.name, unit.kind) for unit in proposed] == [
        ("U001", "白棠县人民政府", "县政府"),
        ("U002", "教育局", "部门"),
        ("U003", "清水镇", "镇"),
        ("U004", "东门街道", "街道"),
    ]


def test_a_proposed_roster_grows_without_changing_codes() -> None:
    first = propose_roster([_printed("清水镇", "")])
    second = propose_roster([_printed("石桥镇", ""), _printed("清水镇", "")], first)
    assert [(unit.code, unit.name) for unit in second] == [("U001", "清水镇"), ("U002", "石桥镇")]


def test_the_population_is_read_where_the_office_gives_it_and_survives_writing() -> None:
    content = 'code,name,kind,population\r\nA,清水镇,镇,"23,456"\r\nB,白鹤乡,乡,\r\n'.encode()
    units = read_roster(content)
    assert [unit.population for unit in units] == [23456, None]
    assert read_roster(write_roster(units)) == units


def test_a_population_that_is_no_number_is_refused_with_its_line() -> None:
    with pytest.raises(UserError, match="第2行"):
        read_roster("code,name,kind,population\r\nA,清水镇,镇,约两万\r\n".encode())


MERGED = "code,name,kind,from,to,successors\n"


def _with_successors(*lines: str) -> tuple[Unit, ...]:
    return read_roster((MERGED + "\n".join(lines)).encode())


def test_who_came_after_a_unit_is_read_and_written() -> None:
    units = _with_successors(
        "A,清水镇,镇,,2024-06-30,B",
        "B,石桥镇,镇,,,",
        "C,东乡,乡,,2022,D；E",
        "D,东镇,镇,2023,,",
        "E,西镇,镇,2023,,",
    )
    assert [unit.successors for unit in units] == [("B",), (), ("D", "E"), (), ()]
    assert read_roster(write_roster(units)) == units


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["A,清水镇,镇,,2024,X"], "清水镇.*X不在名册里"),
        (["A,清水镇,镇,,,B", "B,石桥镇,镇,,,"], "清水镇.*须填写止"),
        (["A,清水镇,镇,,2024,B", "B,石桥镇,镇,,2025,A"], "绕回"),
        (["A,清水镇,镇,,2024,A"], "绕回"),
    ],
)
def test_a_successor_that_cannot_be_is_named(lines: list[str], words: str) -> None:
    with pytest.raises(UserError, match=words):
        _with_successors(*lines)


def test_a_unit_goes_on_from_itself_and_from_those_it_took_over() -> None:
    units = _with_successors("A,清水镇,镇,,2024-06-30,B", "B,石桥镇,镇,,,", "C,龙泉镇,镇,,,")
    assert predecessors(units, "B", 2024) == ("B", "A")
    assert predecessors(units, "B", 2025) == ("B",)
    assert predecessors(units, "B", 2023) == ("B",)
    assert predecessors(units, "C", 2024) == ("C",)


def test_a_town_that_became_a_street_goes_on_from_the_town() -> None:
    units = _with_successors("A,清水镇,镇,,2023-12-30,B", "B,清水街道,街道,2023-12-31,,")
    assert predecessors(units, "B", 2023) == ("A",)
    assert predecessors(units, "B", 2024) == ("B",)
    assert [unit.exists_in(2023) for unit in units] == [False, True]


def test_parts_of_a_split_unit_go_on_from_nobody() -> None:
    units = _with_successors("A,大镇,镇,,2023,B；C", "B,东镇,镇,2024,,", "C,西镇,镇,2024,,")
    assert predecessors(units, "B", 2024) == ()


def test_two_steps_within_one_year_are_followed_to_the_end() -> None:
    units = _with_successors(
        "A,清水乡,乡,,2024-03-01,B", "B,清水镇,镇,2024-03-02,2024-09-01,C", "C,石桥镇,镇,,,"
    )
    assert predecessors(units, "C", 2024) == ("C", "A")
