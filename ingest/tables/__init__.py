"""The three statutory tables of a document: located by labels, aligned to the form, read cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from form import EDITIONS, TABLES, describe, edition_for_year
from form.model import Address, Row
from form.numbers import MoneyUnit
from form.shared_tables import OTHER_PARTS, OTHER_ROW_2019, OTHER_ROWS_2021
from ingest.findings import finding
from ingest.model import Cell, Document, Finding, Grid, Line
from ingest.sections import between, find_headings, stretches
from ingest.tables.align import align, edition_of
from ingest.tables.aligned import plain_bars, with_grids
from ingest.tables.grids import read_grids
from ingest.tables.labels import row_index
from ingest.tables.printings import of_year, printings
from ingest.tables.records import Record
from ingest.tables.settle import settle_wrapped
from ingest.tables.stream import read_stream, without
from ingest.tables.suspects import suspects
from ingest.tables.values import caption_unit, conflicts, read_cells

# A grid is a statutory table from so many rows on that are spelt as known.
_ROWS_MIN = {"disclosure": 1, "applications": 2, "litigation": 1}


@dataclass(frozen=True, slots=True)
class TablesRead:
    """What the tables say, and the lines of the document that are not in them."""

    cells: tuple[Cell, ...]
    findings: tuple[Finding, ...]
    lines: tuple[Line, ...]
    edition: str | None

    @property
    def wants_year(self) -> bool:
        """Say whether the report's year could tell more: its edition, or which of several tables is its own."""
        several = any(found.rule == "reader.partial" for found in self.findings)
        return bool(self.cells) and (self.edition is None or several)


def read_tables(document: Document, year: int | None) -> TablesRead:
    """Given a document, return the cells of its statutory tables and the rest of its text.

    ``year`` decides the edition where the columns of the disclosure table do not, and which of
    several tables of a kind is the report's own.
    """
    in_grids = read_grids(replace(document, blocks=tuple(with_grids(_without_rules(document)))))
    records = {table: [record for record in in_grids.records if record.table == table] for table in TABLES}
    records = {table: found for table, found in records.items() if _is_table(table, found)}
    lines: Sequence[Line] = in_grids.lines
    in_text = read_stream(lines, [table for table in TABLES if table not in records])
    records |= in_text.records
    prose = without(lines, in_text.used)

    edition = edition_of(records.get("disclosure", [])) if records else None
    if records and edition is None and year is not None:
        edition = edition_for_year(year).key
    unit = _caption_unit(lines)
    cells: list[Cell] = []
    findings: list[Finding] = []
    for table in TABLES:
        if table not in records:
            findings.append(_missing_table(table))
            continue
        read, said = _read_table(table, records[table], edition or "2021", unit, year)
        cells.extend(read)
        findings.extend(said)
    cells, findings = settle_wrapped(cells, findings)
    findings += suspects(cells, findings)
    return TablesRead(tuple(cells), tuple(findings), tuple(prose), edition)


def _without_rules(document: Document) -> list[Line | Grid]:
    return [
        piece
        for block in document.blocks
        for piece in (plain_bars([block]) if isinstance(block, Line) else [block])
    ]


def _is_table(table: str, records: Sequence[Record]) -> bool:
    known = [
        record
        for record in records
        if record.row is not None
        or (table == "litigation" and record.doubtful)
        or row_index(table).exact(record.label)
        or row_index(table).exact(record.path)
    ]
    return len(known) >= _ROWS_MIN[table]


def _read_table(
    table: str, records: Sequence[Record], edition: str, unit: MoneyUnit | None, year: int | None
) -> tuple[list[Cell], list[Finding]]:
    parts = printings(table, records)
    own = of_year(parts, year) if len(parts) > 1 else 0
    aligned = [align(table, part, edition) for part in parts]
    readings = [read_cells(one.placed, table, unit) for one in aligned]
    at = own or 0
    cells, findings = readings[at]
    said = [*aligned[at].findings, *findings, *_missing_places(table, cells, edition)]
    if len(parts) > 1:
        said.append(_several(table, len(parts), None if own is None else year))
    if own is None:
        others = [cell for number, (other, _) in enumerate(readings) if number != at for cell in other]
        said += conflicts(cells, others)
    return cells, said


def _several(table: str, count: int, year: int | None) -> Finding:
    which = f"读取了注明为{year}年的一张" if year is not None else "读取了第一张，请确认是否应以它为准"
    return finding("reader.partial", f"报告中有{count}张“{TABLES[table].title}”，{which}。", table)


def _caption_unit(lines: Sequence[Line]) -> MoneyUnit | None:
    """Return the money unit that a caption of part two prints; those of other parts are of other tables."""
    part = stretches(lines, find_headings(lines)).get(2)
    return caption_unit(line.text for line in (between(lines, *part) if part else lines))


def _missing_table(table: str) -> Finding:
    title = TABLES[table].title
    return finding("table.missing", f"没有读到“{title}”这张表，请核对原件；确实缺少的请报送单位补报。", table)


def _missing_places(table: str, cells: Sequence[Cell], edition: str) -> list[Finding]:
    """Name the rows of the form that the table lacks, and the cells that a row of it lacks."""
    findings = []
    there = {cell.row for cell in cells}
    addresses = {Address(cell.table, cell.row, cell.column) for cell in cells}
    for row in _rows_wanted(table, edition, there):
        if row.key in there:
            findings.extend(_missing_cells(table, row.key, row.columns, addresses))
        else:
            message = f"表中没有{describe(table, row.key, None)}这一行，请对照原件核对。"
            findings.append(finding("row.missing", message, table, row.key))
    return findings


def _rows_wanted(table: str, edition: str, there: set[str]) -> list[Row]:
    """Return the rows that a report of the edition has; （六）其他处理 is one row or three, as it began."""
    rows = {row.key: row for row in EDITIONS[edition].table(table).rows}
    if there & OTHER_PARTS:
        rows.pop(OTHER_ROW_2019.key, None)
        rows |= {row.key: row for row in OTHER_ROWS_2021}
    elif OTHER_ROW_2019.key in there:
        rows = {key: row for key, row in rows.items() if key not in OTHER_PARTS}
    return list(rows.values())


def _missing_cells(table: str, row: str, columns: Sequence[str], addresses: set[Address]) -> list[Finding]:
    missing = [column for column in columns if Address(table, row, column) not in addresses]
    others = {address.column for address in addresses if address.row == row}
    # The row may be set in the other edition's columns: then nothing of it is missing.
    if len(missing) == len(columns) and others:
        return []
    return [
        finding(
            "cell.missing",
            f"表中没有{describe(table, row, column)}这一格，请对照原件核对。",
            table,
            row,
            column,
        )
        for column in missing
    ]
