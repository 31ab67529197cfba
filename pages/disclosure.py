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
from ui.words import number

_VIEWS = ("法定各项", "各单位", "信息类别", "公开渠道")
_ACROSS = 4

TITLE = "主动公开"
FILTERS = ("year", "since", "kinds", "units")


def render() -> None:
    """Show the page."""
    data = reads()
    selection = filters.selection()
    totals = data.rows("totals", tables=["disclosure"], **selection.where())
    decisions = at(series(totals, DECISIONS), selection.year)
    units = data.rows("narrative_units", **selection.where())
    sentence = (
        f"{selection.year} 年许可、处罚、强制决定共 {number(decisions.value if decisions else None)} 件；"
    )
    clickable.show(
        join(
            [
                cards.heading("主动公开了什么？", selection.words(), data.is_sample),
                cards.answer(sentence + disclosure.counted_words(units, selection.year)),
            ]
        ),
        key="head",
    )
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        view = filters.choice("看什么", "view", _VIEWS)
    with right:
        edition = (
            filters.choice("版式", "edition", list(reversed(form.EDITIONS))) if view in _VIEWS[:2] else ""
        )
    counted = (decisions.counted, decisions.expected) if decisions else (0, 0)
    said = under.source(data, selection, *counted)
    if view == _VIEWS[0]:
        _statutory(totals, selection, edition, said)
    elif view == _VIEWS[1]:
        _by_unit(data, selection, edition, said)
    else:
        _prose(data, selection, "category" if view == _VIEWS[2] else "channel", said)


def _statutory(totals: pd.DataFrame, selection: Selection, edition: str, said: str) -> None:
    drawn = [(m, disclosure.past(totals, m)) for m in disclosure.measures(edition)]
    drawn = [(measure, frame) for measure, frame in drawn if disclosure.has_any(frame)]
    table = disclosure.measure_table(drawn)
    quiet = [measure.name for measure, frame in drawn if not frame["value"].gt(0).any()]
    drawn = [(measure, frame) for measure, frame in drawn if measure.name not in quiet]
    if table.empty:
        clickable.show(tag("p", f"所选范围内没有 {edition} 版的报告。", class_="quiet"), key="none")
        return
    for start in range(0, len(drawn), _ACROSS):
        for column, (measure, frame) in zip(
            st.columns(_ACROSS, gap="small"), drawn[start : start + _ACROSS], strict=False
        ):
            with column:
                chart = charts.small_lines(
                    frame, st.session_state["palette"], selection.year, measure.name, measure.unit
                )
                under.draw(chart, "line_" + "_".join(measure.address))
    if quiet:
        st.caption(f"各年均为 0：{'、'.join(quiet)}。")
    under.evidence(
        "statutory", "主动公开_法定各项", table, said=said, definition=_STATUTORY + disclosure.CORRESPONDS
    )


def _by_unit(data: Reads, selection: Selection, edition: str, said: str) -> None:
    labels = filters.labels(data.rows("units"))
    year = selection.year
    measured = []
    for measure in disclosure.measures(edition):
        marked = units_of(data, selection.only_this_year(), (measure.address,))
        measured.append((measure.name, measure.address, marked))
    columns = [(tag("span", join(name.split("·"), BREAK)), False) for name, _, _ in measured]
    title = tag("h2", f"{year} 年各单位主动公开的法定各项")
    table = heat.count_table(measure_rows(measured, labels), columns, st.session_state["palette"])
    clickable.show(join([title, table, heat.count_key()]), key="heat")
    frame = disclosure.unit_measures(measured, labels)
    under.evidence("by_unit", f"主动公开_各单位_{year}", frame, said=said, definition=_STATUTORY)


def _prose(data: Reads, selection: Selection, kind: str, said: str) -> None:
    labels = filters.labels(data.rows("units"))
    own = filters.choice("归类方式", "by", ("按类别", "按原文说法")) if kind == "category" else "按原文说法"
    items = data.rows("narrative", item_kinds=[kind], **(selection.where() | {"years": [selection.year]}))
    items = items[items["kind"] != filters.COUNTY]
    frame = disclosure.category_frame(items, "label" if own == "按原文说法" else "category")
    if frame.empty:
        clickable.show(tag("p", f"{selection.year} 年的报告正文没有写明数量。", class_="quiet"), key="none")
        return
    name = "信息类别" if kind == "category" else "公开渠道"
    title = f"{selection.year} 年正文写明的{name}（前 {min(len(frame), 12)} 项）"
    chart = charts.ranked(
        disclosure.top(frame), st.session_state["palette"], title, "条（以原文量词为准）", None, pick=False
    )
    under.draw(chart, "prose")
    table, links = disclosure.evidence_table(items, labels)
    under.evidence("prose", f"正文{name}", table, said=said, definition=_PROSE, links=links)


_STATUTORY = (
    "表二“主动公开政府信息情况”的印刷数字，按版式分开，把有报告的单位相加；没有报告的单位不计，也不当作 0。"
)
_PROSE = (
    "报告第一部分（一）主动公开的文字里点明的数量。“余、多、以上”记作 ≥，“近、约、左右”记作 ≈。"
    "没有写数量的报告是未列数，不等于 0。"
)


if __name__ == "__main__":
    from ui.shell import hand_over

    hand_over()
