"""The three tables as they stand on paper: which cells they have, how those span, what is printed in them.

Rows and merges are those of the official form; all writers draw from this.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from form import Address, Column, Row, Table
from form.printed import APPLICANTS, BALANCE_NOTE, SUBJECT
from form.shared_tables import RESULTS
from ingest.demo.model import SampleReport

Role = Literal["block", "header", "label", "group", "number", "note"]

_DISCLOSURE_COLUMNS = 4
_LABEL_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Box:
    """A cell on paper: where it starts, how far it reaches, what it says and what it is for."""

    row: int
    column: int
    text: str
    role: Role
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table on paper. ``shares`` are its columns' widths, in parts of the whole."""

    rows: int
    shares: tuple[float, ...]
    boxes: tuple[Box, ...]

    @property
    def columns(self) -> int:
        """Return the number of columns."""
        return len(self.shares)


def sheets_of(report: SampleReport, table: str) -> tuple[Sheet, ...]:
    """Given a report and the key of a table, return that table as one sheet or, by habit, as several."""
    if table == "disclosure":
        return _disclosure(report)
    return (_applications(report),) if table == "applications" else (_litigation(report),)


def printed_rows(report: SampleReport, table: Table) -> tuple[Row, ...]:
    """Given a report and a table of its edition, return the rows it prints, in form order."""
    rows: list[Row] = []
    single = report.form.key != "2019" and report.has_single_other_row
    for row in table.rows:
        if single and row.key == "other_uncorrected":
            rows.append(_single_other())
        if Address(table.key, row.key, row.columns[0]) in report.printed:
            rows.append(row)
    return tuple(rows)


def _single_other() -> Row:
    from form import row

    return row("applications", "other")


def _label(report: SampleReport, table: str, row: Row) -> str:
    return report.row_labels.get((table, row.key), row.label)


def _header(report: SampleReport, row: Row, column: Column) -> str:
    return report.column_labels.get((row.key, column.key), column.label)


def _spans(count: int) -> list[tuple[int, int]]:
    """Return start and width of that many cells over the three number columns of the disclosure table."""
    starts = list(range(1, count + 1))
    return [(start, 1) for start in starts[:-1]] + [(starts[-1], _DISCLOSURE_COLUMNS - starts[-1])]


def _disclosure(report: SampleReport) -> tuple[Sheet, ...]:
    table = report.form.table("disclosure")
    blocks = [list(rows) for _, rows in groupby(printed_rows(report, table), key=lambda row: row.block)]
    shares = (0.34, 0.22, 0.22, 0.22)
    if report.look.one_table:
        boxes: list[Box] = []
        for rows in blocks:
            boxes += _block(report, rows, 1 + max((box.row for box in boxes), default=-1))
        return (Sheet(1 + boxes[-1].row, shares, tuple(boxes)),)
    pieces = [_block(report, rows, 0) for rows in blocks]
    return tuple(Sheet(1 + boxes[-1].row, shares, tuple(boxes)) for boxes in pieces)


def _block(report: SampleReport, rows: list[Row], top: int) -> list[Box]:
    table = report.form.table("disclosure")
    spans = _spans(len(rows[0].columns))
    boxes = [
        Box(top, 0, rows[0].block, "block", column_span=_DISCLOSURE_COLUMNS),
        Box(top + 1, 0, SUBJECT, "header"),
    ]
    for key, (start, width) in zip(rows[0].columns, spans, strict=True):
        boxes.append(
            Box(top + 1, start, _header(report, rows[0], table.column(key)), "header", column_span=width)
        )
    for at, row in enumerate(rows, top + 2):
        boxes.append(Box(at, 0, _label(report, "disclosure", row), "label"))
        for key, (start, width) in zip(row.columns, spans, strict=True):
            text = report.printed[Address("disclosure", row.key, key)]
            boxes.append(Box(at, start, text, "number", column_span=width))
    extra = report.unknown_row
    if extra is not None and extra[0] == rows[0].block:
        at = boxes[-1].row + 1
        boxes.append(Box(at, 0, extra[1], "label"))
        boxes.append(Box(at, 1, extra[2], "number", column_span=_DISCLOSURE_COLUMNS - 1))
    return boxes


def _applications(report: SampleReport) -> Sheet:
    table = report.form.table("applications")
    rows = printed_rows(report, table)
    header, top = _applicant_header(table.columns)
    boxes = [*header, *_groups(rows, top)]
    for at, row in enumerate(rows, top):
        start = len(row.groups)
        boxes.append(
            Box(at, start, _label(report, "applications", row), "label", column_span=_LABEL_COLUMNS - start)
        )
        for place, column in enumerate(table.columns, _LABEL_COLUMNS):
            boxes.append(
                Box(at, place, report.printed[Address("applications", row.key, column.key)], "number")
            )
    boxes.sort(key=lambda box: (box.row, box.column))
    first = 0.065 if report.look.vertical else 0.1
    shares = (first, 0.135, 0.31, *((0.49 + 0.065 - first) / len(table.columns) for _ in table.columns))
    return Sheet(top + len(rows), shares, tuple(boxes))


def _applicant_header(columns: tuple[Column, ...]) -> tuple[list[Box], int]:
    boxes = [
        Box(0, 0, BALANCE_NOTE, "note", row_span=3, column_span=_LABEL_COLUMNS),
        Box(0, _LABEL_COLUMNS, APPLICANTS, "header", column_span=len(columns)),
    ]
    at = _LABEL_COLUMNS
    for group, members in (
        (group, list(members)) for group, members in groupby(columns, lambda column: column.group)
    ):
        if group:
            boxes.append(Box(1, at, group, "header", column_span=len(members)))
        for place, column in enumerate(members, at):
            row = 2 if group else 1
            boxes.append(Box(row, place, column.label, "header", row_span=3 - row))
        at += len(members)
    return boxes, 3


def _groups(rows: tuple[Row, ...], top: int) -> Iterator[Box]:
    """Yield the merged cells at the left of the table of applications."""
    for depth in range(2):
        at = top
        for path, members in groupby([row.groups[: depth + 1] for row in rows]):
            count = len(list(members))
            if len(path) == depth + 1:
                yield Box(at, depth, path[depth], "group", row_span=count)
            at += count


def is_results_group(box: Box) -> bool:
    """Return whether a box is the long merged cell 三、本年度办理结果."""
    return box.role == "group" and box.text == RESULTS


def _litigation(report: SampleReport) -> Sheet:
    table = report.form.table("litigation")
    width = len(table.columns)
    boxes: list[Box] = []
    numbers: list[Box] = []
    at = 0
    for row in table.rows:
        grouped = bool(row.groups)
        if not grouped:
            boxes.append(Box(0, at, _label(report, "litigation", row), "header", column_span=width))
        elif all(box.text != row.groups[0] for box in boxes):
            members = sum(other.groups == row.groups for other in table.rows)
            boxes.append(Box(0, at, row.groups[0], "header", column_span=width * members))
        if grouped:
            boxes.append(Box(1, at, _label(report, "litigation", row), "header", column_span=width))
        for place, column in enumerate(table.columns, at):
            top = 2 if grouped else 1
            boxes.append(Box(top, place, column.label, "header", row_span=3 - top))
            numbers.append(
                Box(3, place, report.printed[Address("litigation", row.key, column.key)], "number")
            )
        at += width
    boxes.sort(key=lambda box: (box.row, box.column))
    return Sheet(4, (1 / at,) * at, (*boxes, *numbers))
