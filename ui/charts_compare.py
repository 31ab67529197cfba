"""Charts that compare units: two years of each, and one unit among its peers."""

from __future__ import annotations

import altair as alt
import pandas as pd

from ui import words
from ui.charts import PICK, count_axis, in_words
from ui.theme import Palette, themed

_ROW_PX = 21
_HEAD_PX = 84
_STRIP_PX = 52


def dumbbells(
    frame: pd.DataFrame, colours: Palette, title: str, unit: str, years: tuple[int, int]
) -> alt.LayerChart:
    """Given name, before and now of units, the largest change first, return a line from year to year for each."""
    order = list(frame["name"])
    top = float(frame[["before", "now"]].max().max()) if len(frame) else 0.0
    base = alt.Chart(_turns(frame)).encode(
        y=alt.Y(
            "name:N",
            sort=order,
            title=None,
            axis=alt.Axis(ticks=False, domain=False, labelLimit=150, offset=8),
        ),
        tooltip=[
            alt.Tooltip("name:N", title="单位"),
            alt.Tooltip("before:Q", title=f"{years[0]} 年", format=",~r"),
            alt.Tooltip("now:Q", title=f"{years[1]} 年", format=",~r"),
        ],
    )
    scale = alt.Scale(domainMin=0, domainMax=max(top, 1) * 1.08)
    lines = base.mark_rule(color=colours.context, strokeWidth=2).encode(
        x=alt.X("before:Q", title=None, axis=count_axis(top), scale=scale), x2="now:Q"
    )
    old = base.mark_point(filled=True, size=60, opacity=1, color=colours.context).encode(x="before:Q")
    new = base.mark_point(filled=True, size=90, opacity=1, color=colours.subject, cursor="pointer").encode(
        x="now:Q"
    )
    new = new.add_params(alt.selection_point(name=PICK, fields=["name"], on="click", empty=False))
    # From which number to which stands beyond the further dot, so that neither covers it.
    numbers = base.mark_text(align="left", dx=9, color=colours.ink).encode(x="end:Q", text="turn:N")
    chart = alt.layer(lines, old, new, numbers).properties(
        height=_ROW_PX * max(len(frame), 1) + _HEAD_PX,
        title=alt.Title(title, subtitle=f"单位：{unit}；浅点 {years[0]} 年，深点 {years[1]} 年"),
        description=in_words(f"{title}（{years[1]} 年）", frame["name"], frame["now"]),
    )
    return themed(chart, colours)


def _turns(frame: pd.DataFrame) -> pd.DataFrame:
    turns = [
        f"{words.number(before)} → {words.number(now)}"
        for before, now in zip(frame["before"], frame["now"], strict=True)
    ]
    return frame.assign(end=frame[["before", "now"]].max(axis=1), turn=turns)


def strip(frame: pd.DataFrame, colours: Palette, title: str, unit: str) -> alt.LayerChart:
    """Given name, kind, value and chosen of units, return a row of dots for each kind, the chosen ones dark."""
    kinds = list(dict.fromkeys(frame["kind"]))
    top = float(frame["value"].max()) if len(frame) else 0.0
    # The chosen ones come last, so that they lie on top.
    shown = frame.sort_values("chosen").assign(label=lambda table: table["name"].where(table["chosen"], ""))
    base = alt.Chart(shown).encode(
        x=alt.X(
            "value:Q",
            title=None,
            axis=count_axis(top),
            scale=alt.Scale(domainMin=0, domainMax=max(top, 1) * 1.05),
        ),
        y=alt.Y(
            "kind:N", sort=kinds, title=None, axis=alt.Axis(ticks=False, domain=False, grid=True, offset=8)
        ),
        tooltip=[
            alt.Tooltip("name:N", title="单位"),
            alt.Tooltip("kind:N", title="类别"),
            alt.Tooltip("value:Q", title=unit, format=",~r"),
        ],
    )
    dots = base.mark_point(filled=True, opacity=0.8).encode(
        color=alt.condition("datum.chosen", alt.value(colours.subject), alt.value(colours.context)),
        size=alt.condition("datum.chosen", alt.value(120), alt.value(70)),
    )
    names = base.mark_text(dy=-13, color=colours.subject, fontWeight="bold").encode(text="label:N")
    middle = (
        alt.Chart(shown)
        .mark_tick(thickness=2, size=26, color=colours.quiet)
        .encode(
            x="median(value):Q",
            y=alt.Y("kind:N", sort=kinds),
            tooltip=alt.Tooltip("median(value):Q", title="中位数"),
        )
    )
    chart = alt.layer(middle, dots, names).properties(
        height=_STRIP_PX * max(len(kinds), 1) + _HEAD_PX,
        title=alt.Title(title, subtitle=f"单位：{unit}；竖线为各类的中位数，深点为所选单位"),
        description=in_words(title, frame["name"], frame["value"]),
    )
    return themed(chart, colours)
