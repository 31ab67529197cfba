"""导出: what is handed in, as files, with the numbers of the screen."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from ui import cards, clickable, export, filters
from ui.derive import series
from ui.html import join, tag
from ui.reads import Reads, reads

TITLE = "导出"
FILTERS = ("year", "kinds", "units")
# Pixels: a button near enough to its line.
_WIDTH = 760


def render() -> None:
    """Show the page."""
    data, selection = reads(), filters.selection().only_this_year()
    totals = data.rows("totals", **selection.where())
    sums = [(name, series(totals, addresses), unit) for name, addresses, unit in export.SHOWN]
    answer = export.answer_words(sums, selection.year)
    head = cards.top("要交的表和数据，从哪里下载？", selection.words(), data.is_sample, answer)
    clickable.show(head, key="head")
    offers = export.offers(data, selection, _county(data), datetime.now())
    if not export.reported(sums, selection.year):
        offers = [offer for offer in offers if offer.key != export.WORKBOOK]
    for offer in offers:
        with st.container(
            horizontal=True, vertical_alignment="center", width=_WIDTH, key=f"offer_{offer.key}"
        ):
            said = join([tag("b", offer.title), tag("div", offer.said, class_="quiet")])
            with st.container():
                clickable.show(said, key=f"said_{offer.key}")
            st.download_button(
                "下载",
                offer.make,
                offer.name,
                offer.media,
                key=f"get_{offer.key}",
                on_click="ignore",
            )
    st.caption(_NOTE)


def _county(data: Reads) -> str:
    build = data.rows("build_info")
    named = build["county"].iloc[0] if len(build) else None
    return named if isinstance(named, str) else "全县"


_NOTE = (
    "汇总表随上面选的年度、类别、单位而定；没有部门报告时是乡镇街道汇总，不是全县的法定报表。"
    "没有报告、未填的格不按 0 计，每个合计都写明由几个单位相加。"
)


if __name__ == "__main__":
    from ui.shell import hand_over

    hand_over()
