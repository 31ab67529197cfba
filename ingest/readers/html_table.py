"""The cells of a web page's table, placed as browsers place them, with spans that fit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.readers.layout import Paragraph, Table, TableCell
from ingest.readers.limits import MAX_CELLS, MAX_GRID_COLUMNS, MAX_SPAN, too_large

_INTEGER = re.compile(r"\s*(\d{1,9})")


def leading_integer(text: str | None, default: int) -> int:
    """Return the integer that an attribute begins with, or the default: browsers take “2%” for 2."""
    match = _INTEGER.match(text or "")
    return default if match is None else int(match[1])


@dataclass
class TableBuilder:
    """Takes rows and cells in order and gives a table in which no two cells overlap."""

    in_cell: bool = False
    _in_row: bool = False
    _cells: list[TableCell] = field(default_factory=list)
    _row: int = -1
    # Column → first row below the cell that reaches down into it.
    _taken_until: dict[int, int] = field(default_factory=dict)
    _next: tuple[int, int, int] = (0, 1, 1)

    def start_row(self) -> None:
        """Begin a row."""
        self._row += 1
        self._in_row = True

    def end_row(self) -> None:
        """End a row; what follows outside a row is no cell."""
        self._in_row = False

    def start_cell(self, row_span: int, column_span: int) -> None:
        """Begin a cell with the spans it asks for; a row span of 0 reaches to the end of the table.

        A cell outside a row begins one, as in browsers.
        """
        if not self._in_row:
            self.start_row()
        column = 0
        while column < MAX_GRID_COLUMNS and self._taken_until.get(column, 0) > self._row:
            column += 1
        tall = MAX_SPAN if row_span == 0 else min(row_span, MAX_SPAN)
        wide = 1
        wanted = min(max(column_span, 1), max(MAX_GRID_COLUMNS - column, 1))
        while wide < wanted and self._taken_until.get(column + wide, 0) <= self._row:
            wide += 1
        for covered in range(column, column + wide):
            self._taken_until[covered] = self._row + tall
        self._next = (column, tall, wide)
        self.in_cell = True

    def end_cell(self, content: tuple[Paragraph | Table, ...]) -> None:
        """End the cell with what stands in it."""
        column, tall, wide = self._next
        self.in_cell = False
        if column < MAX_GRID_COLUMNS:
            self._cells.append(TableCell(self._row, column, content, tall, wide))
        if len(self._cells) > MAX_CELLS:
            raise too_large("网页中的表格过大")

    def finished(self) -> Table | None:
        """Return the table, its spans cut to the rows that there are, or None where it has no cell."""
        if not self._cells:
            return None
        rows = self._row + 1
        cells = tuple(
            TableCell(
                cell.row, cell.column, cell.content, min(cell.row_span, rows - cell.row), cell.column_span
            )
            for cell in self._cells
        )
        return Table(cells, rows, max(cell.column + cell.column_span for cell in cells))
