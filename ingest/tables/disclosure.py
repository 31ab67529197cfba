"""The table 二、主动公开政府信息情况: a block for each clause of 第二十条, each with heads of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from form import EDITIONS, TABLES
from form.numbers import MoneyUnit, money_unit
from form.printed import SUBJECT
from form.spelling import skeleton
from ingest.model import GridCell
from ingest.sections import is_page_number
from ingest.tables.heads import Heads, is_counting, of_latest_year, once, said_once, unmerged
from ingest.tables.labels import column_index, group_skeletons, row_index
from ingest.tables.records import Record, Slot, slot_of_cell
from ingest.tables.rows import GridRow, Span, cells_under, is_number, span_of, under
from ingest.tables.stream_rows import mentions

TABLE = TABLES["disclosure"]
_CORNER = skeleton(SUBJECT)


class GridReader:
    """Reads the blocks, piece after piece; a block's heads stay in force until the next ones."""

    def __init__(self) -> None:
        """Start without heads."""
        self._heads = Heads()
        self._used = False  # a row was read under these heads
        self._run_on = False  # which columns these heads stand over cannot be told
        self._above: tuple[Span, ...] = ()  # heads that a page break left as a line of text

    def read(self, rows: Iterable[GridRow], caption: str = "") -> list[Record]:
        """Given the rows of one piece and the lines of text before it, return its records."""
        self._above = _heads_in(caption)
        records = []
        for row in rows:
            self._heads.enter(row)
            if self._take_header(row) or is_counting(row):
                continue
            record = self._measured(row) or self._record(row)
            if record is not None:
                records.append(record)
                self._used = True
        return records

    def _take_header(self, row: GridRow) -> bool:
        texts = [cell for cell in row.starting if cell.text.strip()]
        if any(is_number(cell.text) for cell in texts) or _label_cell(row) is not None:
            return False
        index = column_index(TABLE.key)
        heads = [cell for cell in texts if index.exact(cell.text)]
        corner = any(skeleton(cell.text) == _CORNER for cell in texts)
        if not heads and not corner:
            return self._take_block(texts) or self._take_rest(texts)
        self._run_on = False
        if runs_over_borders([cell.text for cell in texts]):
            spans = spread_heads(row)
            self._run_on = not spans
            return self._put(spans)
        named = [cell for cell in texts if skeleton(cell.text) != _CORNER]
        own = of_latest_year([cell.text for cell in named])
        found = [match.key if text and (match := index.find(text)) else None for text in own]
        keys = (None not in own and complete(found)) or found
        spans = [span_of(cell, row.grid, key) for cell, key in zip(named, keys, strict=True) if key]
        return self._put(said_once(spans))

    def _put(self, spans: Sequence[Span]) -> bool:
        self._above = ()
        self._heads.clear()
        self._heads.take(spans)
        self._used = False
        return True

    def _take_block(self, texts: list[GridCell]) -> bool:
        """A block's title ends the heads of the block before."""
        titled = any(skeleton(cell.text) in group_skeletons(TABLE.key) for cell in texts)
        if titled:
            self._above = ()
            self._heads.clear()
            self._run_on = False
        return titled

    def _take_rest(self, texts: list[GridCell]) -> bool:
        """The last lines of heads that a page break cuts stand in the first row of the next page."""
        spans = self._heads.spans
        above = [under(cell, spans) for cell in texts]
        if self._used or not texts or not self._heads.placed or None in above:
            return False
        rest = {head: cell.text for head, cell in zip(above, texts, strict=True) if head is not None}
        self._heads.spans = [replace(span, text=span.text + rest.get(span, "")) for span in spans]
        return True

    def _measured(self, row: GridRow) -> Record | None:
        """Read a row that itself names the column of each of its numbers: 规章, 本年制发件数, 0."""
        label = _label_cell(row)
        if label is None:
            return None
        index = column_index(TABLE.key)
        cells = [cell for cell in row.cells if cell.column > label.column]
        measures = [(cell, index.exact(cell.text)) for cell in cells]
        if not any(key for _, key in measures):
            return None
        pairs = [(head, key, value) for (head, key), value in zip(measures, cells[1:], strict=False) if key]
        slots = [
            _slot(value, row, span_of(head, row.grid, key))
            for head, key, value in pairs
            if index.exact(value.text) is None
        ]
        return Record(TABLE.key, label.text, label.text, tuple(slots)) if slots else None

    def _record(self, row: GridRow) -> Record | None:
        label = _label_cell(row) or _first_words(row)
        if label is None:
            return self._rest(row)
        values = [cell for cell in row.cells if cell.column > label.column]
        if not self._heads_row(label):
            self._heads.clear()
        slots, doubtful = self._slots(row, values)
        if not slots:
            return None
        return Record(TABLE.key, label.text, label.text, slots, doubtful=doubtful)

    def _rest(self, row: GridRow) -> Record | None:
        """Read the first row of a piece that has numbers and no words: what a page break cuts off may be in it."""
        if row.index or not row.number_cells or any(_is_words(cell) for cell in row.cells):
            return None
        slots, _ = self._slots(row, list(row.cells[1:]))
        return Record(TABLE.key, "", "", slots, doubtful=True) if slots else None

    def _heads_row(self, label: GridCell) -> bool:
        """Say whether the heads in force can stand over a row; others are left from a block before it."""
        key = row_index(TABLE.key).exact(label.text)
        return key is None or all(span.key in TABLE.row(key).columns for span in self._heads.spans)

    def _slots(self, row: GridRow, values: list[GridCell]) -> tuple[tuple[Slot, ...], bool]:
        heads = self._heads.spans
        if self._run_on:
            return tuple(slot_of_cell(cell, row.grid) for cell in values), True
        if len(self._above) == len(values) and (not heads or not row.index):
            return tuple(
                _slot(cell, row, head) for cell, head in zip(values, self._above, strict=True)
            ), False
        if not heads:
            # The form's own columns decide later, by their number.
            return tuple(slot_of_cell(cell, row.grid) for cell in values), False
        if self._heads.placed:
            values = once(unmerged(values, heads), heads)
        if len(values) == len(heads):
            return tuple(_slot(cell, row, span) for cell, span in zip(values, heads, strict=True)), False
        if not self._heads.placed:
            return tuple(slot_of_cell(cell, row.grid) for cell in values), True
        found, doubtful = cells_under(values, heads)
        return tuple(_slot(found[span.key], row, span) for span in heads if span.key in found), doubtful


