"""What the page 导出 offers: each file with its name and what is in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import form
from exports.blank_form import blank_form
from exports.data_package import package_zip
from exports.reports_json import json_lines
from exports.source import Source
from exports.workbook import county_workbook
from ui import words
from ui.derive import CASES, DECISIONS, NEW, Figure, at
from ui.filters import Selection
from ui.under import XLSX

WORKBOOK = "workbook"
# The sums that the page shows, so that a file can be held against the screen.
SHOWN = (("新收申请", (NEW,), "件"), ("行政许可、处罚、强制", DECISIONS, "件"), ("复议诉讼", CASES, "件"))


@dataclass(frozen=True, slots=True)
class Offer:
    """A file to be had: its key, title, contents in a line, name, media type, and what makes it."""

    key: str
    title: str
    said: str
    name: str
    media: str
    make: Callable[[], bytes]


def offers(source: Source, selection: Selection, county: str, now: datetime) -> list[Offer]:
    """Given the data and what is selected, return the files of the page."""
    year, day = selection.year, f"{now:%Y%m%d}"
    name = f"{county}_{year}"
    workbook = partial(county_workbook, source, year, now, selection.units, selection.kinds)
    found = [
        Offer(
            WORKBOOK,
            f"{year} 年汇总表（Excel）",
            "三张法定表，合计是可以跟着看的公式；按单位明细、年度对比、缺报与存疑、说明各一张。",
            f"{name}_汇总表_{day}.xlsx",
            XLSX,
            workbook,
        ),
        Offer(
            "data",
            "开放数据包（ZIP）",
            "全部年度、全部单位：CSV 和 Parquet，附中英文数据字典，符合 Frictionless 标准。",
            f"{county}_开放数据_{day}.zip",
            "application/zip",
            partial(package_zip, source, now),
        ),
        Offer(
            "json",
            f"{year} 年逐份报告（JSON）",
            "每份报告一行，一格不少，供别的程序读取。",
            f"{name}_逐份报告_{day}.jsonl",
            "application/jsonl",
            partial(_json, source, year),
        ),
    ]
    return [*found, *map(_form, reversed(form.EDITIONS.values()))]


def _json(source: Source, year: int) -> bytes:
    return "".join(json_lines(source, [year])).encode("utf-8")


def _form(edition: form.Edition) -> Offer:
    return Offer(
        f"form_{edition.key}",
        f"空白表格 {edition.key} 版（Excel）",
        f"{edition.circular}的三张表，发给没有可读报告的单位填写，填好后照常导入。",
        f"空白表格_{edition.key}版.xlsx",
        XLSX,
        partial(blank_form, edition),
    )


def answer_words(sums: list[tuple[str, list[Figure], str]], year: int) -> str:
    """Given the sums by year, return those of the year in one sentence."""
    found = [(name, figure, unit) for name, figures, unit in sums if (figure := at(figures, year))]
    if not reported(sums, year):
        return f"{year} 年没有可以汇总的报告，只能下载数据和空白表格。"
    reach = words.covered(found[0][1].reported, found[0][1].expected)
    said = "、".join(f"{name} {words.number(figure.value, unit)} {unit}" for name, figure, unit in found)
    return f"{year} 年{reach}，{said}；下载的文件里是同样的数字。"


def reported(sums: list[tuple[str, list[Figure], str]], year: int) -> bool:
    """Given the sums by year, return whether any unit has a report in the year."""
    figures = [at(figures, year) for _, figures, _ in sums]
    return any(figure is not None and figure.reported > 0 for figure in figures)
