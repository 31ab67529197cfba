"""复议诉讼: how often were we taken to review or court, and how did it end?"""

from __future__ import annotations

import streamlit as st

import form
from ui import cards, charts_flow, clickable, filters, heat, under
from ui.derive import CASES, at, series
from ui.html import join, tag
from ui.litigation import answer_words, case_table, outcome_frame, outcome_names, outcome_table
from ui.measure import facts_of
from ui.reads import reads

TITLE = "复议诉讼"
FILTERS = ("year", "since", "kinds", "units")


def render() -> None:
    """Show the page."""
    data = reads()
    selection = filters.selection()
    year = selection.year
    totals = data.rows("totals", tables=["litigation"], **selection.where())
    cases = series(totals, CASES)
    now = at(cases, year)
    said = under.source(data, selection, now.counted if now else 0, now.expected if now else 0)
    clickable.show(
        join(
            [
                cards.heading("被复议、被起诉了多少，结果怎样？", selection.words(), data.is_sample),
                cards.answer(answer_words(totals, now, at(cases, selection.before), year)),
            ]
        ),
        key="head",
    )
    rows = form.TABLES["litigation"].rows
    for column, row in zip(st.columns(len(rows), gap="medium"), rows, strict=True):
        with column:
            name = "·".join([*row.groups, row.label])
            frame = outcome_frame(totals, row.key)
            if frame["value"].fillna(0).sum() == 0:
                clickable.show(
                    join([tag("h3", name), tag("p", _none(frame), class_="quiet")]),
                    key=f"none_{row.key}",
                )
                continue
            under.draw(
                charts_flow.outcomes(frame, st.session_state["palette"], name, outcome_names()),
                f"kind_{row.key}",
            )
    under.evidence("outcomes", "复议诉讼_结果", outcome_table(totals), said=said, definition=_DEFINITION)
    facts = facts_of(data, selection, form.TABLES["litigation"].addresses())
    table, links = case_table(facts, filters.labels(data.rows("units")))
    clickable.show(tag("h2", f"每一件在哪里：{len(table)} 格不为 0，点单位名看原处"), key="cases_title")
    if len(table):
        clickable.show(tag("div", heat.plain(table, links), class_="tall"), key="cases")
        under.evidence("cases", "复议诉讼_各单位", table, said=said, definition=_DEFINITION, links=links)


def _none(frame) -> str:
    return "各年均为 0。" if frame["value"].notna().any() else "没有报告给出数字。"


_DEFINITION = "表四的印刷数字（结果维持、结果纠正、其他结果、尚未审结、总计），只列件数；不足 10 件不算比率。"


if __name__ == "__main__":
    from ui.shell import hand_over

    hand_over()
