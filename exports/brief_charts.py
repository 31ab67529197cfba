"""The charts of the brief, drawn for paper: dark on white, with the project's own font, every number written."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd
import vl_convert

from exports.charts import harmless
from exports.fonts import CHART_FONT, for_charts

INK, QUIET, RULE = "#1d2733", "#5a6673", "#d9dee4"
SUBJECT, CONTEXT = "#1f4e79", "#a9b8c6"
# From dark to light, so that they stay apart in grey.
_PARTS = ("#1f4e79", "#4f86b3", "#b4400b", "#e6a117", "#a9b8c6", "#dfe3e7")
_ON_PARTS = ("#ffffff", "#ffffff", "#ffffff", INK, INK, INK)
WIDTH_PX, _SCALE = 620, 3.0
_YEARS_PX, _PARTS_PX, _BAR_PX = 165, 40, 24
_FONT_PX = 13
# A part of less than this share of the bar has no room for its number.
_ROOM_FOR_LABEL = 0.03
Drawn = tuple[str, bytes]


def _words(value: float | None) -> str:
    return "无数据" if value is None else f"{value:,g}"


def _said(title: str, names: Sequence[object], values: Sequence[float | None]) -> str:
    parts = (f"{name} {_words(value)}" for name, value in zip(names, values, strict=True))
    return f"{title}：{'；'.join(parts)}。"


def _png(chart: alt.LayerChart | alt.FacetChart, title: str, unit: str) -> bytes:
    for_charts()
    finished = (
        chart.properties(width=WIDTH_PX, title=alt.Title(f"{title}（单位：{unit}）"), padding=4)
        .configure(background="#ffffff", font=CHART_FONT)
        .configure_view(stroke=None)
        .configure_axis(
            labelFontSize=_FONT_PX, labelColor=QUIET, gridColor=RULE, domainColor=RULE, tickColor=RULE
        )
        .configure_title(fontSize=15, color=INK, anchor="start", offset=8)
        .configure_legend(labelFontSize=_FONT_PX, labelColor=INK)
        .configure_text(fontSize=_FONT_PX, color=INK)
    )
    drawn: bytes = vl_convert.vegalite_to_png(harmless(finished.to_dict()), scale=_SCALE)
    return drawn


def by_year(years: Sequence[tuple[int, float | None]], year: int, title: str, unit: str) -> Drawn:
    """Given years with their value or None, return a bar for each, the year in question dark."""
    frame = pd.DataFrame(
        [(str(at), value, _words(value), at == year) for at, value in years],
        columns=["year", "value", "shown", "focus"],
    )
    top = max((value for _, value in years if value is not None), default=0.0)
    base = alt.Chart(frame).encode(x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, ticks=False)))
    scale = alt.Scale(domainMin=0, domainMax=max(top, 1) * 1.2)
    bars = base.mark_bar(size=34).encode(
        y=alt.Y("value:Q", axis=None, scale=scale),
        color=alt.condition("datum.focus", alt.value(SUBJECT), alt.value(CONTEXT)),
    )
    numbers = base.mark_text(dy=-9).encode(y=alt.Y("value:Q", scale=scale), text="shown:N")
    gaps = base.transform_filter("!isValid(datum.value)").mark_text(color=QUIET)
    gaps = gaps.encode(y=alt.value(_YEARS_PX - 9), text="shown:N")
    chart = alt.layer(bars, numbers, gaps).properties(height=_YEARS_PX)
    return _said(title, [at for at, _ in years], [value for _, value in years]), _png(chart, title, unit)


def results_chart(parts: Sequence[tuple[str, float]], title: str, unit: str) -> Drawn:
    """Given results in the order of the form, return one stacked bar with its numbers."""
    named = [(f"{name} {_words(value)}", value) for name, value in parts if value]
    total = sum(value for _, value in named)
    order = [name for name, _ in named] or ["没有办结的申请"]
    rows = []
    start = 0.0
    for name, value in named:
        label = _words(value) if value / total > _ROOM_FOR_LABEL else ""
        rows.append((name, start, start + value, start + value / 2, label))
        start += value
    frame = pd.DataFrame(rows, columns=["part", "start", "end", "middle", "label"])
    domain = alt.Scale(domain=order, range=list(_PARTS[: len(order)]))
    base = alt.Chart(frame)
    legend = alt.Legend(orient="bottom", title=None, columns=3, symbolType="square")
    bars = base.mark_bar(height=_PARTS_PX, stroke="#ffffff").encode(
        x=alt.X("start:Q", axis=None, scale=alt.Scale(domain=[0, max(total, 1)], nice=False)),
        x2="end:Q",
        color=alt.Color("part:N", sort=order, scale=domain, legend=legend),
    )
    on = alt.Scale(domain=order, range=list(_ON_PARTS[: len(order)]))
    labels = base.mark_text().encode(
        x="middle:Q", text="label:N", color=alt.Color("part:N", scale=on, legend=None)
    )
    chart = alt.layer(bars, labels).resolve_scale(color="independent").properties(height=_PARTS_PX + 8)
    return _said(title, [name for name, _ in parts], [value for _, value in parts]), _png(chart, title, unit)


def most(rows: Sequence[tuple[str, float, float | None]], title: str, unit: str) -> Drawn:
    """Given units with their value and that of the year before, return bars, last year's as a thin stroke."""
    frame = pd.DataFrame(rows, columns=["name", "value", "before"])
    frame["shown"] = [_words(value) for value in frame["value"]]
    frame["past"] = [f"上年 {_words(None if pd.isna(before) else before)}" for before in frame["before"]]
    top = max([1.0, *frame["value"], *frame["before"].dropna()])
    scale = alt.Scale(domain=[0, top * 1.3], nice=False)
    names = alt.Axis(ticks=False, domain=False, labelLimit=170, labelColor=INK)
    base = alt.Chart(frame).encode(y=alt.Y("name:N", sort=list(frame["name"]), title=None, axis=names))
    bars = base.mark_bar(height=_BAR_PX - 9, color=SUBJECT)
    bars = bars.encode(x=alt.X("value:Q", axis=None, scale=scale))
    ticks = base.mark_tick(thickness=2, size=_BAR_PX - 3, color=_PARTS[2])
    ticks = ticks.encode(x=alt.X("before:Q", axis=None, scale=scale))
    # The numbers stand in columns of their own: at the bars' ends the strokes would run through them.
    numbers = base.mark_text(align="right").encode(x=alt.value(WIDTH_PX - 80), text="shown:N")
    past = base.mark_text(align="right", color=QUIET).encode(x=alt.value(WIDTH_PX), text="past:N")
    height = _BAR_PX * max(len(frame), 1)
    chart = alt.layer(bars, ticks, numbers, past).properties(height=height)
    title = f"{title}，竖线为上年"
    return _said(title, list(frame["name"]), list(frame["value"])), _png(chart, title, unit)
