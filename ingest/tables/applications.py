"""The table 三、收到和处理政府信息公开申请情况: seven numbers at the right of each label."""

from __future__ import annotations

from collections.abc import Iterable

from form import TABLES
from ingest.model import GridCell
from ingest.tables.labels import column_index, row_index
from ingest.tables.records import Record, Slot, slot_of_cell
from ingest.tables.rows import GridRow, Span, carried, cells_under, span_of

TABLE = TABLES["applications"]
APPLICANTS = tuple(column.key for column in TABLE.columns)
# A row with this many applicants' names in it is a header.
HEADS_MIN = 2


class GridReader:
    """Reads the rows of the table, piece after piece, with the header carried over page breaks."""

    def __init__(self) -> None:
        """Start without a header."""
        self._header: list[Span] = []
        self._grid_of_header: object = None

    def read(self, rows: Iterable[GridRow]) -> list[Record]:
        """Given the rows of one piece, return its records."""
        records = []
        for row in rows:
            self._enter(row)
            if self._take_header(row):
                continue
            record = self._record(row)
            if record is not None:
                records.append(record)
        return records

    def _enter(self, row: GridRow) -> None:
        """Lay the header of the piece before over a new grid's columns."""
        if self._grid_of_header is not row.grid:
            self._header = carried(self._header, row.grid)
            self._grid_of_header = row.grid

    def _take_header(self, row: GridRow) -> bool:
        found = {
            key: span_of(cell, row.grid, key)
            for cell in row.starting
            if (key := column_index(TABLE.key).exact(cell.text)) is not None
        }
        if len(found) < HEADS_MIN or _label_cell(row) is not None:
            return False
        if "natural_person" in found:
            self._header = []
        known = {span.key: span for span in self._header} | found
        self._header = sorted(known.values(), key=lambda span: span.start)
        return True

    def _record(self, row: GridRow) -> Record | None:
        label = _label_cell(row)
        values = self._value_cells(row, label)
        if not values:
            return None
        left = [cell for cell in row.cells if cell.column < values[0].column and cell.text.strip()]
        written = any(cell.text.strip() for cell in values)
        # A blank row says nothing; words over words without any number are a storey of the head.
        if (not left and not written) or (left and label is None and written and not row.number_cells):
            return None
        # The label proper is the last one: a group's cell that a page break left alone is spelt as a row too.
        own = [cell for cell in left if cell.row_span == 1]
        leaf = own[-1] if own else left[-1] if left else None
        slots, doubtful = self._slots(row, values)
        return Record(
            table=TABLE.key,
            label=leaf.text if leaf else "",
            path="".join(cell.text for cell in left),
            slots=slots,
            doubtful=doubtful,
        )

    def _value_cells(self, row: GridRow, label: GridCell | None) -> list[GridCell]:
        """Return the cells for numbers: those under the header, else the last seven."""
        if len(self._header) == len(APPLICANTS):
            start = self._header[0].start
            return [
                cell for cell in row.cells if cell.column + cell.column_span > start and cell is not label
            ]
        after = [cell for cell in row.cells if label is None or cell.column > label.column]
        return after[-len(APPLICANTS) :] if len(after) >= len(APPLICANTS) else (after if label else [])

    def _slots(self, row: GridRow, values: list[GridCell]) -> tuple[tuple[Slot, ...], bool]:
        ordered = [span.key for span in self._header] if len(self._header) == len(APPLICANTS) else None
        if len(values) == len(APPLICANTS):
            keys = ordered or list(APPLICANTS)
            slots = tuple(_slot(cell, row, key) for cell, key in zip(values, keys, strict=True))
            return slots, not (ordered or self._in_form_order())
        if ordered is None:
            return tuple(_slot(cell, row, None) for cell in values), True
        found, doubtful = cells_under(values, self._header)
        return tuple(_slot(found[key], row, key) for key in APPLICANTS if key in found), doubtful

    def _in_form_order(self) -> bool:
        """Say whether the heads that could be read stand as in the form; others would stand anywhere."""
        legible = [span.key for span in self._header]
        return legible == [key for key in APPLICANTS if key in legible]


def _slot(cell: GridCell, row: GridRow, key: str | None) -> Slot:
    return slot_of_cell(cell, row.grid, column=key)


def _label_cell(row: GridRow) -> GridCell | None:
    """Return the cell that names a row of the form: the rightmost that is spelt so."""
    index = row_index(TABLE.key)
    named = [
        cell
        for cell in row.cells
        if cell.row_span == 1 and cell.text.strip() and (index.exact(cell.text) or index.suffix(cell.text))
    ]
    if not named:
        return None
    applicants = [cell for cell in row.starting if column_index(TABLE.key).exact(cell.text)]
    # 其他 and 总计 are heads of columns as well as rows.
    if len(applicants) >= HEADS_MIN:
        return None
    return named[-1]
