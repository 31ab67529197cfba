"""What the prose of each unit's report counts: units × kinds of information in one year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ui import disclosure, words
from ui.derive import REPORTED, VALUE
from ui.heat import MOST_UNITS, Cell
from ui.html import BREAK, Safe, escape, join

# A kind's name longer than this takes two lines in the head of a column.
_LONG_NAME = 5
_JOINTS = ("与", "信息")


def marked(items: pd.DataFrame, due: pd.DataFrame, names: Sequence[str], way: str) -> pd.DataFrame:
    """Given the items of one year, who was due in it and names of kinds, return a row for each unit and name.

    Columns: unit_code, name, value, shown, mark. The units that count most come first, those without a
    report last. Where a report counts nothing of a kind its mark is 未列数: that is no 0.
    """
    sums = _sums(items, names, way)
    rank = sums.groupby("unit_code")["value"].sum()
    places = due.assign(there=due["state"] == REPORTED, whole=due["unit_code"].map(rank).fillna(-1.0))
    order = places.sort_values(["there", "whole"], ascending=False, kind="stable")
    every = order[["unit_code", "state"]].merge(pd.DataFrame({"name": list(names)}), how="cross")
    found = every.merge(sums, on=["unit_code", "name"], how="left")
    counted = found["value"].notna()
    mark = pd.Series(VALUE, index=found.index).where(counted, words.NOT_COUNTED)
    found["mark"] = mark.where(found["state"] == REPORTED, found["state"])
    found["shown"] = found["shown"].fillna("")
    return found[["unit_code", "name", "value", "shown", "mark"]]


def _sums(items: pd.DataFrame, names: Sequence[str], way: str) -> pd.DataFrame:
    named = items.assign(
        name=disclosure.names_of(items, way),
        at_least=items["qualifier"] == "at_least",
        about=items["qualifier"] == "about",
    )
    named = named[named["name"].isin(list(names))]
    sums = named.groupby(["unit_code", "name"], as_index=False).agg(
        value=("value", "sum"), at_least=("at_least", "any"), about=("about", "any")
    )
    shown = zip(sums["value"], sums["at_least"], sums["about"], strict=True)
    sums["shown"] = [disclosure.sum_words(value, at_least, about) for value, at_least, about in shown]
    return sums[["unit_code", "name", "value", "shown"]]


def rows(
    found: pd.DataFrame, labels: Mapping[str, str], year: int, start: int = 0
) -> list[tuple[str, list[Cell]]]:
    """Given rows of :func:`marked`, return rows for a heat table, each cell leading to the report's prose.

    Of very many units as many as a table lists, from the one at ``start`` on.
    """
    codes = list(dict.fromkeys(found["unit_code"]))[start : start + MOST_UNITS]
    cells: dict[str, list[Cell]] = {code: [] for code in codes}
    for row in found[found["unit_code"].isin(codes)].itertuples():
        cells[row.unit_code].append(_cell(row, labels[row.unit_code], year))
    return [(labels[code], mine) for code, mine in cells.items()]


def _cell(row: object, name: str, year: int) -> Cell:
    there = row.mark in (VALUE, words.NOT_COUNTED)
    said = f"{name} {year} 年 {row.name}：" + (row.shown if row.mark == VALUE else row.mark)
    state = {"unit": name, "year": year, "part": "正文"} if there else {}
    return Cell(float(row.value), row.mark, said, state, shown=row.shown)


def table(found: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Given rows of :func:`marked`, return the table for people: a unit a row, a kind a column."""
    order = list(dict.fromkeys(found["unit_code"]))
    shown = found["value"].astype(object).where(found["mark"] == VALUE, found["mark"])
    wide = found.assign(written=shown).pivot(index="unit_code", columns="name", values="written")
    wide = wide.reindex(index=order, columns=list(dict.fromkeys(found["name"])))
    wide.columns.name = None
    wide.insert(0, "单位", [labels[code] for code in order])
    return wide.reset_index(drop=True)


def halves(name: str) -> list[str]:
    """Given the name of a kind, return it in one or two lines of about the same length.

    >>> halves("乡村振兴与农业补贴"), halves("工作动态"), halves("安全生产信息")
    (['乡村振兴', '与农业补贴'], ['工作动态'], ['安全生产', '信息'])
    """
    if len(name) <= _LONG_NAME:
        return [name]
    at = max(name.find(joint, 1) for joint in _JOINTS)
    at = at if at > 0 else (len(name) + 1) // 2
    return [name[:at], name[at:]]


def head(name: str) -> Safe:
    """Return the name of a kind as the head of a column."""
    return join([escape(line) for line in halves(name)], BREAK)
