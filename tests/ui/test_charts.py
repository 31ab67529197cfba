"""Charts by their specification: bars from zero, whole numbers, and a gap for what is missing."""

from __future__ import annotations

import itertools
from typing import Any

import pandas as pd
import pytest

import form
from ui import charts, charts_compare, charts_flow, charts_heat, charts_slope, compare, litigation
from ui.charts_flow import Step
from ui.heat import Cell
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
OUTCOMES = pd.DataFrame(
    {"year": [2024, 2024], "outcome": ["结果维持", "结果纠正"], "value": [1.0, 2.0]}
).assign(covered="2/3")


LINES = pd.DataFrame(
    [("甲镇", 2024, 1.0, "1", True), ("甲镇", 2025, 4.0, "1", True), ("乙乡", 2025, 2.0, "2", False)],
    columns=["name", "year", "value", "run", "chosen"],
).assign(edition="")
SLOPES = pd.DataFrame(
    [("甲镇", 1.0, 3.0, 2.0, True), ("乙乡", 4.0, 0.0, -4.0, True), ("丙乡", 2.0, 2.0, 0.0, False)],
    columns=["name", "before", "now", "difference", "chosen"],
)
PEERS = pd.DataFrame(
    {
        "name": ["甲镇", "乙镇", "丙镇"],
        "kind": ["镇"] * 3,
        "value": [3.0, 3.0, 0.0],
        "chosen": [True, False, False],
        "middle": [3.0] * 3,
        "same": ["甲镇、乙镇", "甲镇、乙镇", "丙镇"],
    }
)


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
            charts_compare.lines(LINES, colours, "题", "件"),
            charts_compare.strip(PEERS, colours, "题", "件"),
            charts_slope.slopes(SLOPES, colours, "题", "件", (2024, 2025)),
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
    spec = charts_slope.slopes(SLOPES, LIGHT, "题", "件", (2024, 2025)).to_dict()
    rows = _own(spec)
    assert {(row["name"], row["at"], row["value"]) for row in rows} == {
        ("甲镇", 0, 1),
        ("甲镇", 1, 3),
        ("乙乡", 0, 4),
        ("乙乡", 1, 0),
        ("丙乡", 0, 2),
        ("丙乡", 1, 2),
    }


def test_only_the_chosen_slopes_have_a_name_and_a_colour() -> None:
    spec = charts_slope.slopes(SLOPES, LIGHT, "题", "件", (2024, 2025)).to_dict()
    labels = [row["label"] for rows in spec["datasets"].values() for row in rows if "spot" in row]
    assert labels == ["甲镇 1 → 3", "乙乡 4 → 0"]
    colours = {row["name"]: row["colour"] for row in _own(spec)}
    assert colours["丙乡"] == LIGHT.context
    assert len({LIGHT.context, colours["甲镇"], colours["乙乡"]}) == 3


def test_sixty_slopes_have_few_names_that_never_lie_over_each_other() -> None:
    marked = pd.DataFrame(
        [
            (f"u{at}", "镇", year, float((at * (year - 2000)) % 5), "数")
            for at in range(60)
            for year in (2024, 2025)
        ],
        columns=["unit_code", "kind", "year", "value", "mark"],
    )
    frame = compare.differences(marked, 2024, 2025, {f"u{at}": f"{at}镇" for at in range(60)})
    for rank in (False, True):
        drawn = compare.slopes(frame, (), rank)
        assert len(drawn) == 60
        assert drawn["chosen"].sum() == compare.MOST_SLOPES
        spec = charts_slope.slopes(drawn, LIGHT, "题", "件", (2024, 2025), rank).to_dict()
        spots = sorted(row["spot"] for rows in spec["datasets"].values() for row in rows if "spot" in row)
        top = max(row["value"] for row in _own(spec))
        assert all(after - before > top * 0.05 for before, after in itertools.pairwise(spots))
        assert spots[-1] <= top


def test_a_heat_table_is_a_picture_with_its_numbers_and_a_sign_where_there_is_none() -> None:
    cells = [Cell(3.0, "数", "", {}), Cell(float("nan"), "缺报", "", {})]
    rows = [(f"{at}镇", cells) for at in range(40)]
    blocks = charts_heat.counts(rows, ["2024", "2025"], LIGHT, "题", "件")
    assert len(blocks) == 2
    tiles = [row for block in blocks for row in _own(block.to_dict())]
    assert len(tiles) == 80
    assert {row["text"] for row in tiles} == {"3", "—"}


