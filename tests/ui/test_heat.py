"""Heat tables: three words, three marks, and a link behind each number."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from ui import heat
from ui.derive import VALUE
from ui.theme import LIGHT

COVERAGE = pd.DataFrame(
    [
        ("a", "甲镇", "镇", 2023, "有报告", "r1", 0, 0, 0),
        ("a", "甲镇", "镇", 2024, "有报告", "r2", 1, 1, 5),
        ("b", "乙乡", "乡", 2023, "未设", None, 0, 0, 0),
        ("b", "乙乡", "乡", 2024, "缺报", None, 0, 0, 0),
    ],
    columns=["unit_code", "unit_name", "kind", "year", "state", "report_id", "errors", "warnings", "notices"],
)
LABELS = {"a": "甲镇", "b": "乙乡"}


def test_the_matrix_has_a_mark_for_each_state() -> None:
    written = heat.coverage_matrix(COVERAGE, LABELS, 2024)
    assert 'class="missing"' in written
    assert 'class="unset"' in written
    assert 'class="there"' in written
    assert ">2</a>" in written  # an error and a warning; questions are no doubt
    assert written.count("<a ") == 2


def test_many_units_stand_in_blocks_side_by_side() -> None:
    codes = [f"u{n:02}" for n in range(60)]
    frame = pd.concat([COVERAGE.iloc[[1]].assign(unit_code=code) for code in codes])
    written = heat.coverage_matrix(frame, {code: code for code in codes}, 2024)
    assert written.count("<table") == heat.MOST_BLOCKS


@pytest.mark.parametrize(
    ("count", "at"),
    [(0, -1), (0.69, 0), (1, 0), (2, 0), (3, 1), (9, 1), (10, 2), (99, 3), (100, 4), (9999, 4)],
)
def test_steps_tell_low_counts_apart(count: float, at: int) -> None:
    assert heat.step(count) == at


def test_blank_missing_and_zero_look_different() -> None:
    cells = [
        heat.Cell(0.0, VALUE, "0", {"unit": "甲镇", "year": 2024}),
        heat.Cell(math.nan, "未填", "未填", {"unit": "甲镇", "year": 2024}),
        heat.Cell(math.nan, "缺报", "缺报", {}),
    ]
    written = heat.count_table([("甲镇", cells)], [("1", False)] * 3, LIGHT)
    assert 'class="zero"' in written
    assert 'class="blank"' in written
    assert 'class="missing"' in written
    assert "nan" not in written


def test_a_plain_table_shows_no_nan_and_links_its_first_column() -> None:
    frame = pd.DataFrame({"单位": ["甲镇<b>"], "件": [math.nan]})
    written = heat.plain(frame, [{"unit": "甲镇", "year": 2024}])
    assert "nan" not in written
    assert "—" in written
    assert "&lt;b&gt;" in written
    assert 'href="report?' in written


def test_figures_stand_right_also_where_a_mark_or_a_sign_is_written() -> None:
    frame = pd.DataFrame(
        {"单位": ["甲镇", "乙乡"], "件": [3.0, "缺报"], "增减": ["+2", "—"], "类别": ["复议", "诉讼"]}
    )
    written = heat.plain(frame)
    assert '<td class="n">缺报</td>' in written
    assert '<td class="n">+2</td>' in written
    assert "<td>复议</td>" in written


def test_a_unit_without_a_report_is_said_to_be_missing_in_the_one_word() -> None:
    cells = [heat.Cell(math.nan, "缺报", "缺报", {})] * 2
    assert ">缺报</span>" in heat.count_table([("甲镇", cells)], [("1", False)] * 2, LIGHT)
