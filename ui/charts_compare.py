"""Charts that compare: units over the years, and one unit among its peers."""

from __future__ import annotations

import altair as alt
import pandas as pd

from ui import words
from ui.charts import PICK, count_axis, edition_breaks, in_words, least_of, own_colour
from ui.theme import Palette, finished

_HEAD_PX = 84
_STRIP_PX = 40
# A dot above another needs so much; a band never takes more than the second, however many there are.
_DOT_PX, _DEEPEST_PX = 8, 260
_LINES_PX = 330
# Room in a band, in dots: for the few as for the many, above them for a name, and below their line.
_LEAST_DEEP, _HEADROOM, _FOOTROOM = 5, 2.2, 1.8
# Two names nearer than this part of the scale would lie over each other.
_APART = 0.055


def lines(frame: pd.DataFrame, colours: Palette, title: str, unit: str, rank: bool = False) -> alt.LayerChart:
    """Given name, year, value, run, chosen and edition, return a line for each name over the years.

    The chosen ones are dark and named at their ends, the others pale behind them. ``run`` names
    the unbroken runs of years of one line: a gap is a gap. ``rank`` turns the scale, 1 on top.
    """
    shown = frame[frame["value"].notna()]
    top = float(shown["value"].max()) if len(shown) else 0.0
    hues = dict(zip(dict.fromkeys(shown.loc[shown["chosen"], "name"]), colours.parts, strict=False))
    ends = shown[shown["chosen"]].sort_values("year").groupby("name", as_index=False).tail(1)
    shown = shown.assign(
        colour=[hues.get(name, colours.context) for name in shown["name"]],
        thick=[2.2 if chosen else 1.0 for chosen in shown["chosen"]],
        strong=[1.0 if chosen else 0.55 for chosen in shown["chosen"]],
        label="",
    )
    labels = ends.assign(
        colour=colours.ink, label=_end_labels(ends, unit, rank), spot=spread(ends["value"], top)
    )
    least = least_of(shown)
    scale = alt.Scale(reverse=True, domain=[1, max(top, 2)]) if rank else alt.Scale(domainMin=least)
    y = alt.Y("value:Q", title=None, axis=count_axis(top, least=least), scale=scale)
    base = alt.Chart().encode(
        x=alt.X(
            "year:O",
            title=None,
            axis=alt.Axis(labelAngle=0, ticks=False, grid=False),
            scale=alt.Scale(type="band"),
        ),
        tooltip=[
            alt.Tooltip("name:N", title="单位"),
            alt.Tooltip("year:O", title="年度"),
            alt.Tooltip("value:Q", title="位次" if rank else unit, format=",~r"),
        ],
    )
    strength = alt.Opacity("strong:Q", scale=None, legend=None)
    drawn = base.mark_line().encode(
        y=y,
        detail="run:N",
        color=own_colour(),
        opacity=strength,
        strokeWidth=alt.StrokeWidth("thick:Q", scale=None, legend=None),
    )
    dots = base.mark_point(filled=True, size=42).encode(y=y, color=own_colour(), opacity=strength)
    names = (
        alt.Chart(labels)
        .mark_text(align="left", dx=9, fontWeight="bold")
        .encode(
            x=alt.X("year:O"),
            y=alt.Y("spot:Q", title=None, axis=count_axis(top, least=least), scale=scale),
            text=alt.Text("label:N"),
            color=own_colour(),
        )
    )
    return finished(
        [*edition_breaks(frame, colours), drawn, dots, names],
        shown.sort_values("chosen", kind="stable"),
        colours,
        title=title,
        subtitle=f"{'位次，1 为最多' if rank else f'单位：{unit}'}；深色线为所选或变化最大的，浅色线为其余",
        height=_LINES_PX,
        said=_lines_in_words(title, shown[shown["chosen"]]),
    )


def _end_labels(ends: pd.DataFrame, unit: str, rank: bool) -> list[str]:
    return [
        f"{name} {words.number(value, '' if rank else unit)}"
        for name, value in zip(ends["name"], ends["value"], strict=True)
    ]


def spread(values: pd.Series, top: float) -> list[float]:
    """Given the values at lines' ends and the end of the scale, return where their names stand.

    They stand by their values, but never over each other, and never above the scale while there is room below.
    """
    room = max(top, 1.0) * _APART
    order = sorted(enumerate(values), key=lambda one: one[1])
    placed: dict[int, float] = {}
    last = float("-inf")
    for at, value in order:
        last = max(float(value), last + room)
        placed[at] = last
    # From the top down again: what was pushed over the end comes back as far as the names below allow.
    ceiling = max(top, 1.0)
    for at, _ in reversed(order):
        placed[at] = ceiling = min(placed[at], ceiling)
        ceiling -= room
    return [placed[at] for at in range(len(order))]