def _heads_in(caption: str) -> tuple[Span, ...]:
    """Return the heads that the last line before a piece of table is: 信息内容 and columns, as a row of it."""
    line = next((line for line in reversed(caption.split("\n")) if not is_page_number(line)), "")
    if not skeleton(line).startswith(_CORNER):
        return ()
    keys = [key for _, key in mentions(column_index(TABLE.key), skeleton(line))]
    return tuple(Span(key, at, at + 1, line) for at, key in enumerate(keys, start=1))


def complete(heads: Sequence[str | None]) -> tuple[str, ...] | None:
    """Given heads of which some are illegible, return all, where only one set of the form has them so."""
    fitting = {
        row.columns
        for edition in EDITIONS.values()
        for row in edition.table(TABLE.key).rows
        if len(row.columns) == len(heads)
        and any(heads)
        and all(known in (None, key) for known, key in zip(heads, row.columns, strict=True))
    }
    return fitting.pop() if len(fitting) == 1 else None


def runs_over_borders(heads: Sequence[str]) -> bool:
    """Say whether the words of heads, from left to right, are parted elsewhere than their cells are."""
    index = column_index(TABLE.key)
    texts = [skeleton(text) for text in heads]
    if any(
        len(mentions(index, text)) > 1 or (text != _CORNER and text.startswith(_CORNER)) for text in texts
    ):
        return True
    return len(mentions(index, "".join(texts))) > sum(index.find(text) is not None for text in heads)


def spread_heads(row: GridRow) -> list[Span]:
    """Given a row of heads that run over borders, return a head for each column beside that of the labels.

    Nothing where there are not as many, or where no row of the form has them.
    """
    text = "".join(cell.text for cell in row.starting)
    keys = [key for _, key in mentions(column_index(TABLE.key), skeleton(text))]
    known = any(
        sorted(keys) == sorted(known.columns)
        for edition in EDITIONS.values()
        for known in edition.table(TABLE.key).rows
    )
    if not known or len(keys) != row.grid.columns - 1:
        return []
    edges = (
        row.grid.edges if len(row.grid.edges) == row.grid.columns + 1 else (None,) * (row.grid.columns + 1)
    )
    return [Span(key, at, at + 1, text, edges[at], edges[at + 1]) for at, key in enumerate(keys, start=1)]


def _is_words(cell: GridCell) -> bool:
    return bool(cell.text.strip()) and not is_number(cell.text)


def _slot(cell: GridCell, row: GridRow, span: Span) -> Slot:
    return slot_of_cell(cell, row.grid, column=span.key, unit=_unit(span))


def _unit(span: Span) -> MoneyUnit | None:
    return money_unit(span.text) if TABLE.column(span.key).kind == "amount" else None


def _label_cell(row: GridRow) -> GridCell | None:
    index = row_index(TABLE.key)
    return next(
        (cell for cell in row.starting if cell.text.strip() and index.exact(cell.text) is not None), None
    )


def _first_words(row: GridRow) -> GridCell | None:
    """Return the cell that must be a label although it is not spelt as one: words before numbers."""
    numbered = [cell for cell in row.starting if is_number(cell.text)]
    if not numbered:
        return None
    words = [
        cell
        for cell in row.starting
        if cell.column < numbered[0].column
        and cell.text.strip()
        and skeleton(cell.text) not in group_skeletons(TABLE.key)
    ]
    return words[-1] if words else None
