"""Copied words stand beside those they repeat, with the differences marked."""

from __future__ import annotations

import pandas as pd

from ui.copied import about, marked_pair, pairs

ROWS = pd.DataFrame(
    [
        {"position": 4, "number": 0, "own_text": "本镇公开12条。", "other_text": "本镇公开8条。"},
        {"position": 4, "number": 1, "own_text": "群众<满意>。", "other_text": "群众<满意>。"},
        {"position": 6, "number": 0, "own_text": "去年如此。", "other_text": "去年如此。"},
    ]
).assign(section="1", other_name=["石桥镇", "石桥镇", "清水镇"], other_year=[2024, 2024, 2023])


def test_what_differs_is_marked_on_both_sides() -> None:
    own, other = marked_pair("本镇公开12条。", "本镇公开8条。")
    assert own == "本镇公开<mark>12</mark>条。"
    assert other == "本镇公开<mark>8</mark>条。"


def test_passages_stand_under_the_report_they_are_in() -> None:
    html = pairs(ROWS, "清水镇 2024 年")
    assert "与石桥镇 2024 年报告相同的文字：2 段" in html
    assert "与清水镇 2023 年报告相同的文字：1 段" in html
    assert "&lt;满意&gt;" in html


def test_those_of_one_finding_can_be_asked_for() -> None:
    assert list(about(ROWS, 6)["own_text"]) == ["去年如此。"]
    assert pairs(about(ROWS, 5), "清水镇 2024 年") == ""
