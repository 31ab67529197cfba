"""What stands out, said in sentences made from the data, each leading to its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ui import words
from ui.derive import FAILED, REPORTED, Figure, Pair, at, same_units
from ui.filters import Selection
from ui.html import Safe, escape, go, join, tag

_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence; ``act`` where somebody has to do something."""

    text: Safe
    act: bool = False


def listing(remarks: list[Remark]) -> Safe:
    """Return remarks as a list, what needs action marked."""
    if not remarks:
        return tag("p", "没有需要特别留意的。", class_="quiet")
    return tag(
        "ul", join(tag("li", r.text, class_="act" if r.act else None) for r in remarks), class_="remarks"
    )


def names(units: pd.DataFrame, labels: dict[str, str], year: int, most: int = _MOST_NAMED) -> Safe:
    """Given units that have a report, return their names as links, the rest counted."""
    linked = [
        go(labels[code], "report", unit=labels[code], year=year) for code in units["unit_code"].head(most)
    ]
    rest = len(units) - len(linked)
    return join([join(linked, "、"), f" 等 {len(units)} 个" if rest > 0 else ""])


def about_progress(said: str) -> list[Remark]:
    """Given how far the year is in words, return it as what leads to the worklist."""
    return [Remark(go(said, "worklist"))]


def about_coverage(
    coverage: pd.DataFrame, progress: pd.DataFrame, labels: dict[str, str], year: int
) -> list[Remark]:
    """Given units × years with their states, return what is missing, unreadable or in doubt in the year.

    ``progress`` has the errors of each unit that nobody has decided on.
    """
    now = coverage[(coverage["year"] == year) & coverage["unit_code"].notna()]
    found = []
    missing = now[now["state"] == words.MISSING]
    if len(missing):
        who = words.listed([labels[code] for code in missing["unit_code"]], _MOST_NAMED)
        to_them = go(f"缺报 {len(missing)} 个", "worklist", state=words.MISSING)
        found.append(Remark(join([to_them, f"：{who}"]), act=True))
    failed = now[now["state"] == FAILED]
    if len(failed):
        who = words.listed([labels[code] for code in failed["unit_code"]], _MOST_NAMED)
        found.append(Remark(escape(f"文件读取失败 {len(failed)} 个：{who}"), act=True))
    doubtful = now[(now["state"] == REPORTED) & (now["errors"] > 0)].sort_values("errors", ascending=False)
    if len(doubtful):
        found.append(_about_errors(doubtful, progress, labels, year))
    return found


def _about_errors(
    doubtful: pd.DataFrame, progress: pd.DataFrame, labels: dict[str, str], year: int
) -> Remark:
    """Return how many errors the reports have, and who has those that nobody has decided on."""
    every = int(doubtful["errors"].sum())
    mine = progress[progress["unit_code"].isin(doubtful["unit_code"]) & (progress["errors"] > 0)]
    left = mine.sort_values("errors", ascending=False, kind="stable")
    said = f"{len(doubtful)} 份报告有错误，共 {every} 处"
    if left.empty:
        return Remark(join([said, "，都已处理：", names(doubtful, labels, year)]))
    open_ = int(left["errors"].sum())
    rest = f"，还有 {open_} 处没有处理：" if open_ < every else "："
    return Remark(join([said, rest, names(left, labels, year)]), act=True)


def about_change(
    what: str,
    unit: str,
    past: list[Figure],
    marked: pd.DataFrame,
    labels: dict[str, str],
    year: int,
    page: str,
) -> list[Remark]:
    """Given a measure by year and by unit, return its change against last year and who made most of it."""
    now, before = at(past, year), at(past, year - 1)
    if now is None or not words.is_number(now.value):
        return []
    said = go(f"{what} {words.number(now.value, unit)} {unit}", page)
    pair = same_units(marked, year)
    if before is None or not words.is_number(before.value) or not pair.units:
        return [Remark(join([said, "，上年没有可比的数据。"]))]
    parts: list[object] = [said, "，", words.change(pair.now, pair.before, unit)]
    # Of one unit the whole change is its own.
    lead = _leading_unit(marked, year, pair.now - pair.before)
    if lead is not None and pair.units > 1:
        code, difference = lead
        name = labels[code]
        turn = f"{'多' if difference > 0 else '少'} {words.number(abs(difference), unit)} {unit}"
        parts += ["，其中", go(name, "report", unit=name, year=year), turn]
    return [Remark(join([*parts, "。"]))]


def _leading_unit(marked: pd.DataFrame, year: int, difference: float) -> tuple[str, float] | None:
    """Return the unit with the largest change in the direction of the whole, if both its years are there."""
    if difference == 0:
        return None
    pivot = marked[marked["year"].isin([year - 1, year])].pivot(
        index="unit_code", columns="year", values="value"
    )
    if not {year - 1, year} <= set(pivot.columns):
        return None
    changes = (pivot[year] - pivot[year - 1]).dropna()
    changes = changes[changes * difference > 0]
    if changes.empty:
        return None
    code = changes.abs().idxmax()
    return str(code), float(changes[code])


def leftovers(coverage: pd.DataFrame, failures: pd.DataFrame) -> Safe:
    """Given the coverage and the files that failed, return what belongs to no unit or was not read."""
    stray = coverage[coverage["unit_code"].isna()]
    if stray.empty and failures.empty:
        return Safe("")
    lines = [
        join(["未匹配：", go(row.unit_name, "report", report=row.report_id), _of_year(row.year)])
        for row in stray.itertuples()
    ]
    lines += [
        join(["读取失败：", row.file_name, tag("span", f"（{row.message}）", class_="quiet")])
        for row in failures.itertuples()
    ]
    items = join(tag("li", line, class_="act") for line in lines)
    return join(
        [
            tag("h2", "未匹配与读取失败"),
            tag("div", tag("ul", items, class_="remarks"), class_="scroll", style="max-height:150px"),
        ]
    )


def _of_year(year: object) -> str:
    return f"（{int(year)} 年）" if pd.notna(year) else "（年度不明）"


def question(selection: Selection) -> str:
    """Return what the overview asks: of whom, of which year, and against last year where there is one."""
    who = words.listed(selection.names, 2) if selection.names else "、".join(selection.kinds) or "全县"
    against = "比上年" if selection.before in selection.known else ""
    return f"{selection.year} 年{who}公开工作{against}怎么样？"


def answer_words(
    reported: Figure | None, changes: Sequence[tuple[str, Figure | None, Pair]], year: int
) -> str:
    """Given the reports and each measure by name with its two years, return how the year is against the last."""
    if reported is None:
        return f"{year} 年没有应报的单位。"
    gap = reported.expected - reported.reported
    all_in = f"{reported.expected} 个单位全部交了报告" if reported.expected > 1 else "报告已交"
    first = all_in if gap == 0 else f"{words.covered(reported.reported, reported.expected)}，缺 {gap} 份"
    turns = [f"{name}{_turn(pair)}" for name, _, pair in changes if pair.units]
    if not turns:
        counts = [
            f"{name} {words.number(now.value)} 件"
            for name, now, _ in changes
            if now is not None and words.is_number(now.value)
        ]
        return "；".join(filter(None, ["，".join(counts), first])) + "。"
    units = max(pair.units for _, _, pair in changes)
    same = "" if units == reported.expected else f"（按两年都有数的 {units} 个单位）"
    return f"比上年：{'，'.join(turns)}{same}；{first}。"


def _turn(pair: Pair) -> str:
    if pair.now == pair.before:
        return "持平"
    return f"{'多' if pair.now > pair.before else '少'} {words.number(abs(pair.now - pair.before))} 件"
