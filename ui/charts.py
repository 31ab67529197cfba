"""Charts of counts: pure functions from a table to a chart.

Bars stand on zero, axes tick in whole numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import altair as alt
import pandas as pd

from ui import words
from ui.theme import Palette, finished

PICK = "pick"
# A channel's name is longer than a unit's: “某某局发布”微信公众号 in full.
_NAME_PX = 190
_BAR_PX = 19
# Up to this count, every count has its tick.
_TICK_EACH = 5
# A part of less than this share of the bar has no room for its number.
_ROOM_FOR_LABEL = 0.03
# Title, subtitle and axis: a chart's height counts them in.
_HEAD_PX = 76
_PARTS_HEIGHT = 148
_YEARLY_HEIGHT = 240
_SMALL_HEIGHT = 140
# Dots of a small line, in square pixels: each year, and the one in question.
_DOT, _DOT_OF_THE_YEAR = 18, 50
# A dot alone is hard to hit: so much around it answers to a click, in square pixels.
_HIT = 500


def count_axis(largest: float, title: str | None = None, least: float = 0) -> alt.Axis:
    """Return an axis for counts up to the largest: whole numbers, never more ticks than there are counts."""
    if largest - least <= _TICK_EACH:
        each = list(range(math.floor(least), int(largest) + 1))
        return alt.Axis(values=each, format="d", title=title, labelOverlap=False)
    return alt.Axis(tickMinStep=1, tickCount=5, format=",~r", title=title)


def least_of(frame: pd.DataFrame, *columns: str) -> float:
    """Return where a scale begins: at 0, or below it where a number is less (增/减 of the form of 2019)."""
    least = frame[list(columns or ("value",))].min().min() if len(frame) else 0.0
    return min(0.0, float(least)) if pd.notna(least) else 0.0


def in_words(title: str, names: Iterable[object], values: Iterable[float]) -> str:
    """Return a chart's text alternative: its title and its numbers."""
    said = [
        f"{name} {'无数据' if pd.isna(value) else f'{value:,g}'}"
        for name, value in zip(names, values, strict=True)
    ]
    return f"{title}：{'；'.join(said)}。"


def _largest(frame: pd.DataFrame, column: str = "value") -> float:
    largest = frame[column].max() if len(frame) else 0.0
    return float(largest) if pd.notna(largest) else 0.0


def own_colour() -> alt.Color:
    """Return the encoding of marks that carry their own colour in the column ``colour``."""
    return alt.Color("colour:N", scale=None, legend=None)


def _in_focus(focus: pd.Series, colours: Palette) -> list[str]:
    return [colours.subject if one else colours.context for one in focus]


def _covered(frame: pd.DataFrame) -> list[str]:
    return [f"{n}/{due}" for n, due in zip(frame["counted"], frame["expected"], strict=True)]


def _year_axis() -> alt.X:
    return alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, ticks=False))


def by_year(frame: pd.DataFrame, colours: Palette, year: int, title: str, unit: str) -> alt.LayerChart:
    """Given year, value, counted and expected, return a bar for each year, the one in question dark.

    A year without any value has no bar, and says so.
    """
    shown = frame.assign(
        colour=_in_focus(frame["year"] == year, colours),
        covered=_covered(frame),
        name=frame["year"].astype(str),
    )
    base = alt.Chart().encode(x=_year_axis())
    tooltip = [
        alt.Tooltip("year:O", title="年度"),
        alt.Tooltip("value:Q", title=unit, format=",~r"),
        alt.Tooltip("covered:N", title="有数单位/应报单位"),
    ]
    top = _largest(frame)
    pick = alt.selection_point(name=PICK, fields=["name"], on="click", empty=False)
    bars = base.mark_bar(size=30, cursor="pointer").add_params(pick)
    bars = bars.encode(
        y=alt.Y(
            "value:Q",
            axis=count_axis(top),
            title=None,
            scale=alt.Scale(domainMin=0, domainMax=max(top, 1) * 1.12),
        ),
        color=own_colour(),
        tooltip=tooltip,
    )
    numbers = base.mark_text(dy=-7, color=colours.ink).encode(
        y="value:Q", text=alt.Text("value:Q", format=",~r")
    )
    gaps = (
        base.transform_filter("!isValid(datum.value)")
        .mark_text(baseline="bottom", color=colours.accent)
        .encode(y=alt.YValue(_YEARLY_HEIGHT - 2), text=alt.TextValue("无数据"), tooltip=tooltip)
    )
    return finished(
        [bars, numbers, gaps],
        shown,
        colours,
        title=title,
        subtitle=f"单位：{unit}",
        height=_YEARLY_HEIGHT,
        said=in_words(title, frame["year"], frame["value"]),
    )


