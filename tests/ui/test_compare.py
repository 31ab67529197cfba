"""Two years side by side: only what is there in both is compared."""

from __future__ import annotations

import pandas as pd

import form
from ui import compare, peers
from ui.fewer import MOST_DRAWN

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


def test_places_go_up_towards_the_largest() -> None:
    table = compare.table(compare.differences(MARKED, 2024, 2025, LABELS), 2024, 2025)
    assert list(table["位次升降"]) == ["升 1", "不变", "—"]


def test_a_kind_adds_up_only_units_that_report_in_both_years() -> None:
    frame, names = compare.of_kinds(MARKED)
    assert dict(zip(zip(frame["kind"], frame["year"], strict=True), frame["value"], strict=True)) == {
        ("镇", 2024): 1.0,
        ("镇", 2025): 4.0,
        ("乡", 2024): 9.0,
        ("乡", 2025): 8.0,
    }
    assert names == {"镇": "镇（1 个）", "乡": "乡（1 个）"}


def test_a_line_breaks_where_a_year_is_missing_and_where_the_edition_changes() -> None:
    years = [2019, 2020, 2021, 2023]
    marked = pd.DataFrame(
        [("a", "镇", year, 1.0, "数") for year in years],
        columns=["unit_code", "kind", "year", "value", "mark"],
    )
    joined = compare.over_years(marked, LABELS, (), rank=False, parted=False)["run"].tolist()
    assert joined[0] == joined[1] == joined[2] != joined[3]
    parted = compare.over_years(marked, LABELS, (), rank=False, parted=True)["run"].tolist()
    assert parted[0] == parted[1] != parted[2]


def test_units_of_a_size_are_compared_with_each_other() -> None:
    units = pd.DataFrame({"unit_code": ["a", "b", "c"], "population": [9000, 31000, None]})
    marked = MARKED.assign(kind="镇")
    frame = peers.frame_of(marked, units, (), 2024, LABELS, peers.BY_SIZE)
    assert list(frame["kind"]) == ["镇·1 万人以下", "镇·3–5 万人", "镇·人口未填"]
    assert list(frame["peers"]) == [1, 1, 1]


def test_of_very_many_peers_the_dots_show_the_whole_width_and_the_words_all() -> None:
    count = 2 * MOST_DRAWN
    frame = pd.DataFrame(
        {
            "name": [f"镇{at}" for at in range(count)],
            "kind": "镇",
            "value": [float(at // 2) for at in range(count)],
            "chosen": [at == 1 for at in range(count)],
            "middle": 1.0,
        }
    )
    dots = peers.drawn(frame)
    assert MOST_DRAWN <= len(dots) <= MOST_DRAWN + 1
    assert {0.0, float(count // 2 - 1)} <= set(dots["value"])
    assert dots.loc[dots["chosen"], "same"].tolist() == ["镇1、镇0"]
