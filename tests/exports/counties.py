"""Counties for the tests of exports: invented, with everything in them that a sum must not trip over."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import form
from ingest.model import Cell, Finding, Report
from ingest.roster import Unit
from store import Store
from tests.store.factory import COUNTY, make_report, make_store

MADE_AT = datetime(2026, 3, 1)
HOSTILE = '=HYPERLINK("http://x","<b>&甲")\x00\x0b镇'
NEW = form.Address("applications", "new", "total")
OTHER = form.Address("applications", "other", "total")
FEES = form.Address("disclosure", "fees", "amount")
ISSUED = form.Address("disclosure", "normative_documents", "issued")
DECISIONS = form.Address("disclosure", "penalties", "decisions")

UNITS = (
    Unit("C", f"{COUNTY}人民政府", (COUNTY,), "县政府"),
    Unit("D1", f"{COUNTY}财政局", (), "部门"),
    Unit("T1", "清水镇", (), "镇"),
    Unit("T2", HOSTILE, ("石桥镇",), "镇"),
    Unit("T3", "龙泉乡", (), "乡"),
    Unit("T4", "=1+1镇", (), "镇"),
)


def of_2019(report: Report) -> Report:
    """Return the report in the edition of 2019: what both editions have keeps its number, the rest is 2."""
    known = {(cell.table, cell.row, cell.column): cell for cell in report.cells}
    blank = report.cells[0]
    cells = tuple(
        known.get(tuple(address)) or _like(blank, address) for address in form.EDITIONS["2019"].addresses()
    )
    return replace(report, edition="2019", cells=cells)


def _like(cell: Cell, address: form.Address) -> Cell:
    return replace(
        cell, table=address.table, row=address.row, column=address.column, value=Decimal(2), raw="2"
    )


def reports(year: int = 2022, *, department: bool = True) -> list[Report]:
    """Return the reports of two years: one unit missing, one cell blank, one report of the other edition."""
    many = "\x00\x1f" + "长" * 40_000 + "<x>&"
    found = [
        Finding("applications.balance", "error", many, "applications", None, "total", 3, 2),
        Finding("period.year", "error", "@SUM(A1)"),
    ]
    made = [
        make_report("清水镇", year, values={NEW: Decimal(3), FEES: Decimal("3.21")}, findings=found),
        make_report("石桥镇", year, values={NEW: None, FEES: Decimal("0.015")}, absent=[ISSUED]),
        of_2019(make_report("=1+1镇", year, values={NEW: Decimal(5), DECISIONS: Decimal(7)})),
        make_report(None, year, organisation=f"{COUNTY}人民政府", values={NEW: Decimal(100)}),
        make_report("清水镇", year - 1, values={NEW: Decimal(1)}),
        make_report("龙泉乡", year - 1, values={NEW: Decimal(8)}),
    ]
    if department:
        name = f"{COUNTY}财政局"
        made.append(make_report(None, year, organisation=name, values={NEW: Decimal(11)}))
    return made


def open_county(folder: Path, *, year: int = 2022, department: bool = True) -> Store:
    """Return the store of a county with these reports; without departments none is in its roster either."""
    units = [unit for unit in UNITS if department or unit.kind != "部门"]
    make_store(folder, reports(year, department=department), units)
    return Store.open(folder)
