"""A chart as a picture for a document: drawn here, without a browser and without the network."""

from __future__ import annotations

import io

import altair as alt

# Wide enough for a page of a report, at twice its size so that print stays sharp.
WIDTH_PX = 760
SCALE = 2.0


def to_png(chart: alt.LayerChart) -> bytes:
    """Given a chart, return it as PNG, with the fonts of the system."""
    written = io.BytesIO()
    _sized(chart).save(written, format="png", scale_factor=SCALE)
    return written.getvalue()


def to_svg(chart: alt.LayerChart) -> bytes:
    """Given a chart, return it as SVG in UTF-8; its text stays text."""
    written = io.StringIO()
    _sized(chart).save(written, format="svg")
    return written.getvalue().encode("utf-8")


def _sized(chart: alt.LayerChart) -> alt.LayerChart:
    return chart.properties(width=WIDTH_PX)
