"""Which report of a unit and year counts: the one loaded later, with a finding that says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ingest.findings import finding
from ingest.load_match import match_unit
from ingest.model import Finding, Report
from ingest.roster import Unit
from store.decisions import Arrived, Decision, Standing
from store.decisions import place as rank
from store.decisions.standing import Group

# 《政府信息公开条例》 took effect on 1 May 2008: there is no report of an earlier year.
FIRST_YEAR = 2008
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A report with the file it came in.

    Attributes:
        report: What was read.
        name: The file's name as shown to people.
        folder: The folders it came in, or "".
        suffix: The original's suffix, with its point.
        loaded_at: When it was loaded, local time.
    """

    report: Report
    name: str
    folder: str
    suffix: str
    loaded_at: datetime


@dataclass(frozen=True, slots=True)
class Placed:
    """A loaded report with its unit, its year, and its place among the versions, people's decisions considered.

    Attributes:
        loaded: The report with its file.
        unit_code: The unit it stands for, or None.
        year: The year it stands for, or None.
        matched_by: How the unit was found.
        findings: What loading has to say of it.
        version: From 1, in the order of loading.
        is_current: Whether it is the one that counts for its unit and year.
        as_read: Where it would stand if nobody had decided anything: what a build keeps.
    """

    loaded: Loaded
    unit_code: str | None
    year: int | None
    matched_by: str
    findings: tuple[Finding, ...]
    version: int = 1
    is_current: bool = True
    as_read: Standing | None = None


def place(
    reports: Iterable[Loaded],
    units: Sequence[Unit],
    *,
    own_roster: bool = True,
    decisions: Sequence[Decision] = (),
) -> list[Placed]:
    """Given reports in the order of loading and the roster, return each with unit, year and version.

    ``own_roster`` is False for a roster proposed from the reports.
    """
    matched = [_match(loaded, units, own_roster) for loaded in reports]
    arrived = [_arrived(report) for report in matched]
    as_read = rank(arrived)
    standings = rank(arrived, decisions) if decisions else as_read
    names: dict[Group, dict[int, Loaded]] = {standing.group: {} for standing in standings}
    for report, standing in zip(matched, standings, strict=True):
        names[standing.group][standing.version] = report.loaded
    return [
        _stand(report, read, standing, names[standing.group].get(standing.version - 1))
        for report, read, standing in zip(matched, as_read, standings, strict=True)
    ]


def year_of(report: Report, name: str, folder: str) -> int | None:
    """Return a report's year: its title's, else its period's, else the one in its file's or folder's name."""
    if report.identity.year is not None:
        return report.identity.year
    if report.identity.period is not None and report.identity.period[1][:4].isdigit():
        return int(report.identity.period[1][:4])
    return year_in_path(name, folder)


def year_in_path(name: str, folder: str) -> int | None:
    """Return the one year that a file's name, or else its nearest folder, names; None without just one."""
    for part in (name, *reversed(re.split(r"[\\/]", folder))):
        years = {int(year) for year in _YEAR.findall(part) if int(year) >= FIRST_YEAR}
        if len(years) == 1:
            return years.pop()
    return None


def _match(loaded: Loaded, units: Sequence[Unit], own_roster: bool) -> Placed:
    year = year_of(loaded.report, loaded.name, loaded.folder)
    match = match_unit(loaded.report.identity, loaded.name, loaded.folder, year, units, own_roster=own_roster)
    return Placed(loaded, match.code, year, match.matched_by, match.findings)


def _arrived(placed: Placed) -> Arrived:
    identity = placed.loaded.report.identity
    whose = identity.town or identity.organisation
    return Arrived(placed.loaded.report.sha256, placed.unit_code, placed.year, whose)


def _stand(report: Placed, as_read: Standing, standing: Standing, before: Loaded | None) -> Placed:
    """Return the report where it stands, with a finding where it came after another and counts."""
    findings = report.findings
    if before is not None and standing.is_current:
        findings = (*findings, _later(before))
    return replace(
        report,
        unit_code=standing.unit_code,
        year=standing.year,
        version=standing.version,
        is_current=standing.is_current,
        findings=findings,
        as_read=as_read,
    )


def _later(before: Loaded) -> Finding:
    return finding(
        "report.version",
        f"同一单位同一年度已有一份报告“{before.name}”"
        f"（{before.loaded_at:%Y-%m-%d %H:%M}导入），现以后导入的这一份为准。请核对是否应当如此。",
    )
