"""Any cell of the form for any two years: differences, ranks, and a unit among its peers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

import form
from form import Address
from ui import words
from ui.derive import VALUE, row_name
from ui.words import NOTHING


def measures() -> dict[str, Address]:
    """Return every address of the form by its words, in form order: 依申请公开·本年新收·总计."""
    found: dict[str, Address] = {}
    for address in form.ADDRESSES:
        row = form.row(address.table, address.row)
        parts = [_TABLES[address.table], *row.groups[-1:], row_name(address.table, address.row)]
        label = "·".join([*dict.fromkeys(parts), form.column_of(address).label])
        found[label] = address
    return found


_TABLES = {"disclosure": "主动公开", "applications": "依申请公开", "litigation": "复议诉讼"}


def differences(marked: pd.DataFrame, before: int, now: int, labels: Mapping[str, str]) -> pd.DataFrame:
    """Given units × years of a measure, return a row a unit for two years, the largest difference first.

    Columns: unit_code, name, kind, before, now (NaN where there is no number), before_mark, now_mark,
    difference, rank_before, rank_now (1 is the largest; of equal values all have the better rank).
    """
    old, new = (marked[marked["year"] == year].set_index("unit_code") for year in (before, now))
    frame = pd.DataFrame(
        {
            "name": new.index.map(labels),
            "kind": new["kind"],
            "before": old["value"].reindex(new.index),
            "now": new["value"],
            "before_mark": old["mark"].reindex(new.index),
            "now_mark": new["mark"],
        }
    )
    frame["difference"] = frame["now"] - frame["before"]
    for year in ("before", "now"):
        frame[f"rank_{year}"] = frame[year].rank(method="min", ascending=False)
    order = frame["difference"].abs().sort_values(ascending=False, kind="stable", na_position="last").index
    return frame.loc[order].reset_index(names="unit_code")


def only(frame: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Return the rows of the units named, all of them where none is."""
    return frame[frame["name"].isin(list(names))] if names else frame


def table(frame: pd.DataFrame, before: int, now: int) -> pd.DataFrame:
    """Given differences, return them for people; where there is no number the cell says why."""
    return pd.DataFrame(
        {
            "单位": frame["name"],
            f"{before} 年": _or_mark(frame, "before"),
            f"{now} 年": _or_mark(frame, "now"),
            "增减": [_signed(value) for value in frame["difference"]],
            f"{before} 年位次": frame["rank_before"],
            f"{now} 年位次": frame["rank_now"],
        }
    )


def _or_mark(frame: pd.DataFrame, which: str) -> list[object]:
    marks = zip(frame[which], frame[f"{which}_mark"], strict=True)
    return [value if mark == VALUE else mark for value, mark in marks]


def _signed(value: float) -> str:
    if pd.isna(value):
        return NOTHING
    return "0" if value == 0 else f"{'+' if value > 0 else '−'}{words.number(abs(value))}"


def question(before: int, now: int) -> str:
    """Return what the page asks of two years, or of one where there is no other."""
    if before == now:
        return f"{now} 年各单位谁多谁少？"
    return f"{before} 年和 {now} 年相比，谁变了？"


def answer_words(frame: pd.DataFrame, measure: str, before: int, now: int) -> str:
    """Given differences, return how many units rose and fell, and the largest change."""
    both = frame.dropna(subset=["difference"])
    if before == now:
        most = frame.sort_values("now", ascending=False, kind="stable").iloc[:1]
        first = "、".join(f"最多的是{row.name}" for row in most.itertuples(index=False) if row.now > 0)
        return f"{len(both)} 个单位有数{'，' + first if first else ''}。要看增减，请选两个年度。"
    if both.empty:
        return f"{measure}：没有 {before} 年和 {now} 年都有数的单位。"
    up, down = int((both["difference"] > 0).sum()), int((both["difference"] < 0).sum())
    said = f"两年都有数的 {len(both)} 个单位里，{up} 个增加，{down} 个减少，{len(both) - up - down} 个不变"
    first = both.iloc[0]
    if first["difference"] == 0:
        return f"{said}。"
    turn = f"{words.number(first['before'])} → {words.number(first['now'])}"
    return f"{said}；变化最大的是{first['name']}（{turn}）。"


def peers(marked: pd.DataFrame, names: Sequence[str], year: int, labels: Mapping[str, str]) -> pd.DataFrame:
    """Given units × years of a measure, return the year's values with what a strip of dots needs."""
    now = marked[(marked["year"] == year) & (marked["mark"] == VALUE)]
    shown = now["unit_code"].map(labels)
    return pd.DataFrame(
        {"name": shown, "kind": now["kind"], "value": now["value"], "chosen": shown.isin(list(names))}
    )
