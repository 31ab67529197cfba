"""总览: how is the county this year against last?"""

from __future__ import annotations

import streamlit as st

from ui import cards, clickable, filters, heat, remarks
from ui.derive import CASES, DECISIONS, NEW, Figure, at, by_unit, series
from ui.html import join, tag
from ui.measure import facts_of, reported_series
from ui.reads import reads
from ui.words import covered, year_span

TITLE = "总览"
FILTERS = ("year", "since", "kinds", "units")


def render() -> None:
    """Show the page."""
    data = reads()
    selection = filters.selection()
    labels = filters.labels(data.rows("units"))
    years = {"units": list(selection.units), "kinds": list(selection.kinds)}
    coverage = data.rows("coverage", years=list(selection.years), **years)
    counted = coverage[coverage["kind"] != filters.COUNTY]
    totals = data.rows("totals", **selection.where())
    reported = reported_series(counted)
    new, decisions, cases = (series(totals, addresses) for addresses in ((NEW,), DECISIONS, CASES))

    found = remarks.about_coverage(counted, labels, selection.year)
    for name, unit, past, addresses, page in (
        ("新收申请", "件", new, (NEW,), "applications"),
        ("行政许可、处罚、强制决定", "件", decisions, DECISIONS, "disclosure"),
        ("复议诉讼", "件", cases, CASES, "litigation"),
    ):
        marked = by_unit(counted, facts_of(data, selection, addresses))
        found += remarks.about_change(name, unit, past, marked, labels, selection.year, page)

    clickable.show(
        join(
            [
                cards.heading(f"{selection.year} 年全县公开工作怎么样？", selection.words(), data.is_sample),
                cards.answer(_answer(at(reported, selection.year), at(new, selection.year), selection.year)),
                cards.cards(
                    [
                        cards.Headline("年度报告", "份", reported, "overview"),
                        cards.Headline("新收依申请公开", "件", new, "applications"),
                        cards.Headline("行政许可、处罚、强制决定", "件", decisions, "disclosure"),
                        cards.Headline("行政复议、诉讼", "件", cases, "litigation"),
                    ],
                    selection.year,
                ),
            ]
        ),
        key="head",
    )
    left, right = st.columns([1.75, 1], gap="medium")
    with left:
        matrix = heat.coverage_matrix(coverage, labels, selection.year)
        title = tag("h2", f"谁交了报告：{year_span(selection.years)}")
        clickable.show(
            join([title, tag("div", matrix, class_="scroll"), heat.coverage_key()]), key="coverage"
        )
    with right:
        clickable.show(
            join([tag("h2", f"{selection.year} 年要留意的"), remarks.listing(found)]), key="remarks"
        )
        clickable.show(remarks.leftovers(coverage, data.rows("failures")), key="leftovers")


def _answer(reported: Figure | None, new: Figure | None, year: int) -> str:
    if reported is None:
        return f"{year} 年没有应报的单位。"
    gap = reported.expected - reported.reported
    first = (
        f"{reported.expected} 个单位全部交了报告"
        if gap == 0
        else f"{covered(reported.reported, reported.expected)}，缺 {gap} 份"
    )
    if new is None or new.value != new.value:  # NaN: nobody gives the number
        return f"{first}。"
    return f"{first}；共新收政府信息公开申请 {new.value:,.0f} 件。"


if __name__ == "__main__":
    from ui.shell import hand_over

    hand_over()
