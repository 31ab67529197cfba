"""Any cell of the form for any years: differences, ranks, and the form's cells by how much they changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import pandas as pd

import form
from form import Address
from ui import words
from ui.derive import VALUE, row_name
from ui.words import NOTHING

# So many lines have a colour and a name of their own; the others stay pale behind them.
MOST_LINES = 5
# As many names as find room at the ends of slopes.
MOST_SLOPES = 10
# A change of less than this part of the largest does not stand out; of nothing, nothing does.
_OUTSTANDING, _LEAST = 0.15, 0.001


@cache
def measures() -> Mapping[str, Address]:
    """Return every address of the form by its words, in form order: 依申请公开·本年新收·总计."""
    found: dict[str, Address] = {}
    for address in form.ADDRESSES:
        row = form.row(address.table, address.row)
        parts = [_TABLES[address.table], *row.groups[-1:], row_name(address.table, address.row)]
        label = "·".join([*dict.fromkeys(parts), form.column_of(address).label])
        found[label] = address
    return found


@cache
def _names() -> Mapping[Address, str]:
    return {address: name for name, address in measures().items()}


def leading_to(address: Address) -> dict[str, str | int]:
    """Given a cell of the form, return what leads to the units behind it."""
    return {"page": "compare", "view": "两年对比", "measure": _names()[address]}


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
    # Equal values have the better rank, and a unit without a number has none.
    for year in ("before", "now"):
        frame[f"rank_{year}"] = frame[year].rank(method="min", ascending=False)
    order = frame["difference"].abs().sort_values(ascending=False, kind="stable", na_position="last").index
    return frame.loc[order].reset_index(names="unit_code")


def only(frame: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Return the rows of the units named, all of them where none is."""
    return frame[frame["name"].isin(list(names))] if names else frame


def slopes(frame: pd.DataFrame, names: Sequence[str], rank: bool) -> pd.DataFrame:
    """Given differences, return the units with numbers in both years: name, before, now, difference, chosen.

    They are places where ``rank`` is asked for. The chosen ones are those named, else those that changed most.
    """
    both = frame.dropna(subset=["difference"])
    ends = [both[f"rank_{end}" if rank else end] for end in ("before", "now")]
    found = pd.DataFrame({"name": both["name"], "before": ends[0], "now": ends[1]})
    found["difference"] = found["now"] - found["before"]
    largest = found["difference"].abs().sort_values(ascending=False, kind="stable")
    found = found.loc[largest.index].reset_index(drop=True)
    outstanding = found["difference"].abs() >= max(float(largest.max()) * _OUTSTANDING, _LEAST)
    # Few lines are all named; of many only those that stand out.
    named = found["name"] if len(found) <= MOST_SLOPES else found.loc[outstanding, "name"].head(MOST_SLOPES)
    return found.assign(chosen=found["name"].isin(list(names)[:MOST_SLOPES] or list(named)))


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
            "位次升降": [
                _climbed(old, new) for old, new in zip(frame["rank_before"], frame["rank_now"], strict=True)
            ],
        }
    )


def _climbed(before: float, now: float) -> str:
    """Return how many places a unit went up or down; up is towards the largest."""
    if pd.isna(before) or pd.isna(now):
        return NOTHING
    places = int(before - now)
    return f"{'升' if places > 0 else '降'} {abs(places)}" if places else "不变"


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
    return f"{before} 年和 {now} 年相比，哪里变了？"


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


