"""The table 四、政府信息公开行政复议、行政诉讼情况: three times five numbers in one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from form import TABLES
from form.spelling import skeleton
from ingest.model import GridCell
from ingest.tables.labels import LabelIndex, column_index, group_skeletons, row_index
from ingest.tables.records import Record, Slot, slot_of_cell
from ingest.tables.rows import GridRow, Span, carried, is_number, span_of, under

TABLE = TABLES["litigation"]
CASES = tuple(row.key for row in TABLE.rows)
OUTCOMES = tuple(column.key for column in TABLE.columns)
WIDTH = len(CASES) * len(OUTCOMES)


class GridReader:
    """Reads the line of numbers under its three storeys of heads; also the table set row by row."""

    def __init__(self) -> None:
        """Start without heads."""
        self._cases: list[Span] = []
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
            self._cases = carried(self._cases, row.grid)
            self._heads = carried(self._heads, row.grid)
            self._grid = row.grid

    def _take_heads(self, row: GridRow) -> bool:
        cases = _spans(row, row_index(TABLE.key))
        outcomes = _spans(row, column_index(TABLE.key))
        suits = [cell for cell in row.starting if skeleton(cell.text) in group_skeletons(TABLE.key)]
        if not outcomes and row.number_cells:
            return False
        self._cases = _with(self._cases, cases)
        self._heads = _with(self._heads, outcomes)
        return bool(cases or outcomes or suits)

    def _records(self, row: GridRow) -> list[Record]:
        labelled = [cell for cell in row.starting if row_index(TABLE.key).exact(cell.text)]
        if labelled:
            return self._labelled(row, labelled[-1])
        cells = [cell for cell in row.cells if cell.row == row.index]
        if row.number_cells and len(self._heads) == WIDTH:
            return self._line(row, cells if len(cells) == WIDTH else self._under_heads(cells))
        if len(cells) > WIDTH:
            cells = _without_ends(cells)
        if len(cells) == WIDTH:
            return line_records([slot_of_cell(cell, row.grid) for cell in cells], doubtful=False)
        return self._in_doubt(row) if row.number_cells >= len(OUTCOMES) else []

    def _labelled(self, row: GridRow, label: GridCell) -> list[Record]:
        """Read a table that is set with a row for each kind of case."""
        values = [cell for cell in row.starting if cell.column > label.column]
        keys = OUTCOMES
        if _is_set([head.key for head in self._heads]):
            keys = tuple(head.key for head in self._heads)
            values = [cell for cell in values if under(cell, self._heads)]
        case = row_index(TABLE.key).exact(label.text)
        slots = tuple(
            slot_of_cell(cell, row.grid, column=key) for cell, key in zip(values, keys, strict=False)
        )
        doubtful = len(values) != len(OUTCOMES)
        return [Record(TABLE.key, label.text, label.text, slots, row=case, doubtful=doubtful)]

    def _line(self, row: GridRow, cells: list[GridCell] | None) -> list[Record]:
        """Read the line by its heads, in whatever order these stand."""
        groups = [self._heads[at : at + len(OUTCOMES)] for at in range(0, WIDTH, len(OUTCOMES))]
        if cells is None or not all(_is_set([head.key for head in group]) for group in groups):
            return self._in_doubt(row)
        slots = [
            slot_of_cell(cell, row.grid, column=head.key)
            for cell, head in zip(cells, self._heads, strict=True)
        ]
        named = tuple(span.key for span in self._cases)
        return line_records(slots, named if sorted(named) == sorted(CASES) else CASES, doubtful=False)

    def _under_heads(self, cells: list[GridCell]) -> list[GridCell] | None:
        """Return the one cell under each head; None where a head has none or shares it."""
        found = []
        for head in self._heads:
            here = [cell for cell in cells if under(cell, self._heads) is head]
            filled = [cell for cell in here if cell.text.strip()] or here
            if len(filled) != 1 or filled[0].column_span > head.stop - head.start + 1:
                return None
            found.append(filled[0])
        return found

    def _in_doubt(self, row: GridRow) -> list[Record]:
        cells = [cell for cell in row.cells if cell.row == row.index]
        return line_records([slot_of_cell(cell, row.grid) for cell in cells], doubtful=True)


def _spans(row: GridRow, index: LabelIndex) -> list[Span]:
    """Return what the cells of a row name, and over which columns."""
    return [
        span_of(cell, row.grid, key) for cell in row.starting if (key := index.exact(cell.text)) is not None
    ]


def _with(known: list[Span], found: list[Span]) -> list[Span]:
    """Return the heads with those that were found; heads that a page repeats take their own place."""
    return sorted(({span.start: span for span in (*known, *found)}).values(), key=lambda span: span.start)


def _is_set(keys: Sequence[str]) -> bool:
    """Say whether heads are those of one kind of case, each once."""
    return sorted(keys) == sorted(OUTCOMES)


def _without_ends(cells: list[GridCell]) -> list[GridCell]:
    """Return the fifteen cells without words or empty columns beside them, where only one stretch can be it."""
    filled = [at for at, cell in enumerate(cells) if cell.text.strip()]
    numbered = [at for at in filled if is_number(cells[at].text)]
    if not numbered:
        return cells
    first = max((at + 1 for at in filled if at < numbered[0]), default=0)
    last = min((at for at in filled if at > numbered[-1]), default=len(cells))
    starts = [at for at in range(first, numbered[0] + 1) if numbered[-1] < at + WIDTH <= last]
    return cells[starts[0] : starts[0] + WIDTH] if len(starts) == 1 else cells


def line_records(slots: list[Slot], cases: Sequence[str] = CASES, *, doubtful: bool) -> list[Record]:
    """Given the slots of the line left to right, return a record for each kind of case.

    ``cases`` are the keys of the kinds of case in the order in which the line has them.
    """
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
        for at, case in enumerate(cases)
    ]
