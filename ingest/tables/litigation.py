"""The table 四、政府信息公开行政复议、行政诉讼情况: three times five numbers in one line."""

from __future__ import annotations

from collections.abc import Iterable

from form import TABLES
from form.spelling import skeleton
from ingest.model import GridCell
from ingest.tables.labels import column_index, group_skeletons, row_index
from ingest.tables.records import Record, Slot, slot_of_cell
from ingest.tables.rows import GridRow, Span, carried, span_of, under

TABLE = TABLES["litigation"]
CASES = tuple(row.key for row in TABLE.rows)
OUTCOMES = tuple(column.key for column in TABLE.columns)
WIDTH = len(CASES) * len(OUTCOMES)


class GridReader:
    """Reads the line of numbers under its three storeys of heads; also the table set row by row."""

    def __init__(self) -> None:
        """Start without heads."""
        self._heads: list[Span] = []
        self._grid: object = None

    def read(self, rows: Iterable[GridRow]) -> list[Record]:
        """Given the rows of one piece, return its records."""
        records: list[Record] = []
        for row in rows:
            self._enter(row)
            if not self._take_heads(row):
                records.extend(self._records(row))
        return records

    def _enter(self, row: GridRow) -> None:
        if self._grid is not row.grid:
            self._heads = carried(self._heads, row.grid)
            self._grid = row.grid

    def _take_heads(self, row: GridRow) -> bool:
        cases = [cell for cell in row.starting if row_index(TABLE.key).exact(cell.text)]
        outcomes = [cell for cell in row.starting if column_index(TABLE.key).exact(cell.text)]
        suits = [cell for cell in row.starting if skeleton(cell.text) in group_skeletons(TABLE.key)]
        if not outcomes and row.number_cells:
            return False
        for cell in outcomes:
            key = column_index(TABLE.key).exact(cell.text)
            if key is not None:
                self._heads.append(span_of(cell, row.grid, key))
        self._heads.sort(key=lambda span: span.start)
        return bool(cases or outcomes or suits)

    def _records(self, row: GridRow) -> list[Record]:
        labelled = [cell for cell in row.starting if row_index(TABLE.key).exact(cell.text)]
        if labelled:
            return self._labelled(row, labelled[-1])
        cells = [cell for cell in row.cells if cell.row == row.index]
        if len(cells) > WIDTH:
            cells = cells[-WIDTH:]
        if len(cells) == WIDTH:
            return _line([slot_of_cell(cell, row.grid) for cell in cells])
        if row.number_cells and len(self._heads) == WIDTH:
            return self._by_position(row, cells)
        if row.number_cells >= len(OUTCOMES):
            return _line_in_doubt([slot_of_cell(cell, row.grid) for cell in cells])
        return []

    def _labelled(self, row: GridRow, label: GridCell) -> list[Record]:
        """Read a table that is set with a row for each kind of case."""
        values = [cell for cell in row.starting if cell.column > label.column]
        case = row_index(TABLE.key).exact(label.text)
        slots = tuple(
            slot_of_cell(cell, row.grid, column=key) for cell, key in zip(values, OUTCOMES, strict=False)
        )
        doubtful = len(values) != len(OUTCOMES)
        return [Record(TABLE.key, label.text, label.text, slots, row=case, doubtful=doubtful)]

    def _by_position(self, row: GridRow, cells: list[GridCell]) -> list[Record]:
        slots: list[Slot] = []
        for at, head in enumerate(self._heads):
            here = [cell for cell in cells if under(cell, self._heads) is head]
            filled = [cell for cell in here if cell.text.strip()] or here
            if len(filled) != 1 or filled[0].column_span > head.stop - head.start + 1:
                return _line_in_doubt([slot_of_cell(cell, row.grid) for cell in cells])
            slots.append(slot_of_cell(filled[0], row.grid, column=OUTCOMES[at % len(OUTCOMES)]))
        return _line(slots)


def _line(slots: list[Slot]) -> list[Record]:
    return line_records(slots, doubtful=False)


def _line_in_doubt(slots: list[Slot]) -> list[Record]:
    return line_records(slots, doubtful=True)


def line_records(slots: list[Slot], *, doubtful: bool) -> list[Record]:
    """Given the slots of the line left to right, return a record for each kind of case."""
    width = len(OUTCOMES)
    if doubtful:
        return [Record(TABLE.key, "", "", tuple(slots), doubtful=True)]
    return [
        Record(
            TABLE.key,
            TABLE.row(case).label,
            TABLE.row(case).label,
            tuple(slots[at * width : (at + 1) * width]),
            row=case,
        )
        for at, case in enumerate(CASES)
    ]
