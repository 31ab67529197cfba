"""比较: any cell of the form, any years, any units — and a unit among its peers."""

from __future__ import annotations

from functools import partial

import streamlit as st

from ui import compare, compare_views, filters, peers
from ui.compare_views import AS_TODAY, BY_KIND, BY_UNIT
from ui.reads import Reads, reads

TITLE = "比较"
FILTERS = ("since", "year", "kinds", "units")
_VIEWS = ("两年对比", "历年变化", "同类位次", "各格增减")
_DEFAULT = "依申请公开·本年新收·总计"
_NUMBERS, _RANKS = "数值", "位次"


def render() -> None:
    """Show the page."""
    data, selection = reads(), filters.selection()
    top = st.container()
    with st.container(horizontal=True, vertical_alignment="center", key="views"):
        view = filters.choice("看什么", "view", _VIEWS)
        asked = partial(filters.one_of, "比较哪一格", "measure", list(compare.measures()), _DEFAULT)
        cell = "" if view == _VIEWS[3] else asked()
        by = filters.choice("按什么", "by", _groupings(data)) if view in _VIEWS[:2] else BY_UNIT
        ranks = view in _VIEWS[:2] and filters.choice("数值还是位次", "scale", (_NUMBERS, _RANKS)) == _RANKS
        against = _against(data) if view == _VIEWS[2] else peers.BY_KIND
    if view == _VIEWS[0]:
        compare_views.two(top, data, selection, cell, by, ranks)
    elif view == _VIEWS[1]:
        compare_views.years(top, data, selection, cell, by, ranks)
    elif view == _VIEWS[2]:
        compare_views.among_peers(top, data, selection, cell, against)
    else:
        compare_views.cells(top, data, selection)


def _groupings(data: Reads) -> tuple[str, ...]:
    """Return what figures can be shown by: as today only where the roster says who came after whom."""
    has_past = (data.rows("units")["successors"] != "").any()
    return (BY_UNIT, BY_KIND, AS_TODAY) if has_past else (BY_UNIT, BY_KIND)


def _against(data: Reads) -> str:
    """Show the choice of peers, where the roster gives populations to choose by."""
    if data.rows("units")["population"].isna().all():
        return peers.BY_KIND
    return filters.choice("和谁比", "peers", (peers.BY_KIND, peers.BY_SIZE))


if __name__ == "__main__":
    from ui.shell import hand_over

    hand_over()
