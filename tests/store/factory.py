"""Invented reports, made without any file, for tests of the store, the screens and the exports."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from random import Random

import form
from ingest.load_build import Content, build_tables
from ingest.load_versions import Loaded
from ingest.model import BBox, Cell, Finding, Identity, NarrativeItem, Report, Stated
from ingest.roster import Unit, propose_roster
from store.builds import make_current, new_build_id, write_build
from store.paths import DataDirectory

COUNTY = "白棠县"
_STREETS = ("临江", "东门")
_TOWNS = ("清水", "石桥", "龙泉", "青石", "永安", "三溪", "柳林", "双河", "太平", "新店", "大坪", "金山")
_SMALL = ("云台", "竹园", "白鹤", "梅岭", "枫树", "松坡", "沙湾", "望江", "古塘")
TOWNS = (*(f"{n}街道" for n in _STREETS), *(f"{n}镇" for n in _TOWNS), *(f"{n}乡" for n in _SMALL))
LOADED_AT = datetime(2026, 2, 1, 9, 30)
_CATEGORIES = ("工作动态", "政策文件", "财政预决算", "安全生产信息", "乡村振兴信息")


def make_report(
    town: str | None,
    year: int,
    *,
    salt: str = "",
    organisation: str | None = None,
    values: dict[tuple[str, str, str], Decimal | None] | None = None,
    absent: Iterable[tuple[str, str, str]] = (),
    findings: Sequence[Finding] = (),
    county: str | None = COUNTY,
) -> Report:
    """Given a town and a year, return a report whose cells are 0 but for the values given.

    ``absent`` cells are left out; a value of None is a cell that is there and blank.
    ``salt`` makes another file of the same content.
    """
    name = organisation or f"{county or ''}{town or ''}人民政府"
    edition = form.edition_for_year(year)
    left_out = {form.Address(*address) for address in absent}
    cells = tuple(
        _cell(address, (values or {}).get(tuple(address), Decimal(0)), at)
        for at, address in enumerate(edition.addresses())
        if address not in left_out
    )
    return Report(
        file=f"{name}{year}年政府信息公开工作年度报告.pdf",
        sha256=hashlib.sha256(f"{name}{year}{salt}".encode()).hexdigest(),
        format="pdf",
        method="lattice",
        pages=6,
        identity=Identity(town, county, name, year, (f"{year}-01-01", f"{year}-12-31"), f"{year + 1}-01-20"),
        edition=edition.key,
        cells=cells,
        stated=Stated(applications_received=0),
        sections={"1": "（一）主动公开。", "5": "存在的主要问题。", "6": "无其他需要报告的事项。"},
        findings=tuple(findings),
    )


def _cell(address: form.Address, value: Decimal | None, at: int) -> Cell:
    page, left, top = 2 + at // 60, 60.0 + (at % 7) * 60, 80.0 + (at % 60) * 11
    raw = "" if value is None else f"{value.normalize():f}"
    box = BBox(left, top, left + 6 * max(len(raw), 1), top + 10)
    return Cell(*address, value, raw, page, box, f"第{page}页", "lattice")


def make_reports(
    towns: Sequence[str] = TOWNS, years: Iterable[int] = range(2019, 2026), seed: int = 7
) -> list[Report]:
    """Return a report for most towns and years: small numbers, a few late, blank and contradictory ones."""
    random = Random(seed)
    listed = list(years)
    reports = [_invented(random, town, year) for town in towns for year in listed if random.random() > 0.04]
    own = [
        make_report(None, year, organisation=f"{COUNTY}人民政府", values=_busy(random, 90)) for year in listed
    ]
    return [*reports, *own]


def _busy(random: Random, most: int) -> dict[tuple[str, str, str], Decimal | None]:
    """Return numbers of applications that balance, with the documents of the year."""
    person, business = random.randint(0, most), random.randint(0, most // 3)
    values: dict[tuple[str, str, str], Decimal | None] = {}
    for column, count in (("natural_person", person), ("business", business), ("total", person + business)):
        denied = count // 4
        for row, number in (
            ("new", count),
            ("granted", count - denied),
            ("unable_not_held", denied),
            ("results_total", count),
        ):
            values["applications", row, column] = Decimal(number)
    values["disclosure", "normative_documents", "in_force"] = Decimal(random.randint(0, 9))
    values["disclosure", "penalties", "decisions"] = Decimal(random.randint(0, 40))
    values["disclosure", "fees", "amount"] = Decimal(random.randint(0, 900)) / 100
    upheld = random.randint(0, 2)
    values["litigation", "review", "upheld"] = values["litigation", "review", "total"] = Decimal(upheld)
    return values


def _invented(random: Random, town: str, year: int) -> Report:
    values = _busy(random, 40 if town.endswith("街道") else 4)
    findings: list[Finding] = []
    if random.random() < 0.1:
        values["applications", "carried_out", "total"] = None
        findings.append(
            Finding("cell.blank", "error", "这一格没有填写。", "applications", "carried_out", "total")
        )
    if random.random() < 0.1:
        findings.append(
            Finding("applications.balance", "error", "两边不相等。", "applications", None, "total", 3, 2)
        )
    report = make_report(town, year, values=values, findings=findings)
    items = tuple(
        NarrativeItem(
            "category",
            label,
            None,
            count,
            "条",
            random.choice(("exact", "exact", "at_least")),
            f"{label}{count}条",
        )
        for label in _CATEGORIES
        if (count := random.randint(0, 60)) > 0 and random.random() < 0.8
    )
    total = NarrativeItem(
        "total", "政府信息", None, sum(item.value for item in items), "条", "exact", "政府信息"
    )
    text = "（一）主动公开。" + "、".join(item.evidence for item in items) + "。"
    return replace_prose(report, (total, *items) if items else (), text)


def replace_prose(report: Report, narrative: tuple[NarrativeItem, ...], text: str) -> Report:
    """Return the report with other counted items and another section 一."""
    return replace(report, narrative=narrative, sections={**report.sections, "1": text})


def as_loaded(report: Report, at: datetime = LOADED_AT, folder: str = "") -> Loaded:
    """Return the report as a load hands it to the build."""
    return Loaded(report, report.file, folder, ".pdf", at)


def make_content(reports: Sequence[Loaded], units: Sequence[Unit] | None = None, **other: object) -> Content:
    """Return what goes into a build: these reports, and a roster proposed from them unless one is given."""
    proposed = units is None
    if units is None:
        units = propose_roster(loaded.report.identity for loaded in reports)
    defaults: dict[str, object] = {
        "failed": (),
        "aliases": {},
        "roster_proposed": proposed,
        "is_sample": False,
        "parser_version": "test",
        "inputs": "test",
    }
    return Content(reports=reports, units=units, **(defaults | other))  # type: ignore[arg-type]


def make_store(
    data_dir: Path, reports: Sequence[Report] | None = None, units: Sequence[Unit] | None = None
) -> Path:
    """Write a build of the reports (make_reports() unless given), make it current, and return its path."""
    data = DataDirectory(data_dir)
    content = make_content(
        [as_loaded(report) for report in (make_reports() if reports is None else reports)], units
    )
    build_id = new_build_id(LOADED_AT)
    tables, _ = build_tables(content, build_id, LOADED_AT)
    build = write_build(data, build_id, tables)
    make_current(data, build)
    return build
