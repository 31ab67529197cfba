"""One way to a chart, and definitions that lead to their lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import altair as alt
import pandas as pd
import pytest
import streamlit as st

import form
from ui import applications, charts, disclosure, headlines, litigation, notes, under
from ui.derive import cell_key
from ui.meaning import Meaning, body
from ui.theme import DARK, LIGHT, Palette

ROOT = Path(__file__).resolve().parents[2]
MEANINGS = [
    applications.NEW_SAID,
    applications.FLOW_SAID,
    applications.RESULTS_SAID,
    applications.WHO_SAID,
    litigation.MEANING,
    headlines.WHOLE,
    *(disclosure.statutory(edition) for edition in form.EDITIONS),
    *(measure.meaning for measure in headlines.MEASURES),
]


def test_no_chart_comes_on_a_page_but_with_its_files() -> None:
    drawn = re.compile(r"\b(vega_lite_chart|altair_chart|pyplot|under\.put)\(")
    sources = [*(ROOT / "pages").glob("*.py"), *(ROOT / "ui").glob("*.py")]
    found = [path.name for path in sources if drawn.search(path.read_text(encoding="utf-8"))]
    assert found == []
    assert "st.vega_lite_chart," in (ROOT / "ui" / "under.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("meaning", MEANINGS, ids=lambda meaning: meaning.said[:20])
def test_each_cell_behind_a_figure_has_its_line_with_unit_edition_and_source(meaning: Meaning) -> None:
    assert meaning.cells
    dictionary, shown = notes.dictionary(), body(meaning)
    for cell in meaning.cells:
        line = notes.line_of(cell_key(cell))
        assert line is not None
        assert dictionary["单位"].iloc[line] == form.column_of(cell).unit
        assert all(
            form.EDITIONS[key].circular in dictionary["依据"].iloc[line] for key in form.editions_of(cell)
        )
        assert f'href="notes?cell={cell_key(cell)}"' in shown


@pytest.mark.parametrize("cell", [None, "", "a.b.c", "<b>"])
def test_an_unknown_cell_marks_no_line(cell: str | None) -> None:
    assert notes.line_of(cell) is None


def test_a_saved_picture_is_light_on_a_dark_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Palette] = []

    def draw(colours: Palette) -> alt.LayerChart:
        asked.append(colours)
        return charts.ranked(pd.DataFrame({"name": ["甲镇"], "value": [3.0]}), colours, "新收", "件", None)

    buttons: dict[str, Callable[[], bytes]] = {}
    monkeypatch.setattr(st, "download_button", lambda label, data, *_, **__: buttons.update({label: data}))
    under._pictures("any", "新收", "数据来源：2025 年", draw)
    drawn = buttons["SVG"]().decode("utf-8")
    assert asked == [LIGHT]
    assert LIGHT.ground in drawn
    assert DARK.ground not in drawn
