"""Charts by their specification: bars from zero, whole numbers, and a gap for what is missing."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from ui import charts, charts_compare, charts_flow
from ui.charts_flow import Step
from ui.theme import DARK, LIGHT, Palette

YEARS = pd.DataFrame(
    {
        "year": [2019, 2020, 2021, 2022],
        "value": [2.0, 4.0, float("nan"), 3.0],
        "counted": [3, 3, 0, 2],
        "expected": [3, 3, 3, 3],
        "edition": ["2019", "2019", "2021", "2021"],
    }
)
RANKED = pd.DataFrame({"name": ["甲镇", "乙乡"], "value": [3.0, 1.0], "shown": ["3", "1"], "hint": ["", ""]})
PARTS = pd.DataFrame({"part": ["予以公开", "不予公开"], "value": [3.0, 1.0]})
FLOW = [
    Step("上年结转", 1, "收"),
    Step("本年新收", 4, "收"),
    Step("予以公开", 3, "办"),
    Step("结转下年", 2, "转"),
]
OUTCOMES = pd.DataFrame({"year": [2024, 2024], "outcome": ["结果维持", "结果纠正"], "value": [1.0, 2.0]})


def _all(colours: Palette = LIGHT) -> list[dict[str, Any]]:
    return [
        chart.to_dict()
        for chart in (
            charts.by_year(YEARS, colours, 2022, "题", "件"),
            charts.small_lines(YEARS, colours, 2022, "题", "件"),
            charts.ranked(RANKED, colours, "题", "件", 2.0),
            charts.parts(PARTS, colours, "题", "件"),
            charts_flow.flow(FLOW, colours, "题"),
            charts_flow.outcomes(OUTCOMES, colours, "题", ["结果维持", "结果纠正", "其他结果", "尚未审结"]),
        )
    ]


def _encodings(spec: Any) -> list[dict[str, Any]]:
    """Return every encoding in a specification."""
    if isinstance(spec, list):
        return [found for part in spec for found in _encodings(part)]
    if not isinstance(spec, dict):
        return []
    mine = [spec["encoding"]] if "encoding" in spec else []
    return mine + [found for key, part in spec.items() if key != "datasets" for found in _encodings(part)]


def _text(spec: Any) -> str:
    return str({key: value for key, value in spec.items() if key != "$schema"})


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_nothing_in_a_chart_is_fetched(colours: Palette) -> None:
    for spec in _all(colours):
        assert "http" not in _text(spec)
        assert "url" not in spec.get("data", {})


def test_every_chart_states_its_measure_and_says_its_numbers_in_words() -> None:
    for spec in _all():
        assert spec["title"]["text"]
        assert spec["title"]["subtitle"]
        assert spec["description"].startswith("题：")


def test_bars_stand_on_zero() -> None:
    for spec in _all():
        for encoding in _encodings(spec):
            for channel in ("x", "y"):
                scale = encoding.get(channel, {}).get("scale") or {}
                assert scale.get("zero") is not False
                if "domainMin" in scale:
                    assert scale["domainMin"] == 0


def test_labels_are_never_turned() -> None:
    for spec in _all():
        assert spec["config"]["axis"]["labelAngle"] == 0


def test_a_small_count_has_a_tick_for_each_number() -> None:
    assert charts.count_axis(3).to_dict()["values"] == [0, 1, 2, 3]
    assert charts.count_axis(400).to_dict()["tickMinStep"] == 1


def test_a_year_without_data_has_no_bar_and_says_so() -> None:
    spec = charts.by_year(YEARS, LIGHT, 2022, "题", "件").to_dict()
    rows = next(iter(spec["datasets"].values()))
    assert [row["value"] for row in rows] == [2, 4, None, 3]
    assert "无数据" in _text(spec)
    assert "2021 无数据" in spec["description"]


def test_editions_are_never_joined_and_a_gap_stays_a_gap() -> None:
    spec = charts.small_lines(YEARS, LIGHT, 2022, "题", "件").to_dict()
    runs = [row["run"] for row in next(iter(spec["datasets"].values()))]
    assert runs[0] == runs[1]
    assert len({runs[1], runs[2], runs[3]}) == 3


def test_a_flow_that_balances_ends_where_it_is_carried_out() -> None:
    frame = charts_flow.waterfall_frame(FLOW)
    assert list(frame["low"]) == [0, 1, 2, 0]
    assert list(frame["high"]) == [1, 5, 5, 2]
    assert frame["level"].iloc[-2] == FLOW[-1].value


def test_a_ranked_bar_can_be_picked() -> None:
    spec = charts.ranked(RANKED, LIGHT, "题", "件", None).to_dict()
    assert [param["name"] for param in spec["params"]] == [charts.PICK]


@pytest.mark.parametrize("frame", [YEARS.head(0), YEARS.head(1)])
def test_no_year_or_one_year_makes_a_chart_too(frame: pd.DataFrame) -> None:
    assert charts.by_year(frame, LIGHT, 2019, "题", "件").to_dict()
    assert charts.small_lines(frame, LIGHT, 2019, "题", "件").to_dict()


def test_two_years_of_units_and_peers_make_charts() -> None:
    two = pd.DataFrame({"name": ["甲镇", "乙乡"], "before": [1.0, 4.0], "now": [3.0, 0.0]})
    spec = charts_compare.dumbbells(two, LIGHT, "题", "件", (2024, 2025)).to_dict()
    assert [row["end"] for row in next(iter(spec["datasets"].values()))] == [3, 4]
    peers = pd.DataFrame(
        {"name": ["甲镇", "乙乡"], "kind": ["镇", "乡"], "value": [3.0, 0.0], "chosen": [True, False]}
    )
    spec = charts_compare.strip(peers, LIGHT, "题", "件").to_dict()
    assert [row["label"] for row in next(iter(spec["datasets"].values()))] == ["", "甲镇"]
