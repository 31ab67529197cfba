"""The prose of the draft report: what the data says, with over how many units, and where a human has to write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from exports.county import County
from exports.measures import Change, change_words, number, results
from exports.problems import Named, ThemeList
from form import Address, Table
from form.units import COUNTY
from store.words import NOT_YET, REPORTED

FILL, CHECK, CUT = "【请补充】", "【请核实】", "【定稿时删去】"
_PROBLEMS_A_THEME = 12
_NAMED_UNITS = 3
_MISSING_SHOWN = 12
_CHANNELS = 5


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a paragraph; ``marked`` where a human has to do something about them."""

    text: str
    marked: bool = False


Paragraph = tuple[Run, ...]
# Words, and the cell that they are about.
_Part = tuple[str, Address]


def _at(table: str, row: str, column: str) -> Address:
    return Address(table, row, column)


_DOCUMENTS: tuple[_Part, ...] = tuple(
    (words, _at("disclosure", "normative_documents", column))
    for words, column in (
        ("制发", "issued"),
        ("废止", "repealed"),
        ("现行有效", "in_force"),
        ("新制作", "made"),
        ("新公开", "newly_disclosed"),
        ("对外公开", "disclosed_total"),
    )
)
_DECIDED: tuple[_Part, ...] = tuple(
    (words, _at("disclosure", row, "decisions"))
    for words, row in (
        ("行政许可处理决定", "licensing"),
        ("行政处罚处理决定", "penalties"),
        ("行政强制处理决定", "coercion"),
    )
)
_FEES: tuple[_Part, ...] = (("行政事业性收费", _at("disclosure", "fees", "amount")),)
_APPLIED: tuple[_Part, ...] = tuple(
    (words, _at("applications", row, "total"))
    for words, row in (
        ("新收政府信息公开申请", "new"),
        ("上年结转", "carried_in"),
        ("办理", "results_total"),
        ("结转下年度继续办理", "carried_out"),
    )
)
_SUED: tuple[_Part, ...] = tuple(
    (words, _at("litigation", row, "total"))
    for words, row in (
        ("因政府信息公开被申请行政复议", "review"),
        ("未经复议直接起诉", "suit_direct"),
        ("复议后起诉", "suit_after_review"),
    )
)


def _list(county: County, parts: Sequence[_Part]) -> str:
    """Return those of the cells that hold a number in one clause, with over how many units each runs."""
    said: list[tuple[str, str]] = []
    for words, address in parts:
        total = county.this.totals.get(address)
        if total is not None and total.value is not None:
            unit = "万元" if address.column == "amount" else "件"
            reach = f"（{total.counted}/{county.this.expected}）"
            said.append((f"{words} {number(total.value, unit)} {unit}", reach))
    if len({reach for _, reach in said}) == 1:
        return "，".join(words for words, _ in said) + said[0][1]
    return "，".join(words + reach for words, reach in said)


def _paragraph(head: str, sentences: Sequence[str], hint: str) -> Paragraph:
    """Return a paragraph of sentences; what a human has to add is marked behind them."""
    text = head + "".join(f"{sentence}。" for sentence in sentences if sentence)
    return (Run(text), Run(f"{FILL}{hint}", marked=True))


def overview(county: County, applications: Change, narrative: pd.DataFrame) -> Iterator[Paragraph]:
    """Yield section 一: the figures in plain sentences, and what the figures cannot say as places to fill in.

    Args:
        county: The year.
        applications: New applications of the year and the year before, over the same units.
        narrative: What the prose of the units' reports counts.
    """
    yield _scope(county)
    documents = _list(county, _DOCUMENTS)
    yield _paragraph(
        "（一）主动公开。",
        [
            f"行政规范性文件{documents}" if documents else "",
            _list(county, _DECIDED),
            _list(county, _FEES),
            _stated(county, narrative),
        ],
        "重点领域信息公开、政策解读和回应关切的情况。",
    )
    yield _paragraph(
        "（二）依申请公开。",
        [_list(county, _APPLIED), _compared(applications), _decided(county), _list(county, _SUED)],
        "办理制度和质量方面的情况。",
    )
    yield _paragraph("（三）政府信息管理。", [], "公文属性源头认定、规范性文件清理、动态管理的情况。")
    yield _paragraph(
        "（四）政府信息公开平台建设。", [_channels(narrative)], "网站、新媒体和查阅点的建设情况。"
    )
    yield _paragraph("（五）监督保障。", [], "机构人员、培训、考核评议和责任追究的情况。")


def _scope(county: County) -> Paragraph:
    year = county.this
    kinds = "、".join(f"{kind} {there}/{due}" for kind, (there, due) in year.kinds().items())
    missing = [unit.name for unit in year.units if unit.state not in (REPORTED, NOT_YET)]
    rest = f"等 {len(missing)} 个单位" if len(missing) > _MISSING_SHOWN else ""
    named = f"没有报告、未计入：{'、'.join(missing[:_MISSING_SHOWN])}{rest}。" if missing else ""
    return (
        Run(
            f"本报告按照《中华人民共和国政府信息公开条例》和{year.edition.circular}规定的格式编制，"
            f"统计期限为{year.year}年1月1日至{year.year}年12月31日。"
        ),
        Run(
            f"{CHECK}数字由 {year.reported}/{year.expected} 个单位（{kinds}）的年度报告相加而成，"
            f"括号内为有数的单位数/应报的单位数，定稿时删去。{county.basis_said}{county.caveat}{named}",
            marked=True,
        ),
    )


