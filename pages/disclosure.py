"""主动公开: what was disclosed, by the rows of the form and by the words of the reports?"""

from __future__ import annotations

import streamlit as st

from ui import cards, clickable, disclosure, disclosure_views, filters, under
from ui.derive import DECISIONS, at, series
from ui.reads import reads

TITLE = "主动公开"
FILTERS = ("year", "since", "kinds", "units")
_VIEWS = ("法定各项", "各单位", "信息类别", "公开渠道")
_WAYS = {"按类别": "category", "按原文说法": "label"}


def render() -> None:
    """Show the page."""
    data, selection = reads(), filters.selection()
    totals = data.rows("totals", tables=["disclosure"], **selection.where())
    decisions = at(series(totals, DECISIONS), selection.year)
    prose = data.rows("narrative_units", **selection.only_this_year().where())
    answer = disclosure.answer_words(decisions, prose, selection.year)
    head = cards.top("主动公开了什么？", selection.words(), data.is_sample, answer)
    clickable.show(head, key="head")
    said = under.source(data, selection, decisions)
    with st.container(horizontal=True, key="views"):
        view = filters.choice("看什么", "view", _VIEWS)
        if view in _VIEWS[:2]:
            edition = filters.choice("版式", "edition", *disclosure.offered(selection.known))
        elif view == _VIEWS[2]:
            way = _WAYS[filters.choice("归类方式", "by", list(_WAYS))]
    if view == _VIEWS[0]:
        disclosure_views.statutory(totals, selection.year, edition, said)
    elif view == _VIEWS[1]:
        disclosure_views.units(data, selection, edition, said)
    elif view == _VIEWS[2]:
        disclosure_views.prose(data, selection, "category", way, said)
    else:
        disclosure_views.prose(data, selection, "channel", "label", said)


if __name__ == "__main__":
    from ui.shell import hand_over

    hand_over()
