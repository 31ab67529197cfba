"""缺报与疑点, and 说明: who is missing, what is in doubt, and what the numbers rest on."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from datetime import datetime
from typing import Any

import pandas as pd

import form
from exports.book import Book, merge, paragraphs, table
from exports.county import County
from exports.measures import number
from exports.source import REPORTED as REPORTED_NUMBERS
from exports.stamp import Stamp
from form.model import SEVERITIES
from store.words import FAILED, NOT_YET, REPORTED, UNMATCHED, WEIGHED

DOUBTS, ABOUT = "缺报与疑点", "说明"
# The tables of the sheet share its columns.
_WIDTHS = (22.0, 8.0, 12.0, 36.0, 48.0, 34.0)
_TITLE_POINTS = 28.0


def write_doubts(book: Book, county: County) -> None:
    """Write the sheet of missing units and findings."""
    sheet = book.sheet(DOUBTS, landscape=True)
    for column, room in enumerate(_WIDTHS):
        sheet.set_column(column, column, room)
    wide = len(_WIDTHS)
    title = f"{county.name}{county.this.year}年{DOUBTS}"
    merge(sheet, (0, 0, 1, wide), title, book.format(bold=True, font_size=14, align="center"))
    sheet.set_row(0, _TITLE_POINTS)
    row = 2
    for at, (words, header, rows) in zip("一二三四", _parts(county), strict=False):
        heading = f"{at}、{words}：{len(rows)} 条"
        merge(sheet, (row, 0, 1, wide), heading, book.format(bold=True))
        nothing = [("无", *[""] * (len(header) - 1))]
        row = table(book, sheet, row + 1, header, rows or nothing, _WIDTHS[: len(header)]) + 1


_Rows = list[tuple[str, ...]]


def _parts(county: County) -> Iterator[tuple[str, tuple[str, ...], _Rows]]:
    """Yield the tables of the sheet: what each is about, its header and its rows."""
    yield (
        "没有报告或没有读取的",
        ("单位或文件", "类别", "情况", "原因", "说明"),
        list(_missing(county)),
    )
    yield (
        "疑点（只提出，从不改动报告上的数字）",
        ("单位", "类别", "性质", "在哪里", "问题", "处理"),
        list(_findings(county)),
    )
    used = "本文件用报送数，没有采用" if county.basis == REPORTED_NUMBERS else "本文件已采用"
    yield (
        f"更正和确认的读数（{used}）",
        ("单位", "类别", "处理", "在哪里", "由什么改成什么，为什么", "谁，什么时候"),
        list(_corrections(county)),
    )
    yield (
        "退回、作废、改归和核定",
        ("单位", "年度", "处理", "文件", "理由", "谁，什么时候"),
        list(_placings(county)),
    )


def _missing(county: County) -> Iterator[tuple[str, ...]]:
    reasons = {
        (code, year): message
        for code, year, message in zip(
            county.failures["unit_code"], county.failures["year"], county.failures["message"], strict=True
        )
    }
    for unit in county.this.units:
        if unit.state not in (REPORTED, NOT_YET):
            why = reasons.get((unit.code, county.this.year), "") if unit.state == FAILED else "没有收到报告"
            yield unit.name, unit.kind, unit.state, why, ""
    strangers = county.failures[county.failures["unit_code"].isna()]
    for row in [] if county.chosen else strangers.to_dict("records"):
        if pd.isna(row["year"]) or row["year"] == county.this.year:
            yield row["file_name"], "", FAILED, row["message"], "没有认出是哪个单位的报告"
    for name in county.strays:
        yield name, "", UNMATCHED, "报告没有对应的单位，未计入合计", ""


def _findings(county: County) -> Iterator[tuple[str, ...]]:
    for row in county.findings.to_dict("records"):
        keys = [row[key] if isinstance(row[key], str) else None for key in ("row_key", "column_key")]
        place = form.describe(row["table_key"], *keys) if isinstance(row["table_key"], str) else ""
        severity = SEVERITIES[row["severity"]]
        yield row["unit_name"], row["kind"], severity, place, row["message"], _weighed(row)


def _weighed(row: Mapping[Hashable, Any]) -> str:
    """Return what somebody decided about a finding, with who, when and why."""
    if row["stale"]:
        return "报告又有变化，要重新核对"
    if not row["decision"]:
        return "待核"
    why = f"：{row['reason']}" if row["reason"] else ""
    return f"{WEIGHED[row['decision']]}（{row['decided_by']}，{_day(row['decided_at'])}）{why}"


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _corrections(county: County) -> Iterator[tuple[str, ...]]:
    for row in county.corrections.to_dict("records"):
        place = form.describe(row["table_key"], row["row_key"], row["column_key"])
        printed = f"报告上印“{row['printed']}”" if row["printed"] else "报告上没有读出"
        decided = number(None if pd.isna(row["decided_value"]) else float(row["decided_value"]))
        changed = f"{printed}，改成 {decided}" if row["action"] == "correct" else f"{printed}，照此确认"
        why = f"；{row['reason']}" if row["reason"] else ""
        stale = "（原件又有变化，没有采用，要重新核对）" if row["stale"] else ""
        who = f"{row['who']}，{_day(row['made_at'])}"
        yield row["unit_name"], row["kind"], row["title"], place, f"{changed}{why}{stale}", who


def _placings(county: County) -> Iterator[tuple[str, ...]]:
    for row in county.placings.to_dict("records"):
        unit, file = (
            value if isinstance(value, str) else "" for value in (row["unit_name"], row["file_name"])
        )
        year = "" if pd.isna(row["of_year"]) else str(int(row["of_year"]))
        yield unit or "全县", year, row["title"], file, row["reason"], f"{row['who']}，{_day(row['made_at'])}"


def write_about(book: Book, county: County, mark: Stamp) -> None:
    """Write the sheet that says what the numbers rest on."""
    sheet = book.sheet(ABOUT)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 3, 24)
    merge(sheet, (0, 0, 1, 4), f"{county.title}：说明", book.format(bold=True, font_size=14, align="center"))
    sheet.set_row(0, _TITLE_POINTS)
    row = paragraphs(book, sheet, 2, 4, 88, _said(county, mark))
    kinds = [(kind, there, due, due - there) for kind, (there, due) in county.this.kinds().items()]
    everything = (
        "合计",
        county.this.reported,
        county.this.expected,
        county.this.expected - county.this.reported,
    )
    table(
        book, sheet, row + 1, ("单位类别", "已报", "应报", "没有报告"), [*kinds, everything], (16, 24, 24, 24)
    )


def _said(county: County, mark: Stamp) -> Iterator[str]:
    year = county.this
    if county.is_sample:
        yield "本文件用的是示例数据：县和单位都是虚构的。"
    yield f"范围：{county.scope}，{year.year} 年，已报 {year.reported}/{year.expected} 个单位。{county.caveat}"
    yield (
        f"口径：{county.basis_said}没有报告、未填、读不出和表中没有的格都不按 0 计；"
        "没有一个单位给出数字的格为空。县本级的报告从不计入合计。"
    )
    yield (
        "计算：三张表、年度对比和对照表中的合计都是公式，对“按单位”各表逐列相加；改动“按单位”中的一格，合计随之改变。"
        "文件中也存有计算结果，不会计算的软件同样能看到数字。"
    )
    yield f"表式：{_editions(county)}"
    yield f"数据：{county.build_id}，生成于 {county.built_at:%Y-%m-%d %H:%M}；采用到第 {county.revision} 号决定。"
    yield f"{mark.line()}。用 python -m ingest verify 可以核对数字有没有变。"


def _editions(county: County) -> str:
    own = county.this.edition
    used = county.this.editions()
    counts = "、".join(f"{key} 版 {len(names)} 个单位" for key, names in used.items())
    said = f"表样为 {own.circular}（{own.key} 版）；报告所用：{counts}。"
    for key, names in used.items():
        if key != own.key:
            said += (
                f"用 {key} 版的：{'、'.join(names)}；只有两版对应的格计入表样，"
                "其余的列在“按单位”各表右侧（另一版表式的栏目）和各表表下。"
            )
    return said
