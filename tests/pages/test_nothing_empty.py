"""What the pages say and draw where there is little: no NaN, no chart of nothing, no error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import altair as alt
import pandas as pd
import pytest

from ingest.model import Report
from tests.pages.test_render import _run
from tests.store.factory import make_report, make_reports, make_store
from ui import clickable, under

WRONG = re.compile(r"\b(nan|NaN|None|NaT|inf|undefined)\b")
BUSY = {("applications", "new", "total"): Decimal(3), ("litigation", "review", "total"): Decimal(1)}
STEMS = ("overview", "disclosure", "applications", "litigation", "compare", "problems", "report", "notes")
VIEWS = [
    *((stem, {}) for stem in STEMS),
    *(("compare", {"view": view}) for view in ("历年变化", "同类位次", "各格增减")),
    ("compare", {"by": "按类别"}),
    *(("disclosure", {"view": view}) for view in ("各单位", "信息类别", "公开渠道")),
    *(("report", {"part": part}) for part in ("对照上年", "正文", "版本")),
]


@dataclass
class Page:
    """What a page put on the screen: its markup, and its charts."""

    markup: list[str] = field(default_factory=list)
    charts: list[alt.LayerChart] = field(default_factory=list)


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    seen = Page()

    def show(markup: str, **_: object) -> None:
        seen.markup.append(str(markup))

    def draw(chart: alt.LayerChart, *_: object) -> None:
        seen.charts.append(chart)

    monkeypatch.setattr(clickable, "show", show)
    monkeypatch.setattr(under, "put", draw)
    return seen


def _counties() -> dict[str, list[Report]]:
    towns = ["清水镇", "石桥镇", "云台乡"]
    return {
        "one report": [make_report("清水镇", 2024, values=BUSY)],
        "one report of zeros": [make_report("清水镇", 2020)],
        "one year": make_reports(towns, [2023]),
        "one edition": make_reports(towns, range(2019, 2021)),
    }


@pytest.mark.parametrize("county", _counties())
def test_little_data_makes_no_empty_chart_and_no_nan(
    county: str, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_store(tmp_path, _counties()[county])
    for stem, query in VIEWS:
        page.markup.clear()
        page.charts.clear()
        app = _run(stem, tmp_path, monkeypatch, **query)
        where = f"{stem} {query}"
        assert not app.exception, where
        said = [*page.markup, *(str(caption.value) for caption in app.caption)]
        shown = re.sub(r"<[^>]*>", " ", " ".join(said))
        assert not WRONG.search(shown), f"{where}: {WRONG.search(shown)}"
        assert page.markup, where
        for chart in page.charts:
            _holds_something(chart, where)


def _holds_something(chart: alt.LayerChart, where: str) -> None:
    spec = chart.to_dict()
    named = spec["data"]["name"]
    rows = pd.DataFrame(spec["datasets"][named])
    numbers = rows.select_dtypes("number").drop(columns=["year"], errors="ignore")
    assert len(rows), where
    assert (numbers.abs() > 0).any().any(), where
    assert not WRONG.search(spec["description"]), where
