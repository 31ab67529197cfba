"""Wording: a missing number is never said as a number."""

from __future__ import annotations

import math

import pytest

from ui import words


def test_a_missing_number_is_a_dash_and_zero_is_zero() -> None:
    assert words.number(None) == words.number(math.nan) == "—"
    assert words.number(0) == "0"


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (1234, "件", "1,234"),
        (3.2, "万元", "3.20"),
        (2.5, "", "2.50"),
        (0.0031, "万元", "0.0031"),
        (0.1 + 0.2, "万元", "0.30"),
    ],
)
def test_numbers_are_written_as_designed(value: float, unit: str, said: str) -> None:
    assert words.number(value, unit) == said


def test_nothing_is_compared_with_a_year_that_is_not_there() -> None:
    assert words.change(3, math.nan, "件") == words.change(3, None, "件") == "上年无数据"
    assert words.change(3, 3, "件") == "与上年持平"
    assert words.change(3, 5, "件") == "比上年少 2 件"


def test_below_ten_cases_there_is_no_rate() -> None:
    assert words.share(1, 9) is None
    assert words.share(1, 10) == "10%（共 10 件）"


def test_qualifiers_of_the_prose_have_their_marks() -> None:
    assert [words.qualified(10, q) for q in ("exact", "at_least", "about")] == ["10", "≥10", "≈10"]


def test_many_names_are_counted() -> None:
    assert words.listed(["甲", "乙", "丙", "丁", "戊"], most=2) == "甲、乙等 5 个"
