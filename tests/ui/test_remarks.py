"""The overview's sentence: against last year over the same units, and never of what is not there."""

from __future__ import annotations

import math
import re

import pandas as pd

from ui import remarks
from ui.derive import Figure, Pair
from ui.filters import Selection

REPORTED = Figure(2025, 24.0, 24, 24, 27)
NEW = Figure(2025, 82.0, 24, 24, 27)


def test_the_year_is_told_against_the_last_over_the_units_of_both() -> None:
    changes = [
        ("新收申请", NEW, Pair(82, 70, 24)),
        ("诉讼", NEW, Pair(13, 15, 24)),
        ("决定", NEW, Pair(3, 3, 24)),
    ]
    said = remarks.answer_words(REPORTED, changes, 2025)
    assert said == (
        "比上年：新收申请多 12 件，诉讼少 2 件，决定持平（按两年都有数的 24 个单位）；已报 24/27，缺 3 份。"
    )


def test_a_first_year_is_told_by_its_counts() -> None:
    changes = [("新收申请", NEW, Pair(0, 0, 0)), ("诉讼", Figure(2025, math.nan, 0, 24, 27), Pair(0, 0, 0))]
    assert remarks.answer_words(REPORTED, changes, 2025) == "新收申请 82 件；已报 24/27，缺 3 份。"


def test_one_unit_is_not_said_to_be_all_of_them() -> None:
    one = Figure(2025, 1.0, 1, 1, 1)
    said = remarks.answer_words(one, [("新收申请", one, Pair(1, 2, 1))], 2025)
    assert said == "比上年：新收申请少 1 件；报告已交。"


def test_the_question_names_who_is_asked_about() -> None:
    known = (2024, 2025)
    assert remarks.question(Selection(2025, 2024, known)) == "2025 年全县公开工作比上年怎么样？"
    assert remarks.question(Selection(2024, 2024, known)) == "2024 年全县公开工作怎么样？"
    assert "清溪场镇" in remarks.question(Selection(2025, 2024, known, names=("清溪场镇",)))


def _coverage(errors: list[int]) -> pd.DataFrame:
    return pd.DataFrame(
        {"unit_code": list("abc"), "year": 2025, "state": "有报告", "errors": errors}, index=range(3)
    )


def _told(errors: list[int], left: list[int]) -> tuple[str, bool]:
    progress = pd.DataFrame({"unit_code": list("abc"), "errors": left})
    labels = {"a": "甲镇", "b": "乙镇", "c": "丙镇"}
    one = remarks.about_coverage(_coverage(errors), progress, labels, 2025)[-1]
    return re.sub("<[^>]+>", "", one.text), one.act


def test_errors_that_somebody_decided_on_are_told_from_those_left() -> None:
    assert _told([2, 1, 0], [0, 1, 0]) == ("2 份报告有错误，共 3 处，还有 1 处没有处理：乙镇", True)
    assert _told([2, 1, 0], [0, 0, 0]) == ("2 份报告有错误，共 3 处，都已处理：甲镇、乙镇", False)
    assert _told([2, 1, 0], [2, 1, 0]) == ("2 份报告有错误，共 3 处：甲镇、乙镇", True)
