"""数据说明: where do the figures come from, and what do they mean?"""

from __future__ import annotations

import streamlit as st

from ui import cards, clickable, heat, notes, under
from ui.html import join, tag
from ui.meaning import Meaning
from ui.reads import reads

TITLE = "数据说明"
FILTERS: tuple[str, ...] = ()


def render() -> None:
    """Show the page."""
    data = reads()
    build = data.rows("build_info")
    head = cards.top("这些数字从哪里来，是什么意思？", "", data.is_sample, notes.build_words(build))
    clickable.show(head, key="head")
    left, right = st.columns(2, gap="medium")
    with left:
        clickable.show(join([tag("h2", "没有数字时写什么"), notes.marks()]), key="marks")
    with right:
        clickable.show(join([tag("h2", "怎样加、怎样比"), notes.rules()]), key="rules")
        table = notes.editions(data.rows("reports"))
        clickable.show(join([tag("h2", "各年报告用的表式（份）"), heat.plain(table)]), key="editions")
    table = notes.dictionary()
    asked = notes.line_of(st.query_params.get("cell"))
    title = tag("h2", f"法定表格的每一格：{len(table)} 格")
    lines = heat.plain(table, chosen=asked)
    clickable.show(join([title, tag("div", lines, class_="tall")]), key="dictionary")
    said = "来源：国办公开办函〔2019〕60号、国办公开办函〔2021〕30号的附件"
    meaning = Meaning("行前的“第二十条”是《政府信息公开条例》的条款。")
    under.evidence("dictionary", "数据字典", table, said=said, meaning=meaning)


if __name__ == "__main__":
    from ui.shell import hand_over

    hand_over()
