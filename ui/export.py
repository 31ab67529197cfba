"""What the page 导出 offers: each file with its name and what is in it, on the numbers that are chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import streamlit as st

import form
from exports.blank_form import blank_csv, blank_form
from exports.brief import read_brief
from exports.brief_docx import brief_docx
from exports.brief_pdf import brief_pdf
from exports.data_package import package_zip
from exports.draft import TEMPLATE, county_draft
from exports.keeping import hand_out, latest_snapshot
from exports.names import file_name
from exports.reports_json import json_lines
from exports.settled import NAMES
from exports.source import BASIS_WORDS, REPORTED, Settled, Source
from exports.template import template_path
from exports.workbook import county_workbook
from store import Store, StoreUnreadable
from store.decisions.snapshots import Snapshot
from store.settle import open_snapshot
from ui import filters, words
from ui.derive import CASES, DECISIONS, NEW, Figure, at
from ui.filters import Selection
from ui.reads import Reads, reads
from ui.under import XLSX

WORKBOOK, DRAFT, BRIEF = "workbook", "draft", "brief"
# What can only be made where a report is there.
OF_A_YEAR = (WORKBOOK, DRAFT, BRIEF)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# The sums that the page shows, so that a file can be held against the screen.
SHOWN = (("新收申请", (NEW,), "件"), ("行政许可、处罚、强制", DECISIONS, "件"), ("复议诉讼", CASES, "件"))
_REPORTED, _CORRECTED, _SETTLED = "报送数", "更正后", "核定数"
_KEPT_STORES = 2
_MEDIA = {
    ".xlsx": XLSX,
    ".docx": DOCX,
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".jsonl": "application/jsonl",
    ".csv": "text/csv",
}


@dataclass(frozen=True, slots=True)
class File:
    """A file to be had: the key and the words of its button, its name, and what makes it."""

    key: str
    button: str
    name: str
    make: Callable[[], bytes]

    @property
    def media(self) -> str:
        """Return its media type."""
        return _MEDIA[Path(self.name).suffix]


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered under one title: its key, what it holds in a line, and its files."""

    key: str
    title: str
    said: str
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What the files are made from: the numbers chosen, and the settled year where they are its own."""

    source: Source
    folder: Path
    snapshot: Snapshot | None = None


def choose(data: Reads, year: int) -> Ground:
    """Show the choice of numbers, kept in the address of the page, and return what they are read from."""
    folder = Path(data.folder)
    snapshot = latest_snapshot(folder, year)
    settled = _settled(data.folder, snapshot) if snapshot else None
    options = (_REPORTED, _CORRECTED, *((_SETTLED,) if settled else ()))
    chosen = filters.choice("按哪一种数", "basis", options)
    if chosen == _SETTLED and settled is not None:
        return Ground(settled, folder, snapshot)
    return Ground(reads("corrected") if chosen == _CORRECTED else data, folder)


def _settled(folder: str, snapshot: Snapshot) -> Settled | None:
    """Return the settled year; None where an older version of this program wrote it, but the files are kept."""
    try:
        return Settled(_stood(folder, snapshot))
    except StoreUnreadable:
        command = f"python -m ingest export workbook --year {snapshot.year} --basis settled"
        st.caption(f"“{snapshot.name}”的数据是旧版程序写的，这里打不开；存下的文件可用命令取出：{command}")
        return None


@st.cache_resource(max_entries=_KEPT_STORES, show_spinner=False)
def _stood(folder: str, snapshot: Snapshot) -> Store:
    return open_snapshot(Path(folder), snapshot)


def offers(ground: Ground, selection: Selection, county: str, now: datetime) -> list[Offer]:
    """Given what is selected, return what the page offers."""
    made = _Maker(ground, selection, county, now)
    year = selection.year
    return [
        Offer(
            WORKBOOK,
            f"{year} 年汇总表（Excel）",
            "三张法定表，合计是可以跟着看的公式；按单位明细、年度对比、缺报与疑点、说明各一张。",
            (made.file("workbook", "下载", made.workbook),),
        ),
        Offer(
            DRAFT,
            f"{year} 年县年度报告草稿（Word）",
            "六个部分，三张表已填好；第一部分由数字写成，第五部分摘自各单位的报告，要人补充的地方标黄。",
            (made.file("draft", "下载", made.draft),),
        ),
        Offer(
            BRIEF,
            f"{year} 年领导简报（两页）",
            "主要数字和变化、三张图、要留意的、没有报告的单位、尚未处理的疑点。",
            (
                made.file("brief", "Word", made.brief_docx),
                made.file("brief_pdf", "PDF", made.brief_pdf),
            ),
        ),
        Offer(
            "data",
            "开放数据包（ZIP）",
            f"{'本年度' if ground.snapshot else '全部年度'}、全部单位：CSV 和 Parquet，附中英文数据字典，符合 Frictionless 标准。",
            (made.file("data", "下载", made.data, of_year=bool(ground.snapshot)),),
        ),
        Offer(
            "json",
            f"{year} 年逐份报告（JSON）",
            "每份报告一行，一格不少，供别的程序读取。",
            (made.file("json", "下载", made.lines),),
        ),
        *map(_form, reversed(form.EDITIONS.values())),
    ]


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the files of a page; those of a settled year are handed out as they were kept."""

    ground: Ground
    selection: Selection
    county: str
    now: datetime

    def file(self, what: str, button: str, make: Callable[[], bytes], *, of_year: bool | None = None) -> File:
        """Return an export as a file: the kept one where the whole settled year is asked for."""
        snapshot, (title, suffix) = self.ground.snapshot, NAMES[what]
        if snapshot is not None and not (self.selection.units or self.selection.kinds):
            make = partial(_kept, self.ground.folder, snapshot, what)
        basis = self.ground.source.basis
        year = self.selection.year if of_year is not False else ""
        used = "" if basis == REPORTED else BASIS_WORDS[basis]
        return File(
            what, button, file_name(self.county, year, title, used, suffix=suffix, day=self.now), make
        )

    def _where(self) -> tuple[int, datetime, Sequence[str], Sequence[str]]:
        return self.selection.year, self.now, self.selection.units, self.selection.kinds

    def workbook(self) -> bytes:
        return county_workbook(self.ground.source, *self._where())

    def draft(self) -> bytes:
        template = template_path(TEMPLATE, self.ground.folder).read_bytes()
        return county_draft(self.ground.source, *self._where(), template)

    def brief_docx(self) -> bytes:
        return brief_docx(read_brief(self.ground.source, *self._where()))

    def brief_pdf(self) -> bytes:
        return brief_pdf(read_brief(self.ground.source, *self._where()))

    def data(self) -> bytes:
        years = [self.selection.year] if self.ground.snapshot else []
        return package_zip(self.ground.source, self.now, years)

    def lines(self) -> bytes:
        return "".join(json_lines(self.ground.source, [self.selection.year])).encode("utf-8")


