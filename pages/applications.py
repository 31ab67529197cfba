"""依申请公开: who asked, and what became of it?"""

from __future__ import annotations

import streamlit as st

from ui import cards, charts, charts_flow, clickable, filters, heat, under
from ui.applications import (
    applicant_frame,
    balance_words,
    group_frame,
    reasons,
    result_frame,
    result_table,
    steps_of,
)
from ui.derive import NEW, Figure, as_frame, at, series
from ui.html import join, tag
from ui.measure import units_of
from ui.reads import Reads, reads
from ui.units import heat_rows, ranking, unit_table

TITLE = "依申请公开"
FILTERS = ("year", "since", "kinds", "units")


def render() -> None:
    """Show the page."""
    data = reads()
    selection = filters.selection()
    year = selection.year
    totals = data.rows("totals", tables=["applications"], **selection.where())
    new = series(totals, (NEW,))
    steps = steps_of(totals, year)
    colours = st.session_state["palette"]
    said = under.source(data, selection, *_reported(new, year))
    clickable.show(
        join(
            [
                cards.heading("谁在申请，结果怎样？", selection.words(), data.is_sample),
                cards.answer(balance_words(steps, at(new, year), year)),
            ]
        ),
        key="head",
    )
    left, right = st.columns(2, gap="medium")
    with left:
        under.draw(charts.by_year(as_frame(new), colours, year, "每年新收多少件", "件"), "volume")
        under.evidence(
            "volume", "新收申请_按年", under.years_table(new, "件"), said=said, definition=_DEFINITIONS["new"]
        )
    with right:
        under.draw(charts_flow.flow(steps, colours, f"{year} 年收到的去了哪里"), "flow")
        under.evidence("flow", "申请办理流程", group_frame(steps), said=said, definition=_DEFINITIONS["flow"])
    left, right = st.columns(2, gap="medium")
    with left:
        results = result_frame(totals, year)
        groups = results.groupby("part", sort=False, as_index=False)["value"].sum()
        under.draw(
            charts.parts(groups, colours, f"{year} 年办结 {groups['value'].sum():,.0f} 件的结果", "件"),
            "results",
        )
        clickable.show(heat.plain(reasons(results)), key="reasons")
        under.evidence(
            "results", "办理结果", result_table(results), said=said, definition=_DEFINITIONS["results"]
        )
    with right:
        applicants = applicant_frame(totals, year)
        under.draw(
            charts.ranked(applicants, colours, f"{year} 年谁在申请", "件", None, pick=False), "applicants"
        )
        table = applicants[["name", "value"]].set_axis(["申请人", "件"], axis=1)
        under.evidence("applicants", "申请人类型", table, said=said, definition=_DEFINITIONS["applicants"])
    _by_unit(data, selection, said)


def _by_unit(data: Reads, selection: filters.Selection, said: str) -> None:
    year, colours = selection.year, st.session_state["palette"]
    marked = units_of(data, selection, (NEW,))
    labels = filters.labels(data.rows("units"))
    left, right = st.columns(2, gap="medium")
    with left:
        chart, picks, note = ranking(marked, labels, year, NEW, colours, f"{year} 年新收申请最多的单位", "件")
        under.draw(chart, "ranked", picks)
        st.caption(note)
    with right:
        title = tag("h2", "各单位历年新收申请（件）")
        rows = heat_rows(marked, labels, year, NEW)
        table = heat.count_table(rows, [(str(at), at == year) for at in selection.years], colours)
        clickable.show(join([title, table, heat.count_key()]), key="heat")
    under.evidence(
        "units", "各单位新收申请", unit_table(marked, labels), said=said, definition=_DEFINITIONS["new"]
    )


def _reported(figures: list[Figure], year: int) -> tuple[int, int]:
    now = at(figures, year)
    return (now.counted, now.expected) if now else (0, 0)


_DEFINITIONS = {
    "new": "表三“一、本年新收政府信息公开申请数量”的总计栏。缺报的单位不计入，也不当作 0。",
    "flow": "表三：上年结转＋本年新收＝本年度办理结果总计＋结转下年度继续办理。"
    "各数取总计栏，把有报告的单位相加；不相等时如实画出差额。",
    "results": "表三“三、本年度办理结果”（一）至（六）的总计栏，按表的顺序。",
    "applicants": "表三“一、本年新收”一行的六类申请人。",
}


if __name__ == "__main__":
    from ui.shell import hand_over

    hand_over()
