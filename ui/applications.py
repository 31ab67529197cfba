"""The flow of applications as frames and words."""

from __future__ import annotations

import math

import pandas as pd

import form
from form import Address
from ui import words
from ui.charts_flow import Step
from ui.compare import leading_to
from ui.derive import NEW, Figure, at, result_group, result_rows, row_name, series
from ui.html import NOTHING, Safe, go, join, tag
from ui.meaning import Meaning
from ui.theme import Palette

_TABLE = "applications"
_CARRIED_IN, _NEWLY, _CARRIED_OUT = "上年结转", "本年新收", "结转下年"
_ENDS = {_CARRIED_IN: "carried_in", _NEWLY: "new", _CARRIED_OUT: "carried_out"}
# What comes in and what becomes of it; the row of results as a whole is the sum of those listed.
FLOW_IN, FLOW_OUT = ("new", "carried_in"), (*result_rows(), "carried_out")
_MOST_NAMED = 30
# What each chart counts, and the cells behind it.
NEW_SAID = Meaning("表三“一、本年新收政府信息公开申请数量”的总计栏。缺报的单位不计入，也不当作 0。", (NEW,))
FLOW_SAID = Meaning(
    "表三：上年结转＋本年新收＝本年度办理结果总计＋结转下年度继续办理。"
    "各数取总计栏，把有报告的单位相加；不相等时如实画出差额。",
    tuple(Address(_TABLE, row, "total") for row in ("new", "carried_in", "results_total", "carried_out")),
)
RESULTS_SAID = Meaning(
    "表三“三、本年度办理结果”（一）至（六）的总计栏，按表的顺序。",
    tuple(Address(_TABLE, row, "total") for row in result_rows()),
)
WHO_SAID = Meaning(
    "表三“一、本年新收”一行的六类申请人。",
    tuple(
        Address(_TABLE, "new", column.key) for column in form.TABLES[_TABLE].columns if column.key != "total"
    ),
)


def _sum(totals: pd.DataFrame, row: str, year: int, column: str = "total") -> float:
    found = at(series(totals, (Address(_TABLE, row, column),)), year)
    return found.value if found else math.nan


def result_frame(totals: pd.DataFrame, year: int) -> pd.DataFrame:
    """Given the totals, return the results of the year in form order: part, row, value, counted."""
    now = totals[
        (totals["year"] == year) & (totals["table_key"] == _TABLE) & (totals["column_key"] == "total")
    ]
    printed = {row.row_key: row for row in now[now["value"].notna()].itertuples()}
    rows = [
        (result_group(key), row_name(_TABLE, key), float(printed[key].value), int(printed[key].n_with_value))
        for key in result_rows()
        if key in printed
    ]
    return pd.DataFrame(rows, columns=["part", "row", "value", "counted"])


def steps_of(totals: pd.DataFrame, year: int) -> list[Step]:
    """Given the totals, return the steps of the year's flow; what does not balance is a step of its own."""
    carried_in, new, carried_out = (
        _or_zero(_sum(totals, row, year)) for row in ("carried_in", "new", "carried_out")
    )
    results = result_frame(totals, year)
    steps = [Step(_CARRIED_IN, carried_in, "收"), Step(_NEWLY, new, "收")]
    groups = results.groupby("part", sort=False)["value"].sum()
    steps += [Step(str(name), float(value), "办") for name, value in groups.items()]
    left = carried_in + new - float(groups.sum()) - carried_out
    if left != 0:
        steps.append(Step("差额", left, "差"))
    return [*steps, Step(_CARRIED_OUT, carried_out, "转")]


def any_of(steps: list[Step], kind: str | None = None) -> bool:
    """Return whether any step of the kind, or of all, is not 0: a chart of nothing is not drawn."""
    return any(step.value for step in steps if kind in (None, step.kind))


def _or_zero(value: float) -> float:
    return value if math.isfinite(value) else 0.0


def balance_words(steps: list[Step], new: Figure | None, year: int) -> str:
    """Given the flow, return it in one sentence."""
    if new is None or not math.isfinite(new.value):
        return f"{year} 年没有报告给出申请数量。"
    handled = sum(step.value for step in steps if step.kind == "办")
    by_name = {step.name: step.value for step in steps}
    said = (
        f"{year} 年新收 {words.number(new.value)} 件，加上年结转 {words.number(by_name['上年结转'])} 件，"
        f"办结 {words.number(handled)} 件，结转下年 {words.number(by_name['结转下年'])} 件"
    )
    gap = by_name.get("差额", 0.0)
    balance = f"；两边差 {words.number(abs(gap))} 件，有报告没有填平" if gap else "，两边相等"
    return f"{said}{balance}。{_granted_words(by_name, handled)}"


def _granted_words(by_name: dict[str, float], handled: float) -> str:
    """Return how many of those handled were granted, in full or in part, as a share only beside its n."""
    if not handled:
        return ""
    granted = by_name.get("予以公开", 0.0) + by_name.get("部分公开", 0.0)
    share = words.share(granted, handled)
    said = (
        f"占 {share}" if share else f"共办结 {words.number(handled)} 件，不足 {words.RATE_FLOOR} 件不算比率"
    )
    return f"予以公开和部分公开 {words.number(granted)} 件，{said}。"


