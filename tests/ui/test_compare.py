"""Two years side by side: only what is there in both is compared."""

from __future__ import annotations

import pandas as pd

import form
from ui import compare

MARKED = pd.DataFrame(
    [
        ("a", "镇", 2024, 1.0, "数"),
        ("a", "镇", 2025, 4.0, "数"),
        ("b", "乡", 2024, 9.0, "数"),
        ("b", "乡", 2025, 8.0, "数"),
        ("c", "乡", 2024, 2.0, "数"),
        ("c", "乡", 2025, float("nan"), "缺报"),
    ],
    columns=["unit_code", "kind", "year", "value", "mark"],
)
LABELS = {"a": "甲镇", "b": "乙乡", "c": "丙乡"}


def test_every_cell_of_the_form_can_be_compared_and_has_its_own_words() -> None:
    assert set(compare.measures().values()) == set(form.ADDRESSES)


def test_the_largest_difference_comes_first_and_a_missing_report_has_none() -> None:
    frame = compare.differences(MARKED, 2024, 2025, LABELS)
    assert list(frame["name"]) == ["甲镇", "乙乡", "丙乡"]
    assert pd.isna(frame["difference"].iloc[2])
    assert list(frame["rank_now"][:2]) == [2, 1]


def test_the_table_says_why_there_is_no_number() -> None:
    table = compare.table(compare.differences(MARKED, 2024, 2025, LABELS), 2024, 2025)
    assert list(table["2025 年"]) == [4.0, 8.0, "缺报"]
    assert list(table["增减"]) == ["+3", "−1", "—"]


def test_the_answer_counts_only_units_with_both_years() -> None:
    said = compare.answer_words(compare.differences(MARKED, 2024, 2025, LABELS), "新收", 2024, 2025)
    assert said == "两年都有数的 2 个单位里，1 个增加，1 个减少，0 个不变；变化最大的是甲镇（1 → 4）。"


def test_one_year_compared_with_itself_changes_nothing() -> None:
    frame = compare.differences(MARKED, 2025, 2025, LABELS)
    assert (frame["difference"].dropna() == 0).all()
