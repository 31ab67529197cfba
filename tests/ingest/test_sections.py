"""Where the parts of a report begin, in whatever words it heads them."""

from __future__ import annotations

import pytest

from ingest.model import Line
from ingest.sections import cut_sections, find_headings

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
    "text", ["五、六个方面存在的问题已经整改，效果很好。", "六、其他方面。无。", "（五）存在的问题"]
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
