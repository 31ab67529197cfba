"""The roster of units that have to report: read it, write it, propose one from the reports themselves."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from form.spelling import squeeze
from form.units import COUNTY, DEPARTMENT, UNIT_KINDS, UnitKind, township_kind
from ingest.errors import UserError
from ingest.model import Identity

COLUMNS = ("code", "name", "aliases", "kind", "from", "to", "successors", "population")
ALIAS_SEPARATOR = "；"

_CHINESE_COLUMNS = {
    "编码": "code",
    "名称": "name",
    "别名": "aliases",
    "类别": "kind",
    "起": "from",
    "止": "to",
    "承继": "successors",
    "人口": "population",
}
_SEPARATORS = re.compile(r"[；;|]")
_DATE = re.compile(r"(\d{4})(?:\D(\d{1,2})\D(\d{1,2})\D?)?")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that has to report: its names, its kind, the dates between which it exists, and who came after it.

    ``successors`` are the codes of the units that took over what it did: one for a merger or a new
    name, several where it was split. ``population`` are its residents, where the office gives them:
    units are shown beside others of their size.
    """

    code: str
    name: str
    aliases: tuple[str, ...]
    kind: UnitKind
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
    population: int | None = None

    def exists_in(self, year: int) -> bool:
        """Return whether the unit owes a report for the year: it does if it stood at the year's end."""
        begun = self.valid_from is None or self.valid_from.year <= year
        # No date is made of the year: a misread one may be no year of the calendar.
        ended = self.valid_to is not None and self.valid_to.timetuple()[:3] < (year, 12, 31)
        return begun and not ended


def read_roster(content: bytes) -> tuple[Unit, ...]:
    """Given the bytes of units.csv, return its units in order.

    Raises UserError, naming the line, for a column that is missing, a kind or a date that is
    none, and a code that occurs twice.
    """
    rows = csv.DictReader(io.StringIO(decode_csv(content, "名册 units.csv")))
    names = [
        (_CHINESE_COLUMNS.get(name.strip(), name.strip()) if name else "") for name in rows.fieldnames or ()
    ]
    lacking = [column for column in ("code", "name", "kind") if column not in names]
    if lacking:
        raise UserError(f"名册 units.csv 缺少列：{'、'.join(lacking)}（应有 {','.join(COLUMNS)}）")
    rows.fieldnames = names
    units: list[Unit] = []
    for row in rows:
        if any((row.get(column) or "").strip() for column in COLUMNS):
            units.append(_unit(row, rows.line_num))
    codes = [unit.code for unit in units]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise UserError(f"名册 units.csv 中编码重复：{'、'.join(twice)}")
    _check_successors(units)
    return tuple(units)


def _check_successors(units: Sequence[Unit]) -> None:
    """Raise UserError for a successor that the roster does not have, and for units that follow themselves."""
    by_code = {unit.code: unit for unit in units}
    for unit in units:
        unknown = [code for code in unit.successors if code not in by_code]
        if unknown:
            raise UserError(f"名册 units.csv 中“{unit.name}”的承继单位{'、'.join(unknown)}不在名册里")
        if unit.successors and unit.valid_to is None:
            raise UserError(f"名册 units.csv 中“{unit.name}”有承继单位，须填写止（撤并的日期）")
        if any(by_code[code].successors for code in today(by_code, unit.code)):
            raise UserError(f"名册 units.csv 中“{unit.name}”的承继关系绕回了它自己")


def today(by_code: Mapping[str, Unit], code: str, seen: tuple[str, ...] = ()) -> frozenset[str]:
    """Given the roster by code, return the units that in the end stand for this one: itself, if it still is.

    A chain that comes back to a unit ends there.
    """
    later = by_code[code].successors
    if not later or code in seen:
        return frozenset({code})
    return frozenset().union(*(today(by_code, one, (*seen, code)) for one in later))


def predecessors(units: Sequence[Unit], code: str, year: int) -> tuple[str, ...]:
    """Given the roster, return which units' reports of the year before this unit's report of the year goes on from.

    That is the unit itself where it owed a report for the year before, and those it took over whole,
    also by way of another: of a unit that was split no number can be told apart.
    """
    by_code = {unit.code: unit for unit in units}
    return tuple(
        unit.code
        for unit in sorted(units, key=lambda unit: unit.code != code)
        if unit.exists_in(year - 1) and _standing_in(by_code, unit, year) == code
    )


def _standing_in(by_code: Mapping[str, Unit], unit: Unit, year: int) -> str | None:
    """Return the one unit that stands for this one in the year; None where there is none, or several."""
    while not unit.exists_in(year):
        if len(unit.successors) != 1:
            return None
        unit = by_code[unit.successors[0]]
    return unit.code


def decode_csv(content: bytes, name: str) -> str:
    """Given the bytes of a CSV file that people edit, return its text; raises UserError with the file's name."""
    # Excel on a Chinese Windows saves CSV in GBK unless told otherwise.
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError(f"{name} 的编码无法识别，请另存为 UTF-8 格式的 CSV 文件")


