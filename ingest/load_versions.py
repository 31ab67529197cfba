"""Which report of a unit and year counts: the one loaded later, with a finding that says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ingest.load_match import match_unit
from ingest.model import Finding, Report
from ingest.roster import Unit

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
    """A loaded report with its unit, its year, and its place among the versions.

    ``version`` counts from 1 in the order of loading.
    """

    loaded: Loaded
    unit_code: str | None
    year: int | None
    matched_by: str
    findings: tuple[Finding, ...]
    version: int = 1
    is_current: bool = True


def place(reports: Iterable[Loaded], units: Sequence[Unit], *, own_roster: bool = True) -> list[Placed]:
    """Given reports in the order of loading and the roster, return each with unit, year and version.

    ``own_roster`` is False for a roster proposed from the reports.
    """
    placed = [_match(loaded, units, own_roster) for loaded in reports]
    latest: dict[tuple[str, int | None], int] = {}
    for at, report in enumerate(placed):
        key = _key(report)
        before = latest.get(key)
        if before is not None:
            placed[before], placed[at] = _supersede(placed[before], report)
        latest[key] = at
    return placed


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


def _key(placed: Placed) -> tuple[str, int | None]:
    """Return what two versions of one report share; a report of nobody or of no year shares it with none."""
    identity = placed.loaded.report.identity
    whose = placed.unit_code or identity.town or identity.organisation
    if whose is None or placed.year is None:
        return placed.loaded.report.sha256, placed.year
    return ("=" if placed.unit_code else "?") + whose, placed.year


def _supersede(before: Placed, after: Placed) -> tuple[Placed, Placed]:
    finding = Finding(
        "report.version",
        "notice",
        f"同一单位同一年度已有一份报告“{before.loaded.name}”"
        f"（{before.loaded.loaded_at:%Y-%m-%d %H:%M}导入），现以后导入的这一份为准。请核对是否应当如此。",
    )
    newer = replace(after, version=before.version + 1, findings=(*after.findings, finding))
    return replace(before, is_current=False), newer
