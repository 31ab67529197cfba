"""The order of the columns where a piece of a table has no head of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from form import TABLES
from form.model import Address
from ingest.model import Document, Grid, Line
from ingest.tables import TablesRead, read_tables
from ingest.tables.orders import outcomes_named
from tests.ingest.tables.build import grid, places_of, values_of

APPLICANTS = ("其他", "法律服务机构", "科研机构", "商业企业", "社会公益组织", "自然人", "总计")
KEYS = (
    "other_org",
    "legal_service",
    "research",
    "business",
    "public_interest",
    "natural_person",
    "total",
)
UPPER = ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开")
LOWER = ("1.属于国家秘密", "2.重复申请", "（七）总计", "四、结转下年度继续办理")
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
OTHER = ("结果纠正", "结果维持", "尚未审结", "其他结果", "总计")


def _rows(labels: Sequence[str]) -> list[list[str | tuple[str, int]]]:
    return [
        [label, *map(str, range(at, at + 6)), str(sum(range(at, at + 6)))] for at, label in enumerate(labels)
    ]


def _read(*blocks: Grid | Line) -> TablesRead:
    return read_tables(Document("pdf", 2, blocks), 2024)


def _row(found: TablesRead, row: str) -> list[int]:
    values = values_of(found)
    return [int(values[Address("applications", row, key)] or 0) for key in KEYS]


def test_a_head_stays_over_a_first_column_that_reaches_far_into_the_labels() -> None:
    upper = replace(
        grid([["", *APPLICANTS], *_rows(UPPER)]),
        edges=(20.0, 330.0, 375.0, 410.0, 445.0, 480.0, 515.0, 550.0, 570.0),
    )
    lower = replace(
        grid(_rows(LOWER), page=2), edges=(20.0, 250.0, 375.0, 410.0, 445.0, 480.0, 515.0, 550.0, 570.0)
    )
    assert _row(_read(upper, lower), "refused_repeat") == [1, 2, 3, 4, 5, 6, 21]


def test_the_order_of_a_head_holds_for_a_piece_that_it_cannot_be_laid_over() -> None:
    upper = replace(grid([["", *APPLICANTS], *_rows(UPPER)]), edges=tuple(40.0 * at for at in range(9)))
    found = _read(upper, grid(_rows(LOWER), page=2))
    assert _row(found, "refused_repeat") == [1, 2, 3, 4, 5, 6, 21]


def test_numbers_below_words_that_name_the_columns_in_another_order_are_not_read() -> None:
    words = Line("社会公益组织 商业企业 科研机构 法律服务机构 其他", 1, None, "第1页", "words")
    found = _read(words, grid(_rows((*UPPER, *LOWER))))
    assert set(values_of(found).values()) == {None}
    assert ("applications", "granted", "business") in places_of(found, "cell.unreadable")


def _line(*heads: str) -> TablesRead:
    lines = [Line(text, 2, None, "第2页", "words") for text in heads]
    return _read(*lines, grid([[str(at) for at in range(15)]], page=2))


CASES = ("四、政府信息公开行政复议、行政诉讼情况", "行政复议\t行政诉讼", "未经复议直接起诉\t复议后起诉")


def test_the_line_of_cases_is_read_in_the_order_that_the_words_over_it_name() -> None:
    found = values_of(_line(*CASES, "".join(OTHER), "".join(OTHER * 2)))
    assert [found[Address("litigation", "suit_direct", key)] for key in ("corrected", "upheld")] == [5, 6]
    assert [found[Address("litigation", "review", key)] for key in ("pending", "other", "total")] == [2, 3, 4]


@pytest.mark.parametrize(
    "heads",
    [
        ("".join(OTHER), "".join(OUTCOMES * 2)),
        ("".join(OTHER[:4]), "".join(OTHER * 2)),
        ("复议后起诉\t未经复议直接起诉", "".join(OUTCOMES * 3)),
        ("行政诉讼\t行政复议", "".join(OUTCOMES * 3)),
    ],
)
def test_cases_below_words_whose_order_is_not_certain_are_not_read(heads: Sequence[str]) -> None:
    found = _line("四、政府信息公开行政复议、行政诉讼情况", *heads)
    assert set(values_of(found).values()) == {None}
    assert len(places_of(found, "cell.unreadable")) == 15


def test_words_that_name_the_form_s_order_or_none_leave_the_line_as_it_is() -> None:
    form = tuple(column.key for column in TABLES["litigation"].columns)
    assert outcomes_named("".join(OUTCOMES) + "\n" + "".join(OUTCOMES[:3])) == form
    assert outcomes_named("四、政府信息公开行政复议、行政诉讼情况") == form


def test_a_head_that_is_printed_again_is_no_row_that_the_form_does_not_have() -> None:
    note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    head = [[(note, 2), *[""] * 6], ["", "", "", "法人或其他组织", *[""] * 4], ["", *APPLICANTS]]
    edges = tuple(40.0 * at for at in range(9))
    upper = replace(grid([["", *APPLICANTS], *_rows(UPPER)]), edges=edges)
    found = _read(upper, replace(grid([*head, *_rows(LOWER)], page=2), edges=edges))
    assert not places_of(found, "label.unknown")
