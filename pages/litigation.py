"""复议诉讼: how often were we taken to review or court, and how did it end?"""

from __future__ import annotations

from ui import cards, clickable, filters, litigation, litigation_views, under
from ui.derive import CASES, at, same_units, series
from ui.measure import units_of
from ui.reads import reads

TITLE = "复议诉讼"
FILTERS = ("year", "since", "kinds", "units")


def render() -> None:
    """Show the page."""
    data, selection = reads(), filters.selection()
    totals = data.rows("totals", tables=["litigation"], **selection.where())
    cases = series(totals, CASES)
    now, before = at(cases, selection.year), at(cases, selection.before)
    marked = units_of(data, selection, CASES)
    answer = litigation.answer_words(totals, now, before, same_units(marked, selection.year), selection.year)
    head = cards.top("被复议、被起诉了多少，结果怎样？", selection.words(), data.is_sample, answer)
    clickable.show(head, key="head")
    said = under.source(data, selection, now)
    litigation_views.outcomes(totals, said)
    litigation_views.units_and_cases(data, marked, selection, said)


if __name__ == "__main__":
    from ui.shell import hand_over

    hand_over()
