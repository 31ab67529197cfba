"""What one report alone does not tell: this year's against the year before, and whether it came in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ingest.checks import check_relations, values_of
from ingest.load_versions import Placed
from ingest.roster import COUNTY, Unit
from ingest.tables.align import finding

# 《政府信息公开条例》第四十九条: departments by 31 January, the county's own report by 31 March.
# For townships the county's yearly notice sets the day, by custom the same as for departments.
UNITS_OWE = (1, 31)
COUNTY_OWES = (3, 31)
Current = dict[tuple[str | None, int | None], Placed]


def check_across_years(placed: Sequence[Placed]) -> list[Placed]:
    """Given the reports as placed, return them with what each contradicts of the year before.

    Only reports that count are held against each other; a year that is missing says nothing.
    """
    current: Current = {
        (report.unit_code, report.year): report
        for report in placed
        if report.is_current and report.unit_code is not None and report.year is not None
    }
    return [_against_year_before(report, current) for report in placed]


def _against_year_before(report: Placed, current: Current) -> Placed:
    before = current.get((report.unit_code, report.year - 1)) if report.year is not None else None
    if before is None or not report.is_current:
        return report
    findings = check_relations(
        values_of(report.loaded.report.cells), report.year, values_of(before.loaded.report.cells)
    )
    return replace(report, findings=(*report.findings, *findings))


def check_lateness(placed: Sequence[Placed], units: Sequence[Unit]) -> list[Placed]:
    """Given the reports as placed and the roster, return them with those that came late marked so.

    A report is late that was signed, or else published, after the day it was owed.
    """
    kinds = {unit.code: unit.kind for unit in units}
    return [_against_its_day(report, kinds.get(report.unit_code or "")) for report in placed]


def _against_its_day(report: Placed, kind: str | None) -> Placed:
    identity = report.loaded.report.identity
    done = identity.signed_on or identity.published_on
    if kind is None or report.year is None or done is None or not report.is_current:
        return report
    month, day = COUNTY_OWES if kind == COUNTY else UNITS_OWE
    owed = date(report.year + 1, month, day)
    if date.fromisoformat(done) <= owed:
        return report
    late = finding("report.late", f"报告应于{owed}前报送，落款或发布日期是{done}，已经逾期。")
    return replace(report, findings=(*report.findings, late))
