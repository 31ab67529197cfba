"""问题与改进: what do the units themselves say, what comes back every year, and where is it said?"""

from __future__ import annotations

import streamlit as st

from ui import cards, clickable, filters, problems, problems_views
from ui.measure import units_only
from ui.reads import reads

TITLE = "问题与改进"
FILTERS = ("year", "since", "kinds", "units")
_VIEWS = ("主题", "各单位", "全文检索")


def render() -> None:
    """Show the page."""
    data, selection = reads(), filters.selection()
    labels = filters.labels(data.rows("units"))
    sections = units_only(
        data.rows("section_texts", sections=[problems.PROBLEMS], words=[], **selection.where())
    )
    top = st.container()
    with st.container(horizontal=True, key="views"):
        view = filters.choice("看什么", "view", _VIEWS)
        of = (
            filters.choice("数什么", "said", list(problems.SAID))
            if view != _VIEWS[2]
            else problems.WHOLE.label
        )
    said = problems.SAID[of]
    themes = problems.theme_rows(sections, said)
    written = int((sections["year"] == selection.year).sum())
    answer = problems.answer_words(themes, written, selection.year, said)
    if said.side:
        answer += problems.untold_words(sections, selection.year)
    with top:
        head = cards.top("各单位自己说有什么问题？", selection.words(), data.is_sample, answer)
        clickable.show(head, key="head")
    if view == _VIEWS[0]:
        problems_views.themes(themes, selection, labels, said)
    elif view == _VIEWS[1]:
        problems_views.units(data, themes, selection, labels, said)
    else:
        problems_views.search(data, selection, labels)


if __name__ == "__main__":
    from ui.shell import hand_over

    hand_over()
