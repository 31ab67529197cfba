"""The views of the page 比较: two years, a range of years, one unit among its peers, and all cells of the form."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd
from streamlit.delta_generator import DeltaGenerator

import form
from ui import cards, charts_compare, charts_slope, clickable, compare, filters, heat, peers, under
from ui.derive import at, cell_key, series
from ui.fewer import fewer, left_out_words
from ui.filters import Selection
from ui.html import tag
from ui.meaning import Meaning
from ui.measure import names_of_today, units_of, units_of_today
from ui.reads import Reads

BY_UNIT, BY_KIND, AS_TODAY = "按单位", "按类别", "按现在的单位"
_TWO = (
    "同一格在两个年度的印刷数字及其差，变化大的在前。位次从大到小排，相同的数位次相同，"
    "排的是所选类别的全部单位；没有数的单位不排位，写明缺报、未填等原因。"
)
_YEARS = "同一格历年的印刷数字；没有数的年份断开不连。2019 版与 2021 版含义不同的格不连成一条线。"
_RANKS = "位次每年在所选类别的全部单位里从大到小排，1 为最多。"
_KINDS = "按类别时只加每年都有数的单位（个数写在类别后面），以免单位增减冒充数字增减。"
_TODAY = (
    "撤并、更名的单位，以往各年并到现在的单位里计算；其中有一个没有报或没有填的，不算合计。分设的单位仍单列。"
)
_PEERS = (
    "同类指同为镇、乡、街道或部门；“同规模”再按名册 units.csv 里的人口分为 1 万人以下、1–3 万、3–5 万、5 万以上。"
    "位次从大到小排，只说明多少，不说明好坏。"
)
_CELLS = "把每一格在两个年度都有数的单位相加后相减，变化大的在前；金额（万元）与件数各是各的单位，不能互比。"


def _head(top: DeltaGenerator, data: Reads, selection: Selection, question: str, answer: str) -> None:
    """Show question and answer where every page has them, above the choices that they depend on."""
    with top:
        clickable.show(cards.top(question, selection.words(), data.is_sample, answer), key="head")


def _said(data: Reads, selection: Selection, address: form.Address) -> str:
    """Return where the figures come from: all units of the kinds, since ranks are those among them."""
    selection = selection.of_all_units()
    totals = data.rows("totals", tables=[address.table], **selection.where())
    return under.source(data, selection, at(series(totals, (address,)), selection.year))


def _marked(
    data: Reads, selection: Selection, address: form.Address, by: str
) -> tuple[pd.DataFrame, dict[str, str], str]:
    """Return the units of the kinds with their values, as they were or as they are today, their names, and what to say.

    Ranks are those among all units of the kinds, also where only some are shown.
    """
    labels = filters.labels(data.rows("units"))
    if by == AS_TODAY:
        marked = units_of_today(data, selection.of_all_units(), (address,))
        return marked, names_of_today(data, labels), _TODAY
    return units_of(data, selection.of_all_units(), (address,)), labels, ""


def _names(selection: Selection, labels: Mapping[str, str]) -> tuple[str, ...]:
    """Return the chosen units as they are shown; none where none is chosen."""
    return tuple(labels[code] for code in selection.units if code in labels)


def two(top: DeltaGenerator, data: Reads, selection: Selection, name: str, by: str, rank: bool) -> None:
    """Show a cell in two years: a slope for each unit, and all units as a table, the largest change first."""
    address, both = compare.measures()[name], (selection.since, selection.year)
    marked, labels, today = _marked(data, selection, address, by)
    grouped = by == BY_KIND
    if grouped:
        marked, labels = compare.of_kinds(marked[marked["year"].isin(both)])
    every = compare.differences(marked, *both, labels)
    names = () if grouped else _names(selection, labels)
    frame = compare.only(every, names)
    _head(top, data, selection, compare.question(*both), compare.answer_words(frame, name, *both))
    ends = compare.slopes(every, names, rank)
    units, ends = len(ends), fewer(ends, list(ends["name"]))
    title, unit = f"{name}：{both[0]} 年和 {both[1]} 年", form.column_of(address).unit
    draw = partial(charts_slope.slopes, ends, title=title, unit=unit, years=both, rank=rank)
    moved = ends["difference"].any() and both[0] != both[1]
    table = compare.table(frame, *both)
    links = [] if by != BY_UNIT else [_link(row, both[1], address) for row in frame["name"]]
    under.figure(
        "compare",
        draw if moved else None,
        f"比较_{name}",
        table,
        said=_said(data, selection, address) + left_out_words(units, len(ends), "变化最大"),
        meaning=Meaning(_KINDS if grouped else _TWO + today, (address,)),
        picks={row: _link(row, both[1], address) for row in ends["name"]} if by == BY_UNIT else {},
        links=links,
        beside=partial(under.rows, table, links, "differences", "tall"),
    )


def years(top: DeltaGenerator, data: Reads, selection: Selection, name: str, by: str, rank: bool) -> None:
    """Show a cell over the years, as numbers or as ranks."""
    address = compare.measures()[name]
    marked, labels, today = _marked(data, selection, address, by)
    grouped = by == BY_KIND
    if grouped:
        marked, labels = compare.of_kinds(marked)
    parted = address.table == "disclosure"
    names = () if grouped else _names(selection, labels)
    frame = compare.over_years(marked, labels, names, rank=rank, parted=parted)
    table = compare.years_table(marked, labels)
    if names:
        table = table[table["单位"].isin(names)]
    span = selection.years
    question = (
        f"{span[0]}–{span[-1]} 年，谁在升，谁在降？" if len(span) > 1 else compare.question(*span, *span)
    )
    _head(top, data, selection, question, compare.years_words(table, name))
    every, drawn = frame["name"].nunique(), fewer(frame, compare.by_change(frame))
    title = f"{name}：各{'类' if grouped else '单位'}{'位次' if rank else '历年'}"
    draw = partial(charts_compare.lines, drawn, title=title, unit=form.column_of(address).unit, rank=rank)
    links = [] if by != BY_UNIT else [_link(row, selection.year, address) for row in table["单位"]]
    under.figure(
        "years",
        draw if frame["value"].notna().any() else None,
        f"历年_{name}",
        table,
        said=_said(data, selection, address) + left_out_words(every, drawn["name"].nunique(), "变化最大"),
        meaning=Meaning(f"{_YEARS}{today}{_RANKS if rank else ''}{_KINDS if grouped else ''}", (address,)),
        links=links,
        below=partial(under.rows, table, links, "by_year", "tall"),
    )


def among_peers(top: DeltaGenerator, data: Reads, selection: Selection, name: str, by: str) -> None:
    """Show the units of a year among those of their kind, or of their kind and size."""
    address, units = compare.measures()[name], data.rows("units")
    labels, unit = filters.labels(units), form.column_of(address).unit
    marked = units_of(data, selection.of_all_units().only_this_year(), (address,))
    frame = peers.frame_of(marked, units, selection.names, selection.year, labels, by)
    answer = peers.answer_words(frame, unit, selection.year) or f"{selection.year} 年没有报告给出这一格。"
    _head(top, data, selection.only_this_year(), "在同类单位里处在什么位置？", answer)
    if frame.empty:
        return
    table, dots = peers.table(frame, selection.year), peers.drawn(frame)
    left_out = left_out_words(len(peers.near(frame)), len(dots), "按位次均匀取出")
    links = [_link(row.removeprefix("▸ "), selection.year, address) for row in table["单位"]]
    under.figure(
        "peers",
        partial(charts_compare.strip, dots, title=f"{selection.year} 年{name}", unit=unit),
        f"同类位次_{name}",
        table,
        said=_said(data, selection, address) + left_out,
        meaning=Meaning(_PEERS, (address,)),
        picks={row: _link(row, selection.year, address) for row in dots["name"]},
        links=links,
        beside=partial(under.rows, table, links, "peer_table", "tall"),
    )


def cells(top: DeltaGenerator, data: Reads, selection: Selection) -> None:
    """Show every cell of the form by how much it changed between two years."""
    both = (selection.since, selection.year)
    where = {"units": list(selection.units), "kinds": list(selection.kinds)}
    changes = data.rows("changes", before=both[0], year=both[1], **where)
    answer = compare.cells_words(changes, *both)
    _head(top, data, selection, compare.question(*both), answer)
    table, links = compare.cell_changes(changes, *both)
    if len(table):
        body = heat.plain(table, links, page="compare")
        clickable.show(tag("div", body, class_="tall"), key="cells")
    said = under.source(data, selection, None)
    under.evidence("cells", f"各格增减_{both[0]}_{both[1]}", table, said=said, meaning=Meaning(_CELLS))


def _link(name: str, year: int, address: form.Address) -> dict[str, str | int]:
    return {"unit": name, "year": year, "cell": cell_key(address)}
