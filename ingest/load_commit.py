"""Make the new build from the journal, the parse results and the roster, and put it in force."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from ingest.contract import from_json
from ingest.errors import UnreadableFile
from ingest.load_aliases import read_aliases
from ingest.load_build import Content, Failed, build_tables
from ingest.load_kept import kept, kept_before, version_of
from ingest.load_rows import check_storable
from ingest.load_versions import Loaded, Placed
from ingest.model import Report
from ingest.parse import PARSER_VERSION
from ingest.roster import Unit, propose_roster, read_roster, write_roster
from store.builds import current_build, inputs_of, make_current, new_build_id, write_build
from store.decisions import Decisions
from store.decisions.actions import PLACING
from store.journal import Entry, read_journal
from store.paths import DataDirectory, put
from store.schema import layout

# Raise it when the same reports would become other rows of a build.
BUILD_FORMAT = 1
_LOST = "读取结果和原件都已丢失，请重新导入这份文件。"


@dataclass(frozen=True, slots=True)
class Commit:
    """What came of a load's last step.

    Attributes:
        build: File name of the build that is now in force.
        is_new: False where nothing had changed.
        placed: All reports of the new build; none where nothing had changed.
        proposed: Names of the units that were added to a roster of ours.
    """

    build: str
    is_new: bool
    placed: tuple[Placed, ...]
    proposed: tuple[str, ...]


def read_reports(data: DataDirectory, journal: Sequence[Entry]) -> tuple[dict[str, Report], list[Entry]]:
    """Return what this version of the parser made of the journal's files, and the entries yet to be read."""
    reports: dict[str, Report] = {}
    unread: list[Entry] = []
    for entry in journal:
        if entry.code is None and entry.sha256 is not None and entry.sha256 not in reports:
            report = _report(kept(data, entry.sha256))
            if report is None:
                unread.append(entry)
            else:
                reports[entry.sha256] = report
    return reports, unread


def _report(result: dict[str, Any] | None) -> Report | None:
    if result is None:
        return None
    try:
        return from_json(result)
    except (KeyError, TypeError, ValueError):
        return None


def _older_report(data: DataDirectory, sha256: str) -> Report | None:
    """Return what an older parser made of the file, where a build of today still takes it."""
    report = _report(kept_before(data, sha256))
    if report is None:
        return None
    try:
        check_storable(report)
    except UnreadableFile:
        return None
    return report


def check_settings(data: DataDirectory) -> None:
    """Raise UserError where the roster or the alias file has a mistake: before the parsing, not after it."""
    if data.roster.is_file():
        read_roster(data.roster.read_bytes())
    if data.aliases.is_file():
        read_aliases(data.aliases.read_bytes())


def commit(data: DataDirectory, reports: dict[str, Report], is_sample: bool, now: datetime) -> Commit:
    """Write a new build of all that the journal has, check it, and put it in force.

    Where it would be the same as the build in force, nothing is done. Raises UserError for a
    roster or an alias file with a mistake, BuildRefused where the checks fail.
    """
    journal = read_journal(data.journal)
    content, proposed = _content(data, journal, reports, is_sample)
    current = current_build(data)
    if current is not None and inputs_of(current) == content.inputs:
        return Commit(current.name, False, (), ())
    build_id = new_build_id(now)
    tables, placed = build_tables(content, build_id, now)
    build = write_build(data, build_id, tables)
    make_current(data, build)
    return Commit(build.name, True, tuple(placed), proposed)


