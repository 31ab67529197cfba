"""缺报与存疑, and 说明: who is missing, what is in doubt, and what the numbers rest on."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

import form
from exports.book import Book, merge, paragraphs, table
from exports.county import FAILED, NOT_YET, REPORTED, County

DOUBTS, ABOUT = "缺报与存疑", "说明"
_SEVERITIES = {"error": "错误", "warning": "提醒", "notice": "询问"}
_MISSING_WIDTHS = (22.0, 8.0, 10.0, 40.0, 50.0)
_TITLE_POINTS = 28.0


def write_doubts(book: Book, county: County) -> None:
    """Write the sheet of missing units and findings."""
    sheet = book.sheet(DOUBTS, landscape=True)
    for column, room in enumerate(_MISSING_WIDTHS):
        sheet.set_column(column, column, room)
    wide = len(_MISSING_WIDTHS)
    title = f"{county.name}{county.this.year}年{DOUBTS}"
    merge(sheet, (0, 0, 1, wide), title, book.format(bold=True, font_size=14, align="center"))
    sheet.set_row(0, _TITLE_POINTS)
    heading = book.format(bold=True)
    missing = list(_missing(county))
    row = 2
    merge(sheet, (row, 0, 1, wide), f"一、没有报告或没有读取的：{len(missing)} 条", heading)
    row = table(
        book,
        sheet,
        row + 1,
        ("单位或文件", "类别", "情况", "原因", ""),
        missing or [("无", "", "", "", "")],
        _MISSING_WIDTHS,
    )
    found = list(_findings(county))
    merge(sheet, (row + 1, 0, 1, wide), f"二、存疑（只提出，从不改动报告上的数字）：{len(found)} 条", heading)
    table(
        book,
        sheet,
        row + 2,
        ("单位", "类别", "性质", "在哪里", "问题"),
        found or [("无", "", "", "", "")],
        _MISSING_WIDTHS,
    )


def _missing(county: County) -> Iterator[tuple[str, str, str, str, str]]:
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
        yield name, "", "未匹配", "报告没有对应的单位，未计入合计", ""


def _findings(county: County) -> Iterator[tuple[str, str, str, str, str]]:
    for row in county.findings.to_dict("records"):
        keys = [row[key] if isinstance(row[key], str) else None for key in ("row_key", "column_key")]
        place = form.describe(row["table_key"], *keys) if isinstance(row["table_key"], str) else ""
        yield row["unit_name"], row["kind"], _SEVERITIES[row["severity"]], place, row["message"]


def write_about(book: Book, county: County) -> None:
    """Write the sheet that says what the numbers rest on."""
    sheet = book.sheet(ABOUT)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 3, 24)
    merge(sheet, (0, 0, 1, 4), f"{county.title}：说明", book.format(bold=True, font_size=14, align="center"))
    sheet.set_row(0, _TITLE_POINTS)
    row = paragraphs(book, sheet, 2, 4, 88, _said(county))
    kinds = [(kind, there, due, due - there) for kind, (there, due) in sorted(county.this.kinds().items())]
    everything = (
        "合计",
        county.this.reported,
        county.this.expected,
        county.this.expected - county.this.reported,
    )
    table(
        book, sheet, row + 1, ("单位类别", "已报", "应报", "没有报告"), [*kinds, everything], (16, 24, 24, 24)
    )


def _said(county: County) -> Iterator[str]:
    year = county.this
    if county.is_sample:
        yield "本文件用的是示例数据：县和单位都是虚构的。"
    yield f"范围：{county.scope}，{year.year} 年，已报 {year.reported}/{year.expected} 个单位。{county.caveat}"
    yield (
        "口径：各单位报告上印的数字，未作更正。没有报告、未填、读不出和表中没有的格都不按 0 计；"
        "没有一个单位给出数字的格为空。县本级的报告从不计入合计。"
    )
    yield (
        "计算：三张表、年度对比和对照表中的合计都是公式，对“按单位”各表逐列相加；改动“按单位”中的一格，合计随之改变。"
        "文件中也存有计算结果，不会计算的软件同样能看到数字。"
    )
    yield f"表式：{_editions(county)}"
    yield f"数据：{county.build_id}，生成于 {county.built_at:%Y-%m-%d %H:%M}。"
    yield f"导出日期：{county.made_at:%Y-%m-%d}。"


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