def _lines_in_words(title: str, chosen: pd.DataFrame) -> str:
    said = []
    for name, rows in chosen.groupby("name", sort=False):
        values = "、".join(f"{int(row.year)} 年 {words.number(row.value)}" for row in rows.itertuples())
        said.append(f"{name} {values}")
    return f"{title}：{'；'.join(said)}。"


def strip(frame: pd.DataFrame, colours: Palette, title: str, unit: str) -> alt.LayerChart:
    """Given units as of :func:`ui.peers.drawn`, return a row of dots for each kind, the chosen ones dark.

    Units of one value stand above each other, so that many are seen as many.
    """
    kinds = list(dict.fromkeys(frame["kind"]))
    top = float(frame["value"].max()) if len(frame) else 0.0
    shown = _stacked(frame, colours)
    deepest = max(shown["above"].max() + 1, 1) if len(shown) else 1
    row = alt.Y("kind:N", sort=kinds, title=None, axis=alt.Axis(ticks=False, domain=False, offset=8))
    base = alt.Chart().encode(
        x=alt.X(
            "value:Q",
            title=None,
            axis=count_axis(top, least=least_of(frame)),
            scale=alt.Scale(domainMin=least_of(frame), domainMax=max(top, 1) * 1.05),
        ),
        y=row,
        tooltip=[
            alt.Tooltip("name:N", title="单位"),
            alt.Tooltip("kind:N", title="同类"),
            alt.Tooltip("value:Q", title=unit, format=",~r"),
            alt.Tooltip("same:N", title="同数的单位"),
        ],
    )
    # Dots stand on a line near the foot of their band, where the tick of the median is too.
    reach = max(deepest, _LEAST_DEEP) + _HEADROOM
    lift = alt.YOffset("above:Q", scale=alt.Scale(domain=[-_FOOTROOM, reach]))
    floor = alt.YOffsetDatum(0)
    ground = (
        alt.Chart(pd.DataFrame({"kind": kinds}))
        .mark_rule(color=colours.rule)
        .encode(y=alt.Y("kind:N", sort=kinds), yOffset=floor)
    )
    dots = base.mark_point(filled=True, opacity=1, strokeWidth=1, cursor="pointer").encode(
        yOffset=lift, color=own_colour(), size=alt.Size("size:Q", scale=None, legend=None)
    )
    dots = dots.add_params(alt.selection_point(name=PICK, fields=["name"], on="click", empty=False))
    names = base.mark_text(dy=-12, color=colours.subject, fontWeight="bold").encode(
        yOffset=lift, text=alt.Text("label:N")
    )
    middle = (
        alt.Chart(frame[["kind", "middle"]].drop_duplicates())
        .mark_tick(thickness=2, size=26, color=colours.accent)
        .encode(
            x=alt.X("middle:Q"),
            y=alt.Y("kind:N", sort=kinds),
            yOffset=floor,
            tooltip=alt.Tooltip("middle:Q", title="中位数"),
        )
    )
    tall = max(_STRIP_PX, min(_DOT_PX * (reach + _FOOTROOM), _DEEPEST_PX))
    return finished(
        [ground, middle, dots, names],
        shown,
        colours,
        title=title,
        subtitle=f"单位：{unit}；竖线为各类的中位数，深点为所选单位，数相同的叠起来",
        height=int(tall * max(len(kinds), 1) + _HEAD_PX),
        said=in_words(title, frame["name"], frame["value"]),
    )


def _stacked(frame: pd.DataFrame, colours: Palette) -> pd.DataFrame:
    """Return the dots with their height above the line, the chosen ones first and on top."""
    ordered = frame.sort_values(["kind", "value", "chosen"], ascending=[True, True, False], kind="stable")
    groups = ordered.groupby(["kind", "value"], sort=False)
    return ordered.assign(
        above=groups.cumcount(),
        colour=[colours.subject if chosen else colours.context for chosen in ordered["chosen"]],
        size=[110 if chosen else 46 for chosen in ordered["chosen"]],
        label=ordered["name"].where(ordered["chosen"], ""),
    ).sort_values("chosen", kind="stable")
