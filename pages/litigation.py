"""复议诉讼: how often were we taken to review or court, and how did it end?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

import form
from form import Row
from ui import cards, charts_flow, clickable, filters, heat, litigation, under
from ui.derive import CASES, at, same_units, series
from ui.html import join, tag
from ui.measure import facts_of, units_of
from ui.reads import reads
from ui.units import heat_rows

TITLE = "复议诉讼"
FILTERS = ("year", "since", "kinds", "units")


def render() -> None:
    """Show the page."""
    data, selection = reads(), filters.selection()
    totals = data.rows("totals", tables=["litigation"], **selection.where())
    cases = series(totals, CASES)
    now, before = at(cases, selection.year), at(cases, selection.before)
    said = under.source(data, selection, now)
    marked = units_of(data, selection, CASES)
    pair = same_units(marked, selection.year)
    answer = litigation.answer_words(totals, now, before, pair, selection.year)
    head = cards.top("被复议、被起诉了多少，结果怎样？", selection.words(), data.is_sample, answer)
    clickable.show(head, key="head")
    rows = form.TABLES["litigation"].rows
    for column, row in zip(st.columns(len(rows), gap="medium"), rows, strict=True):
        with column:
            _kind(totals, row, litigation.largest(totals))
    table = litigation.outcome_table(totals)
    under.evidence("outcomes", "复议诉讼_结果", table, said=said, definition=_DEFINITION)
    if not marked["value"].gt(0).any():
        return
    labels = filters.labels(data.rows("units"))
    left, right = st.columns([1.15, 1], gap="medium")
    with left:
        facts = facts_of(data, selection, form.TABLES["litigation"].addresses())
        table, links = litigation.case_table(facts, labels)
        title = tag("h2", f"每一件在哪里：{len(table)} 格不为 0，点单位名看原处")
        clickable.show(join([title, tag("div", heat.plain(table, links), class_="tall")]), key="cases")
        under.evidence("cases", "复议诉讼_各单位", table, said=said, definition=_DEFINITION, links=links)
    with right:
        columns = [(str(year), year == selection.year) for year in selection.years]
        rows = heat_rows(litigation.with_cases(marked), labels, selection.year, None)
        table = heat.count_table(rows, columns, filters.palette(), most_blocks=2)
        title = tag("h2", "有过复议诉讼的单位（件）")
        clickable.show(join([title, table, heat.count_key()]), key="heat")


def _kind(totals: pd.DataFrame, row: Row, top: float) -> None:
    name = "·".join([*row.groups, row.label])
    frame = litigation.outcome_frame(totals, row.key)
    if frame["value"].gt(0).any():
        chart = charts_flow.outcomes(frame, filters.palette(), name, litigation.outcome_names(), top)
        under.draw(chart, f"kind_{row.key}")
        return
    said = "各年均为 0。" if frame["value"].notna().any() else "没有报告给出数字。"
    clickable.show(join([tag("h3", name), tag("p", said, class_="quiet")]), key=f"none_{row.key}")


_DEFINITION = "表四的印刷数字（结果维持、结果纠正、其他结果、尚未审结、总计），只列件数；不足 10 件不算比率。"


if __name__ == "__main__":
    from ui.shell import hand_over

    hand_over()
