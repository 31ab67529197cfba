"""What was disclosed, as measures of the form and as categories of the prose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

import form
from form import Address
from form.taxonomy import BY_KEY
from form.units import COUNTY
from ui import words
from ui.charts import mark_name
from ui.compare import leading_to
from ui.derive import VALUE, Figure, as_frame, series
from ui.meaning import Meaning

CORRESPONDS = (
    "处理决定数量（许可、处罚、强制）两版都有，口径相同，年份之间不连线以示换版；"
    "2019 版的“新制作、新公开、对外公开总数”与 2021 版的“制发、废止、现行有效”含义不同，不作比较。"
)
_STATUTORY = (
    "表二“主动公开政府信息情况”的印刷数字，按版式分开，把有报告的单位相加；没有报告的单位不计，也不当作 0。"
)
PROSE = Meaning(
    "报告第一部分（一）主动公开的文字里点明的数量。“余、多、以上”记作 ≥，“近、约、左右”记作 ≈。"
    "没有写数量的报告是未列数，不等于 0。"
)
# A measure: its name, its cell, and units × years with its value or the reason for none.
Measured = tuple[str, Address, pd.DataFrame]
_LINES = 12
_USUAL_UNIT = "条"


@dataclass(frozen=True, slots=True)
class Measure:
    """A cell of the disclosure table as a thing to draw: 行政许可·处理决定."""

    name: str
    unit: str
    address: Address


def measures(edition: str) -> list[Measure]:
    """Given an edition, return what its disclosure table measures, in form order."""
    table = form.EDITIONS[edition].table("disclosure")
    return [
        Measure(f"{row.label}·{_column(column)}", column.unit, Address("disclosure", row.key, key))
        for row in table.rows
        for key in row.columns
        for column in [
            form.column_of(Address("disclosure", row.key, key)) if edition == "2021" else table.column(key)
        ]
    ]


def _column(column: form.Column) -> str:
    label = column.label.split("（", 1)[0]
    for ending in ("件数", "数量"):
        label = label.removesuffix(ending)
    return label.removeprefix("本年")


def offered(years: Sequence[int]) -> tuple[list[str], str]:
    """Given the years that there are, return the editions to choose from, and that of the last year."""
    return list(reversed(form.EDITIONS)), form.edition_for_year(max(years)).key


def statutory(edition: str) -> Meaning:
    """Given an edition, return what the rows of its disclosure table mean."""
    return Meaning(_STATUTORY, tuple(measure.address for measure in measures(edition)))


def past(totals: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Given the totals, return a measure over the years: year, value, counted, expected, edition by rule."""
    frame = as_frame(series(totals, (measure.address,)))
    return frame.assign(edition=[form.edition_for_year(int(year)).key for year in frame["year"]])


def has_break(totals: pd.DataFrame) -> bool:
    """Return whether the years are of more than one edition."""
    return len({form.edition_for_year(int(year)).key for year in totals["year"].unique()}) > 1


def worth_a_column(measured: Sequence[Measured]) -> list[Measured]:
    """Given measures by unit in one year, return those that any unit has above 0 or left blank."""
    return [one for one in measured if one[2]["value"].gt(0).any() or one[2]["mark"].eq(words.BLANK).any()]


def none_words(measured: Sequence[Measured], edition: str) -> str:
    """Given measures none of which is worth a column, return why."""
    if any(frame["mark"].eq(VALUE).any() for _, _, frame in measured):
        return "有报告的单位各项均为 0。"
    return f"这一年没有 {edition} 版的报告。"


def has_any(frame: pd.DataFrame) -> bool:
    """Return whether a measure has a number in any year."""
    return bool(frame["value"].notna().any())


def category_frame(narrative: pd.DataFrame, by: str) -> pd.DataFrame:
    """Given items of the prose of one year, return their sums, the largest first.

    Columns: name, item_unit, value, units, shown, hint.

    ``by`` is ``category`` (kinds of the taxonomy, else the text's own words) or ``label``
    (the text's own words). A sum of numbers some of which are 余 is shown with ≥, of 近 or 约 with ≈.
    """
    if narrative.empty:
        return pd.DataFrame(columns=["name", "item_unit", "value", "units", "shown", "hint"])
    unit = narrative["item_unit"].replace("", _USUAL_UNIT)
    grouped = (
        narrative.assign(name=names_of(narrative, by), item_unit=unit)
        .groupby(["name", "item_unit"], as_index=False)
        .agg(
            value=("value", "sum"),
            units=("unit_code", "nunique"),
            at_least=("qualifier", lambda q: bool((q == "at_least").any())),
            about=("qualifier", lambda q: bool((q == "about").any())),
        )
    )
    sums = zip(grouped["value"], grouped["at_least"], grouped["about"], strict=True)
    grouped["shown"] = [sum_words(value, at_least, about) for value, at_least, about in sums]
    grouped["hint"] = [
        f"{shown} {unit}，{units} 个单位写明"
        for shown, unit, units in zip(grouped["shown"], grouped["item_unit"], grouped["units"], strict=True)
    ]
    return grouped.sort_values(["value", "name"], ascending=[False, True], kind="stable").reset_index(
        drop=True
    )


def names_of(narrative: pd.DataFrame, by: str) -> pd.Series:
    """Given items of the prose, return the name under which each is added up.

    12 条 and 12 篇 are not the same measure: what is not counted in the usual unit says so.
    """
    kinds = narrative["category"].map(_kind_label).fillna(narrative["label"])
    name = narrative["label"] if by == "label" else kinds
    usual = narrative["item_unit"].isin(["", _USUAL_UNIT])
    return name.where(usual, name + "（" + narrative["item_unit"] + "）")