def _content(
    data: DataDirectory, journal: Sequence[Entry], reports: dict[str, Report], is_sample: bool
) -> tuple[Content, tuple[str, ...]]:
    """Return what goes into the build, and the names of the units that were added to a roster of ours."""
    loaded, lost = _loaded(data, journal, reports)
    units, proposed = _roster(data, loaded)
    aliases = read_aliases(data.aliases.read_bytes()) if data.aliases.is_file() else {}
    # A build holds no decisions, but what is held against what depends on which reports count.
    log = Decisions.open(data).log()
    decisions = [decision for decision in log if decision.action in (*PLACING, "deadline")]
    inputs = {
        "format": BUILD_FORMAT,
        "parser": PARSER_VERSION,
        "layout": layout(),
        "journal": [asdict(entry) for entry in journal],
        "read": sorted((sha256, version_of(report)) for sha256, report in reports.items()),
        "roster": [str(unit) for unit in units],
        "roster_is_proposed": is_proposed(data),
        "aliases": aliases,
        "is_sample": is_sample,
        "decisions": [str(decision) for decision in decisions],
    }
    content = Content(
        reports=loaded,
        failed=[*_failed(journal), *lost],
        units=units,
        aliases=aliases,
        roster_proposed=is_proposed(data),
        is_sample=is_sample,
        parser_version=PARSER_VERSION,
        inputs=hashlib.sha256(json.dumps(inputs, ensure_ascii=False).encode()).hexdigest(),
        decisions=decisions,
    )
    return content, proposed


def _loaded(
    data: DataDirectory, journal: Sequence[Entry], reports: dict[str, Report]
) -> tuple[list[Loaded], list[Failed]]:
    """Return the reports in the order of loading, and those of which nothing is left."""
    loaded: dict[str, Loaded] = {}
    lost: list[Failed] = []
    for entry in journal:
        if entry.code is not None or entry.sha256 is None or entry.sha256 in loaded:
            continue
        report = reports.get(entry.sha256) or _older_report(data, entry.sha256)
        if report is None:
            lost.append(_as_failed(replace(entry, code="missing", message=_LOST)))
        else:
            report = replace(report, sha256=entry.sha256)
            loaded[entry.sha256] = Loaded(
                report, entry.name, entry.folder, entry.suffix, _local(entry.loaded_at)
            )
    return list(loaded.values()), lost


def _failed(journal: Sequence[Entry]) -> list[Failed]:
    """Return the files that failed and of which neither the name nor the content was read later."""
    failed: dict[tuple[str, str], Entry] = {}
    for entry in journal:
        place = (entry.folder, entry.name)
        if entry.code is not None:
            failed.pop(place, None)
            failed[place] = entry
        else:
            failed.pop(place, None)
            failed = {at: other for at, other in failed.items() if other.sha256 != entry.sha256}
    return [_as_failed(entry) for entry in failed.values()]


def _as_failed(entry: Entry) -> Failed:
    return Failed(
        entry.sha256, entry.name, entry.folder, entry.code or "", entry.message or "", _local(entry.loaded_at)
    )


def _local(stamp: str) -> datetime:
    """Return the clock time of the office where it was loaded, as a clerk knows it."""
    return datetime.fromisoformat(stamp).replace(tzinfo=None)


def _roster(data: DataDirectory, loaded: Sequence[Loaded]) -> tuple[tuple[Unit, ...], tuple[str, ...]]:
    """Return the roster; one that is empty, or proposed and never touched since, goes on growing."""
    units = read_roster(data.roster.read_bytes()) if data.roster.is_file() else ()
    if units and not is_proposed(data):
        return units, ()
    grown = propose_roster((report.report.identity for report in loaded), units)
    if len(grown) > len(units):
        content = write_roster(grown)
        # The mark first: a roster without its mark would be taken for the office's own.
        put(data.roster_mark, _digest(content).encode())
        put(data.roster, content)
    return grown, tuple(unit.name for unit in grown[len(units) :])


def is_proposed(data: DataDirectory) -> bool:
    """Return whether the roster is the one proposed from the reports, and nobody has touched it since."""
    if not data.roster.is_file() or not data.roster_mark.is_file():
        return False
    return data.roster_mark.read_text(encoding="utf-8").strip() == _digest(data.roster.read_bytes())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
