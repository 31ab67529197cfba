"""The views of the page 主动公开: the statutory rows, the units, and what the prose counts."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from ui import (
    charts,
    charts_heat,
    clickable,
    compare,
    disclosure,
    filters,
    heat,
    many,
    prose_units,
    under,
    words,
)
from ui.filters import Selection
from ui.html import BREAK, join, tag
from ui.measure import due, units_of
from ui.reads import Reads
from ui.units import measure_rows

_MOST_LINES = 8
# Room for blocks of units side by side on a screen of 1366, and what a name and a column take of it, in pixels.
_ROOM_PX, _NAME_PX, _COLUMN_PX, _KIND_PX = 1310, 130, 88, 62


def statutory(totals: pd.DataFrame, year: int, edition: str, said: str) -> None:
    """Show each row of the statutory table over the years."""
    past = [(measure, disclosure.past(totals, measure)) for measure in disclosure.measures(edition)]
    known = [(measure, frame) for measure, frame in past if disclosure.has_any(frame)]
    if not known:
        st.caption(f"所选范围内没有 {edition} 版的报告。")
        return
    drawn = [(measure, frame) for measure, frame in known if frame["value"].gt(0).any()]
    draw = partial(charts.multiples, [(m.name, m.unit, frame) for m, frame in drawn], year=year)
    quiet = [measure.name for measure, frame in known if not frame["value"].gt(0).any()]
    notes = [f"各年均为 0：{'、'.join(quiet)}。"] if quiet else []
    if disclosure.has_break(totals):
        notes.insert(0, disclosure.CORRESPONDS)
    under.figure(
        "statutory",
        draw if drawn else None,
        "主动公开_法定各项",
        disclosure.measure_table(known),
        said=said,
        meaning=disclosure.statutory(edition),
        picks=disclosure.behind(drawn),
        links=[compare.leading_to(measure.address) for measure, _ in known],
        below=partial(st.caption, "".join(notes)) if notes else None,
    )


def units(data: Reads, selection: Selection, edition: str, said: str) -> None:
    """Show the statutory rows of one year, unit by unit."""
    labels, this_year = filters.labels(data.rows("units")), selection.only_this_year()
    measured = [
        (measure.name, measure.address, units_of(data, this_year, (measure.address,)))
        for measure in disclosure.measures(edition)
    ]
    said_of = f"{selection.year} 年各单位主动公开的法定各项"
    shown = disclosure.worth_a_column(measured)
    if not shown:
        said_none = tag("p", disclosure.none_words(measured, edition), class_="quiet")
        clickable.show(join([tag("h2", said_of), said_none]), key="heat")
        return
    columns = [(tag("span", join(name.split("·"), BREAK)), False) for name, _, _ in shown]
    blocks = min(heat.MOST_BLOCKS, _ROOM_PX // (_NAME_PX + _COLUMN_PX * len(shown))) or 1
    rows = measure_rows(shown, labels, many.headed(said_of, len(shown[0][2])))
    table = heat.count_table(rows, columns, filters.palette(), most_blocks=blocks)
    quiet = [name for name, _, _ in measured if name not in {shown_name for shown_name, _, _ in shown}]
    note = tag("p", f"各单位均为 0 的不列：{'、'.join(quiet)}。" if quiet else "", class_="small quiet")
    clickable.show(join([table, heat.count_key(), note]), key="heat")
    frame = partial(disclosure.unit_measures, measured, labels)
    name = f"主动公开_各单位_{selection.year}"
    names = [of for of, _, _ in shown]
    under.evidence(
        "by_unit",
        name,
        frame,
        said=said,
        meaning=disclosure.statutory(edition),
        draw=partial(charts_heat.counts, rows, names, title=said_of, unit=""),
    )


def prose(data: Reads, selection: Selection, kind: str, way: str, said: str) -> None:
    """Show what the prose counts, as kinds of information or as channels."""
    every = disclosure.of_units(data.rows("narrative", item_kinds=[kind], **selection.where()))
    items = every[every["year"] == selection.year]
    if items.empty:
        st.caption(f"{selection.year} 年的报告正文没有写明数量。")
        return
    name = "信息类别" if kind == "category" else "公开渠道"
    frame = disclosure.top(disclosure.category_frame(items, way))
    title = f"{selection.year} 年正文写明的{name}，最多的 {len(frame)} 项"
    draw = partial(charts.ranked, frame, title=title, unit="条，量词不同的另注", middle=None, pick=False)
    labels = filters.labels(data.rows("units"))
    table = partial(disclosure.evidence_table, items, labels)
    links = disclosure.evidence_links(items.head(under.MOST_ROWS), labels)
    left = disclosure.unclassified(items)
    note = f"没有归类的叫法：{left}。在数据目录的 aliases.csv 中指定类别后重新导入即可。" if left else ""
    under.figure(
        "prose",
        draw,
        f"正文{name}",
        table,
        said=said,
        meaning=disclosure.PROSE,
        links=links,
        below=partial(st.caption, note) if note else None,
    )
    names = list(frame["name"])[:_MOST_LINES]
    if len(selection.years) > 1:
        _prose_past(every, names, way, selection, name, said)
    if kind == "category":
        _prose_units(data, items, names, way, selection, said)


def _prose_units(
    data: Reads, items: pd.DataFrame, names: list[str], way: str, selection: Selection, said: str
) -> None:
    """Show the kinds of information unit by unit; nothing where there is one unit only."""
    labels, year = filters.labels(data.rows("units")), selection.year
    found = prose_units.marked(items, due(data, selection.only_this_year()), names, way)
    units = found["unit_code"].nunique()
    if units <= 1:
        return
    title = f"{year} 年各单位写明最多的 {len(names)} 类信息，合计多的单位在前"
    rows = prose_units.rows(found, labels, year, many.headed(title, units))
    columns = [(prose_units.head(name), False) for name in names]
    blocks = min(heat.MOST_BLOCKS, _ROOM_PX // (_NAME_PX + _KIND_PX * len(names))) or 1
    table = heat.count_table(rows, columns, filters.palette(), most_blocks=blocks)
    key = heat.count_key(absent=f"{words.NOT_COUNTED}（不等于 0）")
    clickable.show(join([table, key]), key="heat")
    under.evidence(
        "prose_units",
        f"正文信息类别_各单位_{year}",
        partial(prose_units.table, found, labels),
        said=said,
        meaning=disclosure.PROSE,
        draw=partial(
            charts_heat.counts,
            rows,
            ["·".join(prose_units.halves(name)) for name in names],
            title=title,
            unit="条，量词不同的另注",
        ),
    )


def _prose_past(
    every: pd.DataFrame, names: list[str], way: str, selection: Selection, what: str, said: str
) -> None:
    past = disclosure.category_past(every, names, way, selection.years)
    drawn = [(name, frame) for name, frame in zip(names, past, strict=True) if frame["value"].gt(0).any()]
    if not drawn:
        return
    clickable.show(tag("h2", "各项历年写明的数量（没写的年份不画点，不等于 0）"), key="past")
    under.figure(
        "prose_past",
        partial(
            charts.multiples, [(name, "条", frame) for name, frame in drawn], year=selection.year, pick=False
        ),
        f"正文{what}_历年",
        disclosure.past_table(drawn),
        said=said,
        meaning=disclosure.PROSE,
    )