def _kept(folder: Path, snapshot: Snapshot, what: str) -> bytes:
    return hand_out(folder, snapshot, what).content


def _form(edition: form.Edition) -> Offer:
    key, name = f"form_{edition.key}", f"空白表格_{edition.key}版"
    return Offer(
        key,
        f"空白表格 {edition.key} 版",
        f"{edition.circular}的三张表，发给没有可读报告的单位填写，填好后照常导入，标明是手工录入。",
        (
            File(key, "Excel", f"{name}.xlsx", partial(blank_form, edition)),
            File(f"{key}_csv", "CSV", f"{name}.csv", partial(blank_csv, edition)),
        ),
    )


def answer_words(sums: list[tuple[str, list[Figure], str]], year: int, basis: str) -> str:
    """Given the sums by year, return those of the year in one sentence."""
    found = [(name, figure, unit) for name, figures, unit in sums if (figure := at(figures, year))]
    if not reported(sums, year):
        return f"{year} 年没有可以汇总的报告，只能下载数据和空白表格。"
    reach = words.covered(found[0][1].reported, found[0][1].expected)
    said = "、".join(f"{name} {words.number(figure.value, unit)} {unit}" for name, figure, unit in found)
    return f"{year} 年{reach}，{said}；下载的文件里是同样的{BASIS_WORDS[basis]}。"


def reported(sums: list[tuple[str, list[Figure], str]], year: int) -> bool:
    """Given the sums by year, return whether any unit has a report in the year."""
    figures = [at(figures, year) for _, figures, _ in sums]
    return any(figure is not None and figure.reported > 0 for figure in figures)
