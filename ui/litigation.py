"""Reviews and suits as frames and words."""

from __future__ import annotations

import math

import pandas as pd

import form
from form import Address
from ui import words
from ui.cards import compared
from ui.charts import mark_name
from ui.compare import leading_to
from ui.derive import Figure, Pair, at, series
from ui.meaning import Meaning

_TABLE = "litigation"
MOST_LINKED = 300
_OUTCOMES = tuple(column for column in form.TABLES[_TABLE].columns if column.key != "total")
MEANING = Meaning(
    "表四的印刷数字（结果维持、结果纠正、其他结果、尚未审结、总计），只列件数；不足 10 件不算比率。",
    tuple(Address(_TABLE, row.key, column) for row in form.TABLES[_TABLE].rows for column in row.columns),
)


def outcome_names() -> list[str]:
    """Return the outcomes in form order."""
    return [column.label for column in _OUTCOMES]


def outcome_rows(totals: pd.DataFrame) -> pd.DataFrame:
    """Given the totals, return row, year, outcome, value and how many units give it, in form order, the totals of a kind left out."""
    mine = totals[(totals["table_key"] == _TABLE) & (totals["column_key"] != "total")]
    labels = {column.key: column.label for column in _OUTCOMES}
    return pd.DataFrame(
        {
            "row": mine["row_key"],
            "year": mine["year"],
            "outcome": mine["column_key"].map(labels),
            "value": mine["value"],
            "covered": [
                f"{n}/{due}" for n, due in zip(mine["n_with_value"], mine["n_expected"], strict=True)
            ],
        }
    ).reset_index(drop=True)


def outcome_table(totals: pd.DataFrame) -> pd.DataFrame:
    """Given the totals, return the table for people: a kind and outcome a row, a year a column."""
    wide = _by_cell(totals)
    wide.columns = [f"{year} 年" for year in wide.columns]
    heads = pd.DataFrame(
        [(_kind(row), form.column(_TABLE, column).label) for row, column in wide.index],
        columns=["类别", "结果"],
    )
    return pd.concat([heads, wide.reset_index(drop=True)], axis=1)


def _by_cell(totals: pd.DataFrame) -> pd.DataFrame:
    """Return the sums of the table's cells in form order, a year a column."""
    mine = totals[totals["table_key"] == _TABLE]
    wide = mine.pivot(index=["row_key", "column_key"], columns="year", values="value")
    order = [(row.key, column) for row in form.TABLES[_TABLE].rows for column in row.columns]
    return wide.reindex([key for key in order if key in wide.index])


def table_links(totals: pd.DataFrame) -> list[dict[str, str | int]]:
    """Given the totals, return for each row of :func:`outcome_table` what leads to the units behind it."""
    return [leading_to(Address(_TABLE, row, column)) for row, column in _by_cell(totals).index]


def behind(found: pd.DataFrame) -> dict[str, dict[str, str | int]]:
    """Given the outcomes over the years, return for each part of a bar by name what leads to the units behind it."""
    keys = {column.label: column.key for column in _OUTCOMES}
    return {
        mark_name(_kind(row.row), row.outcome, row.year): leading_to(
            Address(_TABLE, row.row, keys[row.outcome])
        )
        | {"year": int(row.year)}
        for row in found.itertuples(index=False)
    }


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
    cases: pd.DataFrame, labels: dict[str, str]
) -> tuple[pd.DataFrame, list[dict[str, str | int]]]:
    """Given the printed outcomes above 0, return them for people, and where each leads."""
    table = pd.DataFrame(
        {
            "单位": cases["unit_code"].map(labels),
            "年度": cases["year"].astype(str),
            "类别": cases["row_key"].map({row.key: _kind(row.key) for row in form.TABLES[_TABLE].rows}),
            "结果": cases["column_key"].map({column.key: column.label for column in _OUTCOMES}),
            "件数": cases["value"],
        }
    )
    # As many as a page shows: the table as a file has them all.
    links = [
        {
            "unit": labels[row.unit_code],
            "year": int(row.year),
            "cell": f"{row.table_key}.{row.row_key}.{row.column_key}",
        }
        for row in cases.head(MOST_LINKED).itertuples()
    ]
    return table, links


def _kind(key: str) -> str:
    row = form.row(_TABLE, key)
    return "·".join([*row.groups, row.label])


def with_cases(marked: pd.DataFrame) -> pd.DataFrame:
    """Given units × years of all cases, return the units that had one in any year."""
    codes = marked.loc[marked["value"] > 0, "unit_code"].unique()
    return marked[marked["unit_code"].isin(codes)]


def largest(outcomes: pd.DataFrame) -> float:
    """Return the most cases of one kind in one year: the end of the scale that all kinds share."""
    sums = outcomes.groupby(["row", "year"])["value"].sum()
    return float(sums.max()) if len(sums) else 0.0


def drawn_kinds(outcomes: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Return the kinds of case that had any, by name, each with its outcomes over the years."""
    frames = [(_kind(row.key), outcomes[outcomes["row"] == row.key]) for row in form.TABLES[_TABLE].rows]
    return [(name, frame) for name, frame in frames if frame["value"].gt(0).any()]


def quiet_words(outcomes: pd.DataFrame) -> str:
    """Return which kinds of case nobody had, and of which nobody reports, "" where there is none of them."""
    none, silent = [], []
    for row in form.TABLES[_TABLE].rows:
        values = outcomes.loc[outcomes["row"] == row.key, "value"]
        if values.gt(0).any():
            continue
        (none if values.notna().any() else silent).append(_kind(row.key))
    said = [f"各年均为 0：{'、'.join(none)}。"] if none else []
    said += [f"没有报告给出数字：{'、'.join(silent)}。"] if silent else []
    return "".join(said)