def step_table(steps: list[Step]) -> pd.DataFrame:
    """Return the steps as a table for people."""
    return pd.DataFrame([(step.name, step.value) for step in steps], columns=["环节", "件"])


def applicant_frame(totals: pd.DataFrame, year: int) -> pd.DataFrame:
    """Given the totals, return new applications by kind of applicant in form order: name, value, shown, hint."""
    columns = [column for column in form.TABLES[_TABLE].columns if column.key != "total"]
    sums = [(column, _sum(totals, "new", year, column.key)) for column in columns]
    rows = [(_applicant(column), value, words.number(value), column.group) for column, value in sums]
    return pd.DataFrame(rows, columns=["name", "value", "shown", "hint"])


def applicant_cells() -> dict[str, Address]:
    """Return the cell of the new applications of each kind of applicant, by the name that is shown."""
    columns = [column for column in form.TABLES[_TABLE].columns if column.key != "total"]
    return {_applicant(column): Address(_TABLE, "new", column.key) for column in columns}


def countable() -> dict[str, tuple[Address, ...]]:
    """Return what can be counted unit by unit, what is newly received first: its cells, for a group of results several."""
    groups: dict[str, tuple[Address, ...]] = {}
    for key in result_rows():
        group = result_group(key)
        groups[group] = (*groups.get(group, ()), Address(_TABLE, key, "total"))
    ends = {name: (Address(_TABLE, key, "total"),) for name, key in _ENDS.items()}
    return {_NEWLY: ends[_NEWLY], _CARRIED_IN: ends[_CARRIED_IN], **groups, _CARRIED_OUT: ends[_CARRIED_OUT]}


def behind() -> dict[str, dict[str, str | int]]:
    """Return for each step of the flow, and part of the results, what leads to the units behind it.

    One cell of the form is compared; the sum of several is counted unit by unit on the page itself.
    """
    return {
        name: leading_to(cells[0]) if len(cells) == 1 else {"page": "applications", "count": name}
        for name, cells in countable().items()
    }


def counted(name: str) -> Meaning:
    """Given what is counted unit by unit, return what it means."""
    if name == _NEWLY:
        return NEW_SAID
    return Meaning(f"表三“{name}”的总计栏，几行的相加。缺报的单位不计入，也不当作 0。", countable()[name])


def _applicant(column: form.Column) -> str:
    return f"{column.label}组织" if column.label == "其他" else column.label


def applicant_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Given new applications by kind of applicant, return them for people."""
    return frame[["name", "value"]].set_axis(["申请人", "件"], axis=1)


def _result_links() -> dict[tuple[str, str], Safe]:
    """Return the short name of each result, by its group and itself, as a link to the units behind it."""
    links = {}
    for key in result_rows():
        name = row_name(_TABLE, key)
        goal = leading_to(Address(_TABLE, key, "total"))
        links[result_group(key), name] = go(name, str(goal.pop("page")), **goal)
    return links


def reasons(results: pd.DataFrame, colours: Palette) -> Safe:
    """Given the results of a year, return those that occurred as a table, each with a bar in its part's colour.

    The name of each leads to the units behind it.
    """
    there = results[results["value"] > 0]
    order = list(dict.fromkeys(results["part"]))
    largest = max(float(there["value"].max()), 1.0) if len(there) else 1.0
    lines, previous, links = [], "", _result_links()
    for row in there.itertuples(index=False):
        colour = colours.parts[order.index(row.part)]
        bar = tag("span", class_="part", style=f"width:{row.value / largest:.1%};background:{colour}")
        link = links[row.part, row.row]
        part = row.part if row.part != previous else ""
        alone = row.row == row.part
        lines.append(
            tag(
                "tr",
                tag("td", link if alone else part),
                tag("td", "" if alone else link),
                tag("td", words.number(row.value), class_="n"),
                tag("td", bar, class_="bar"),
            )
        )
        previous = row.part
    head = tag(
        "tr", *(tag("th", name, scope="col") for name in ("结果", "情形")), tag("th", "件", class_="n")
    )
    return tag("table", tag("thead", head), tag("tbody", join(lines)), class_="plain parts")


def result_table(results: pd.DataFrame) -> pd.DataFrame:
    """Given the results of a year, return all of them, for people."""
    return results.set_axis(["结果", "情形", "件", "有数单位"], axis=1)


def unbalanced(found: pd.DataFrame, labels: dict[str, str], year: int) -> Safe:
    """Given the reports whose flow does not balance, return them by name with the difference."""
    gaps = zip(found["unit_code"].head(_MOST_NAMED), found["gap"].head(_MOST_NAMED), strict=True)
    items = [
        join([_to_balance(labels[code], year), f"（差 {words.number(abs(gap))} 件）"]) for code, gap in gaps
    ]
    rest = f" 等 {len(found)} 份" if len(found) > len(items) else ""
    return join(["没有填平的报告：", join(items, "、"), rest]) if items else NOTHING


def _to_balance(name: str, year: int) -> Safe:
    return go(name, "report", unit=name, year=year, cell=f"{_TABLE}.results_total.total")
