"""Which report the page shows: a unit's of a year, or one by its key (an older version, an unmatched one)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from store.words import FAILED, MISSING, NOT_YET, REPORTED
from ui import filters
from ui.html import NOTHING, Safe, go, join, tag
from ui.reads import Reads


@dataclass(frozen=True, slots=True)
class Choice:
    """A report, or why there is none. ``here`` is what links within the page carry."""

    title: str
    report: Mapping[str, object] | None
    here: Mapping[str, str | int]
    missing: Safe = NOTHING


def chosen_report(reads: Reads, selection: filters.Selection) -> Choice:
    """Given what is selected, return the report: the one that the address names by its key, else the unit's."""
    key = st.query_params.get(filters.BY_KEY)
    if key:
        found = reads.rows("report", report_id=key)
        if len(found):
            return _by_key(found.iloc[0].to_dict())
    if not selection.unit:
        return Choice("还没有单位", None, {}, tag("p", "名册里没有单位。", class_="quiet"))
    return _by_unit(reads, selection.unit, selection.name, selection.year)


def _by_key(report: dict[str, object]) -> Choice:
    year = report["year"]
    when = f" {int(year)} 年" if pd.notna(year) else ""
    title = f"{report['unit_name']}{when}年度报告"
    if not report["is_current"]:
        title += f"（第 {report['version']} 版，已被替换）"
    return Choice(title, report, {filters.BY_KEY: str(report["report_id"])})


def _by_unit(reads: Reads, code: str, name: str, year: int) -> Choice:
    title = f"{name} {year} 年年度报告"
    coverage = reads.rows("coverage", units=[code])
    now = coverage[coverage["year"] == year]
    state = now["state"].iloc[0] if len(now) else NOT_YET
    if state != REPORTED:
        others = [int(row.year) for row in coverage.itertuples() if row.state == REPORTED]
        return Choice(title, None, {}, _none(name, year, state, others))
    report = reads.rows("report", report_id=now["report_id"].iloc[0]).iloc[0].to_dict()
    return Choice(title, report, {"unit": name, "year": year})


def _none(name: str, year: int, state: str, others: list[int]) -> Safe:
    why = {
        MISSING: f"{name} {year} 年缺报：应报，没有收到文件。",
        FAILED: f"{name} {year} 年的文件读取失败，原因见总览。",
        NOT_YET: f"{year} 年没有设 {name}。",
    }[state]
    links = [go(f"{at} 年", "report", unit=name, year=at) for at in others]
    more = tag("p", "有报告的年度：", join(links, "、")) if links else ""
    return join([tag("p", why, class_="lead accent"), more])