def mark_name(title: str, *of: object) -> str:
    """Given the title of one of several small charts and what a mark of it shows, return the name it is picked by."""
    return "·".join(map(str, (title, *of)))


def small_lines(
    frame: pd.DataFrame, colours: Palette, year: int, title: str, unit: str, pick: bool = True
) -> alt.LayerChart:
    """Given year, value, edition, counted and expected of a measure, return a small line over the years.

    Years of different editions are never joined, nor are years with a gap between them.
    ``pick`` says that the dot of a year can be clicked; :func:`mark_name` of title and year is its name.
    """
    top = _largest(frame)
    shown = frame.assign(
        run=_runs(frame),
        label=[
            words.number(value) if at == year and pd.notna(value) else ""
            for at, value in zip(frame["year"], frame["value"], strict=True)
        ],
        size=[_DOT_OF_THE_YEAR if at == year else _DOT for at in frame["year"]],
        covered=_covered(frame),
        name=[mark_name(title, at) for at in frame["year"]],
    )
    base = alt.Chart().encode(
        x=alt.X(
            "year:O",
            title=None,
            # Bands, so that a change of the edition has a place between two years.
            scale=alt.Scale(type="band"),
            axis=alt.Axis(labelAngle=0, ticks=False, grid=False, labelOverlap="parity"),
        ),
        y=alt.Y(
            "value:Q",
            title=None,
            axis=alt.Axis(tickCount=2, tickMinStep=1, format=",~r", domain=False, ticks=False),
            scale=alt.Scale(domainMin=least_of(frame), domainMax=max(top, 1) * 1.25),
        ),
        tooltip=[
            alt.Tooltip("year:O", title="年度"),
            alt.Tooltip("value:Q", title=unit, format=",~r"),
            alt.Tooltip("edition:N", title="版式"),
            alt.Tooltip("covered:N", title="有数单位/应报单位"),
        ],
    )
    line = base.mark_line(color=colours.subject, strokeWidth=1.5).encode(detail="run:N")
    dots = base.mark_point(filled=True, opacity=1, color=colours.subject).encode(
        size=alt.Size("size:Q", scale=None, legend=None)
    )
    number = base.mark_text(dy=-10, fontWeight="bold", color=colours.subject).encode(text="label:N")
    around: list[alt.Chart] = []
    if pick:
        field = base.mark_point(filled=True, opacity=0, size=_HIT, cursor="pointer", aria=False)
        around = [field.add_params(alt.selection_point(name=PICK, fields=["name"], on="click", empty=False))]
    return finished(
        [*edition_breaks(frame, colours), line, dots, number, *around],
        shown,
        colours,
        title=title,
        subtitle=f"单位：{unit}",
        height=_SMALL_HEIGHT,
        said=in_words(title, frame["year"], frame["value"]),
    )


def multiples(
    items: Sequence[tuple[str, str, pd.DataFrame]], colours: Palette, year: int, pick: bool = True
) -> list[alt.LayerChart]:
    """Given measures by name, unit and years as :func:`small_lines` takes them, return a small chart of each."""
    return [small_lines(frame, colours, year, name, unit, pick) for name, unit, frame in items]


def edition_breaks(frame: pd.DataFrame, colours: Palette) -> list[alt.Chart]:
    """Given years with their edition, return a thin line before each first year of another edition, with its name.

    The years are bands, each line stands between two of them.
    """
    years = frame[["year", "edition"]].drop_duplicates().sort_values("year")
    before = years["edition"].shift()
    first = years[(before != years["edition"]) & before.notna() & (before != "") & (years["edition"] != "")]
    if first.empty:
        return []
    marked = first.assign(said=[f"{edition} 版" for edition in first["edition"]])
    base = alt.Chart(marked).encode(x=alt.X("year:O", bandPosition=0))
    line = base.mark_rule(color=colours.quiet, strokeDash=[2, 3], strokeWidth=1)
    name = base.mark_text(align="left", baseline="top", dx=4, color=colours.quiet).encode(
        y=alt.value(0), text="said:N"
    )
    return [line, name]


def _runs(frame: pd.DataFrame) -> list[str]:
    """Return a name for each unbroken run of years of one edition."""
    runs: list[str] = []
    number = 0
    previous: tuple[int, str] | None = None
    for year, edition, value in zip(frame["year"], frame["edition"], frame["value"], strict=True):
        if previous is None or previous != (year - 1, edition) or pd.isna(value):
            number += 1
        runs.append(str(number))
        previous = None if pd.isna(value) else (year, edition)
    return runs


