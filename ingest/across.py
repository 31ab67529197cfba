"""What one report alone does not tell: this year's against the year before, and whether it came in time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from form.model import Address
from ingest.deadlines import LATE, Deadlines, check_lateness_of
from ingest.explain import explained
from ingest.load_versions import Placed
from ingest.relations import Values, check_relations, values_of
from ingest.roster import Unit, predecessors

Current = dict[tuple[str, int], Placed]


def current_of(placed: Iterable[Placed]) -> Current:
    """Given the reports as placed, return the one that counts for each unit and year."""
    return {
        (report.unit_code, report.year): report
        for report in placed
        if report.is_current and report.unit_code is not None and report.year is not None
    }


def check_across_years(placed: Sequence[Placed], units: Sequence[Unit] = ()) -> list[Placed]:
    """Given the reports as placed and the roster, return them with what each contradicts of the year before.

    Only reports that count are held against each other; a year that is missing says nothing. A
    unit that took over others goes on from the sum of all of them.
    """
    current = current_of(placed)
    return [_against_year_before(report, current, units) for report in placed]


def _against_year_before(report: Placed, current: Current, units: Sequence[Unit]) -> Placed:
    if not report.is_current or report.unit_code is None or report.year is None:
        return report
    codes = predecessors(units, report.unit_code, report.year) or (report.unit_code,)
    before = [current[code, report.year - 1] for code in codes if (code, report.year - 1) in current]
    if len(before) < len(codes):
        return report
    values = values_of(report.loaded.report.cells)
    earlier = _together([values_of(side.loaded.report.cells) for side in before])
    about = tuple(side.loaded.report.sha256 for side in before)
    whose = f"（按{'、'.join(_names(codes, units))}之和）" if len(codes) > 1 else ""
    told = [
        replace(found, about=about, message=found.message.replace("：", f"{whose}：", 1))
        for found in check_relations(values, report.year, earlier)
    ]
    return _explained_anew(replace(report, findings=(*report.findings, *told)), values, earlier)


def _names(codes: Sequence[str], units: Sequence[Unit]) -> list[str]:
    names = {unit.code: unit.name for unit in units}
    return [names[code] for code in codes]


def _together(sides: Sequence[Values]) -> Values:
    """Return the sum of the reports cell by cell; unknown where one of them has no number."""
    if len(sides) == 1:
        return sides[0]
    total: dict[Address, Decimal | None] = {}
    for address in dict.fromkeys(address for side in sides for address in side):
        known = [value for side in sides if (value := side.get(address)) is not None]
        total[address] = sum(known, Decimal(0)) if len(known) == len(sides) else None
    return total


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
