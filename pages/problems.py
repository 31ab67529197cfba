"""问题与改进: what do the units themselves say, what comes back every year, and where is it said?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from form.themes import THEMES
from ui import cards, clickable, filters, heat, problems, remarks, under
from ui.filters import Selection
from ui.html import join, tag
from ui.measure import due, units_only
from ui.reads import Reads, reads
from ui.units import heat_rows

TITLE = "问题与改进"
FILTERS = ("year", "since", "kinds", "units")
_VIEWS = ("主题", "各单位", "全文检索")
_MOST_HITS = 40
_MOST_RECURRING = 14


def render() -> None:
    """Show the page."""
    data, selection = reads(), filters.selection()
    labels = filters.labels(data.rows("units"))
    sections = units_only(
        data.rows("section_texts", sections=[problems.PROBLEMS], words=[], **selection.where())
    )
    themes = problems.theme_rows(sections)
    written = int((sections["year"] == selection.year).sum())
    answer = problems.answer_words(themes, written, selection.year)
    head = cards.top("各单位自己说有什么问题？", selection.words(), data.is_sample, answer)
    clickable.show(head, key="head")
    view = filters.choice("看什么", "view", _VIEWS)
    if view == _VIEWS[0]:
        _themes(themes, selection, labels)
    elif view == _VIEWS[1]:
        _units(data, themes, selection, labels)
    else:
        _search(data, selection, labels)


def _themes(themes: pd.DataFrame, selection: Selection, labels: dict[str, str]) -> None:
    left, right = st.columns([1, 1.15], gap="medium")
    with left:
        counts = problems.by_year(themes, selection.years)
        body = heat.plain_counts(counts, list(selection.years), selection.year, filters.palette())
        title = tag("h2", "每个主题有几份报告提到")
        clickable.show(join([title, body]), key="themes")
        table = problems.table(themes, labels)
        under.evidence("themes", "问题与改进_主题", table, said=_SOURCE, definition=_DEFINITION)
    with right:
        found = problems.recurring(themes, selection.year, labels)
        title = tag("h2", f"年年都提的：{len(found)} 项连续 {problems.RECURRING_YEARS} 年以上")
        clickable.show(join([title, remarks.listing(found[:_MOST_RECURRING])]), key="recurring")


def _units(data: Reads, themes: pd.DataFrame, selection: Selection, labels: dict[str, str]) -> None:
    names = [theme.label for theme in THEMES]
    chosen = filters.choice("主题", "theme", names)
    marked = problems.theme_marks(themes, due(data, selection), THEMES[names.index(chosen)].key)
    columns = [(str(year), year == selection.year) for year in selection.years]
    rows = heat_rows(marked, labels, selection.year, None)
    table = heat.count_table(rows, columns, filters.palette(), most_blocks=heat.MOST_BLOCKS)
    title = tag("h2", f"“{chosen}”：1 表示那一年的报告提到，0 表示没有提到")
    clickable.show(join([title, table, heat.count_key(stepped=False)]), key="heat")


def _search(data: Reads, selection: Selection, labels: dict[str, str]) -> None:
    filters.note_bound("q")
    query = st.text_input(
        "检索", key="q", bind="query-params", placeholder="输入词语，空格表示同时包含，例如：培训 兼职"
    )
    wanted = problems.search_words(query or "")
    if not wanted:
        st.caption("检索所有年度报告的第一、五、六部分，按所选年度、类别和单位。")
        return
    found = data.rows("section_texts", sections=[], words=wanted, **selection.where())
    title = tag("h2", f"{len(found)} 处同时写到“{'”“'.join(wanted)}”")
    clickable.show(join([title, problems.hits(found, wanted, labels, _MOST_HITS)]), key="hits")
    if len(found) > _MOST_HITS:
        st.caption(f"这里显示前 {_MOST_HITS} 处，缩小年度或单位可以看到其余。")


_SOURCE = "数据来源：各报告第五部分“存在的主要问题及改进情况”"
_DEFINITION = (
    "按句子里的用词归入主题（词表见 form/themes.py），一句可以属于几个主题；没有提到不等于没有问题。"
)


if __name__ == "__main__":
    from ui.shell import hand_over

    hand_over()
