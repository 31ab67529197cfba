"""Where the parts of a report begin, in whatever words it heads them."""

from __future__ import annotations

import pytest

from ingest.model import Line, Method
from ingest.sections import cut_sections, find_headings, flow

HEADS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


def _cut(*texts: str) -> dict[str, str]:
    return cut_sections([Line(text) for text in texts], 0)


@pytest.mark.parametrize(
    ("part", "heading"),
    [
        (1, "一、2024年工作概况"),
        (1, "- 总体情况"),
        (3, "三、行政机关收到和处理政府信息公开申请情况"),
        (5, "五、政府信息公开工作存在的主要问题及改进情况"),
        (5, "五、存在的问题与不足"),
        (5, "五、存在问题及下一步工作打算"),
        (6, "六、其他"),
    ],
)
def test_a_heading_in_other_words_opens_its_part(part: int, heading: str) -> None:
    heads = [*HEADS[: part - 1], heading, *HEADS[part:]]
    found = find_headings([Line(text) for head in heads for text in (head, "甲。")])
    assert [(one.number, one.start.line) for one in found] == [(at + 1, 2 * at) for at in range(6)]


@pytest.mark.parametrize(
    "text",
    [
        "五、六个方面存在的问题已经整改，效果很好。",
        "六、其他方面。无。",
        "（五）存在的问题",
        "下面说明存在的主要问题及改进情况",
    ],
)
def test_a_sentence_and_a_heading_of_a_lower_level_open_nothing(text: str) -> None:
    assert _cut(HEADS[0], "甲。", text, "乙。")["1"].endswith("乙。")


def test_a_subheading_that_is_called_like_a_part_is_within_its_own() -> None:
    found = _cut(
        HEADS[0], "（一）主动公开情况", "公开信息3条。", "（二）依申请公开政府信息情况", "没有。", *HEADS[4:]
    )
    assert found["1"] == "（一）主动公开情况\n公开信息3条。\n（二）依申请公开政府信息情况\n没有。"


def test_a_part_that_goes_on_behind_its_heading_begins_with_its_words() -> None:
    assert _cut("一、总体情况：公开信息3条。", "五、存在的主要问题及改进情况：人少。") == {
        "1": "公开信息3条。",
        "5": "人少。",
    }


def test_of_equal_headings_those_behind_a_table_of_contents_count() -> None:
    found = find_headings([Line(text) for text in (*HEADS, *(t for head in HEADS for t in (head, "甲。")))])
    assert [one.start.line for one in found] == [len(HEADS) + 2 * at for at in range(len(HEADS))]


@pytest.mark.parametrize(
    ("method", "second", "together"),
    [
        ("text", "又公开了。", "公开了。\n又公开了。"),
        ("text", "又公开了", "公开了。\n又公开了"),
        # A line of print ends where the paper does; only an item's number says that a paragraph begins.
        ("words", "又公开了。", "公开了。又公开了。"),
        ("words", "（二）又公开了。", "公开了。\n（二）又公开了。"),
    ],
)
def test_broken_lines_are_joined_and_paragraphs_kept(method: Method, second: str, together: str) -> None:
    assert flow([Line("公开了。", method=method), Line(second, method=method)]) == together


def test_words_in_latin_letters_keep_a_space_where_a_line_broke() -> None:
    lines = ("关注 Open", "Data 平台", "共12", "条")
    assert flow([Line(text, method="words") for text in lines]) == "关注 Open Data 平台共12条"


def test_a_heading_in_a_row_of_bars_is_a_heading() -> None:
    texts = ["| 二、主动公开政府信息情况 |", "| 规章 | 0 | 0 | 0 |", "| 一、主动公开情况 | —— | —— |"]
    headings = find_headings([Line(text) for text in texts])
    assert [(heading.number, heading.start.line) for heading in headings] == [(2, 0)]
