"""主动公开: what was disclosed, by the rows of the form and by the words of the reports?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

import form
from ui import cards, charts, clickable, disclosure, filters, heat, under
from ui.derive import DECISIONS, at, series
from ui.filters import Selection
from ui.html import BREAK, join, tag
from ui.measure import units_of
from ui.reads import Reads, reads
from ui.units import measure_rows

TITLE = "主动公开"
FILTERS = ("year", "since", "kinds", "units")
_VIEWS = ("法定各项", "各单位", "信息类别", "公开渠道")
_WAYS = {"按类别": "category", "按原文说法": "label"}
_ACROSS = 4
_MOST_LINES = 8


def render() -> None:
    """Show the page."""
    data, selection = reads(), filters.selection()
    totals = data.rows("totals", tables=["disclosure"], **selection.where())
    decisions = at(series(totals, DECISIONS), selection.year)
    prose = data.rows("narrative_units", **selection.where())
    answer = disclosure.answer_words(decisions, prose, selection.year)
    head = cards.top("主动公开了什么？", selection.words(), data.is_sample, answer)
    clickable.show(head, key="head")
    said = under.source(data, selection, decisions)
    with st.container(horizontal=True, key="views"):
        view = filters.choice("看什么", "view", _VIEWS)
        if view in _VIEWS[:2]:
            edition = filters.choice("版式", "edition", list(reversed(form.EDITIONS)))
        elif view == _VIEWS[2]:
            way = _WAYS[filters.choice("归类方式", "by", list(_WAYS))]
    if view == _VIEWS[0]:
        _statutory(totals, selection.year, edition, said)
    elif view == _VIEWS[1]:
        _units(data, selection, edition, said)
    elif view == _VIEWS[2]:
        _prose(data, selection, "category", way, said)
    else:
        _prose(data, selection, "channel", "label", said)


def _statutory(totals: pd.DataFrame, year: int, edition: str, said: str) -> None:
    past = [(measure, disclosure.past(totals, measure)) for measure in disclosure.measures(edition)]
    known = [(measure, frame) for measure, frame in past if disclosure.has_any(frame)]
    if not known:
        st.caption(f"所选范围内没有 {edition} 版的报告。")
        return
    drawn = [(measure, frame) for measure, frame in known if frame["value"].gt(0).any()]
    columns = st.columns(_ACROSS, gap="small")
    for at_place, (measure, frame) in enumerate(drawn):
        chart = charts.small_lines(frame, filters.palette(), year, measure.name, measure.unit)
        with columns[at_place % _ACROSS]:
            under.draw(chart, "line_" + "_".join(measure.address))
    quiet = [measure.name for measure, frame in known if not frame["value"].gt(0).any()]
    if quiet:
        st.caption(f"各年均为 0：{'、'.join(quiet)}。")
    table = disclosure.measure_table(known)
    definition = disclosure.STATUTORY + disclosure.CORRESPONDS
    under.evidence("statutory", "主动公开_法定各项", table, said=said, definition=definition)


def _units(data: Reads, selection: Selection, edition: str, said: str) -> None:
    labels, this_year = filters.labels(data.rows("units")), selection.only_this_year()
    measured = [
        (measure.name, measure.address, units_of(data, this_year, (measure.address,)))
        for measure in disclosure.measures(edition)
    ]
    columns = [(tag("span", join(name.split("·"), BREAK)), False) for name, _, _ in measured]
    table = heat.count_table(measure_rows(measured, labels), columns, filters.palette())
    title = tag("h2", f"{selection.year} 年各单位主动公开的法定各项")
    clickable.show(join([title, table, heat.count_key()]), key="heat")
    frame = disclosure.unit_measures(measured, labels)
    name = f"主动公开_各单位_{selection.year}"
    under.evidence("by_unit", name, frame, said=said, definition=disclosure.STATUTORY)


def _prose(data: Reads, selection: Selection, kind: str, way: str, said: str) -> None:
    every = disclosure.of_units(data.rows("narrative", item_kinds=[kind], **selection.where()))
    items = every[every["year"] == selection.year]
    if items.empty:
        st.caption(f"{selection.year} 年的报告正文没有写明数量。")
        return
    name = "信息类别" if kind == "category" else "公开渠道"
    frame = disclosure.top(disclosure.category_frame(items, way))
    title = f"{selection.year} 年正文写明的{name}，最多的 {len(frame)} 项"
    chart = charts.ranked(frame, filters.palette(), title, "条，量词不同的另注", None, pick=False)
    table, links = disclosure.evidence_table(items, filters.labels(data.rows("units")))
    definition = disclosure.PROSE
    under.figure("prose", chart, f"正文{name}", table, said=said, definition=definition, links=links)
    if len(selection.years) > 1:
        _prose_past(every, list(frame["name"])[:_MOST_LINES], way, selection)


def _prose_past(every: pd.DataFrame, names: list[str], way: str, selection: Selection) -> None:
    clickable.show(tag("h2", "各项历年写明的数量（没写的年份不画点，不等于 0）"), key="past")
    columns = st.columns(_ACROSS, gap="small")
    past = disclosure.category_past(every, names, way, selection.years)
    for at_place, (name, frame) in enumerate(zip(names, past, strict=True)):
        chart = charts.small_lines(frame, filters.palette(), selection.year, name, "条")
        with columns[at_place % _ACROSS]:
            under.draw(chart, f"prose_{at_place}")


if __name__ == "__main__":
    from ui.shell import hand_over

    hand_over()
