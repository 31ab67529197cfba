"""Units side by side: ranking, heat table, and the table behind both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import altair as alt
import pandas as pd

import form
from form import Address
from ui import charts, heat, words
from ui.derive import VALUE, cell_key
from ui.theme import Palette

MOST_BARS = 15


def ranking(
    marked: pd.DataFrame,
    labels: Mapping[str, str],
    year: int,
    address: Address,
    title: str,
    unit: str,
) -> tuple[Callable[[Palette], alt.LayerChart], dict[str, dict[str, str | int]], str]:
    """Given units × years of a measure, return what draws the largest, where bars lead, and the rest said."""
    now = marked[marked["year"] == year].assign(name=lambda frame: frame["unit_code"].map(labels))
    there = now[now["mark"] == VALUE].sort_values("value", ascending=False, kind="stable")
    shown = there[there["value"] > 0].head(MOST_BARS)
    frame = shown[["name", "value"]].assign(
        hint=f"{year} 年", shown=[words.number(value, unit) for value in shown["value"]]
    )
    middle = float(there["value"].median()) if len(there) else None
    picks = {name: {"unit": name, "year": year, "cell": cell_key(address)} for name in shown["name"]}
    draw = partial(charts.ranked, frame, title=title, unit=unit, middle=middle)
    return draw, picks, _rest(now, there, len(shown), unit)


def _rest(now: pd.DataFrame, there: pd.DataFrame, shown: int, unit: str) -> str:
    above = there[there["value"] > 0]
    said = []
    if len(above) > shown:
        rest = above["value"].iloc[shown:].sum()
        said.append(f"另有 {len(above) - shown} 个单位共 {words.number(rest, unit)} {unit}")
    said.append(f"{int((there['value'] == 0).sum())} 个单位为 0")
    for mark in (words.MISSING, words.BLANK, words.ABSENT):
        names = list(now.loc[now["mark"] == mark, "name"])
        if names:
            said.append(f"{mark} {len(names)} 个：{words.listed(names)}")
    return "；".join(said) + "。"


def heat_rows(
    marked: pd.DataFrame, labels: Mapping[str, str], year: int, address: Address | None, start: int = 0
) -> list[tuple[str, list[heat.Cell]]]:
    """Given units × years of a measure, return rows for a heat table, the year's largest first.

    Of very many units as many as a table lists, from the one at ``start`` on.
    """
    now = marked[marked["year"] == year].set_index("unit_code")["value"].fillna(-1.0)
    order = sorted(marked["unit_code"].unique(), key=lambda code: -float(now.get(code, -2.0)))
    order = order[start : start + heat.MOST_UNITS]
    shown = marked[marked["unit_code"].isin(order)]
    cells = heat.cells_by_year(shown, labels, cell_key(address) if address else None)
    return [(labels[code], cells.get(code, [])) for code in order]


def measure_rows(
    by_measure: Sequence[tuple[str, Address, pd.DataFrame]], labels: Mapping[str, str], start: int = 0
) -> list[tuple[str, list[heat.Cell]]]:
    """Given for each measure its units in one year, return a row for each unit in the order of the roster.

    Of very many units as many as a table lists, from the one at ``start`` on.
    """
    end = start + heat.MOST_UNITS
    codes = list(by_measure[0][2]["unit_code"]) if by_measure else []
    indexed = [
        (name, address, {row.unit_code: row for row in frame.iloc[start:end].itertuples()})
        for name, address, frame in by_measure
    ]
    return [
        (
            labels[code],
            [
                heat.unit_cell(
                    rows[code], labels[code], cell_key(address), name, form.column_of(address).unit
                )
                for name, address, rows in indexed
            ],
        )
        for code in codes[start:end]
    ]


def unit_table(marked: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Given units × years of a measure, return the table for people: a unit a row, a year a column.

    Where there is no number the cell says why (缺报, 未填 …).
    """
    frame = marked.assign(
        unit=marked["unit_code"].map(labels),
        shown=[
            value if mark == VALUE else mark
            for value, mark in zip(marked["value"], marked["mark"], strict=True)
        ],
    )
    order = list(dict.fromkeys(frame["unit"]))
    wide = frame.pivot(index="unit", columns="year", values="shown").reindex(order)
    wide.columns = [f"{year} 年" for year in wide.columns]
    return wide.reset_index(names="单位")
