"""Charts of how applications came, were handled and went, and of how reviews and suits ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from ui.charts import PICK, count_axis, in_words, mark_name
from ui.theme import Palette, finished

# A step lies, so that its name stands beside it at any width.
_STEP_PX = 25
_HEAD_PX = 70
_OUTCOME_HEIGHT = 230


@dataclass(frozen=True, slots=True)
class Step:
    """A bar of the flow.

    ``kind`` is 收 (comes in), 办 (handled), 转 (carried out) or 差 (does not balance).
    """

    name: str
    value: float
    kind: str


def waterfall_frame(steps: list[Step]) -> pd.DataFrame:
    """Given the steps in order, return where each bar begins and ends, and the level after it."""
    rows = []
    level = 0.0
    for step in steps:
        if step.kind == "收":
            start, end = level, level + step.value
        elif step.kind == "转":
            start, end = 0.0, step.value
        else:
            start, end = level, level - step.value
        level = end if step.kind != "转" else level
        rows.append((step.name, step.kind, step.value, min(start, end), max(start, end), end))
    return pd.DataFrame(rows, columns=["step", "kind", "value", "low", "high", "level"])


def flow(steps: list[Step], colours: Palette, title: str, unit: str = "件") -> alt.LayerChart:
    """Given the steps of the flow, return a waterfall from what came in to what is carried out."""
    frame = waterfall_frame(steps)
    order = list(frame["step"])
    top = float(frame["high"].max() or 0)
    scale = alt.Scale(
        domain=["收", "办", "转", "差"],
        range=[colours.subject, colours.parts[1], colours.context, colours.accent],
    )
    base = alt.Chart().encode(
        y=alt.Y("step:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False)),
        tooltip=[alt.Tooltip("step:N", title="环节"), alt.Tooltip("value:Q", title=unit, format=",~r")],
    )
    pick = alt.selection_point(name=PICK, fields=["name"], on="click", empty=False)
    bars = base.mark_bar(height=_STEP_PX - 7, cursor="pointer").add_params(pick)
    bars = bars.encode(
        x=alt.X(
            "low:Q",
            title=None,
            axis=count_axis(top),
            scale=alt.Scale(domain=[min(0.0, float(frame["low"].min())), max(top, 1) * 1.12]),
        ),
        x2="high:Q",
        color=alt.Color("kind:N", scale=scale, legend=None),
    )
    numbers = base.mark_text(dx=4, align="left", color=colours.ink).encode(
        x="high:Q", text=alt.Text("value:Q", format=",~r")
    )
    return finished(
        [bars, numbers],
        frame.assign(name=frame["step"]),
        colours,
        title=title,
        subtitle=f"单位：{unit}；深色为收到，浅色为办结，灰色为结转下年",
        height=_STEP_PX * len(frame) + _HEAD_PX,
        said=in_words(title, frame["step"], frame["value"]),
    )


def outcomes(
    frame: pd.DataFrame, colours: Palette, title: str, order: list[str], top: float | None = None
) -> alt.LayerChart:
    """Given year, outcome, value and covered of one kind of case, return stacked bars over the years.

    ``top`` is the end of the scale where several kinds stand side by side on one scale. A part is picked
    by :func:`ui.charts.mark_name` of title, outcome and year.
    """
    sums = frame.groupby("year")["value"].sum()
    if top is None:
        top = float(sums.max()) if len(sums) else 0.0
    shown = frame.assign(
        position=[order.index(name) for name in frame["outcome"]],
        name=[mark_name(title, *of) for of in zip(frame["outcome"], frame["year"], strict=True)],
    )
    colour = alt.Color(
        "outcome:N",
        sort=order,
        scale=alt.Scale(
            domain=order, range=[colours.context, colours.accent, colours.parts[1], colours.subject]
        ),
        legend=alt.Legend(orient="bottom", title=None, symbolType="square", symbolOpacity=1),
    )
    bars = (
        alt.Chart()
        .mark_bar(size=26, cursor="pointer")
        .add_params(alt.selection_point(name=PICK, fields=["name"], on="click", empty=False))
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, ticks=False)),
            y=alt.Y(
                "value:Q",
                title=None,
                stack="zero",
                axis=count_axis(top),
                scale=alt.Scale(domain=[0, max(top, 1) * 1.12]),
            ),
            color=colour,
            order=alt.Order("position:Q"),
            tooltip=[
                alt.Tooltip("year:O", title="年度"),
                alt.Tooltip("outcome:N", title="结果"),
                alt.Tooltip("value:Q", title="件", format=",~r"),
                alt.Tooltip("covered:N", title="有数单位/应报单位"),
            ],
        )
    )
    totals = pd.DataFrame({"year": sums.index, "value": sums.to_numpy()})
    numbers = (
        alt.Chart(totals[totals["value"] > 0])
        .mark_text(dy=-7, color=colours.ink)
        .encode(x="year:O", y="value:Q", text=alt.Text("value:Q", format=",~r"))
    )
    return finished(
        [bars, numbers],
        shown,
        colours,
        title=title,
        subtitle="单位：件",
        height=_OUTCOME_HEIGHT,
        said=in_words(title, sums.index, sums),
    )


def multiples(
    kinds: Sequence[tuple[str, pd.DataFrame]], colours: Palette, names: list[str], top: float
) -> list[alt.LayerChart]:
    """Given kinds of case by name with their outcomes over the years, return a chart of each on one scale."""
    return [outcomes(frame, colours, kind, names, top) for kind, frame in kinds]
