"""Heat tables as pictures, for a letter or a slide; on the screen they are tables with links (:mod:`ui.heat`)."""

from __future__ import annotations

import math
from collections.abc import Sequence

import altair as alt
import pandas as pd

from ui import heat, words
from ui.derive import REPORTED, VALUE
from ui.heat import Cell
from ui.theme import Palette, finished

_ROW_PX = 20
_HEAD_PX = 40
_LINE_PX = 17
# The gap between two tiles, as a part of a tile and its gap.
_APART = 0.08
# More rows than this stand in two blocks beside each other.
_ROWS_OF_A_BLOCK = 34
# One tile: its row, its column, what is written in it, and its colours.
Tile = tuple[str, str, str, str, str, str]
_TILE = ["name", "column", "text", "fill", "ink", "edge"]


def counts(
    rows: Sequence[tuple[str, Sequence[Cell]]],
    columns: Sequence[str],
    colours: Palette,
    title: str,
    unit: str,
) -> list[alt.LayerChart]:
    """Given the rows of a heat table of counts, return it as a picture of one block or two."""
    shown = rows[: heat.MOST_UNITS]
    tiles = [
        (name, column, *_count(cell, colours))
        for name, cells in shown
        for column, cell in zip(columns, cells, strict=True)
    ]
    said = "，".join(filter(None, (unit and f"单位：{unit}", heat.STEPS_SAID)))
    return _blocks(tiles, [name for name, _ in shown], columns, colours, title, said)


def coverage(
    frame: pd.DataFrame, labels: dict[str, str], colours: Palette, title: str
) -> list[alt.LayerChart]:
    """Given units × years with their states, return who reported as a picture of one block or two."""
    units = frame[frame["unit_code"].notna()].sort_values("year", kind="stable")
    names = [labels[code] for code in dict.fromkeys(frame.loc[frame["unit_code"].notna(), "unit_code"])]
    tiles = [(labels[row.unit_code], str(int(row.year)), *_state(row, colours)) for row in units.itertuples()]
    columns = [str(int(year)) for year in sorted(units["year"].unique())]
    said = "✓ 有报告；数字为错误和提醒的处数；空框为缺报；✕ 读取失败；· 未设"
    return _blocks(tiles, names[: heat.MOST_UNITS], columns, colours, title, said)


def _count(cell: Cell, colours: Palette) -> tuple[str, str, str, str]:
    if cell.mark != VALUE:
        return _mark(cell.mark, colours)
    step = heat.step(cell.value)
    text = cell.text
    if step < 0:
        return text, colours.ground, colours.quiet, colours.ground
    return text, colours.scale[step], colours.on_scale[step], colours.scale[step]


def _mark(mark: str, colours: Palette) -> tuple[str, str, str, str]:
    if mark == words.MISSING:
        return "—", colours.ground, colours.accent, colours.accent
    edge = colours.quiet if mark == words.BLANK else colours.ground
    return heat.mark_shown(mark), colours.ground, colours.quiet, edge


def _state(row: object, colours: Palette) -> tuple[str, str, str, str]:
    if row.state != REPORTED:
        return _mark(row.state, colours)
    doubts = int(row.errors) + int(row.warnings)
    if doubts:
        return str(doubts), colours.accent_ground, colours.accent, colours.accent_ground
    return "✓", colours.raised, colours.quiet, colours.raised


def _blocks(
    tiles: Sequence[Tile],
    names: Sequence[str],
    columns: Sequence[str],
    colours: Palette,
    title: str,
    said: str,
) -> list[alt.LayerChart]:
    every = pd.DataFrame(list(tiles), columns=_TILE)
    blocks = 2 if len(names) > _ROWS_OF_A_BLOCK else 1
    size = math.ceil(len(names) / blocks) or 1
    return [
        _block(every, names[start : start + size], columns, colours, title if not start else "（续）", said)
        for start in range(0, max(len(names), 1), size)
    ]


def _block(
    every: pd.DataFrame,
    names: Sequence[str],
    columns: Sequence[str],
    colours: Palette,
    title: str,
    said: str,
) -> alt.LayerChart:
    shown = every[every["name"].isin(names)]
    # Names of two lines hang into the first row unless they are lifted by one.
    lifted = _LINE_PX if any("·" in column for column in columns) else 2
    top = alt.Axis(
        orient="top",
        labelAngle=0,
        labelPadding=lifted,
        ticks=False,
        domain=False,
        labelExpr="split(datum.label, '·')",
    )
    apart = alt.Scale(paddingInner=_APART)
    base = alt.Chart().encode(
        x=alt.X("column:N", sort=list(columns), title=None, axis=top, scale=apart),
        y=alt.Y(
            "name:N",
            sort=list(names),
            title=None,
            scale=apart,
            axis=alt.Axis(ticks=False, domain=False, labelLimit=150, labelColor=colours.ink),
        ),
    )
    tiles = base.mark_rect(strokeWidth=1).encode(
        color=alt.Color("fill:N", scale=None, legend=None),
        stroke=alt.Stroke("edge:N", scale=None, legend=None),
    )
    numbers = base.mark_text().encode(text="text:N", color=alt.Color("ink:N", scale=None, legend=None))
    spoken = "；".join(f"{row.name} {row.column} {row.text}" for row in shown.itertuples(index=False))
    return finished(
        [tiles, numbers],
        shown,
        colours,
        title=title,
        subtitle=said if title != "（续）" else " ",
        height=_ROW_PX * max(len(names), 1) + _HEAD_PX,
        said=f"{title}：{spoken}。",
    )
