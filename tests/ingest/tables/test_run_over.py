"""Heads whose words run over the borders of their cells, and numbers that a page break cuts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from form import EDITIONS
from form.model import Address
from ingest.model import Document, Grid
from ingest.tables import TablesRead, read_tables
from tests.ingest.tables.build import (
    application_header,
    application_rows,
    grid,
    places_of,
    read,
    values_of,
    zeros,
)

COLUMNS = ("items_last_year", "items_change", "decisions")
NUMBERS = ["12", "-11", "3"]


@pytest.mark.parametrize(
    "heads",
    [
        ["信息内容", "上一年项目数量", "本年增/减 处理决定数量", ""],
        ["信息内容 上一年项目", "数量 本年增/减", "处理决定数量", ""],
        ["信息内容", "上一年项目数量 本年增/减 处理决定数量", "", ""],
    ],
)
def test_heads_that_run_over_borders_stand_over_the_columns_in_their_order(heads: Sequence[str]) -> None:
    values = values_of(read(grid([["", "第二十条第（五）项", "", ""], heads, ["行政许可", *NUMBERS]])))
    assert [values[Address("disclosure", "licensing", key)] for key in COLUMNS] == [12, -11, 3]


def test_numbers_below_heads_that_run_over_borders_and_are_not_as_many_are_not_read() -> None:
    found = read(
        grid([["信息内容", "上一年项目数量", "本年增/减 处理决定数量"], ["行政许可", "12", "3"]]), year=2020
    )
    assert set(values_of(found).values()) == {None}
    assert places_of(found, "cell.unreadable") >= {("disclosure", "licensing", key) for key in COLUMNS}


def test_money_below_heads_that_run_over_borders_keeps_its_unit() -> None:
    rows = [["信息内容", "采购项目数量 采购总金额（万元）", ""], ["政府集中采购", "2", "200"]]
    values = values_of(read(grid(rows)))
    assert values[Address("disclosure", "procurement", "amount")] == Decimal(200)


def _two_pages(upper: Grid, lower: Grid) -> TablesRead:
    edges = tuple(40.0 * at for at in range(upper.columns + 1))
    pages = (replace(upper, page=1, edges=edges), replace(lower, page=2, edges=edges))
    return read_tables(Document("pdf", 2, pages), 2024)


APPLICANTS = ["", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
NEW = ["一、本年新收政府信息公开申请数量", "5", "0", "0", "0", "0", "0", "5"]
GRANTED = ["（一）予以公开", "3", "0", "0", "0", "0", "0", "3"]


def _cut(below: Sequence[str]) -> TablesRead:
    above = ["二、上年结转政府信息公开申请数量", "63", "42", "86", "60", "80", "61", "32"]
    return _two_pages(grid([APPLICANTS, NEW, above]), grid([["", *below], GRANTED]))


def _carried_in(found: TablesRead) -> list[Decimal | None]:
    return [cell.value for cell in found.cells if cell.row == "carried_in"]


def test_numbers_whose_last_digits_stand_on_the_next_page_are_put_together_where_they_add_up() -> None:
    assert _carried_in(_cut(["1", "2", "3", "3", "", "3", "12"])) == [631, 422, 863, 603, 80, 613, 3212]


def test_numbers_cut_by_a_page_that_do_not_add_up_are_named() -> None:
    found = _cut(["1", "2", "3", "3", "", "3", "11"])
    wrong = [cell.column for cell in found.cells if cell.row == "carried_in" and cell.value is not None]
    named = {column for _, row, column in places_of(found, "cell.unreadable") if row == "carried_in"}
    assert wrong == ["legal_service"]
    assert named == {"natural_person", "business", "research", "public_interest", "other_org", "total"}


def test_a_row_that_adds_up_takes_nothing_from_a_row_without_a_label() -> None:
    above = ["二、上年结转政府信息公开申请数量", "10", "10", "10", "10", "10", "10", "60"]
    below = ["", "1", "1", "1", "1", "1", "1", "6"]
    found = _two_pages(grid([APPLICANTS, NEW, above]), grid([below, GRANTED]))
    assert _carried_in(found) == [10, 10, 10, 10, 10, 10, 60]
    assert any(finding.rule == "label.unknown" for finding in found.findings)


def test_digits_of_the_disclosure_table_on_the_next_page_are_not_lost() -> None:
    heads = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
    found = _two_pages(
        grid([heads, ["规章", "0", "0", "0"], ["行政规范性文件", "12", "17", "16"]]),
        grid([["", "17", "10", "90"], ["行政许可", "5", "", ""]]),
    )
    cells = {("disclosure", "normative_documents", key) for key in ("issued", "repealed", "in_force")}
    assert [cell.value for cell in found.cells if cell.row == "normative_documents"] == [1217, 1710, 1690]
    assert places_of(found, "cell.uncertain") == cells


# Labels of rows printed too low: the last line of each lies over the first of the next. By row of the form.
OVERLAPPED = {
    "denied_third_party": "4全.保一护稳第定三”方",
    "denied_internal_affairs": "5合.属法于权三益类内",
    "unable_not_held": "查询事项掌握相关政",
    "refused_excessive": "公开出版物由大量反复",
    "other_uncorrected": "重新出具已行政机关不",
    "other_else": "政机关不再3.其他",
}


def _applications(labels: dict[str, str]) -> tuple[TablesRead, dict[Address, Decimal]]:
    """Return the table of applications read with other labels on some rows, and what it prints."""
    printed = {address: str(at) for at, address in enumerate(zeros(), start=1)}
    rows = application_rows(printed)
    for at, row in enumerate(EDITIONS["2021"].table("applications").rows):
        if row.key in labels:
            rows[at] = ["", "", labels[row.key], *rows[at][-7:]]
    whole = {address: Decimal(text) for address, text in printed.items() if address.table == "applications"}
    return read(grid([*application_header(), *rows])), whole


def _unread(found: TablesRead) -> set[str]:
    return {cell.row for cell in found.cells if cell.value is None}


def test_a_label_that_the_one_above_runs_into_is_the_rows_own() -> None:
    found, whole = _applications(OVERLAPPED)
    assert values_of(found) == whole


@pytest.mark.parametrize(
    "label",
    [
        pytest.param("全一稳定行政执法案", id="another row's label under the one above"),
        pytest.param("4全一稳保定护属第于三", id="more than two labels"),
        pytest.param("重大行政决策全一稳定", id="words of no row"),
    ],
)
def test_a_label_that_runs_into_anothers_is_not_read(label: str) -> None:
    found, _ = _applications({"denied_third_party": label})
    assert _unread(found) == {"denied_third_party"}


def test_an_overlapped_label_that_two_rows_share_is_not_read_unless_the_other_has_its_own() -> None:
    found, _ = _applications({"other_uncorrected": "重新出具已行政机关不", "other_unpaid": "其中网上提出的"})
    assert _unread(found) == {"other_uncorrected", "other_unpaid"}


@pytest.mark.parametrize(
    ("printed", "value"), [("织\n14", 14), ("组织\n无", 0), ("构\n14", None), ("织14", None)]
)
def test_the_end_of_a_head_that_hangs_into_a_low_row_is_no_part_of_the_number(
    printed: str, value: int | None
) -> None:
    address = Address("applications", "new", "public_interest")
    found = read(grid([*application_header(), *application_rows(zeros() | {address: printed})]))
    assert values_of(found)[address] == value


def _another_label(missing: str, labels: dict[str, str]) -> dict[str, set[Decimal]]:
    """Return the values that a table without one of its rows gives to rows whose numbers they are not."""
    printed = {address: str(at) for at, address in enumerate(zeros(), start=1)}
    keys = [row.key for row in EDITIONS["2021"].table("applications").rows]
    rows = [
        ["", "", labels[key], *row[-7:]] if key in labels else row
        for key, row in zip(keys, application_rows(printed), strict=True)
        if key != missing
    ]
    found = values_of(read(grid([*application_header(), *rows])))
    wrong: dict[str, set[Decimal]] = {}
    for address, value in found.items():
        if value is not None and value != Decimal(printed[address]):
            wrong.setdefault(address.row, set()).add(value)
    return wrong


@pytest.mark.parametrize(
    ("missing", "label_of", "label"),
    [
        pytest.param(
            "refused_repeat", "refused_publication", "3.要求提供2.重复申请", id="ends in another row"
        ),
        pytest.param(
            "denied_enforcement_file", "denied_administrative_inquiry", "属政于行政执查法案卷询事", id="alike"
        ),
        pytest.param("denied_other_law", "denied_security_stability", "止.危公及开“", id="by its place"),
    ],
)
def test_an_overlapped_label_is_not_taken_for_the_row_above_that_is_missing(
    missing: str, label_of: str, label: str
) -> None:
    others = {key: text for key, text in OVERLAPPED.items() if key not in (missing, label_of)}
    assert _another_label(missing, {**others, label_of: label}) == {}


def test_the_first_characters_of_a_rows_own_label_are_no_overlap() -> None:
    found, whole = _applications({"denied_security_stability": "3.危", "refused_petition": "1.信访"})
    assert values_of(found) == whole


def test_a_label_that_only_lacks_a_character_is_no_mixture_of_two() -> None:
    labels = {"new": "一、本年新收政府信息开申请数量", "carried_in": "二、上年转政府信息公开申请数量"}
    found, whole = _applications(labels)
    assert values_of(found) == whole