def _own(spec: dict[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = spec["datasets"][spec["data"]["name"]]
    return rows


def test_units_of_one_value_stand_above_each_other_and_the_chosen_one_is_named() -> None:
    rows = {row["name"]: row for row in _own(charts_compare.strip(PEERS, LIGHT, "题", "件").to_dict())}
    assert {rows["甲镇"]["above"], rows["乙镇"]["above"]} == {0, 1}
    assert rows["丙镇"]["above"] == 0
    assert [row["label"] for row in rows.values() if row["label"]] == ["甲镇"]


def test_names_at_the_ends_of_lines_never_lie_over_each_other() -> None:
    frame = pd.DataFrame(
        [(f"{name}镇", 2025, value, name, True) for name, value in (("甲", 5.0), ("乙", 5.0), ("丙", 4.9))],
        columns=["name", "year", "value", "run", "chosen"],
    ).assign(edition="")
    spec = charts_compare.lines(frame, LIGHT, "题", "件").to_dict()
    spots = sorted(row["spot"] for rows in spec["datasets"].values() for row in rows if "spot" in row)
    assert len(spots) == 3
    assert all(after - before > 0.2 for before, after in itertools.pairwise(spots))


def test_the_first_place_stands_on_top() -> None:
    spec = charts_compare.lines(LINES, LIGHT, "题", "件", rank=True).to_dict()
    scales = [encoding["y"]["scale"] for encoding in _encodings(spec) if "scale" in encoding.get("y", {})]
    assert scales
    assert all(scale["reverse"] for scale in scales)


def test_a_part_of_nought_keeps_its_words_but_not_its_key() -> None:
    three = pd.DataFrame({"part": ["予以公开", "部分公开", "不予公开"], "value": [3.0, 0.0, 1.0]})
    spec = charts.parts(three, LIGHT, "题", "件").to_dict()
    assert "部分公开 0" in spec["description"]
    keys = [
        encoding["color"]["scale"]
        for encoding in _encodings(spec)
        if (encoding.get("color") or {}).get("scale")
    ]
    assert keys[0]["domain"] == ["予以公开", "不予公开"]
    assert keys[0]["range"] == [LIGHT.parts[0], LIGHT.parts[2]]


def test_a_number_below_nought_stays_within_its_chart() -> None:
    frame = YEARS.assign(value=[2.0, -4.0, float("nan"), 3.0])
    spec = charts.small_lines(frame, LIGHT, 2022, "题", "项").to_dict()
    lows = [
        encoding["y"]["scale"]["domainMin"]
        for encoding in _encodings(spec)
        if "scale" in encoding.get("y", {})
    ]
    assert lows
    assert set(lows) == {-4}


def test_the_change_of_the_form_is_marked_between_its_two_years() -> None:
    spec = charts.small_lines(YEARS, LIGHT, 2022, "题", "件").to_dict()
    marked = [row for rows in spec["datasets"].values() for row in rows if "said" in row]
    assert [(row["year"], row["said"]) for row in marked] == [(2021, "2021 版")]
    same = charts.small_lines(YEARS.assign(edition="2021"), LIGHT, 2022, "题", "件").to_dict()
    assert not [row for rows in same["datasets"].values() for row in rows if "said" in row]


def test_each_mark_of_small_charts_has_a_name_that_leads_to_its_units() -> None:
    small = charts.small_lines(YEARS, LIGHT, 2022, "题", "件").to_dict()
    names = {row["name"] for rows in small["datasets"].values() for row in rows if "name" in row}
    assert names == {charts.mark_name("题", year) for year in YEARS["year"]}
    assert [one["name"] for one in small["params"]] == [charts.PICK]
    assert "params" not in charts.small_lines(YEARS, LIGHT, 2022, "题", "件", pick=False).to_dict()


def test_each_outcome_of_a_year_leads_to_its_own_cell() -> None:
    totals = pd.DataFrame(
        [
            ("litigation", row.key, column, year, 1.0, 1, 1)
            for row in form.TABLES["litigation"].rows
            for column in row.columns
            for year in (2023, 2024)
        ],
        columns=["table_key", "row_key", "column_key", "year", "value", "n_with_value", "n_expected"],
    )
    found, goals = litigation.outcome_rows(totals), litigation.behind(litigation.outcome_rows(totals))
    known = compare.measures()
    cells = {(known[str(goal["measure"])], goal["year"]) for goal in goals.values()}
    assert len(goals) == len(found) == len(cells)
    for kind, frame in litigation.drawn_kinds(found):
        drawn = charts_flow.outcomes(frame, LIGHT, kind, litigation.outcome_names()).to_dict()
        names = {row["name"] for rows in drawn["datasets"].values() for row in rows if "name" in row}
        assert names
        assert names <= set(goals)
    links = litigation.table_links(totals)
    assert len(links) == len(litigation.outcome_table(totals))
