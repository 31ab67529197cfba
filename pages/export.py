"""导出: what is handed in, as files, with the numbers of the screen."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from exports.source import Source
from ui import cards, clickable, export, filters
from ui.derive import series
from ui.html import go, join, tag
from ui.reads import reads

TITLE = "导出"
FILTERS = ("year", "kinds", "units")
# Pixels: a button near enough to its line.
_WIDTH = 820


def render() -> None:
    """Show the page."""
    data, selection = reads(), filters.selection().only_this_year()
    top = st.container()
    ground = export.choose(data, selection.year)
    source = ground.source
    totals = source.rows("totals", **selection.where())
    sums = [(name, series(totals, addresses), unit) for name, addresses, unit in export.SHOWN]
    answer = export.answer_words(sums, selection.year, source.basis)
    with top:
        head = cards.top("要交的表和数据，从哪里下载？", selection.words(), data.is_sample, answer)
        clickable.show(head, key="head")
    offers = export.offers(ground, selection, _county(source), datetime.now())
    if not export.reported(sums, selection.year):
        offers = [offer for offer in offers if offer.key not in export.OF_A_YEAR]
    for offer in offers:
        _show(offer)
    letters = ["退回修改通知、催报通知在", go("办理", "worklist", year=selection.year), "页下载。"]
    meaning = ["数字的含义和依据见", go("数据说明", "notes"), "。"]
    clickable.show(tag("p", *letters, *meaning, class_="links"), key="letters")
    st.caption(_NOTE)


def _show(offer: export.Offer) -> None:
    with st.container(horizontal=True, vertical_alignment="center", width=_WIDTH, key=f"offer_{offer.key}"):
        said = join([tag("b", offer.title), tag("div", offer.said, class_="quiet")])
        with st.container():
            clickable.show(said, key=f"said_{offer.key}")
        for file in offer.files:
            st.download_button(
                file.button, file.make, file.name, file.media, key=f"get_{file.key}", on_click="ignore"
            )


def _county(source: Source) -> str:
    build = source.rows("build_info")
    named = build["county"].iloc[0] if len(build) else None
    return named if isinstance(named, str) else "全县"


_NOTE = (
    "文件随上面选的年度、类别、单位和口径而定；没有部门报告时是乡镇街道汇总，不是全县的法定报表。"
    "没有报告、未填的格不按 0 计，每个合计都写明由几个单位相加。核定数是年度核定时存下的文件，以后不变。"
)


if __name__ == "__main__":
    from ui.shell import hand_over

    hand_over()
