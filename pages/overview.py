"""总览: how is the county this year against last?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from ui import cards, charts_heat, clickable, filters, headlines, heat, many, remarks, under, worklist
from ui.derive import at, by_unit, same_units, series
from ui.html import join, tag
from ui.measure import reported_series, sums_of, units_only
from ui.reads import reads
from ui.words import year_span

TITLE = "总览"
FILTERS = ("year", "since", "kinds", "units")


def render() -> None:
    """Show the page."""
    data, selection = reads(), filters.selection()
    year, labels = selection.year, filters.labels(data.rows("units"))
    coverage = data.rows("coverage", **selection.where())
    counted = units_only(coverage)
    totals = data.rows("totals", **selection.where())
    reported = reported_series(counted)

    progress = data.rows("worklist", **selection.only_this_year().where())
    found = remarks.about_progress(worklist.answer_words(progress, year)) if len(progress) else []
    found += remarks.about_coverage(counted, progress, labels, year)
    lines = [cards.Headline("年度报告", "份", reported, "worklist", meaning=headlines.REPORTS)]
    for one in headlines.MEASURES:
        past = series(totals, one.cells)
        marked = by_unit(counted, sums_of(data, selection, one.cells))
        pair = same_units(marked, year)
        lines.append(cards.Headline(one.name, "件", past, one.page, pair, one.meaning))
        found += remarks.about_change(one.name, "件", past, marked, labels, year, one.page)
    changes = [(line.name, at(line.past, year), line.pair) for line in lines if line.pair]
    answer = remarks.answer_words(at(reported, year), changes, year)
    head = cards.top(remarks.question(selection), selection.words(), data.is_sample, answer)
    clickable.show(join([head, cards.cards(lines, year)]), key="head")

    left, right = st.columns([3, 1] if len(labels) > heat.TWO_BLOCKS else [1.7, 1], gap="medium")
    with left:
        title = f"谁交了报告：{year_span(selection.years)}"
        listed = many.part_of(coverage, year, title)
        matrix = heat.coverage_matrix(listed, labels, year)
        body = [tag("div", matrix, class_="scroll"), heat.coverage_key()]
        clickable.show(join(body), key="coverage")
        said = under.source(data, selection, at(reported, year))
        draw = partial(charts_heat.coverage, listed, labels, title=title)
        under.evidence("headlines", "总览", cards.table(lines), said=said, meaning=headlines.WHOLE, draw=draw)
    with right:
        clickable.show(join([tag("h2", f"{year} 年要留意的"), remarks.listing(found)]), key="remarks")
        clickable.show(remarks.leftovers(coverage, data.rows("failures")), key="leftovers")


if __name__ == "__main__":
    from ui.shell import hand_over

    hand_over()
