"""Page numbers and signatures are no part of the prose."""

from __future__ import annotations

import pytest

from ingest.furniture import Signature, signature_of, without_page_numbers
from ingest.model import Line


def _texts(lines: list[Line]) -> list[str]:
    return [line.text for line in without_page_numbers(lines)]


@pytest.mark.parametrize("mark", ["- 3 -", "— 3 —", "第3页", "第 3 页 共 6 页", "3/6", "3"])
def test_a_page_number_at_the_foot_of_a_page_is_left_out(mark: str) -> None:
    lines = [Line("发布信息", page=1), Line(mark, page=1), Line("12条。", page=2)]
    assert _texts(lines) == ["发布信息", "12条。"]


def test_a_number_in_the_middle_of_a_page_stays() -> None:
    lines = [Line("发布信息", page=1), Line("12", page=1), Line("条。", page=1)]
    assert _texts(lines) == ["发布信息", "12", "条。"]


def test_bare_numbers_that_count_on_through_a_text_are_page_numbers() -> None:
    lines = [Line(text) for text in ("甲", "1", "乙", "2", "丙", "5", "丁")]
    assert _texts(lines) == ["甲", "乙", "丙", "丁"]


def test_a_single_bare_number_of_a_text_stays() -> None:
    assert _texts([Line("发布信息"), Line("12"), Line("条。")]) == ["发布信息", "12", "条。"]


def test_the_signature_is_who_signed_and_where_it_begins() -> None:
    lines = [
        Line("六、其他需要报告的事项"),
        Line("无。"),
        Line("白棠县云溪镇人民政府"),
        Line("2025年1月10日"),
    ]
    assert signature_of(lines) == Signature("白棠县云溪镇人民政府", "2025-01-10", 2)


def test_a_date_in_numerals_is_a_day_too_and_an_impossible_one_is_none() -> None:
    assert signature_of([Line("无。"), Line("二〇二五年一月二十日")]).date == "2025-01-20"
    assert signature_of([Line("无。"), Line("2025年2月30日")]).date is None


def test_a_date_inside_the_report_is_no_signature() -> None:
    lines = [Line("一、总体情况"), Line("2025年1月10日"), Line("六、其他需要报告的事项"), Line("无。")]
    assert signature_of(lines) == Signature(None, None, 4)


def test_a_number_at_the_head_of_a_page_is_left_out() -> None:
    lines = [
        Line("1", page=1),
        Line("发布信息", page=1),
        Line("3", page=1),
        Line("条。", page=1),
        Line("2", page=2),
        Line("无。", page=2),
    ]
    assert _texts(lines) == ["发布信息", "3", "条。", "无。"]


def test_a_single_bare_number_stays_though_it_could_be_the_first_of_a_count() -> None:
    assert _texts([Line("发布信息"), Line("1"), Line("条。")]) == ["发布信息", "1", "条。"]


def test_a_publishers_name_as_the_last_line_is_a_signature_without_a_day() -> None:
    lines = [Line("六、其他需要报告的事项"), Line("无。"), Line("白棠县云溪镇人民政府")]
    assert signature_of(lines) == Signature("白棠县云溪镇人民政府", None, 2)