def sum_words(value: float, at_least: bool, about: bool) -> str:
    """Given a sum of which some numbers are 余, or 近 and 约, return it as shown."""
    return words.qualified(value, "about" if about else "at_least" if at_least else "exact")


def _kind_label(key: object) -> str | None:
    kind = BY_KEY.get(key) if isinstance(key, str) else None
    return kind.label if kind else None


def top(frame: pd.DataFrame, most: int = _LINES) -> pd.DataFrame:
    """Return the largest categories."""
    return frame.head(most)


def counted_words(units: pd.DataFrame, year: int) -> str:
    """Given how much the prose of each report counts, return how many count anything at all."""
    now = units[units["year"] == year]
    silent = now[now["items"] == 0]
    said = f"{len(now)} 份报告中有 {len(now) - len(silent)} 份在正文里写明了数量"
    if len(silent):
        said += (
            f"，{len(silent)} 份{words.NOT_COUNTED}（不等于 0）：{words.listed(list(silent['unit_name']))}"
        )
    return said + "。"


def evidence_table(narrative: pd.DataFrame, labels: dict[str, str]) -> pd.DataFrame:
    """Given items of the prose, return them as a table with their words."""
    return pd.DataFrame(
        {
            "单位": narrative["unit_code"].map(labels),
            "年度": narrative["year"].astype(str),
            "原文说法": narrative["label"],
            "数量": [
                words.qualified(v, q) for v, q in zip(narrative["value"], narrative["qualifier"], strict=True)
            ],
            "量词": narrative["item_unit"],
            "原文": narrative["evidence"],
        }
    )


def evidence_links(narrative: pd.DataFrame, labels: dict[str, str]) -> list[dict[str, str | int]]:
    """Given items of the prose, return where the row of each leads."""
    return [
        {"unit": labels[code], "year": int(year), "part": "正文"}
        for code, year in zip(narrative["unit_code"], narrative["year"], strict=True)
    ]


def behind(drawn: Sequence[tuple[Measure, pd.DataFrame]]) -> dict[str, dict[str, str | int]]:
    """Given measures over the years, return for the dot of each year by name what leads to the units behind it."""
    return {
        mark_name(measure.name, year): leading_to(measure.address) | {"year": year}
        for measure, frame in drawn
        for year in map(int, frame["year"])
    }


def measure_table(drawn: Sequence[tuple[Measure, pd.DataFrame]]) -> pd.DataFrame:
    """Given measures over the years, return the table for people: a measure a row, a year a column."""
    rows = []
    for measure, frame in drawn:
        values = {f"{int(row.year)} 年": row.value for row in frame.itertuples()}
        rows.append({"项目": measure.name, "单位": measure.unit, **values})
    return pd.DataFrame(rows)


def past_table(drawn: Sequence[tuple[str, pd.DataFrame]]) -> pd.DataFrame:
    """Given items of the prose over the years, return them for people: an item a row, a year a column."""
    rows = [
        {"项目": name, **{f"{int(row.year)} 年": row.value for row in frame.itertuples()}}
        for name, frame in drawn
    ]
    return pd.DataFrame(rows)


def unit_measures(measured: Sequence[Measured], labels: dict[str, str]) -> pd.DataFrame:
    """Given measures by unit in one year, return the table for people: a unit a row, a measure a column."""
    table: dict[str, list[object]] = {}
    for name, _, marked in measured:
        table.setdefault("单位", [labels[code] for code in marked["unit_code"]])
        table[name] = [
            value if mark == VALUE else mark
            for value, mark in zip(marked["value"], marked["mark"], strict=True)
        ]
    return pd.DataFrame(table)


def of_units(narrative: pd.DataFrame) -> pd.DataFrame:
    """Return the items of the units' own reports, the county's left out."""
    return narrative[narrative["kind"] != COUNTY]


def answer_words(decisions: Figure | None, units: pd.DataFrame, year: int) -> str:
    """Given the decisions of the year and how much the prose counts, return both in a sentence."""
    value = words.number(decisions.value if decisions else None)
    return f"{year} 年许可、处罚、强制决定共 {value} 件；{counted_words(units, year)}"


def unclassified(narrative: pd.DataFrame) -> str:
    """Given items of the prose, return in words which labels fit no kind, the most frequent first, with counts."""
    left = narrative[(narrative["item_kind"] == "category") & narrative["category"].isna()]
    counts = left.groupby("label").size().sort_values(ascending=False, kind="stable")
    return "、".join(f"{label}（{count} 处）" for label, count in counts.items())


def category_past(
    narrative: pd.DataFrame, names: Sequence[str], way: str, years: Sequence[int]
) -> list[pd.DataFrame]:
    """Given items of the prose over the years, return for each name its sums by year, as a small line takes them.

    A year in which no report counts the name has no number: it is not 0.
    """
    by_year = {year: category_frame(narrative[narrative["year"] == year], way) for year in years}
    reports = {year: narrative.loc[narrative["year"] == year, "unit_code"].nunique() for year in years}
    found = []
    for name in names:
        rows = []
        for year in years:
            mine = by_year[year][by_year[year]["name"] == name]
            value = float(mine["value"].sum()) if len(mine) else float("nan")
            units = int(mine["units"].max()) if len(mine) else 0
            rows.append((year, value, units, reports[year], ""))
        found.append(pd.DataFrame(rows, columns=["year", "value", "counted", "expected", "edition"]))
    return found