def _compared(applications: Change) -> str:
    if not applications.units:
        return ""
    said = change_words(applications.now, applications.before, "件")
    return f"新收申请按两年都有数的 {len(applications.units)} 个单位比，{said}"


def _decided(county: County) -> str:
    found = [f"{name} {number(value)} 件" for name, value in results(county.this) if value]
    return f"办理结果中，{'、'.join(found)}" if found else ""


def _stated(county: County, narrative: pd.DataFrame) -> str:
    """Return how much the reports say was disclosed in all, by unit of measure; their sums are never mixed."""
    totals = narrative[narrative["item_kind"] == "total"]
    said = []
    for unit, rows in totals.groupby("item_unit", sort=True):
        least = "至少 " if (rows["qualifier"] == "at_least").any() else ""
        counted = f"（{rows['unit_code'].nunique()}/{county.this.expected}）"
        said.append(f"{least}{number(float(rows['value'].sum()))} {unit}{counted}")
    return f"各单位报告正文写明的公开信息合计 {'、'.join(said)}" if said else ""


def _channels(narrative: pd.DataFrame) -> str:
    named = narrative[narrative["item_kind"] == "channel"].groupby("label")["unit_code"].nunique()
    most = named.sort_values(ascending=False, kind="stable").head(_CHANNELS)
    said = "、".join(f"{label}（{count} 个单位）" for label, count in most.items())
    return f"各单位报告正文写明发布数量较多的渠道有：{said}" if said else ""


def below_table(county: County, table: Table) -> Paragraph:
    """Return what stands below a table until the report is finished: how far its sums reach, what is empty."""
    totals = [county.this.totals.get(address) for address in table.addresses()]
    counts = [total.counted if total else 0 for total in totals]
    empty = sum(total is None or total.value is None for total in totals)
    span = f"{min(counts)}～{max(counts)}" if min(counts) < max(counts) else str(max(counts))
    said = f"{CUT}上表各格由 {span} 个单位的数字相加，应报 {county.this.expected} 个；{county.caveat}"
    if empty:
        said += f"有 {empty} 格没有一个单位给出数字，空着，请补充。"
    others = [key for key in county.this.editions() if key != county.this.edition.key]
    if others:
        said += f"有单位用 {'、'.join(others)} 版表式，只有对应的格计入，见县汇总表。"
    if county.own is not None and not county.chosen:
        differ = sum(_differs(county, address) for address in table.addresses())
        said += f"与县本级报告相比，有 {differ} 格不同，见县汇总表的“县本级报告对照”。"
    return (Run(said, marked=True),)


def _differs(county: County, address: Address) -> bool:
    mine = (county.own or {}).get(address)
    total = county.this.totals.get(address)
    return mine is not None and total is not None and total.value is not None and mine != total.value


def problems(county: County, themes: Sequence[ThemeList], writers: int) -> Iterator[Paragraph]:
    """Yield section 五: the units' own problems by theme, a line each, to be chosen from and put in words."""
    yield (
        Run(
            f"{CUT}以下摘自 {writers}/{county.this.expected} 个单位报告的第五部分，按主题排列，"
            "请取舍归纳后删去单位名称。",
            marked=True,
        ),
    )
    for at, theme in enumerate(themes, start=1):
        yield (Run(f"{at}.{theme.label}（{theme.units} 个单位提到）"),)
        for problem in theme.problems[:_PROBLEMS_A_THEME]:
            yield (Run(f"{problem.text}。"), Run(_names(problem), marked=True))
        rest = len(theme.problems) - _PROBLEMS_A_THEME
        if rest > 0:
            yield (Run(f"{CUT}另有 {rest} 条，见看板“问题与改进”。", marked=True),)
    if not themes:
        yield (Run(f"{FILL}各单位的报告没有写明问题。", marked=True),)
    yield (Run(f"{FILL}改进情况和下一步的措施。", marked=True),)


def _names(problem: Named) -> str:
    rest = f"等 {len(problem.units)} 个" if len(problem.units) > _NAMED_UNITS else ""
    return f"（{'、'.join(problem.units[:_NAMED_UNITS])}{rest}）"


def others(county: County, reports: pd.DataFrame) -> Iterator[Paragraph]:
    """Yield section 六: the processing fee as the units' reports state it, and a place for the rest."""
    fees = reports.loc[reports["kind"] != COUNTY, "stated_processing_fee"].dropna()
    if len(fees):
        reach = f"（{len(fees)}/{county.this.expected}）"
        yield (Run(f"本年度收取政府信息公开信息处理费 {number(float(fees.sum()))} 元{reach}。"),)
    else:
        yield (Run(f"{FILL}收取信息处理费的情况：各单位的报告没有写明。", marked=True),)
    yield (Run(f"{FILL}其他需要报告的事项，没有的删去本句。", marked=True),)
