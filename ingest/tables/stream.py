"""Tables that are only text: labels and numbers one after another, however they are laid out.

A cell a line, a row a line, cells parted by “|” or tabs, or everything on one line: read as
a stream of words, numbers and (where cells are parted by a mark) blanks, all shapes are the
same. A row is the words that end in a label of the form, with the numbers that follow.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from form import EDITIONS, TABLES
from form.numbers import MoneyUnit, money_unit, read_number
from form.printed import SUBJECT
from form.spelling import item_of, skeleton
from ingest.model import Line
from ingest.sections import Position, find_headings, stretches
from ingest.tables.labels import column_index, group_skeletons, row_index
from ingest.tables.records import Record, slot_of_line
from ingest.tables.sentences import read_sentences
from ingest.tables.stream_cases import read_cases
from ingest.tables.stream_heads import TOTAL, Order, order_of, total_before
from ingest.tables.stream_rows import (
    Row,
    label_of,
    mend,
    mentions,
    rows_of_tokens,
    without_alone,
    without_counting,
    without_ordinals,
)
from ingest.tables.tokens import Token, tokens_of

# A table needs as many rows that are spelt as known before its numbers are believed.
ROWS_MIN = {"disclosure": 2, "applications": 4}
ROWS_MIN_WITHOUT_HEADS = 4
# So many heads of columns in a run of words are the head of the table.
HEADS_TELLING = 3
# Columns that an office adds to the form's: 小计, 上年, 增减.
ADDED_MAX = 3
_NUMBER_AND_LABEL = re.compile(r"\d[\d,.]*\s+\D")


@dataclass(slots=True)
class StreamReading:
    """Records by table, and the stretches of text that they were read from."""

    records: dict[str, list[Record]] = field(default_factory=dict)
    used: list[tuple[Position, Position]] = field(default_factory=list)


def read_stream(lines: Sequence[Line], tables: Sequence[str]) -> StreamReading:
    """Given lines and the tables that no grid held, return the records found in the text."""
    reading = StreamReading()
    parts = stretches(lines, find_headings(lines))
    numbers = {"disclosure": 2, "applications": 3, "litigation": 4}
    whole = (Position(0, 0), Position(len(lines), 0))
    for table in tables:
        start, stop = parts.get(numbers[table], whole)
        rows = list(rows_of_tokens(tokens_of(lines, start, stop)))
        found = read_cases(mend(table, rows), lines) if table == "litigation" else _matrix(table, rows, lines)
        if found:
            reading.records[table] = [record for record, _ in found]
            tokens = [token for _, row in found for token in (*row.words[-1:], *row.values)]
            reading.used.append((min(token.start for token in tokens), max(token.end for token in tokens)))
            continue
        said, places = read_sentences(table, lines, start, stop)
        if said:
            reading.records[table] = said
            reading.used.extend(places)
    return reading


def _matrix(table: str, rows: Sequence[Row], lines: Sequence[Line]) -> list[tuple[Record, Row]]:
    header = _Header(table)
    found = []
    exact = 0
    rows = [row for row in mend(table, rows) if without_counting(row.values)]
    if table == "applications":
        rows = without_ordinals(rows, len(TABLES[table].columns))
    rows = _of_form_columns(table, rows)
    for at, row in enumerate(rows):
        header.take(row.words)
        row = header.once(row)
        label, known = label_of(table, row.words)
        following = rows[at + 1].words if at + 1 < len(rows) else ()
        keys = header.columns_for(row_index(table).exact(label))
        values, doubtful = _trim(table, row, keys, following)
        if (
            doubtful
            and header.illegible
            and (wider := _wider(table, row_index(table).exact(label), keys, len(values)))
        ):
            keys, doubtful = wider, False
        if _is_head(table, label, row.words) or not (known or _could_be_row(table, values, label)):
            continue
        exact += known
        slots = tuple(
            replace(
                slot_of_line(value.text, lines[value.start.line]),
                column=key,
                unit=header.unit,
                doubt=header.doubt,
            )
            for value, key in zip(
                values, keys if len(keys) == len(values) else [None] * len(values), strict=True
            )
        )
        caption = "\n".join(token.text for token in row.words[:-1])
        found.append((Record(table, label, label, slots, doubtful=doubtful, caption=caption), row))
    other = header.other_order
    if other and not _is_in_form_order([record for record, _ in found], other):
        found = [(_as_headed(record, other), row) for record, row in found]
    enough = ROWS_MIN[table] if header.seen else ROWS_MIN_WITHOUT_HEADS
    return found if exact >= enough else []


def _of_form_columns(table: str, rows: Sequence[Row]) -> Sequence[Row]:
    """Return the rows of 表三 without the numbers of columns that an office added, where the sums tell which.

    Every row has them, and only one choice of columns makes all rows add up.
    """
    width = len(TABLES[table].columns)
    index = row_index(table)
    known = [row for row in rows if row.words and index.exact(label_of(table, row.words)[0])]
    counts = Counter(len(row.values) for row in known)
    most = max(counts, key=lambda count: counts[count], default=0)
    if table != "applications" or not width < most <= width + ADDED_MAX or counts[most] < ROWS_MIN[table]:
        return rows
    wide = [row for row in known if len(row.values) == most]
    fitting = {
        tuple(tuple(row.values[at].text for at in choice) for row in wide): choice
        for choice in combinations(range(most), width)
        if all(_adds_up([row.values[at] for at in choice]) for row in wide)
    }
    if len(fitting) != 1:
        return rows
    choice = next(iter(fitting.values()))
    rows = [_without_page_number(row) if len(row.values) == most + 1 else row for row in rows]
    return [
        replace(row, values=tuple(row.values[at] for at in choice)) if len(row.values) == most else row
        for row in rows
    ]


def _without_page_number(row: Row) -> Row:
    return replace(row, values=tuple(without_alone(row.values, row.words)))


def _is_in_form_order(records: Sequence[Record], other: Sequence[str]) -> bool:
    """Say whether all rows add up in the form's order and not all in the other one: it was another head's."""
    whole = [record.slots for record in records if len(record.slots) == len(other)]
    rows = [[read_number(slot.text).value for slot in slots] for slots in whole]
    known = [[number for number in row if number is not None] for row in rows if None not in row]
    total = other.index(TOTAL)
    return all(2 * row[-1] == sum(row) for row in known) and any(2 * row[total] != sum(row) for row in known)


def _as_headed(record: Record, order: Sequence[str]) -> Record:
    """Given a row under a head of another order, return it so ordered; in doubt where it does not add up.

    In running text the storeys of the head run together, so that its order alone proves nothing.
    """
    if len(record.slots) != len(order):
        return record
    numbers = [read_number(slot.text).value for slot in record.slots]
    known = [number for number in numbers if number is not None]
    if len(known) == len(numbers) and sum(known) == 2 * known[order.index(TOTAL)]:
        slots = tuple(replace(slot, column=key) for slot, key in zip(record.slots, order, strict=True))
        return replace(record, slots=slots)
    return replace(record, doubtful=True)


def _wider(table: str, row: str | None, keys: Sequence[str | None], count: int) -> list[str | None] | None:
    """Return the row's columns in the form where a head among them was illegible, and the numbers are as many."""
    choices = [
        known.columns
        for edition in EDITIONS.values()
        for known in edition.table(table).rows
        if known.key == row and len(known.columns) == count and set(keys) <= set(known.columns)
    ]
    return list(choices[0]) if keys and choices else None