def _unit(row: dict[str, str], line: int) -> Unit:
    text = {column: (row.get(column) or "").strip() for column in COLUMNS}
    if not text["code"] or not text["name"]:
        raise UserError(f"名册 units.csv 第{line}行：编码和名称都要填写")
    kind = next((known for known in UNIT_KINDS if known == text["kind"]), None)
    if kind is None:
        raise UserError(f"名册 units.csv 第{line}行：类别“{text['kind']}”应为{'、'.join(UNIT_KINDS)}之一")
    aliases = _names(text["aliases"])
    first, last = (_day(text[column], column == "to", line) for column in ("from", "to"))
    people = _count(text["population"], line)
    return Unit(text["code"], text["name"], aliases, kind, first, last, _names(text["successors"]), people)


def _count(text: str, line: int) -> int | None:
    digits = text.replace(",", "").replace("，", "")
    if not digits:
        return None
    if not digits.isdecimal():
        raise UserError(f"名册 units.csv 第{line}行：人口“{text}”应为整数，单位是人")
    return int(digits)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in _SEPARATORS.split(text) if name.strip())


def _day(text: str, end: bool, line: int) -> date | None:
    """Given a date or a year, return the day; of a year its first, or its last where it is an end."""
    if not text:
        return None
    found = _DATE.fullmatch(text)
    month, day = (12, 31) if end else (1, 1)
    if found is not None and found[2]:
        month, day = int(found[2]), int(found[3])
    try:
        return date(int(found[1]) if found else 0, month, day)
    except ValueError as error:
        sentence = f"名册 units.csv 第{line}行：“{text}”不是日期，应写为 2021 或 2021-06-30"
        raise UserError(sentence) from error


def write_roster(units: Iterable[Unit]) -> bytes:
    """Given units, return the bytes of their units.csv; Excel opens it with its Chinese right."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for unit in units:
        days = (day.isoformat() if day else "" for day in (unit.valid_from, unit.valid_to))
        names, later = ALIAS_SEPARATOR.join(unit.aliases), ALIAS_SEPARATOR.join(unit.successors)
        people = "" if unit.population is None else unit.population
        writer.writerow((unit.code, unit.name, names, unit.kind, *days, later, people))
    return text.getvalue().encode("utf-8-sig")


_OFFICE = re.compile(r"(?:人民政府办公室|人民政府|政府办公室|办事处)$")
_STREET_OFFICE = re.compile(r"街道办(?:事处)?$")
LAST_REGION = re.compile(r"(?:人民政府|省|自治区|自治州|地区|市|州|盟|县|旗|区)$")


@lru_cache(maxsize=4096)
def bare_name(name: str) -> str:
    """Return a name without white space and without 人民政府 or 办事处 at its end."""
    squeezed = _STREET_OFFICE.sub("街道", squeeze(name))
    bare = _OFFICE.sub("", squeezed)
    return bare or squeezed


def spellings(unit: Unit) -> frozenset[str]:
    return frozenset(bare_name(name) for name in (unit.name, *unit.aliases))


def names_unit(printed: str, unit: Unit) -> bool:
    """Return whether the printed name is the unit's: equal, or equal behind the names of regions."""
    bare = bare_name(printed)
    for spelling in spellings(unit):
        if bare == spelling:
            return True
        before = bare.removesuffix(spelling)
        if before != bare and LAST_REGION.search(before):
            return True
        # A county's own departments may stand in the roster as 县教育局 and in print as 某县教育局.
        if spelling[:1] in "县区市" and len(spelling) > 3 and bare.endswith(spelling):
            return True
    return False


def propose_roster(identities: Iterable[Identity], known: Sequence[Unit] = ()) -> tuple[Unit, ...]:
    """Given what reports say of themselves, return a roster: the known units, then those not among them.

    Codes go on from the known ones, so that a unit keeps its code from load to load.
    """
    units = list(known)
    wanted = {
        proposed.name: proposed for identity in identities if (proposed := _proposed(identity)) is not None
    }
    for name in sorted(wanted, key=lambda name: (UNIT_KINDS.index(wanted[name].kind), name)):
        if not any(names_unit(name, unit) for unit in units):
            units.append(replace(wanted[name], code=_next_code(units)))
    return tuple(units)


def _next_code(units: Sequence[Unit]) -> str:
    numbers = [int(found[1]) for unit in units if (found := re.fullmatch(r"U(\d+)", unit.code))]
    return f"U{max(numbers, default=0) + 1:03d}"


def _proposed(identity: Identity) -> Unit | None:
    if identity.town:
        name = bare_name(identity.town)
        return Unit("", name, (), township_kind(name))
    if not identity.organisation:
        return None
    name = squeeze(identity.organisation)
    county = bare_name(identity.county) if identity.county else None
    if county is not None and bare_name(name).endswith(county) and name != county:
        return Unit("", f"{county}人民政府", (county,), COUNTY)
    short = name.removeprefix(county) if county else name
    return Unit("", short if len(short) > 1 else name, (name,) if short != name else (), DEPARTMENT)
