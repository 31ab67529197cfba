"""Our own files read back: what they were made from, and the numbers that they hold now."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

import openpyxl
from docx import Document
from docx.table import Table as WordTable
from openpyxl.worksheet.worksheet import Worksheet

import form
from exports import paper
from exports.county import County
from exports.stamp import Stamp, from_note, from_text
from exports.statutory_sheet import SHEETS, TOP
from exports.text import fitting
from exports.units_sheet import FIRST, THIS, plan
from form import Address, Table

# Whose number it is, "" for the sum over the units, and which; a text is something that is no number.
Numbers = Mapping[tuple[str, Address], float | str | None]
SUM = ""


class NotOurs(Exception):
    """A file that none of our exports is, with a Chinese sentence that says what to do."""


_UNKNOWN = "这个文件不是本程序导出的，或者文件属性里的版本说明已被删去，无法核对。"
_DAMAGED = "文件打不开，可能已损坏，或不是本程序导出的文件。"


def stamp_of(name: str, content: bytes, text: str = "") -> Stamp:
    """Given a file, return what it was made from.

    Args:
        name: Its name; what comes after the last point says what it is.
        content: Its bytes.
        text: Its words, for a format whose properties are not read here (PDF).

    Raises:
        NotOurs: it does not say, or cannot be opened.
    """
    suffix = PurePath(name).suffix.lower()
    readers = {".xlsx": _of_book, ".docx": _of_document, ".zip": _of_package, ".jsonl": _of_lines}
    try:
        found = readers[suffix](content) if suffix in readers else from_text(text)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise NotOurs(_DAMAGED) from error
    if found is None:
        raise NotOurs(_UNKNOWN)
    return found


def _of_book(content: bytes) -> Stamp | None:
    return from_note(openpyxl.load_workbook(io.BytesIO(content), read_only=True).properties.description)


def _of_document(content: bytes) -> Stamp | None:
    document = Document(io.BytesIO(content))
    feet = "".join(p.text for section in document.sections for p in section.footer.paragraphs)
    return from_note(document.core_properties.comments) or from_text(feet)


def _of_package(content: bytes) -> Stamp | None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        described: dict[str, Any] = json.loads(archive.read("datapackage.json"))
    years = described["years"]
    year = int(years[0]) if len(years) == 1 else 0
    made = str(described["created"])
    return Stamp("data", year, described["version"], described["revision"], described["basis"], made)


def _of_lines(content: bytes) -> Stamp | None:
    lines = [json.loads(line) for line in content.decode("utf-8").splitlines() if line.strip()]
    if not lines:
        return None
    first = lines[0]
    years = {line["year"] for line in lines if line["year"] is not None}
    year = years.pop() if len(years) == 1 else 0
    return Stamp("json", year, first["build"], first["revision"], first["basis"], "")


def parts_of(content: bytes) -> list[str]:
    """Given a Word file, return its paragraphs, those inside of tables included."""
    document = Document(io.BytesIO(content))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    inside = (paragraph for cell in cells for paragraph in cell.paragraphs)
    return [paragraph.text.strip() for paragraph in (*document.paragraphs, *inside)]


def numbers_of_draft(content: bytes, county: County) -> dict[tuple[str, Address], float | str | None]:
    """Given a draft report, return the numbers of its tables as sums."""
    tables = Document(io.BytesIO(content)).tables
    found: dict[tuple[str, Address], float | str | None] = {}
    for declared in county.this.edition.tables:
        table = next((one for one in tables if _is_table(one, declared)), None)
        for box in paper.boxes(declared):
            if box.address is not None:
                text = table.cell(box.top, box.left).text if table is not None else "（表已不在）"
                found[SUM, box.address] = _number(text)
    return found


def _is_table(table: WordTable, declared: Table) -> bool:
    return (len(table.rows), len(table.columns)) == paper.size(paper.boxes(declared))


def numbers_of_book(content: bytes, county: County) -> dict[tuple[str, Address], float | str | None]:
    """Given a county's workbook, return the numbers of its tables and of the units, as they were last worked out."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    found: dict[tuple[str, Address], float | str | None] = {}
    for table in county.this.edition.tables:
        if SHEETS[table.key] in book:
            sheet = book[SHEETS[table.key]]
            for box in paper.boxes(table):
                if box.address is not None:
                    found[SUM, box.address] = _number(sheet.cell(TOP + box.top + 1, box.left + 1).value)
    if all(value is None for value in found.values()):
        # Saved by a program that works nothing out: what its sums will be follows from the units.
        found.clear()
    for key in form.TABLES:
        place = plan(county, county.this, key, THIS)
        if place.name in book:
            rows = dict(_unit_rows(book[place.name], county))
            found |= {
                (code, address): _number(row[column] if row else None)
                for code, row in rows.items()
                for address, column in place.columns.items()
            }
    return found


def _unit_rows(sheet: Worksheet, county: County) -> Iterator[tuple[str, tuple[Any, ...] | None]]:
    """Yield each unit with its row: where it was written, else wherever its name stands now."""
    rows = list(sheet.iter_rows(min_row=FIRST + 1, values_only=True))
    by_name = {str(row[0]): row for row in rows}
    for at, unit in enumerate(county.this.units):
        name = fitting(unit.name)
        in_place = at < len(rows) and str(rows[at][0]) == name
        yield unit.code, rows[at] if in_place else by_name.get(name)


def _number(value: object) -> float | str | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    text = str(value or "").strip()
    try:
        return float(text.replace(",", "")) if text else None
    except ValueError:
        return text
