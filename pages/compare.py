"""比较: any cell of the form, any two years, any units — and a unit among its peers."""

from __future__ import annotations

import streamlit as st

import form
from ui import cards, charts_compare, clickable, compare, filters, heat, under
from ui.derive import at, cell_key, series
from ui.measure import units_of
from ui.reads import reads

TITLE = "比较"
FILTERS = ("since", "year", "kinds", "units")
_DEFAULT = "依申请公开·本年新收·总计"
_MOST_BARS = 18


def render() -> None:
    """Show the page."""
    data, selection = reads(), filters.selection()
    measures = compare.measures()
    name = filters.one_of("比较哪一格", "measure", list(measures), _DEFAULT)
    address = measures[name]
    unit = form.column_of(address).unit
    labels = filters.labels(data.rows("units"))
    two = (selection.since, selection.year)
    # Ranks are those among all units of the kinds, also where only some are shown.
    everyone = units_of(data, selection.of_all_units(), (address,))
    frame = compare.only(compare.differences(everyone, *two, labels), selection.names)
    answer = compare.answer_words(frame, name, *two)
    head = cards.top(compare.question(*two), selection.words(), data.is_sample, answer)
    clickable.show(head, key="head")
    said = under.source(
        data,
        selection,
        at(series(data.rows("totals", tables=[address.table], **selection.where()), (address,)), two[1]),
    )
    links = [{"unit": row, "year": two[1], "cell": cell_key(address)} for row in frame["name"]]
    left, right = st.columns([1.15, 1], gap="medium")
    with left:
        changed = frame[frame["difference"].abs() > 0].head(_MOST_BARS)
        picks = {row: {"unit": row, "year": two[1], "cell": cell_key(address)} for row in changed["name"]}
        if len(changed):
            chart = charts_compare.dumbbells(changed, filters.palette(), f"变化最大的单位：{name}", unit, two)
            under.draw(chart, "dumbbells", picks)
        peers = compare.peers(everyone, selection.names, two[1], labels)
        if len(peers):
            chart = charts_compare.strip(peers, filters.palette(), f"{two[1]} 年各类单位的分布", unit)
            under.draw(chart, "strip")
    with right:
        table = compare.table(frame, *two)
        clickable.show(heat.plain(table, links), key="differences")
        under.evidence("compare", f"比较_{name}", table, said=said, definition=_DEFINITION, links=links)


_DEFINITION = "同一格在两个年度的印刷数字及其差。位次从大到小排，相同的数位次相同；没有数的单位不排位，写明缺报、未填等原因。"


if __name__ == "__main__":
    from ui.shell import hand_over

    hand_over()