def _is_head(table: str, label: str, words: Sequence[Token]) -> bool:
    """Say whether 其他 or 总计 stands here as the head of a column: after another head."""
    if table != "applications" or len(words) < 2 or words[-1].text != label or item_of(label):
        return False
    index = column_index(table)
    before = words[-2].text
    return index.exact(label) is not None and (
        index.exact(before) is not None or skeleton(before) in group_skeletons(table)
    )


def _could_be_row(table: str, values: Sequence[Token], label: str) -> bool:
    """Say whether words that are no known label stand where a row of the table would."""
    if table == "applications":
        return len(values) == len(TABLES[table].columns)
    return row_index(table).alike(label) is not None


class _Header:
    """The heads of columns that the words before a row name; in force until the next ones."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._keys: list[str] = []
        self._repeated: list[str] = []
        self.unit: MoneyUnit | None = None
        self.seen = False
        self.illegible = False  # there is more in the heads than was read
        self.other_order: tuple[str, ...] | None = None
        self._order: Order | None = None

    @property
    def doubt(self) -> str:
        """Return why the numbers may be those of other columns, or ""."""
        return self._order.doubt if self._order else ""

    def take(self, words: Sequence[Token]) -> None:
        if self._table == "applications":
            heads = _columns_in(self._table, "".join(token.text for token in words))
            if len(heads) > HEADS_TELLING:
                self.other_order = self.other_order or total_before(heads)
            self._order = order_of(words) or (self._order if len(heads) <= HEADS_TELLING else None)
            form = [column.key for column in TABLES[self._table].columns]
            self._keys = list(self._order.keys) if self._order else form
            return
        text = "".join(token.text for token in words)
        found = _columns_in(self._table, text)
        if found:
            self.seen = True
            self._keys = found
            self._repeated = [key for _, key in mentions(column_index(self._table), skeleton(text))]
            self.unit = money_unit(text)
            self.illegible = bool(_unread(self._table, text))
        elif any(block in skeleton(text) for block in group_skeletons(self._table)):
            self._keys, self._repeated, self.unit = [], [], None

    def once(self, row: Row) -> Row:
        """Return a row with one number for each head, where merged cells repeat both heads and numbers."""
        if len(self._repeated) == len(self._keys) or len(row.values) != len(self._repeated):
            return row
        under: dict[str, list[Token]] = {}
        for key, value in zip(self._repeated, row.values, strict=True):
            under.setdefault(key, []).append(value)
        if any(len({value.text for value in values}) > 1 for values in under.values()):
            return row
        return replace(row, values=tuple(values[0] for values in under.values()))

    def columns_for(self, row: str | None) -> list[str | None]:
        if row is not None and any(key not in TABLES[self._table].row(row).columns for key in self._keys):
            return []
        return list(self._keys)


def _unread(table: str, text: str) -> str:
    """Return what words hold beside heads of columns, rows, blocks and the corner of the table."""
    known = [
        spelling for index in (column_index(table), row_index(table)) for spelling, _ in index.spellings()
    ]
    body = skeleton(text)
    for spelling in sorted({*known, *group_skeletons(table), skeleton(SUBJECT)}, key=len, reverse=True):
        body = body.replace(spelling, "")
    return body


def _columns_in(table: str, text: str) -> list[str]:
    """Return the keys of the columns whose labels occur in the text, in its order."""
    return list(dict.fromkeys(key for _, key in mentions(column_index(table), skeleton(text))))


def _trim(
    table: str, row: Row, keys: Sequence[str | None], following: Sequence[Token]
) -> tuple[list[Token], bool]:
    """Return the values that belong to the row, and whether their number leaves a doubt."""
    kept = list(row.values)
    width = len(keys)
    if not width:
        return kept, False
    if _goes_on(row.values[-1], following):
        return kept, True
    while len(kept) > width and kept[0].kind == "blank":
        kept.pop(0)
    if len(kept) < len(row.values) and kept[0].kind == "blank" and not _adds_up_without(kept):
        # The blank may be that of one more merged cell at the left, and a number be lost at the right.
        return kept, True
    while len(kept) > width and kept[-1].kind == "blank":
        kept.pop()
    filled = [value for value in kept if value.kind == "number"]
    if len(kept) > width and len(filled) == width:
        # Merged cells leave blanks between the numbers.
        return filled, False
    if len(kept) == width + 1:
        kept = _without_stray(table, kept, row.words, following)
    return kept, len(kept) != width


def _without_stray(
    table: str, values: list[Token], words: Sequence[Token], following: Sequence[Token]
) -> list[Token]:
    """Return the values without the one number too many, where only one can be it.

    It is the next row's item number, a page number on a line of its own, or the only
    number without which the row adds up.
    """
    choices = [values[:at] + values[at + 1 :] for at in range(len(values))]
    sums = table == "applications"
    fitting = {
        tuple(token.text for token in choice): choice for choice in choices if sums and _adds_up(choice)
    }
    item = values[:-1] if _is_item_number(table, values[-1], following) else values
    page = without_alone(values, (*words, *following))
    left = item if len(item) < len(values) else page
    if len(left) < len(values):
        # Where the row adds up without another of its numbers, that one may be the one too many.
        return values if fitting and not _adds_up(left) else left
    return next(iter(fitting.values())) if len(fitting) == 1 else values


def _adds_up(values: Sequence[Token]) -> bool:
    numbers = [read_number(value.text).value for value in values]
    known = [number for number in numbers if number is not None]
    return len(known) == len(numbers) and sum(known[:-1]) == known[-1]


def _goes_on(last: Token, following: Sequence[Token]) -> bool:
    """Say whether one more number of a row stands in one cell with the label of the next row."""
    below = following[0] if following else None
    joined = below is not None and below.start.line == last.start.line
    return joined and below is not None and _NUMBER_AND_LABEL.match(below.text) is not None


def _adds_up_without(values: Sequence[Token]) -> bool:
    """Say whether the numbers of a row add up to its last one, its blanks left out."""
    return values[-1].kind == "number" and _adds_up([value for value in values if value.kind == "number"])


def _is_item_number(table: str, token: Token, following: Sequence[Token]) -> bool:
    """Say whether a number is the item number of the next row, which stands in a column of its own."""
    if not following or not token.text.isdigit():
        return False
    label, known = label_of(table, following)
    key = row_index(table).exact(label) if known else None
    return key is not None and TABLES[table].row(key).label.startswith(f"{token.text}.")


def without(lines: Sequence[Line], used: Sequence[tuple[Position, Position]]) -> list[Line]:
    """Given lines and the stretches that tables took, return what is left."""
    kept: list[Line] = []
    for number, line in enumerate(lines):
        pieces = [(0, len(line.text))]
        for start, end in used:
            if start.line <= number <= end.line:
                left = start.char if number == start.line else 0
                right = end.char if number == end.line else len(line.text)
                pieces = [
                    piece
                    for begin, stop in pieces
                    for piece in ((begin, min(stop, left)), (max(begin, right), stop))
                    if piece[0] < piece[1]
                ]
        kept.extend(replace(line, text=line.text[begin:stop]) for begin, stop in pieces)
    return [line for line in kept if line.text.strip()]