def of_kinds(marked: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """Given units × years of a measure, return the same for kinds of units, and the names of the kinds.

    Only units that give a number in every year in which any gives one are added up: a unit that
    reports in some years only would make a change that nobody made. The names say how many they are.
    """
    there = marked[marked["mark"] == VALUE]
    years = there["year"].nunique()
    every = there.groupby("unit_code")["year"].transform("nunique") == years
    same = there[every]
    sums = same.groupby(["kind", "year"], sort=False, as_index=False)["value"].sum()
    counts = same.groupby("kind", sort=False)["unit_code"].nunique()
    frame = sums.assign(unit_code=sums["kind"], mark=VALUE)
    return frame, {kind: f"{kind}（{count} 个）" for kind, count in counts.items()}


def over_years(
    marked: pd.DataFrame, labels: Mapping[str, str], names: Sequence[str], *, rank: bool, parted: bool
) -> pd.DataFrame:
    """Given units × years of a measure, return its lines: name, year, value, run, chosen, edition.

    ``value`` is the place where ``rank`` is asked for (1 is the largest). The chosen ones are those
    named, else those that changed most. Where ``parted``, no line goes on from one edition to the next; else ``edition`` is "".
    """
    frame = marked.assign(name=marked["unit_code"].map(labels)).sort_values(["name", "year"], kind="stable")
    if rank:
        frame["value"] = frame.groupby("year")["value"].rank(method="min", ascending=False)
    chosen = list(names) or _most_changed(frame)
    broken = frame["value"].isna() | (frame["year"].diff() != 1) | (frame["name"] != frame["name"].shift())
    broken |= frame["value"].shift().isna()
    frame["edition"] = frame["year"].map(lambda year: form.edition_for_year(int(year)).key) if parted else ""
    if parted:
        broken |= frame["edition"] != frame["edition"].shift()
    frame["run"] = broken.cumsum().astype(str)
    frame["chosen"] = frame["name"].isin(chosen[:MOST_LINES])
    return frame[["name", "year", "value", "run", "chosen", "edition"]]


def _most_changed(frame: pd.DataFrame) -> list[str]:
    changes = _changes(frame)
    return list(changes[changes > 0].index[:MOST_LINES])


def by_change(frame: pd.DataFrame) -> list[str]:
    """Given lines over the years, return their names, the largest change from first to last value first."""
    return list(_changes(frame).index)


def _changes(frame: pd.DataFrame) -> pd.Series:
    there = frame[frame["value"].notna()].groupby("name")["value"]
    return (there.last() - there.first()).abs().sort_values(ascending=False, kind="stable")


def years_table(marked: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Given units × years of a measure, return it for people: a unit a row, a year a column, the change at the end."""
    frame = marked.assign(
        name=marked["unit_code"].map(labels),
        shown=[v if mark == VALUE else mark for v, mark in zip(marked["value"], marked["mark"], strict=True)],
    )
    wide = frame.pivot(index="name", columns="year", values="shown")
    there = frame[frame["value"].notna()].sort_values("year").groupby("name")["value"]
    change = (there.last() - there.first()).where(there.size() > 1).reindex(wide.index)
    wide.columns = [f"{year} 年" for year in wide.columns]
    wide["首末增减"] = [_signed(value) for value in change]
    order = change.abs().sort_values(ascending=False, kind="stable", na_position="last").index
    return wide.loc[order].reset_index(names="单位")


def years_words(table: pd.DataFrame, measure: str) -> str:
    """Given a measure over the years, return which unit changed most from its first year to its last."""
    changed = table[~table["首末增减"].isin(["0", NOTHING])]
    if changed.empty:
        return f"{measure}：首末两年没有变化。"
    up = int(changed["首末增减"].str.startswith("+").sum())
    first = changed.iloc[0]
    return (
        f"{measure}：从有数的第一年到最后一年，{up} 个增加，{len(changed) - up} 个减少；"
        f"变化最大的是{first['单位']}（{first['首末增减']}）。"
    )


def cell_changes(
    changes: pd.DataFrame, before: int, now: int
) -> tuple[pd.DataFrame, list[dict[str, str | int]]]:
    """Given the sums of every cell in two years, return those that changed for people, and where each leads."""
    moved = changes[changes["now"] != changes["before"]]
    keys = moved[["table_key", "row_key", "column_key"]].itertuples(index=False, name=None)
    labels = [_names()[Address(*key)] for key in keys]
    table = pd.DataFrame(
        {
            "表中的格": labels,
            f"{before} 年": moved["before"].to_numpy(),
            f"{now} 年": moved["now"].to_numpy(),
            "增减": [_signed(now - old) for old, now in zip(moved["before"], moved["now"], strict=True)],
            "单位": moved["unit"].to_numpy(),
            "两年都有数的单位": moved["n_units"].to_numpy(),
        }
    )
    return table, [{"measure": label, "view": "两年对比"} for label in labels]


def cells_words(changes: pd.DataFrame, before: int, now: int) -> str:
    """Given the sums of every cell in two years, return how many changed and which changed most."""
    if changes.empty:
        return f"没有 {before} 年和 {now} 年都有数的格。"
    moved = changes[changes["now"] != changes["before"]]
    said = f"两年都有数的 {len(changes)} 格里，{len(moved)} 格有变化"
    return f"{said}。点格名看是哪些单位变了。" if len(moved) else f"{said}。"
