"""Charts as pictures: drawn here, text kept, nothing fetched."""

from __future__ import annotations

import io

import altair as alt
import pandas as pd
from PIL import Image

from exports.charts import SCALE, WIDTH_PX, to_png, to_svg


def _chart() -> alt.LayerChart:
    base = alt.Chart(pd.DataFrame({"年度": ["2024", "2025"], "件": [3, 5]})).encode(x="年度:O", y="件:Q")
    return alt.layer(base.mark_bar(), base.mark_text()).properties(title="每年新收多少件")


def test_a_png_is_wide_enough_to_print() -> None:
    assert Image.open(io.BytesIO(to_png(_chart()))).width >= WIDTH_PX * SCALE


def test_the_text_of_an_svg_stays_text() -> None:
    written = to_svg(_chart()).decode("utf-8")
    assert "每年新收多少件" in written
    assert written.startswith("<svg")
