"""Reviews and suits as frames and words."""

from __future__ import annotations

import math

import pandas as pd

import form
from form import Address
from ui import words
from ui.cards import compared
from ui.derive import Figure, Pair, at, series

_TABLE = "litigation"
_OUTCOMES = tuple(column for column in form.TABLES[_TABLE].columns if column.key != "total")


def outcome_names() -> list[str]:
    """Return the outcomes in form order."""
    return [column.label for column in _OUTCOMES]


def outcome_frame(totals: pd.DataFrame, row: str) -> pd.DataFrame:
    """Given the totals and a kind of case, return year, outcome and value."""
    rows = [
        (figure.year, column.label, figure.value)
        for column in _OUTCOMES
        for figure in series(totals, (Address(_TABLE, row, column.key),))
    ]
    return pd.DataFrame(rows, columns=["year", "outcome", "value"])


def outcome_table(totals: pd.DataFrame) -> pd.DataFrame:
    """Given the totals, return the table for people: a kind and outcome a row, a year a column."""
    rows = []
    for row in form.TABLES[_TABLE].rows:
        for key in row.columns:
            figures = series(totals, (Address(_TABLE, row.key, key),))
            values = {f"{figure.year} 年": figure.value for figure in figures}
            rows.append({"类别": row.label, "结果": form.column(_TABLE, key).label, **values})
    return pd.DataFrame(rows)


def answer_words(
    totals: pd.DataFrame, now: Figure | None, before: Figure | None, pair: Pair, year: int
) -> str:
    """Given the totals and the number of cases, return how many there were and how they ended.

    ``pair`` compares the two years over the same units, as the overview does.
    """
    if now is None or not math.isfinite(now.value):
        return f"{year} 年没有报告给出复议诉讼数字。"
    if now.value == 0:
        return f"{year} 年没有复议和诉讼（{words.covered(now.counted, now.expected)}）。"
    kinds = [
        f"{row.label} {words.number(figure.value)} 件"
        for row in form.TABLES[_TABLE].rows
        if (figure := at(series(totals, (Address(_TABLE, row.key, "total"),)), year)) and figure.value > 0
    ]
    corrected = at(
        series(totals, tuple(Address(_TABLE, row.key, "corrected") for row in form.TABLES[_TABLE].rows)), year
    )
    changed = compared(pair, now, before, "件") if before else "上年无数据"
    said = f"{year} 年共 {words.number(now.value)} 件（{'、'.join(kinds)}），{changed}"
    if corrected is not None and corrected.value > 0:
        share = words.share(corrected.value, now.value)
        said += f"；其中结果纠正 {words.number(corrected.value)} 件" + (f"，占 {share}" if share else "")
    return said + "。"


def case_table(
    facts: pd.DataFrame, labels: dict[str, str]
) -> tuple[pd.DataFrame, list[dict[str, str | int]]]:
    """Given the printed cells, return those above 0, newest first, and where each leads; totals left out."""
    found = facts[(facts["value"] > 0) & (facts["column_key"] != "total")]
    found = found.sort_values("year", ascending=False, kind="stable")
    table = pd.DataFrame(
        {
            "单位": found["unit_code"].map(labels),
            "年度": found["year"].astype(str),
            "类别": [_kind(key) for key in found["row_key"]],
            "结果": [form.column(_TABLE, key).label for key in found["column_key"]],
            "件数": found["value"],
        }
    )
    links = [
        {
            "unit": labels[row.unit_code],
            "year": int(row.year),
            "cell": f"{row.table_key}.{row.row_key}.{row.column_key}",
        }
        for row in found.itertuples()
    ]
    return table, links


def _kind(key: str) -> str:
    row = form.row(_TABLE, key)
    return "·".join([*row.groups, row.label])


def with_cases(marked: pd.DataFrame) -> pd.DataFrame:
    """Given units × years of all cases, return the units that had one in any year."""
    codes = marked.loc[marked["value"] > 0, "unit_code"].unique()
    return marked[marked["unit_code"].isin(codes)]


def largest(totals: pd.DataFrame) -> float:
    """Return the most cases of one kind in one year: the end of the scale that all kinds share."""
    sums = [outcome_frame(totals, row.key).groupby("year")["value"].sum() for row in form.TABLES[_TABLE].rows]
    return max((float(years.max()) for years in sums if len(years)), default=0.0)
