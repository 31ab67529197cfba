"""Charts as pictures: drawn here, text kept, nothing fetched."""

from __future__ import annotations

import io

import altair as alt
import pandas as pd
import pytest
from PIL import Image

from exports.charts import SCALE, WIDTH_PX, to_png, to_svg
from exports.fonts import CHART_FONT


def _chart() -> alt.LayerChart:
    base = alt.Chart(pd.DataFrame({"年度": ["2024", "2025"], "件": [3, 5]})).encode(x="年度:O", y="件:Q")
    return alt.layer(base.mark_bar(), base.mark_text()).properties(title="每年新收多少件")


def test_a_png_is_wide_enough_to_print() -> None:
    assert Image.open(io.BytesIO(to_png(_chart()))).width >= WIDTH_PX * SCALE


def test_the_text_of_an_svg_stays_text() -> None:
    written = to_svg(_chart()).decode("utf-8")
    assert "每年新收多少件" in written
    assert written.startswith("<svg")


@pytest.mark.parametrize("words", ["a\x00", "\x0b\x1f", "\ufffe", "<b>&"])
def test_hostile_words_in_a_chart_do_not_end_the_process(words: str) -> None:
    frame = pd.DataFrame({"name": [words, "甲镇"], "value": [1, 2]})
    bars = alt.Chart(frame, title=words).mark_bar().encode(x="value:Q", y="name:N")
    drawing = alt.layer(bars, bars.mark_text().encode(text="name:N"))
    assert to_png(drawing).startswith(b"\x89PNG")
    assert b"<svg" in to_svg(drawing)


def test_small_multiples_are_one_picture_with_all_their_titles() -> None:
    several = [_chart(), _chart().properties(title="每年办结多少件")]
    written = to_svg(several).decode("utf-8")
    assert "每年新收多少件" in written
    assert "每年办结多少件" in written
    assert Image.open(io.BytesIO(to_png(several))).width >= WIDTH_PX * SCALE


def test_a_picture_is_drawn_in_the_font_that_comes_with_the_project() -> None:
    assert CHART_FONT in to_svg(_chart()).decode("utf-8")
