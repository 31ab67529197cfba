"""Every mark says where its number comes from."""

from __future__ import annotations

import json
from typing import Any

import vl_convert

from tests.ui.test_charts import _all
from ui.sourced import with_source

SAID = "数据来源：2025 年 24/27 份报告（2021 版），2026-02-01 生成；图上画变化最大的 400 个单位"


def _titles(layer: dict[str, Any]) -> list[str]:
    tooltip = layer.get("encoding", {}).get("tooltip")
    return [one["title"] for one in tooltip] if isinstance(tooltip, list) else []


def test_every_tooltip_names_the_reports_or_the_edition() -> None:
    for spec in _all():
        told = [_titles(layer) for layer in with_source(spec, SAID)["layer"] if "data" not in layer]
        named = [titles for titles in told if titles]
        assert named, spec["title"]
        assert all({"来源", "版式"} & set(titles) for titles in named)


def test_the_source_stands_without_what_is_said_beside_it() -> None:
    (first, second) = with_source(_all()[2], SAID)["transform"][-2:]
    assert json.loads(first["calculate"]) == "2025 年 24/27 份报告（2021 版），2026-02-01 生成"
    assert second["calculate"] == 'datum.year >= 2021 ? "2021 版" : datum.year >= 2019 ? "2019 版" : \'\''


def test_what_is_shown_can_still_be_drawn() -> None:
    for spec in _all():
        assert vl_convert.vegalite_to_vega(with_source(spec, SAID))["marks"]
