"""The table 四、政府信息公开行政复议、行政诉讼情况: three times five numbers in one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from form import TABLES
from form.spelling import plain, skeleton, without_item
from ingest.model import GridCell
from ingest.tables.heads import Heads, is_counting, unmerged
from ingest.tables.labels import LabelIndex, column_index, group_skeletons, row_index
from ingest.tables.orders import outcomes_named
from ingest.tables.records import Record, Slot, slot_of_cell
from ingest.tables.rows import GridRow, Span, is_number, span_of, under

TABLE = TABLES["litigation"]
CASES = tuple(row.key for row in TABLE.rows)
OUTCOMES = tuple(column.key for column in TABLE.columns)
WIDTH = len(CASES) * len(OUTCOMES)


class GridReader:
    """Reads the line of numbers under its three storeys of heads; also the table set row by row, or in parts."""

    def __init__(self) -> None:
        """Start without heads."""
        self._cases = Heads()
        self._outcomes = Heads()
        self._captioned: str | None = None  # the one kind of case that the words before a piece name
        self._order: tuple[str, ...] | None = OUTCOMES  # of a line without heads; None where it is not known
        self._ended = False  # numbers were read under these heads, so that the next ones are another head
        self._head: GridRow | None = None  # the last storey of the heads in force
        self._places: dict[int, str] = {}  # of the heads of outcomes, by column

    def read(self, rows: Iterable[GridRow], caption: str = "") -> list[Record]:
        """Given the rows of one piece and the lines of text before it, return its records."""
        self._captioned = _case_in(caption)
        self._order = outcomes_named(caption)
        records: list[Record] = []
        for row in rows:
            for heads in (self._cases, self._outcomes):
                if heads.enter(row) and not heads.placed:
                    heads.clear()
            found = self._turned(row)
            if not found and (self._take_heads(row) or is_counting(row)):
                continue
            found = found or self._records(row)
            self._ended = self._ended or bool(found)
            records.extend(found)
        return records

    def unfilled(self) -> list[Record]:
        """Return the line of cases that nobody filled in: blank, below whole heads of a sheet without any number.

        A sheet does not tell its blank rows from what is below the table; a page does.
        """
        heads = self._outcomes.spans
        if self._ended or self._head is None or self._head.grid.page is not None or len(heads) != WIDTH:
            return []
        blanks = [
            GridCell(self._head.index, head.start, "", place=self._places.get(head.start, ""))
            for head in heads
        ]
        return self._line(self._head, blanks)

    def _take_heads(self, row: GridRow) -> bool:
        cases = _spans(row, row_index(TABLE.key))
        outcomes = _spans(row, column_index(TABLE.key))
        suits = [cell for cell in row.starting if skeleton(cell.text) in group_skeletons(TABLE.key)]
        if not outcomes and row.number_cells:
            return False
        if not (cases or outcomes or suits):
            return False
        if self._ended:
            self._cases.clear()
            self._outcomes.clear()
            self._ended = False
        self._cases.take(cases)
        self._outcomes.take(outcomes)
        self._head = row
        self._places |= {cell.column: cell.place for cell in row.starting}
        return True

    def _records(self, row: GridRow) -> list[Record]:
        labelled = [cell for cell in row.starting if row_index(TABLE.key).exact(cell.text)]
        if labelled:
            return self._labelled(row, labelled[-1])
        cells = [cell for cell in row.cells if cell.row == row.index]
        heads = self._outcomes.spans
        if row.number_cells and heads and (len(heads) == WIDTH or self._is_part(cells)):
            return self._line(row, cells if len(cells) == len(heads) else self._under_heads(cells))
        if len(cells) > WIDTH:
            cells = _without_ends(cells)
        if len(cells) == WIDTH and not any(_is_words(cell) for cell in cells) and not _is_caption(row):
            return self._bare_line(row, cells)
        return self._in_doubt(row) if row.number_cells >= len(OUTCOMES) else []

    def _bare_line(self, row: GridRow, cells: Sequence[GridCell]) -> list[Record]:
        """Read the line without heads over it, in the order that the words before it name."""
        if self._order is None:
            return self._in_doubt(row)
        keys = self._order * len(CASES)
        slots = [slot_of_cell(cell, row.grid, column=key) for cell, key in zip(cells, keys, strict=True)]
        return line_records(slots, doubtful=False)

    def _turned(self, row: GridRow) -> list[Record]:
        """Read a row for one outcome, with a number under each kind of case."""
        cases = self._cases.spans
        outcomes = _spans(row, column_index(TABLE.key))
        values = [cell for cell in row.starting if under(cell, cases)]
        if len(outcomes) != 1 or len(cases) < 2 or len(values) != len(cases) or not row.number_cells:
            return []
        if outcomes[0].start >= cases[0].start or any(_is_words(cell) for cell in values):
            return []
        return [
            Record(
                TABLE.key,
                case.key,
                case.key,
                (slot_of_cell(cell, row.grid, column=outcomes[0].key),),
                row=case.key,
            )
            for cell, case in zip(values, cases, strict=True)
        ]

    def _labelled(self, row: GridRow, label: GridCell) -> list[Record]:
        """Read a table that is set with a row for each kind of case."""
        values = [cell for cell in row.starting if cell.column > label.column]
        heads = self._outcomes.spans
        keys = OUTCOMES
        if _is_set([head.key for head in heads]):
            keys = tuple(head.key for head in heads)
            values = [cell for cell in unmerged(values, heads) if under(cell, heads)]
        case = row_index(TABLE.key).exact(label.text)
        slots = tuple(
            slot_of_cell(cell, row.grid, column=key) for cell, key in zip(values, keys, strict=False)
        )
        doubtful = len(values) != len(OUTCOMES)
        return [Record(TABLE.key, label.text, label.text, slots, row=case, doubtful=doubtful)]

    def _line(self, row: GridRow, cells: list[GridCell] | None) -> list[Record]:
        """Read the line by its heads, in whatever order these stand."""
        heads = self._outcomes.spans
        groups = [heads[at : at + len(OUTCOMES)] for at in range(0, len(heads), len(OUTCOMES))]
        named = tuple(span.key for span in self._cases.spans)
        if len(heads) == WIDTH and sorted(named) != sorted(CASES):
            named = CASES
        if not named and self._captioned is not None:
            named = (self._captioned,)
        told = len(named) == len(groups) and len(set(named)) == len(named)
        if cells is None or not told or not all(_is_set([head.key for head in group]) for group in groups):
            return self._in_doubt(row)
        slots = [
            slot_of_cell(cell, row.grid, column=head.key) for cell, head in zip(cells, heads, strict=True)
        ]
        return line_records(slots, named, doubtful=False)

    def _is_part(self, cells: list[GridCell]) -> bool:
        """Say whether a table has some of the cases only: every number stands under a head of theirs."""
        heads = self._outcomes.spans
        beside = [cell for cell in cells if cell.text.strip() and under(cell, heads) is None]
        return not beside and not len(heads) % len(OUTCOMES) and self._under_heads(cells) is not None

    def _under_heads(self, cells: list[GridCell]) -> list[GridCell] | None:
        """Return the one cell under each head; None where a head has none or shares it."""
        heads = self._outcomes.spans
        cells = unmerged(cells, heads)
        found = []
        for head in heads:
            here = [cell for cell in cells if under(cell, heads) is head]
            filled = [cell for cell in here if cell.text.strip()] or here
            if len(filled) != 1 or filled[0].column_span > head.stop - head.start + 1:
                return None
            found.append(filled[0])
        return found

    def _in_doubt(self, row: GridRow) -> list[Record]:
        cells = [cell for cell in row.cells if cell.row == row.index]
        return line_records([slot_of_cell(cell, row.grid) for cell in cells], doubtful=True)


def _is_words(cell: GridCell) -> bool:
    return (
        bool(cell.text.strip())
        and not any(char.isdigit() for char in plain(cell.text))
        and not is_number(cell.text)
    )


def _is_caption(row: GridRow) -> bool:
    """Say whether a row holds nothing but words with a digit, such as 表2 between a heading and its table."""
    filled = [cell for cell in row.starting if cell.text.strip()]
    return len(filled) == 1 and not row.number_cells


def _case_in(caption: str) -> str | None:
    """Return the kind of case that the last line before a table names, where it is one."""
    line = skeleton(without_item(caption.split("\n")[-1])).removesuffix("情况")
    return row_index(TABLE.key).exact(line)


def _spans(row: GridRow, index: LabelIndex) -> list[Span]:
    """Return what the cells of a row name, and over which columns."""
    return [
        span_of(cell, row.grid, key) for cell in row.starting if (key := index.exact(cell.text)) is not None
    ]


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
