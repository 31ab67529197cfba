"""Everything that was loaded becomes one new build."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa

from form.units import COUNTY
from ingest.load_match import match_unit
from ingest.load_rows import REPORT_TABLES, narrative_rows
from ingest.load_versions import FIRST_YEAR, Loaded, Placed, place, year_in_path
from ingest.model import Identity
from ingest.roster import ALIAS_SEPARATOR, Unit
from ingest.together import check_together
from store.decisions import Decision
from store.decisions.states import deadlines
from store.schema import TABLES, layout


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that could not be read, with the reason."""

    sha256: str | None
    name: str
    folder: str
    code: str
    message: str
    loaded_at: datetime


@dataclass(frozen=True, slots=True)
class Content:
    """What goes into a build.

    Attributes:
        reports: In the order of loading.
        failed: In the order of loading.
        units: The roster.
        aliases: The office's own labels: label → key of the taxonomy.
        roster_proposed: True as long as nobody has touched the roster that was proposed.
        is_sample: True where the data is invented.
        parser_version: Version of the parser whose results these are.
        inputs: Digest of all that the build is made from.
        decisions: What people decided, in order: findings come only from reports that count.
    """

    reports: Sequence[Loaded]
    failed: Sequence[Failed]
    units: Sequence[Unit]
    aliases: Mapping[str, str]
    roster_proposed: bool
    is_sample: bool
    parser_version: str
    inputs: str
    decisions: Sequence[Decision] = ()


def build_tables(
    content: Content, build_id: str, built_at: datetime
) -> tuple[dict[str, pa.Table], list[Placed]]:
    """Given all that was loaded, return the rows of every table, and the reports as they were placed."""
    placed = place(
        content.reports,
        content.units,
        own_roster=not content.roster_proposed,
        decisions=content.decisions,
    )
    placed = check_together(placed, content.units, deadlines(content.decisions))
    failures = _failure_rows(content, placed)
    rows: dict[str, list[dict[str, Any]]] = {
        "unit": [_unit_row(position, unit) for position, unit in enumerate(content.units)],
        "expected": _expected_rows(content.units, placed),
        "failure": failures,
        "narrative": [row for report in placed for row in narrative_rows(report, content.aliases)],
        "build": [_build_row(content, build_id, built_at)],
    }
    for table, rows_of in REPORT_TABLES.items():
        rows[table] = [row for report in placed for row in rows_of(report)]
    for load_order, row in enumerate(rows["report"]):
        row["load_order"] = load_order
    return {table: TABLES[table].arrow(found) for table, found in rows.items()}, placed


def _unit_row(position: int, unit: Unit) -> dict[str, Any]:
    return {
        "unit_code": unit.code,
        "position": position,
        "name": unit.name,
        "kind": unit.kind,
        "aliases": ALIAS_SEPARATOR.join(unit.aliases),
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
        "population": unit.population,
        "successors": ALIAS_SEPARATOR.join(unit.successors),
    }


def _expected_rows(units: Sequence[Unit], placed: Sequence[Placed]) -> list[dict[str, Any]]:
    """Return who owed a report for which year, from the first year to the last that reports speak of.

    A year that no report can have (misread, or yet to come) opens no years in between.
    """
    this_year = datetime.now().astimezone().year
    years = [p.year for p in placed if p.year is not None and FIRST_YEAR <= p.year <= this_year]
    if not years:
        return []
    span = range(min(years), max(years) + 1)
    return [{"unit_code": unit.code, "year": year} for unit in units for year in span if unit.exists_in(year)]


def _failure_rows(content: Content, placed: Sequence[Placed]) -> list[dict[str, Any]]:
    """Return the files that failed, without those that a later load of the same unit and year made good."""
    arrived = {(p.unit_code, p.year): p.loaded.loaded_at for p in placed if p.is_current}
    rows: list[dict[str, Any]] = []
    for failed in content.failed:
        year = year_in_path(failed.name, failed.folder)
        match = match_unit(Identity(), failed.name, failed.folder, year, content.units)
        made_good = arrived.get((match.code, year)) if match.code and year else None
        if made_good is None or made_good <= failed.loaded_at:
            row = {"position": len(rows), "report_id": failed.sha256, "file_name": failed.name}
            row |= {"folder": failed.folder, "code": failed.code, "message": failed.message}
            rows.append(row | {"loaded_at": failed.loaded_at, "unit_code": match.code, "year": year})
    return rows


def _build_row(content: Content, build_id: str, built_at: datetime) -> dict[str, Any]:
    return {
        "build_id": build_id,
        "built_at": built_at,
        "parser_version": content.parser_version,
        "is_sample": content.is_sample,
        "roster_proposed": content.roster_proposed,
        "county": _county(content),
        "inputs": content.inputs,
        "layout": layout(),
    }


def _county(content: Content) -> str | None:
    """Return the county's name: the roster's, else the one that most reports print."""
    own = [unit.name for unit in content.units if unit.kind == COUNTY]
    if own and own[0] not in (COUNTY, f"{COUNTY}本级"):
        return own[0].removesuffix("人民政府")
    printed = [loaded.report.identity.county for loaded in content.reports if loaded.report.identity.county]
    return max(sorted(set(printed)), key=printed.count) if printed else None
