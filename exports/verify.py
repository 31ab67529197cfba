"""Whether a file's numbers are still those of the data it was made from, and what has changed since."""

from __future__ import annotations

import io
import json
import math
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import form
from exports.brief import read_brief
from exports.brief_docx import brief_docx
from exports.county import County, read_cells, read_county
from exports.data_package import package_files
from exports.readback import SUM, Numbers, numbers_of_book, numbers_of_draft, parts_of
from exports.reports_json import json_lines
from exports.source import NothingToExport, Source
from exports.stamp import Stamp
from form import Address
from store.words import REPORTED

# Only said in the notes of the files that are made to be compared with.
_ANY_DAY = datetime(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class File:
    """A file to be looked at: its name, its bytes, and its words where it is a PDF."""

    name: str
    content: bytes
    text: str = ""


def changed_in_file(file: File, mark: Stamp, source: Source) -> list[str]:
    """Given a file and the data it was made from, return where its numbers are others, a sentence each.

    Raises:
        NothingToExport: the data has no report of the year.
    """
    match mark.what:
        case "workbook" | "draft":
            county = _county(source, mark)
            read = numbers_of_book if mark.what == "workbook" else numbers_of_draft
            return _differences(
                county, read(file.content, county), _numbers(source, county), ("文件中", "应为")
            )
        case "brief":
            return list(_brief(file, mark, source))
        case "data":
            return list(_package(file.content, mark, source))
        case _:
            return list(_lines(file.content, mark, source))


def changed_since(mark: Stamp, then: Source, now: Source) -> list[str]:
    """Given the data a file was made from and that of now, return what has changed, a sentence each."""
    try:
        before = _county(then, mark)
    except NothingToExport:
        return []
    try:
        after = _county(now, mark)
    except NothingToExport as nothing:
        return [str(nothing)]
    return [
        *_arrivals(before, after),
        *_differences(after, _numbers(now, after), _numbers(then, before), ("现在", "当时")),
    ]


def _county(source: Source, mark: Stamp) -> County:
    return read_county(source, mark.year, _ANY_DAY, mark.units, mark.kinds)


def _numbers(source: Source, county: County) -> dict[tuple[str, Address], float | str | None]:
    """Return the numbers that a workbook holds: those of each unit, and the sums."""
    found: dict[tuple[str, Address], float | str | None] = {
        (SUM, address): total.value for address, total in county.this.totals.items()
    }
    for unit, cells in read_cells(source, county.this):
        found |= {(unit.code, address): value for address, value in cells.items()}
    return found


def _differences(county: County, here: Numbers, there: Numbers, words: tuple[str, str]) -> list[str]:
    """Return where two sets of numbers differ, sums first; a sum is only looked at where both have it."""
    names = {unit.code: unit.name for unit in county.this.units} | {SUM: "合计"}
    known = {address for who, address in here if who == SUM}
    wanted = dict.fromkeys([*here, *(key for key in there if _units_are_in(here))])
    return [
        f"{names.get(who, who)} {form.describe(*address)}：{words[0]} {_said(here.get((who, address)))}，"
        f"{words[1]} {_said(there.get((who, address)))}。"
        for who, address in wanted
        if (who != SUM or address in known)
        and (who in names)
        and not _same(here.get((who, address)), there.get((who, address)))
    ]


def _units_are_in(numbers: Numbers) -> bool:
    return any(who != SUM for who, _ in numbers)


def _same(one: float | str | None, two: float | str | None) -> bool:
    if isinstance(one, float) and isinstance(two, float):
        return math.isclose(one, two, rel_tol=1e-12, abs_tol=1e-9)
    return one == two


def _said(value: float | str | None) -> str:
    if value is None:
        return "没有数字"
    return f"{value:.15g}" if isinstance(value, float) else f"“{value}”"


def _arrivals(before: County, after: County) -> Iterator[str]:
    """Yield which units have handed in since, and which have not any more."""
    states = [{unit.name: unit.state for unit in county.this.units} for county in (before, after)]
    for name, state in states[1].items():
        was = states[0].get(name)
        if was != state and REPORTED in (was, state):
            yield f"{name}：当时{was or '不在名册'}，现在{state}。"


def _brief(file: File, mark: Stamp, source: Source) -> Iterator[str]:
    brief = read_brief(source, mark.year, _ANY_DAY, mark.units, mark.kinds)
    if file.text:
        words = "".join(file.text.split())
        figures = [text for one in brief.headlines for text in (one.value, one.reach, one.change)]
        wanted = [brief.lead, *figures, *brief.remarks.sentences, *brief.missing.sentences]
        missing = [text for text in wanted if "".join(text.split()) not in words]
    else:
        # As often as it ought to be there: the same figure may stand in two places.
        missing = list((Counter(parts_of(brief_docx(brief))) - Counter(parts_of(file.content))).elements())
    for text in missing:
        if any(character.isdigit() for character in text):
            yield f"文件中没有“{text}”。"


def _package(content: bytes, mark: Stamp, source: Source) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        here = {name: archive.read(name) for name in archive.namelist()}
    years = [mark.year] if mark.year else []
    for name, there in package_files(source, _ANY_DAY, years):
        if name.endswith((".csv", ".parquet")) and here.get(name) != there:
            yield f"{name} {'与数据不同' if name in here else '不在文件中'}。"


def _lines(content: bytes, mark: Stamp, source: Source) -> Iterator[str]:
    here = _by_report(content.decode("utf-8").splitlines())
    there = _by_report(json_lines(source, [mark.year] if mark.year else []))
    for key in dict.fromkeys([*there, *here]):
        if here.get(key) != there.get(key):
            name = (here.get(key) or there.get(key) or {}).get("file")
            missing = "不在文件中" if key not in here else "不在数据中" if key not in there else "与数据不同"
            yield f"{name} {missing}。"


def _by_report(lines: Iterator[str] | Sequence[str]) -> Mapping[str, dict[str, object]]:
    found = [json.loads(line) for line in lines if line.strip()]
    # What a line says of the file as a whole does not count.
    about = dict.fromkeys(("build", "revision", "basis"))
    return {f"{one['sha256']}{one['file']}": one | about for one in found}