def ranked(
    frame: pd.DataFrame, colours: Palette, title: str, unit: str, middle: float | None, pick: bool = True
) -> alt.LayerChart:
    """Given name, value, shown and hint of units, the largest first, return bars with their numbers.

    ``middle`` is the middle value of all units, drawn as a thin line.
    """
    order = list(frame["name"])
    top = _largest(frame)
    base = alt.Chart().encode(
        y=alt.Y(
            "name:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False, labelLimit=_NAME_PX)
        ),
        tooltip=[
            alt.Tooltip("name:N", title="名称"),
            alt.Tooltip("value:Q", title=unit, format=",~r"),
            alt.Tooltip("hint:N", title="说明"),
        ],
    )
    bars = base.mark_bar(height=_BAR_PX - 6, color=colours.subject, cursor="pointer").encode(
        x=alt.X(
            "value:Q",
            title=None,
            axis=count_axis(top),
            scale=alt.Scale(domainMin=0, domainMax=max(top, 1) * 1.1),
        )
    )
    if pick:
        bars = bars.add_params(alt.selection_point(name=PICK, fields=["name"], on="click", empty=False))
    numbers = base.mark_text(align="left", dx=4, color=colours.ink).encode(x="value:Q", text="shown:N")
    layers: list[alt.Chart] = [bars, numbers]
    if middle is not None:
        rule = alt.Chart(pd.DataFrame({"middle": [middle], "said": [f"中位数 {middle:g}"]}))
        layers.append(
            rule.mark_rule(color=colours.quiet, strokeDash=[3, 3]).encode(
                x="middle:Q", tooltip=alt.Tooltip("said:N", title="各单位")
            )
        )
    return finished(
        layers,
        frame,
        colours,
        title=title,
        subtitle=f"单位：{unit}" + ("" if middle is None else f"；虚线为各单位中位数 {middle:g}"),
        height=_BAR_PX * max(len(frame), 1) + _HEAD_PX,
        said=in_words(title, frame["name"], frame["value"]),
    )


def parts(frame: pd.DataFrame, colours: Palette, title: str, unit: str) -> alt.LayerChart:
    """Given part and value in the order of the form, return one stacked bar with its labels.

    A part keeps its colour whatever the others are; one of 0 has no place in the key, but in the words.
    """
    order = list(frame["part"])
    total = float(frame["value"].sum())
    ends = frame["value"].cumsum()
    shown = frame.assign(
        start=ends - frame["value"],
        end=ends,
        label=[
            f"{value:,.0f}" if total and value / total > _ROOM_FOR_LABEL else "" for value in frame["value"]
        ],
        middle=ends - frame["value"] / 2,
        colour=colours.on_parts[: len(order)],
        name=frame["part"],
    )
    there = [(name, colours.parts[at]) for at, name in enumerate(order) if frame["value"].iloc[at] > 0]
    colour = alt.Color(
        "part:N",
        sort=order,
        scale=alt.Scale(domain=[name for name, _ in there], range=[hue for _, hue in there]),
        legend=alt.Legend(orient="bottom", title=None, columns=3, symbolType="square", symbolOpacity=1),
    )
    tooltip = [alt.Tooltip("part:N", title="结果"), alt.Tooltip("value:Q", title=unit, format=",~r")]
    bars = (
        alt.Chart()
        .mark_bar(height=38, stroke=colours.ground, strokeWidth=1, cursor="pointer")
        .add_params(alt.selection_point(name=PICK, fields=["name"], on="click", empty=False))
        .encode(
            x=alt.X("start:Q", title=None, axis=None, scale=alt.Scale(domain=[0, max(total, 1)], nice=False)),
            x2=alt.X2("end:Q"),
            color=colour,
            tooltip=tooltip,
        )
    )
    labels = (
        alt.Chart()
        .mark_text(fontSize=13, cursor="pointer")
        .encode(x=alt.X("middle:Q"), text=alt.Text("label:N"), color=own_colour(), tooltip=tooltip)
    )
    chart = finished(
        [bars, labels],
        shown[shown["value"] > 0],
        colours,
        title=title,
        subtitle=f"单位：{unit}",
        height=_PARTS_HEIGHT,
        said=in_words(title, frame["part"], frame["value"]),
    )
    chart.resolve = alt.Resolve(scale=alt.ScaleResolveMap(color="independent"))
    return chart
