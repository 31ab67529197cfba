"""The slope chart: every unit a line from one year to another, those that changed most named at their ends."""

from __future__ import annotations

import altair as alt
import pandas as pd

import form
from ui import words
from ui.charts import PICK, count_axis, least_of, own_colour
from ui.charts_compare import spread
from ui.theme import Palette, finished

_HEIGHT_PX = 390
# A line is too thin to point at; this much around it answers too.
_REACH_PX = 9
# Room at both sides of the two years, as a part of the way between them.
_MARGIN = 0.07


def slopes(
    frame: pd.DataFrame,
    colours: Palette,
    title: str,
    unit: str,
    years: tuple[int, int],
    rank: bool = False,
) -> alt.LayerChart:
    """Given name, before, now, difference and chosen of units, return a line from year to year for each.

    The chosen ones are coloured by whether they rose or fell and named with both numbers, all others pale
    behind them. ``rank`` turns the scale, 1 on top; there a unit rises when its place gets smaller.
    """
    said = "位次，1 为最多" if rank else f"单位：{unit}"
    shown = _marked(frame, colours, "" if rank else unit, rank)
    top = float(shown[["before", "now"]].max().max()) if len(shown) else 0.0
    least = least_of(shown, "before", "now")
    scale = alt.Scale(reverse=True, domain=[1, max(top, 2)]) if rank else alt.Scale(domainMin=least)
    x = alt.X("at:Q", title=None, scale=alt.Scale(domain=[-_MARGIN, 1 + _MARGIN]), axis=_year_axis(years))
    y = alt.Y("value:Q", title=None, axis=count_axis(top, least=least), scale=scale)
    base = alt.Chart().encode(
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("name:N", title="单位"),
            alt.Tooltip("before:Q", title=f"{years[0]} 年", format=",~r"),
            alt.Tooltip("now:Q", title=f"{years[1]} 年", format=",~r"),
            alt.Tooltip("forms:N", title="版式"),
        ],
    )
    strength = alt.Opacity("strong:Q", scale=None, legend=None)
    thickness = alt.StrokeWidth("thick:Q", scale=None, legend=None)
    drawn = base.mark_line().encode(
        detail="name:N", color=own_colour(), opacity=strength, strokeWidth=thickness
    )
    reach = base.mark_line(strokeWidth=_REACH_PX, opacity=0).encode(detail="name:N")
    dots = base.mark_point(filled=True, size=46, cursor="pointer").encode(
        color=own_colour(), opacity=strength
    )
    dots = dots.add_params(alt.selection_point(name=PICK, fields=["name"], on="click", empty=False))
    labels = _labels(shown, top)
    spot = alt.Y("spot:Q", title=None, axis=count_axis(top, least=least), scale=scale)
    at_end = alt.Chart(labels).encode(x=alt.X("end:Q"), color=own_colour())
    names = at_end.mark_text(align="left", dx=4).encode(y=spot, text="label:N")
    # A name that had to give way keeps a thin line to its unit's end.
    leaders = at_end.mark_rule(strokeWidth=0.7).encode(x2="at:Q", y=spot, y2="now:Q")
    count = int(frame["chosen"].sum())
    legend = f"蓝升橙降，标名的 {count} 个为所选或变化最大的，灰线为其余"
    return finished(
        [drawn, reach, leaders, dots, names],
        _long(shown).assign(forms=_forms(years)),
        colours,
        title=title,
        subtitle=f"{said}；{legend}",
        height=_HEIGHT_PX,
        said=_in_words(title, frame[frame["chosen"]], years),
    )


def _forms(years: tuple[int, int]) -> str:
    """Return the editions of the two years by rule, once where they are of one."""
    return "、".join(dict.fromkeys(f"{form.edition_for_year(year).key} 版" for year in years))


def _marked(frame: pd.DataFrame, colours: Palette, unit: str, rank: bool) -> pd.DataFrame:
    """Return the units with how each is drawn and what stands at its end."""
    towards_more = -1 if rank else 1
    hues = [
        _hue(chosen, difference * towards_more, colours)
        for chosen, difference in zip(frame["chosen"], frame["difference"], strict=True)
    ]
    turns = [
        f"{name} {words.number(before, unit)} → {words.number(now, unit)}"
        for name, before, now in zip(frame["name"], frame["before"], frame["now"], strict=True)
    ]
    return frame.assign(
        colour=hues,
        thick=[2.2 if chosen else 1.0 for chosen in frame["chosen"]],
        strong=[1.0 if chosen else 0.6 for chosen in frame["chosen"]],
        label=turns,
    ).sort_values("chosen", kind="stable")


def _hue(chosen: bool, change: float, colours: Palette) -> str:
    if not chosen:
        return colours.context
    return colours.subject if change > 0 else colours.parts[2] if change < 0 else colours.quiet


def _year_axis(years: tuple[int, int]) -> alt.Axis:
    named = f"datum.value ? '{years[1]} 年' : '{years[0]} 年'"
    return alt.Axis(values=[0, 1], labelExpr=named, labelAngle=0, ticks=False, grid=True)


def _long(shown: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each end of each line, as a line is drawn."""
    ends = [shown.assign(at=at, value=shown[column]) for at, column in enumerate(("before", "now"))]
    return pd.concat(ends, ignore_index=True)


def _labels(shown: pd.DataFrame, top: float) -> pd.DataFrame:
    named = shown[shown["chosen"]]
    return named[["now", "label", "colour"]].assign(at=1, end=1 + _MARGIN, spot=spread(named["now"], top))


def _in_words(title: str, named: pd.DataFrame, years: tuple[int, int]) -> str:
    rows = named.itertuples()
    said = [f"{row.name} {words.number(row.before)} 变为 {words.number(row.now)}" for row in rows]
    return f"{title}：{years[0]} 年到 {years[1]} 年，{'；'.join(said)}。"
