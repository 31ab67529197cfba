"""The table 三、收到和处理政府信息公开申请情况: seven numbers at the right of each label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from form import TABLES
from form.numbers import read_number
from form.printed import BALANCE_NOTE
from form.shared_tables import ORGANISATIONS
from form.spelling import plain, skeleton
from ingest.model import GridCell
from ingest.tables.heads import Heads, is_counting, unmerged
from ingest.tables.labels import column_index, group_skeletons, row_index
from ingest.tables.orders import organisations_as_in_form
from ingest.tables.records import Record, Slot, slot_of_cell
from ingest.tables.rows import GridRow, Span, cells_under, is_number, span_of, under

TABLE = TABLES["applications"]
APPLICANTS = tuple(column.key for column in TABLE.columns)
# A row with this many applicants' names in it is a header; 其他 and 总计 alone prove nothing.
HEADS_MIN = 2
_UNTELLING = frozenset({"other_org", "total"})
_NOTE = skeleton(BALANCE_NOTE)
_GROUP = skeleton(ORGANISATIONS)


class GridReader:
    """Reads the rows of the table, piece after piece, with the header carried over page breaks."""

    def __init__(self) -> None:
        """Start without a header."""
        self._heads = Heads()
        self._merged = False  # a page may have all columns of the heads before merged in one
        self._order = APPLICANTS  # of the last whole head, for pieces that it cannot be laid over
        self._as_form = True  # no words before the piece name its columns in another order
        self._ended = False  # rows were read under these heads, so that the next ones are another head

    def read(self, rows: Iterable[GridRow], caption: str = "") -> list[Record]:
        """Given the rows of one piece and the lines of text before it, return its records."""
        self._as_form = organisations_as_in_form(caption)
        records = []
        for row in rows:
            if self._heads.enter(row) and not self._heads.placed:
                self._merged = self._is_whole or self._merged
                self._order = tuple(span.key for span in self._heads.spans) if self._is_whole else self._order
                self._heads.clear()
            if self._take_header(row) or is_counting(row):
                continue
            record = self._record(row)
            if record is not None:
                records.append(record)
                self._ended = True
        return records

    def _take_header(self, row: GridRow) -> bool:
        found = {
            key: span_of(cell, row.grid, key)
            for cell in row.starting
            if (key := column_index(TABLE.key).exact(cell.text)) is not None
        }
        if not self._is_head(row, found):
            return False
        if self._ended or "natural_person" in found:
            self._heads.clear()
        self._ended = False
        others = {span.key: span for span in self._heads.spans if span.key not in found}
        self._heads.clear()
        if not {span.start for span in others.values()} & {span.start for span in found.values()}:
            self._heads.take([*others.values(), *found.values()])
        elif not _is_in_form_order(found):
            self._heads.take(found.values())
        self._order = APPLICANTS
        return True

    def _is_head(self, row: GridRow, found: Mapping[str, Span]) -> bool:
        """Say whether a row with names of applicants is a storey of the head: 其他 and 总计 name rows as well."""
        if len(found) < HEADS_MIN and row.number_cells:
            return False
        grouped = any(skeleton(cell.text) == _GROUP for cell in row.starting)
        begun = bool(self._heads.spans) and not self._ended
        if found and (
            grouped or (begun and min(s.start for s in found.values()) >= self._heads.spans[0].start)
        ):
            return True
        telling = len(found) >= HEADS_MIN or bool(found.keys() - _UNTELLING)
        return telling and _label_cell(row) is None

    def _record(self, row: GridRow) -> Record | None:
        label = _label_cell(row)
        values = self._value_cells(row, label)
        if not values:
            return None
        left = [cell for cell in row.cells if cell.column < values[0].column and cell.text.strip()]
        written = any(cell.text.strip() for cell in values)
        # A blank row says nothing; words over words without any number are a storey of the head.
        if (not left and not written) or (left and label is None and written and not _has_number(values)):
            return None
        if not left and any(_is_of_head(cell.text) for cell in values):
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

    @property
    def _is_whole(self) -> bool:
        return len(self._heads.spans) == len(APPLICANTS)

    def _value_cells(self, row: GridRow, label: GridCell | None) -> list[GridCell]:
        """Return the cells for numbers: those under the header, else the last seven."""
        spans = self._heads.spans
        if self._is_whole or self._is_part(row, label):
            cells = [c for c in row.cells if c.column + c.column_span > spans[0].start and c is not label]
            return unmerged(cells, spans)
        after = [cell for cell in row.cells if label is None or cell.column > label.column]
        return after[-len(APPLICANTS) :] if len(after) >= len(APPLICANTS) else (after if label else [])

    def _is_part(self, row: GridRow, label: GridCell | None) -> bool:
        """Say whether the table has some of the columns only: every number stands under a head of its own."""
        spans = self._heads.spans
        if not spans or self._is_whole:
            return False
        first = label.column if label is not None else -1
        if any(first < cell.column < spans[0].start and is_number(cell.text) for cell in row.cells):
            return False
        right = [cell for cell in row.cells if cell.column >= spans[0].start]
        heads = [under(cell, spans) for cell in right]
        return bool(right) and None not in heads and len(set(heads)) == len(right)

    def _slots(self, row: GridRow, values: list[GridCell]) -> tuple[tuple[Slot, ...], bool]:
        spans = self._heads.spans
        if self._merged and not spans and len(values) == 1 and read_number(values[0].text).value == 0:
            return tuple(_slot(values[0], row, key) for key in APPLICANTS), False
        if len(values) == len(APPLICANTS):
            keys = [span.key for span in spans] if self._is_whole else list(self._order)
            slots = tuple(_slot(cell, row, key) for cell, key in zip(values, keys, strict=True))
            return slots, not (self._is_whole or (self._as_form and self._fits_order(values)))
        if not self._is_whole and not self._is_part(row, _label_cell(row)):
            return tuple(_slot(cell, row, None) for cell in values), True
        found, doubtful = cells_under(values, spans)
        return tuple(_slot(found[key], row, key) for key in APPLICANTS if key in found), doubtful

    def _fits_order(self, values: list[GridCell]) -> bool:
        """Say whether seven cells are all the columns as far as heads could be read: no label is among them."""
        pairs = zip(values, self._order, strict=True)
        heads = [(under(cell, self._heads.spans), key) for cell, key in pairs]
        words = any(cell.text.strip() and not _may_be_value(cell.text) for cell in values)
        return not words and all(head is None or head.key == key for head, key in heads)


def _is_in_form_order(found: Mapping[str, Span]) -> bool:
    """Say whether heads that stand over other heads, in cells that span nothing, have the form's order at least."""
    return sorted(found, key=lambda key: found[key].start) == [key for key in APPLICANTS if key in found]


def _may_be_value(text: str) -> bool:
    return is_number(text) or any(char.isdigit() for char in plain(text))


def _is_of_head(text: str) -> bool:
    """Say whether a cell is of the head of a piece that goes on under the one before."""
    words = skeleton(text)
    return words in group_skeletons(TABLE.key) or _NOTE in words


def _has_number(cells: Iterable[GridCell]) -> bool:
    return any(is_number(cell.text) for cell in cells)


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
