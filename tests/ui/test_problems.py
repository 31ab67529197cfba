"""Section 五: themes by sentence, what comes back, and a search that marks its words."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from form.themes import BY_KEY, THEMES, themes_of
from ui import problems

TEXT = "一是信息更新还不够及时；二是业务人员能力有待提高。\n下一步加强培训。"


def _sections(*rows: tuple[str, int, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["unit_code", "year", "text"])


def test_themes_have_unique_keys_and_labels() -> None:
    assert len(BY_KEY) == len({theme.label for theme in THEMES}) == len(THEMES)


def test_a_sentence_may_show_several_themes_or_none() -> None:
    assert themes_of("业务人员对政策解读不熟悉") == ("interpretation", "people")
    assert themes_of("现将有关情况公布如下") == ()


def test_a_text_is_cut_into_its_sentences() -> None:
    assert problems.sentences(TEXT) == [
        "一是信息更新还不够及时；",
        "二是业务人员能力有待提高。",
        "下一步加强培训。",
    ]


def test_a_theme_keeps_the_sentences_that_show_it() -> None:
    table = problems.table(problems.theme_rows(_sections(("a", 2024, TEXT))), {"a": "甲镇"})
    said = dict(zip(table["主题"], table["原文"], strict=True))
    assert said[BY_KEY["people"].label] == "二是业务人员能力有待提高。下一步加强培训。"


_PIECES = st.sampled_from([*(word for theme in THEMES for word in theme.words), *"。；\n！ 的一"])


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_a_report_mentions_what_any_of_its_sentences_does(text: str) -> None:
    rows = problems.theme_rows(_sections(("a", 2024, text)))
    plain = {key for sentence in problems.sentences(text) for key in themes_of(sentence)}
    assert set(rows["theme"]) == plain


_NAMED = st.sets(st.tuples(st.sampled_from("ab"), st.integers(2019, 2025), st.sampled_from(list(BY_KEY)[:3])))


@given(_NAMED, st.integers(2020, 2025))
def test_what_comes_back_equals_a_plain_count(named: set[tuple[str, int, str]], year: int) -> None:
    rows = pd.DataFrame(sorted(named), columns=["unit_code", "year", "theme"])
    pairs = {(code, theme) for code, _, theme in named}
    runs = [
        (code, problems.run({at for c, at, t in named if (c, t) == (code, theme)}, year))
        for code, theme in pairs
    ]
    plain = {(code, length) for code, length in runs if length >= problems.RECURRING_YEARS}
    found = problems.recurring(rows, year, {"a": "甲镇", "b": "乙乡"})
    assert len(found) == len(plain)
    assert all(any(f"已连续 {length} 年" in one.text for one in found) for _, length in plain)


@pytest.mark.parametrize(("years", "length"), [({2023, 2024, 2025}, 3), ({2022, 2024, 2025}, 2), ({2024}, 0)])
def test_only_years_in_a_row_count_as_coming_back(years: set[int], length: int) -> None:
    assert problems.run(years, 2025) == length


def test_a_unit_that_names_the_same_for_three_years_is_said_once() -> None:
    sections = _sections(*(("a", year, TEXT) for year in (2023, 2024, 2025)), ("b", 2025, TEXT))
    found = problems.recurring(problems.theme_rows(sections), 2025, {"a": "甲镇", "b": "乙乡"})
    assert len(found) == 1
    assert "更新及时性、人员与业务能力，已连续 3 年" in found[0].text


def test_a_missing_report_neither_names_a_theme_nor_leaves_it_out() -> None:
    due = pd.DataFrame(
        [("a", 2025, "有报告"), ("b", 2025, "缺报"), ("c", 2025, "有报告")],
        columns=["unit_code", "year", "state"],
    )
    marked = problems.theme_marks(problems.theme_rows(_sections(("a", 2025, TEXT))), due, "people")
    assert marked["value"].iloc[0] == 1
    assert pd.isna(marked["value"].iloc[1])
    assert marked["value"].iloc[2] == 0


def test_a_snippet_marks_the_words_and_escapes_the_rest() -> None:
    shown = problems.snippet(f"{'前' * 80}<b>培训{'后' * 200}", ["培训"])
    assert "<mark>培训</mark>" in shown
    assert "&lt;b&gt;" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
