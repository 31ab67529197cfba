"""What can only be told from two reports of one unit: this year's against the year before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.checks import check_relations, values_of
from ingest.load_versions import Placed

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
