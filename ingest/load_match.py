"""Find the unit that a report belongs to.

A unit is never guessed. Where the names disagree or none fits, the report stays without
a unit and a finding says why.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from form.spelling import squeeze
from form.units import COUNTY
from ingest.findings import finding
from ingest.model import Finding, Identity
from ingest.roster import LAST_REGION, Unit, bare_name, names_unit, spellings

Way = Literal["printed", "file", "folder", "none"]
_WHERE: dict[Way, str] = {"printed": "报告", "file": "文件名", "folder": "文件夹名", "none": "文件名"}
# Shorter names of a county's own unit (渠县) stand in the file names of all its units.
_FULL_NAME_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Match:
    """The unit that a report belongs to, or None, how it was found, and what a clerk has to look at.

    ``matched_by`` is ``printed``, ``file``, ``folder`` or, without a unit, ``none``.
    """

    code: str | None
    matched_by: Way
    findings: tuple[Finding, ...] = ()


def match_unit(
    identity: Identity,
    file_name: str,
    folder: str,
    year: int | None,
    units: Sequence[Unit],
    *,
    own_roster: bool = True,
) -> Match:
    """Given what a report and its file say, return its unit, or None and the finding that says why.

    The name printed in the report decides; without one, the file's name, then the nearest
    folder's. Where the file's or folder's name is another unit's, none is chosen.
    ``own_roster`` is False for one proposed from the reports: it is of no county in particular.
    """
    foreign = _foreign_county(identity, units) if own_roster else None
    if foreign:
        message = f"报告中的县区是“{identity.county}”，名册是“{foreign}”的，没有认定单位。请核对这份报告。"
        return _without("unit.disagrees", message)
    printed_name = identity.town or identity.organisation
    printed = _printed(identity, year, units)
    where, named = _named_by_path(file_name, folder, year, units)
    if len(printed) > 1:
        return _ambiguous("报告中的名称", printed)
    if printed and named and printed[0] not in named:
        return _contradiction(printed[0], where, named)
    if printed:
        return _found(printed[0], "printed", year)
    if printed_name:
        return _unmatched(printed_name, named)
    if len(named) > 1:
        return _ambiguous(_WHERE[where], named)
    if named:
        return _found(named[0], where, year)
    return _unmatched(None, ())


def _printed(identity: Identity, year: int | None, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return the units that the printed names name: the town's, else the organisation's."""
    for name in (identity.town, identity.organisation):
        found = [unit for unit in units if name and names_unit(name, unit)]
        if found:
            return _in_year(found, year)
    # The roster may know the county's own report under 县政府本级 alone.
    if identity.organisation and identity.county and not identity.town:
        own = bare_name(identity.organisation) == bare_name(identity.county)
        return tuple(unit for unit in units if own and unit.kind == COUNTY)
    return ()


def _in_year(units: Sequence[Unit], year: int | None) -> tuple[Unit, ...]:
    """Of several units of one name, return those that exist in the year; all where none does."""
    standing = tuple(unit for unit in units if year is None or unit.exists_in(year))
    return standing or tuple(units)


def _foreign_county(identity: Identity, units: Sequence[Unit]) -> str | None:
    """Return the roster's county where the report names another one: towns share names across counties."""
    counties = [unit for unit in units if unit.kind == COUNTY]
    if identity.county is None or not counties:
        return None
    printed = bare_name(identity.county)
    known = {spelling for unit in counties for spelling in spellings(unit) if LAST_REGION.search(spelling)}
    fits = any(printed.endswith(spelling) or spelling.endswith(printed) for spelling in known)
    return None if fits or not known else counties[0].name


def _named_by_path(
    file_name: str, folder: str, year: int | None, units: Sequence[Unit]
) -> tuple[Way, tuple[Unit, ...]]:
    """Return the units that the file's name names, else those that the nearest folder's name does."""
    stem = file_name.rpartition(".")[0] or file_name
    named = _in_year(_named_in(stem, units, county=True), year)
    if named:
        return "file", named
    for part in reversed([part for part in re.split(r"[\\/]", folder) if part]):
        # A folder of reports carries the county's name for all of its units.
        named = _in_year(_named_in(part, units, county=False), year)
        if len(named) == 1:
            return "folder", named
    return "none", ()


def _named_in(text: str, units: Sequence[Unit], *, county: bool) -> tuple[Unit, ...]:
    """Return the units whose names stand in the text; the longer name hides those inside of it."""
    squeezed = squeeze(text)
    hits: list[tuple[int, int, Unit]] = []
    for unit in units:
        if unit.kind != COUNTY:
            for spelling in spellings(unit):
                at = squeezed.find(spelling) if len(spelling) > 1 else -1
                if at >= 0:
                    hits.append((at, at + len(spelling), unit))
    outer = [hit for hit in hits if not any(_inside(hit, other) for other in hits)]
    found = tuple(dict.fromkeys(unit for _, _, unit in outer))
    if found or not county:
        return found
    # Every file of a county may carry the county's name; only its government's full name is its own report.
    return tuple(
        unit
        for unit in units
        if unit.kind == COUNTY
        and any(
            squeeze(name) in squeezed for name in (unit.name, *unit.aliases) if len(name) >= _FULL_NAME_LENGTH
        )
    )


def _inside(hit: tuple[int, int, Unit], other: tuple[int, int, Unit]) -> bool:
    return other[0] <= hit[0] and hit[1] <= other[1] and other[1] - other[0] > hit[1] - hit[0]


def _found(unit: Unit, matched_by: Way, year: int | None) -> Match:
    if year is None or unit.exists_in(year):
        return Match(unit.code, matched_by)
    message = f"按名册，“{unit.name}”在{year}年不应有报告，已按名称认定。请核对名册中的起止时间或报告的年度。"
    return Match(unit.code, matched_by, (finding("unit.disagrees", message),))


def _contradiction(printed: Unit, where: Way, named: Sequence[Unit]) -> Match:
    names = "、".join(unit.name for unit in named)
    return _without(
        "unit.disagrees",
        f"报告中的单位是“{printed.name}”，{_WHERE[where]}写的是“{names}”，没有认定单位。"
        "请核对，改正文件名或报告后重新导入。",
    )


def _unmatched(name: str | None, named: Sequence[Unit]) -> Match:
    if name is None:
        message = "报告和文件名中都没有名册上的单位名称，列为未匹配。请在文件名中写明单位后重新导入。"
    elif named:
        message = (
            f"名册中没有“{name}”，文件名写的却是“{named[0].name}”，列为未匹配。请核对后在名册的别名中补上。"
        )
    else:
        message = f"名册中没有“{name}”，列为未匹配。请核对名称，或在名册 units.csv 中补上该单位。"
    return _without("unit.unmatched", message)


def _ambiguous(where: str, units: Sequence[Unit]) -> Match:
    names = "、".join(f"{unit.name}（{unit.code}）" for unit in units)
    return _without(
        "unit.ambiguous",
        f"{where}与名册中不止一个单位相符：{names}，列为未匹配。请在名册中用别名或起止时间区分。",
    )


def _without(rule: str, message: str) -> Match:
    return Match(None, "none", (finding(rule, message),))
