"""The brief for the leadership: what goes on its two pages, in words and numbers, before any file format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

import form
from exports.brief_charts import by_year, most, results_chart
from exports.county import County, Total, read_county
from exports.measures import (
    MEASURES,
    Change,
    Measure,
    change_of,
    change_words,
    number,
    results,
    total_of,
    values_by_unit,
)
from exports.source import Source
from exports.stamp import Stamp, stamp
from form.model import SEVERITIES
from store.words import FAILED, MISSING, REPORTED

_NAMED = 12
_FINDINGS = 9
_FINDING_CHARACTERS = 90
# Two pages have no room for a longer name; no real one is.
_NAME_CHARACTERS = 30
_RANKED = 10


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline figure: its name, its value with the unit, over how many units it runs, its change."""

    name: str
    value: str
    reach: str
    change: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: what it shows in words, for those who do not see it, and the picture as PNG."""

    said: str
    png: bytes


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with sentences below it."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """The two pages.

    Attributes:
        title: Its title.
        lead: The answer in one sentence.
        caveat: What the figures are not.
        headlines: Four figures.
        pictures: Three charts.
        remarks: What stands out.
        missing: Who has handed in nothing.
        findings: What is still in doubt.
        mark: What the file was made from.
        is_sample: True where the data is invented.
    """

    title: str
    lead: str
    caveat: str
    headlines: tuple[Headline, ...]
    pictures: tuple[Picture, ...]
    remarks: Part
    missing: Part
    findings: Part
    mark: Stamp
    is_sample: bool


def read_brief(
    source: Source, year: int, made_at: datetime, units: Sequence[str] = (), kinds: Sequence[str] = ()
) -> Brief:
    """Given a year, return what the brief says.

    Args:
        source: The build.
        year: The year.
        made_at: When it is made; the file says so.
        units: Codes of the units wanted; all without it.
        kinds: Kinds of unit wanted; all without it.

    Raises:
        NothingToExport: no unit has a report in the year.
    """
    county = read_county(source, year, made_at, units, kinds)
    changes = [change_of(source, county, measure) for measure in MEASURES]
    return Brief(
        title=f"{county.name}{year}年政府信息公开年报简报",
        lead=_lead(county),
        caveat=f"{county.basis_said}{county.caveat}",
        headlines=(_reports(county), *map(lambda m, c: _headline(county, m, c), MEASURES, changes)),
        pictures=tuple(_pictures(source, county, units, kinds)),
        remarks=Part("值得留意", tuple(_remarks(source, county, changes)) or ("没有需要特别留意的。",)),
        missing=Part("没有报告的单位", tuple(_missing(county))),
        findings=Part(*_findings(county.findings)),
        mark=stamp(source, "brief", year, made_at, tuple(units), tuple(kinds)),
        is_sample=county.is_sample,
    )


def _lead(county: County) -> str:
    year, (new, decisions, cases) = county.this, (total_of(county.this, m.addresses) for m in MEASURES)
    gap = year.expected - year.reported
    handed_in = f"应报 {year.expected} 个单位，已报 {year.reported} 个" + (f"，缺 {gap} 个" if gap else "")
    return (
        f"{handed_in}。共新收政府信息公开申请 {number(new.value)} 件，作出行政许可、处罚、强制决定 "
        f"{number(decisions.value)} 件，行政复议、诉讼 {number(cases.value)} 件。"
    )


def _reports(county: County) -> Headline:
    this, last = county.this, county.last
    change = "上年没有数据" if last is None else f"上年 {last.reported}/{last.expected}"
    return Headline("年度报告", f"{this.reported} 份", f"应报 {this.expected} 份", change)


def _headline(county: County, measure: Measure, change: Change) -> Headline:
    total: Total = total_of(county.this, measure.addresses)
    value = "—" if total.value is None else f"{number(total.value, measure.unit)} {measure.unit}"
    reach = f"{total.counted}/{county.this.expected} 个单位有数"
    return Headline(measure.name, value, reach, _compared(county, measure, change))


def _compared(county: County, measure: Measure, change: Change) -> str:
    """Return the change over the same units; a unit that reports in one year only made no change."""
    if not change.units:
        return "上年没有可比的数"
    said = change_words(change.now, change.before, measure.unit)
    whole = len(change.units) == total_of(county.this, measure.addresses).counted
    return said if whole else f"{said}（{len(change.units)} 个单位比）"


def _pictures(
    source: Source, county: County, units: Sequence[str], kinds: Sequence[str]
) -> Iterator[Picture]:
    new = MEASURES[0]
    years = _years(source, new, county.this.year, units, kinds)
    yield Picture(*by_year(years, county.this.year, f"历年{new.name}", new.unit))
    yield Picture(*results_chart(results(county.this), "申请办理结果", new.unit))
    names = {unit.code: unit.name for unit in county.this.units}
    values = values_by_unit(source, county, new)
    before = values_by_unit(source, county, new, last=True)
    ranked = sorted(values, key=lambda code: -values[code])[:_RANKED]
    rows = [(_short(names[code], county.name), values[code], before.get(code)) for code in ranked]
    yield Picture(*most(rows, f"{new.name}最多的 {len(rows)} 个单位", new.unit))


def _years(
    source: Source, measure: Measure, last: int, units: Sequence[str], kinds: Sequence[str]
) -> list[tuple[int, float | None]]:
    """Return the measure in each year up to the last, None in one without a number."""
    totals = source.rows("totals", tables=["applications"], units=list(units), kinds=list(kinds))
    address = measure.addresses[0]
    mine = totals[(totals["row_key"] == address.row) & (totals["column_key"] == address.column)]
    return [
        (int(year), None if pd.isna(value) else float(value))
        for year, value in zip(mine["year"], mine["value"], strict=True)
        if year <= last
    ]


def _short(name: str, county: str) -> str:
    return _cut(name.removeprefix(county) or name, _NAME_CHARACTERS)


def _remarks(source: Source, county: County, changes: Sequence[Change]) -> Iterator[str]:
    names = {unit.code: _short(unit.name, county.name) for unit in county.this.units}
    for measure, change in zip(MEASURES, changes, strict=True):
        yield from _turns(measure, change, names)
    yield from _concentrated(values_by_unit(source, county, MEASURES[0]), names)
    denied = dict(results(county.this)).get("不予公开", 0.0)
    if denied:
        yield f"不予公开 {number(denied)} 件，请核对每件的依据。"
    rules = county.this.totals.get(form.Address("disclosure", "rules", "issued"))
    if rules is not None and rules.value:
        yield f"有单位填报了规章 {number(rules.value)} 件：县级以下没有规章制定权，请核实。"


def _turns(measure: Measure, change: Change, names: dict[str, str]) -> Iterator[str]:
    """Yield which unit turned most in the direction of the whole, and which most against it."""
    if not change.units:
        return
    turned = {code: now - before for code, (now, before) in change.units.items()}
    up, down = max(turned, key=lambda code: turned[code]), min(turned, key=lambda code: turned[code])
    said = []
    for code in (up, down):
        if turned[code] and (code == up) == (turned[code] > 0):
            now, before = change.units[code]
            said.append(f"{names[code]}由 {number(before)} {measure.unit}变为 {number(now)} {measure.unit}")
    if said:
        yield f"{measure.name}：变化最大的是{'，'.join(said)}。"


def _concentrated(values: dict[str, float], names: dict[str, str]) -> Iterator[str]:
    """Yield how much the three largest have, where that is most of all and all is more than a few."""
    total = sum(values.values())
    largest = sorted(values, key=lambda code: -values[code])[:3]
    share = sum(values[code] for code in largest)
    if len(values) > 2 * len(largest) and total >= 10 and share > total / 2:
        yield (
            f"新收申请集中：{'、'.join(names[code] for code in largest)}共 {number(share)} 件，"
            f"占 {number(total)} 件的 {share / total:.0%}。"
        )


def _missing(county: County) -> Iterator[str]:
    for state in (MISSING, FAILED):
        found = [_short(unit.name, county.name) for unit in county.this.units if unit.state == state]
        if found:
            rest = f"等 {len(found)} 个" if len(found) > _NAMED else ""
            yield f"{state} {len(found)} 个：{'、'.join(found[:_NAMED])}{rest}。"
    if all(unit.state not in (MISSING, FAILED) for unit in county.this.units):
        there = sum(unit.state == REPORTED for unit in county.this.units)
        yield f"应报的 {there} 个单位都有报告。"


def _findings(findings: pd.DataFrame) -> tuple[str, tuple[str, ...]]:
    """Return the heading with how many are open, and the gravest of them."""
    open_ones = findings[findings["decision"] == ""]
    counts = open_ones["severity"].value_counts()
    said = "、".join(f"{words} {counts[key]}" for key, words in SEVERITIES.items() if key in counts)
    rows = open_ones.head(_FINDINGS)
    listed = tuple(
        f"{_cut(name, _NAME_CHARACTERS)}：{_cut(message, _FINDING_CHARACTERS)}"
        for name, message in zip(rows["unit_name"], rows["message"], strict=True)
    )
    rest = len(open_ones) - len(rows)
    more = (f"其余 {rest} 条见县汇总表“缺报与疑点”。",) if rest else ()
    return f"尚未处理的疑点：{said or '没有'}", listed + more


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
