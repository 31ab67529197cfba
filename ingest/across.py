"""What one report alone does not tell: this year's against the year before, and whether it came in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.deadlines import LATE, Deadlines, check_lateness_of
from ingest.explain import explained
from ingest.load_versions import Placed
from ingest.relations import Values, check_relations, values_of
from ingest.roster import Unit

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
    values, earlier = (values_of(side.loaded.report.cells) for side in (report, before))
    findings = check_relations(values, report.year, earlier)
    told = [replace(found, about=(before.loaded.report.sha256,)) for found in findings]
    return _explained_anew(replace(report, findings=(*report.findings, *told)), values, earlier)


def _explained_anew(report: Placed, values: Values, before: Values) -> Placed:
    """Return the report with its suggestions held against the year before as well."""
    own = report.loaded.report
    own = replace(own, findings=tuple(explained(own.findings, values, report.year, before)))
    findings = tuple(explained(report.findings, values, report.year, before))
    return replace(report, loaded=replace(report.loaded, report=own), findings=findings)


def check_lateness(
    placed: Sequence[Placed], units: Sequence[Unit], deadlines: Deadlines | None = None
) -> list[Placed]:
    """Given the reports as placed and the roster, return them with those that came late marked so.

    What the report alone was taken to say of its day is replaced by what the roster says its unit
    is, and by the days that the county has set.
    """
    kinds = {unit.code: unit.kind for unit in units}
    return [_against_its_day(report, kinds.get(report.unit_code or ""), deadlines) for report in placed]


def _against_its_day(report: Placed, kind: str | None, deadlines: Deadlines | None) -> Placed:
    own = report.loaded.report
    if kind is None:
        return report
    if any(found.rule == LATE for found in own.findings):
        own = replace(own, findings=tuple(found for found in own.findings if found.rule != LATE))
        report = replace(report, loaded=replace(report.loaded, report=own))
    late = check_lateness_of(own.identity, report.year, kind, deadlines)
    return replace(report, findings=(*report.findings, *late)) if report.is_current else report
