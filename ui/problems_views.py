"""The views of the page 问题与改进: themes, units, and a search."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from form.themes import THEMES
from ui import charts_heat, clickable, filters, heat, many, problems, remarks, under
from ui.filters import Selection
from ui.html import join, tag
from ui.meaning import Meaning
from ui.measure import due
from ui.problems import Said
from ui.reads import Reads
from ui.units import heat_rows, unit_table

_MOST_HITS = 40


def themes(found: pd.DataFrame, selection: Selection, labels: dict[str, str], of: Said) -> None:
    """Show how many reports name each theme, and what comes back every year."""
    if found.empty:
        st.caption("所选年度的报告第五部分都没有提到这里归纳的主题。")
        return
    years, colours = selection.years, filters.palette()
    left, right = st.columns([1, 1.15], gap="medium")
    with left:
        counts = problems.by_year(found, years)
        body = heat.plain_counts(counts, list(years), selection.year, colours, problems.to_units)
        title = of.counted
        clickable.show(join([tag("h2", title), body]), key="themes")
        rows = problems.theme_cells(counts, years)
        under.evidence(
            "themes",
            f"{of.label}_主题",
            problems.table(found, labels),
            said=_SOURCE,
            meaning=_MEANING,
            draw=partial(charts_heat.counts, rows, [str(year) for year in years], title=title, unit="份"),
        )
    with right:
        again = problems.recurring(found, selection.year, labels)
        title = f"{of.again}：{len(again)} 项连续 {problems.RECURRING_YEARS} 年以上"
        listed = tag("div", remarks.listing(again), class_="scroll tall-list", tabindex=0)
        clickable.show(join([tag("h2", title), listed]), key="recurring")


def units(data: Reads, themes: pd.DataFrame, selection: Selection, labels: dict[str, str], of: Said) -> None:
    """Show which units name a theme, year by year."""
    names = [theme.label for theme in THEMES]
    chosen = filters.choice("主题", "theme", names)
    marked = problems.theme_marks(themes, due(data, selection), THEMES[names.index(chosen)].key)
    years = [str(year) for year in selection.years]
    title = f"“{chosen}”：1 表示那一年的报告在{of.label}里提到，0 表示没有提到"
    start = many.headed(title, marked["unit_code"].nunique())
    rows = heat_rows(marked, labels, selection.year, None, start)
    columns = [(year, year == str(selection.year)) for year in years]
    table = heat.count_table(rows, columns, filters.palette(), most_blocks=heat.MOST_BLOCKS)
    clickable.show(join([table, heat.count_key(stepped=False)]), key="heat")
    under.evidence(
        "theme_units",
        f"{of.label}_{chosen}",
        unit_table(marked, labels),
        said=_SOURCE,
        meaning=_MEANING,
        draw=partial(charts_heat.counts, rows, years, title=title, unit=""),
    )


def search(data: Reads, selection: Selection, labels: dict[str, str]) -> None:
    """Show where all of the words typed are said."""
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
_MEANING = Meaning(
    "按句子里的用词归入主题，一句可以属于几个主题；没有提到不等于没有问题。"
    "“存在的问题”和“改进措施”按分句里的用词分开（如“不够、有待、存在…不足”说问题，“下一步、将、加强”说措施，"
    "“针对…不足”说的是问题）；分不出的只计入“问题和措施”。各主题的词：",
    terms=tuple((theme.label, "、".join(theme.words)) for theme in THEMES),
)
