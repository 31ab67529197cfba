"""What a clerk looks at before dropped files are loaded: whose report each is, of which year, and what stands against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.contract import from_json
from ingest.load_commit import is_proposed
from ingest.load_kept import kept
from ingest.load_match import match_unit
from ingest.load_staging import Staged, loaded_before, staged
from ingest.load_versions import year_of
from ingest.model import Report
from ingest.roster import Unit, propose_roster, read_roster
from store.paths import DataDirectory

Standing = Literal["unread", "failed", "same", "asked", "ready"]


@dataclass(frozen=True, slots=True)
class Look:
    """A dropped file as a clerk sees it.

    Attributes:
        file: The file.
        standing: ``unread`` (yet to be read), ``failed``, ``same`` (its bytes are loaded
            already), ``asked`` (unit or year not recognised), ``ready``.
        unit_code: The unit it belongs to, or None; the code is not in the roster yet for a new unit.
        unit_name: Its name, or "".
        year: The year it is for, or None.
        is_new_unit: True where the unit would be added to a roster proposed from the reports.
        doubt: What a clerk has to know of the recognition, or "".
        edition: Key of the edition of the form, or "".
        cells: Number of cells read.
        errors: Number of findings that are errors.
        doubts: Number of the other findings that are no notices.
    """

    file: Staged
    standing: Standing
    unit_code: str | None = None
    unit_name: str = ""
    year: int | None = None
    is_new_unit: bool = False
    doubt: str = ""
    edition: str = ""
    cells: int = 0
    errors: int = 0
    doubts: int = 0


def roster(data: DataDirectory) -> tuple[Unit, ...]:
    """Return the units of the roster, none where there is none yet. Raises UserError for one with a mistake."""
    return read_roster(data.roster.read_bytes()) if data.roster.is_file() else ()


def looks(data: DataDirectory) -> list[Look]:
    """Return every dropped file as a clerk sees it, in the order of dropping."""
    files, known = staged(data), loaded_before(data)
    reports = {
        file.key: report
        for file in files
        if file.key not in known and not file.code and (report := _report(data, file)) is not None
    }
    own = roster(data)
    proposed = not own or is_proposed(data)
    units = propose_roster((report.identity for report in reports.values()), own) if proposed else own
    names = _Names({unit.code: unit.name for unit in units}, frozenset(unit.code for unit in own))
    return [
        Look(file, "failed", doubt=file.message or "")
        if file.code
        else Look(file, "same", doubt="内容与已经导入的文件完全相同")
        if file.key in known
        else _look(file, reports.get(file.key), units, names, own_roster=not proposed)
        for file in files
    ]


@dataclass(frozen=True, slots=True)
class _Names:
    """Names of units by code, and which codes the roster has."""

    of: dict[str, str]
    known: frozenset[str]


def _report(data: DataDirectory, file: Staged) -> Report | None:
    result = kept(data, file.key)
    try:
        return from_json(result) if result is not None else None
    except (KeyError, TypeError, ValueError):
        return None


def _look(
    file: Staged, report: Report | None, units: Sequence[Unit], names: _Names, *, own_roster: bool
) -> Look:
    if report is None:
        return Look(file, "unread")
    year = file.year or year_of(report, file.name, file.folder)
    match = match_unit(report.identity, file.name, file.folder, year, units, own_roster=own_roster)
    code = file.unit or match.code
    doubt = "" if file.unit else "".join(_told(finding.message) for finding in match.findings)
    if year is None:
        doubt += "没有认出是哪一年度的报告。"
    severities = [finding.severity for finding in report.findings]
    return Look(
        file,
        "ready" if code is not None and year is not None else "asked",
        code,
        names.of.get(code or "", ""),
        year,
        code is not None and code not in names.known,
        doubt,
        report.edition or "",
        len(report.cells),
        severities.count("error"),
        severities.count("warning"),
    )


def _told(message: str) -> str:
    """Return what a finding says without what becomes of the report: here the clerk is asked instead."""
    reason, listed, _ = message.partition("，列为未匹配")
    return f"{reason}。" if listed else message
