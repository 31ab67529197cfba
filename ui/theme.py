"""Colours and type of the screen, for light and dark: one file for the page and for the charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import altair as alt
import pandas as pd
from altair.utils import schemapi

SANS = (
    '"Noto Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",'
    '"Source Han Sans SC","WenQuanYi Zen Hei",sans-serif'
)
# The form on paper: 宋体, with what 麒麟/统信 and macOS have in its place.
SERIF = '"SimSun","NSimSun","Songti SC","Noto Serif SC","Noto Serif CJK SC","AR PL UMing CN",serif'
LABEL_PX = 12
# Streamlit leaves no room above a title and too much below an axis unless it is told (pixels).
_PADDING = {"top": 7, "bottom": 6, "left": 1, "right": 4}


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one mode, as CSS hex values.

    Attributes:
        ink: Text.
        quiet: Secondary text, contrast ≥ 4.5 : 1 on ``ground``.
        rule: Thin lines and axes.
        ground: Background of the page.
        raised: Background of cards, headers and filters.
        subject: The one dark hue for what the page is about.
        context: Marks of comparison: other years, other units.
        accent: What needs action.
        accent_ground: Background behind what needs action.
        mark: Background of words that are pointed at.
        scale: Single-hue steps for counts, from 1 upward; 0 has no fill.
        on_scale: Text on each step.
        parts: Up to six categories, apart for the colour-blind (after Okabe and Ito).
        on_parts: Text on each of them.
    """

    ink: str
    quiet: str
    rule: str
    ground: str
    raised: str
    subject: str
    context: str
    accent: str
    accent_ground: str
    mark: str
    scale: tuple[str, ...]
    on_scale: tuple[str, ...]
    parts: tuple[str, ...]
    on_parts: tuple[str, ...]


LIGHT = Palette(
    ink="#1d2733",
    quiet="#5a6673",
    rule="#d9dee4",
    ground="#ffffff",
    raised="#f3f5f7",
    subject="#1f4e79",
    context="#a9b8c6",
    accent="#b4400b",
    accent_ground="#fdeee7",
    mark="#fff1b8",
    scale=("#dfe9f2", "#b9d0e4", "#86aecf", "#3f78a8", "#1f4e79"),
    on_scale=("#1d2733", "#1d2733", "#1d2733", "#ffffff", "#ffffff"),
    parts=("#1f4e79", "#56a0d3", "#c25500", "#e6a117", "#8265a8", "#8b969f"),
    on_parts=("#ffffff", "#1d2733", "#ffffff", "#1d2733", "#ffffff", "#1d2733"),
)
DARK = Palette(
    ink="#e6eaee",
    quiet="#a3afbb",
    rule="#35414d",
    ground="#14181d",
    raised="#1f252c",
    subject="#8fbce6",
    context="#64788c",
    accent="#ff8f5c",
    accent_ground="#3a221a",
    mark="#57491a",
    scale=("#1d3346", "#27506f", "#3a749f", "#5f9dca", "#a5d0f0"),
    on_scale=("#e6eaee", "#e6eaee", "#ffffff", "#14181d", "#14181d"),
    parts=("#8fbce6", "#3a78a8", "#ff8f5c", "#f0c04f", "#b9a0dc", "#8b969f"),
    on_parts=("#14181d", "#ffffff", "#14181d", "#14181d", "#14181d", "#14181d"),
)


def palette(mode: str | None) -> Palette:
    """Given "light", "dark" or None (not known yet), return its colours; light is the fallback."""
    return DARK if mode == "dark" else LIGHT


# Every mark is checked against the whole schema while it is made, which takes longer than making it;
# the tests check each finished chart instead.
schemapi.disable_debug_mode()


def finished(
    layers: Sequence[alt.Chart],
    data: pd.DataFrame,
    colours: Palette,
    *,
    title: str,
    subtitle: str,
    height: int,
    said: str,
) -> alt.LayerChart:
    """Given the layers of a chart over one table, return the chart in the page's type and colours.

    ``said`` is its text alternative. All is set at once: Altair's own ``properties`` and
    ``configure`` copy the whole chart each time.
    """
    chart = alt.layer(
        *layers,
        data=data,
        height=height,
        title=alt.Title(title, subtitle=subtitle),
        description=said,
        padding=_PADDING,
    )
    chart.config = _config(colours)
    return chart


@cache
def _config(colours: Palette) -> dict[str, object]:
    small = {"labelFontSize": LABEL_PX, "titleFontSize": LABEL_PX}
    return {
        "background": colours.ground,
        "font": SANS,
        "locale": {"number": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["¥", ""]}},
        "view": {"stroke": None, "continuousWidth": 300, "continuousHeight": 300},
        "axis": {
            **small,
            "labelColor": colours.quiet,
            "titleColor": colours.quiet,
            "gridColor": colours.rule,
            "domainColor": colours.rule,
            "tickColor": colours.rule,
            "labelAngle": 0,
            "titleFontWeight": "normal",
        },
        "axisX": {"labelPadding": 6},
        "title": {
            "fontSize": 14,
            "color": colours.ink,
            "anchor": "start",
            "subtitleColor": colours.quiet,
            "subtitleFontSize": LABEL_PX,
            "offset": 8,
        },
        "legend": {**small, "labelColor": colours.ink, "titleColor": colours.quiet},
        "header": {"labelFontSize": LABEL_PX, "labelColor": colours.ink},
        "text": {"fontSize": LABEL_PX, "color": colours.ink},
    }
