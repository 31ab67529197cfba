"""A heat table lists a part of very many units at a time, those that need somebody to act first."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui import filters, many
from ui.heat import MOST_UNITS

UNITS = 2 * MOST_UNITS + 7


@given(st.integers(0, 3000))
def test_the_parts_name_every_unit_once(units: int) -> None:
    named = [range(int(start), int(end) + 1) for start, end in (one.split("–") for one in many.parts(units))]
    assert [at for part in named for at in part] == list(range(1, units + 1))


@pytest.fixture
def last_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filters, "one_of", lambda *asked: asked[2][-1])


def _coverage(units: int) -> pd.DataFrame:
    rows = [(f"u{at}", year, "有报告", 0) for at in range(units) for year in (2024, 2025)]
    frame = pd.DataFrame(rows, columns=["unit_code", "year", "state", "errors"])
    now = frame["year"] == 2025
    frame.loc[now & (frame["unit_code"] == f"u{units - 1}"), "state"] = "缺报"
    frame.loc[now & (frame["unit_code"] == f"u{units - 2}"), "errors"] = 2
    return frame


def test_of_very_many_units_those_that_need_somebody_to_act_come_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(filters, "one_of", lambda *asked: asked[3])
    listed = many.part_of(_coverage(UNITS), 2025, "谁交了报告")
    assert list(dict.fromkeys(listed["unit_code"]))[:3] == [f"u{UNITS - 1}", f"u{UNITS - 2}", "u0"]
    assert listed["unit_code"].nunique() == MOST_UNITS


@pytest.mark.usefixtures("last_part")
def test_the_last_part_has_the_rest() -> None:
    assert many.part_of(_coverage(UNITS), 2025, "谁交了报告")["unit_code"].nunique() == 7
    assert many.first(UNITS) == 2 * MOST_UNITS


@pytest.mark.usefixtures("last_part")
def test_few_units_are_all_listed_and_nothing_is_asked() -> None:
    coverage = _coverage(MOST_UNITS)
    assert many.part_of(coverage, 2025, "谁交了报告") is coverage
    assert many.first(MOST_UNITS) == 0
