"""Tables that are only text: labels and numbers one after another, however they are laid out.

A cell a line, a row a line, cells parted by “|” or tabs, or everything on one line: read as
a stream of words, numbers and (where cells are parted by a mark) blanks, all shapes are the
same. A row is the words that end in a label of the form, with the numbers that follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from form import EDITIONS, TABLES
from form.numbers import MoneyUnit, money_unit, read_number
from form.spelling import item_of, skeleton
from ingest.model import Line
from ingest.sections import Position, find_headings, stretches
from ingest.tables.labels import column_index, group_skeletons, row_index
from ingest.tables.litigation import OUTCOMES, WIDTH, line_records
from ingest.tables.records import Record, slot_of_line
from ingest.tables.tokens import Token, tokens_of

# Words joined at most to make one label: the longest is broken over five lines in print.
LABEL_MAX_TOKENS = 14
# A table needs as many rows that are spelt as known before its numbers are believed.
ROWS_MIN = {"disclosure": 2, "applications": 4}
ROWS_MIN_WITHOUT_HEADS = 4
# So many heads of columns in a run of words are the head of the table.
HEADS_TELLING = 3
PAGE_NUMBER_MAX_CHARS = 3
# The line of cases follows the first of its heads within so many runs of numbers.
LINE_WITHIN_ROWS = 4


@dataclass(frozen=True, slots=True)
class Row:
    """Words and the numbers that follow them."""

    words: tuple[Token, ...]
    values: tuple[Token, ...]


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
        rows = list(_rows(tokens_of(lines, start, stop)))
        found = (
            _litigation(_mend(table, rows), lines) if table == "litigation" else _matrix(table, rows, lines)
        )
        if found:
            reading.records[table] = [record for record, _ in found]
            tokens = [token for _, row in found for token in (*row.words[-1:], *row.values)]
            reading.used.append((min(token.start for token in tokens), max(token.end for token in tokens)))
    return reading


def _rows(tokens: Iterator[Token]) -> Iterator[Row]:
    words: list[Token] = []
    values: list[Token] = []
    for token in tokens:
        if token.kind == "words" and values:
            if any(value.kind == "number" for value in values) or (words and _names_row(words)):
                yield Row(tuple(words), tuple(values))
                words = []
            values = []
        if token.kind == "words":
            words.append(token)
        elif words:
            values.append(token)
    if words and values:
        yield Row(tuple(words), tuple(values))


def _names_row(words: Sequence[Token]) -> bool:
    return any(_label(table, words)[1] for table in ("disclosure", "applications"))


def _label(table: str, words: Sequence[Token]) -> tuple[str, bool]:
    """Return the label that the words end in, and whether it is spelt as known."""
    index = row_index(table)
    tails = [
        "".join(token.text for token in words[-count:])
        for count in range(min(LABEL_MAX_TOKENS, len(words)), 0, -1)
    ]
    for tail in tails:
        if index.exact(tail) is not None:
            return tail, True
    if index.suffix(tails[0]) is not None:
        return tails[0], True
    scored = [(match.score, tail) for tail in tails if (match := index.alike(tail)) is not None]
    return (max(scored)[1], False) if scored else (tails[-1], False)


def _matrix(table: str, rows: Sequence[Row], lines: Sequence[Line]) -> list[tuple[Record, Row]]:
    header = _Header(table)
    found = []
    exact = 0
    rows = _mend(table, rows)
    for at, row in enumerate(rows):
        header.take(row.words)
        label, known = _label(table, row.words)
        following = rows[at + 1].words if at + 1 < len(rows) else ()
        keys = header.columns_for(row_index(table).exact(label))
        values, doubtful = _trim(table, row, keys, following)
        if doubtful and (wider := _wider(table, row_index(table).exact(label), keys, len(values))):
            keys, doubtful = wider, False
        if _is_head(table, label, row.words) or not (known or _could_be_row(table, values, label)):
            continue
        exact += known
        slots = tuple(
            replace(slot_of_line(value.text, lines[value.start.line]), column=key, unit=header.unit)
            for value, key in zip(
                values, keys if len(keys) == len(values) else [None] * len(values), strict=True
            )
        )
        found.append((Record(table, label, label, slots, doubtful=doubtful), row))
    if header.total_first:
        found = [(_as_headed(record), row) for record, row in found]
    enough = ROWS_MIN[table] if header.seen else ROWS_MIN_WITHOUT_HEADS
    return found if exact >= enough else []


def _as_headed(record: Record) -> Record:
    """Given a row under a head that begins with 总计, return it so ordered; in doubt where it does not add up.

    In running text the storeys of the head run together, so that its order alone proves nothing.
    """
    columns = [column.key for column in TABLES[record.table].columns]
    if len(record.slots) != len(columns):
        return record
    moved = [columns[-1], *columns[:-1]]
    numbers = [read_number(slot.text).value for slot in record.slots]
    known = [number for number in numbers if number is not None]
    if len(known) == len(numbers) and sum(known[1:]) == known[0]:
        slots = tuple(replace(slot, column=key) for slot, key in zip(record.slots, moved, strict=True))
        return replace(record, slots=slots)
    return replace(record, doubtful=True)


def _mend(table: str, rows: Sequence[Row]) -> list[Row]:
    """Take out single numbers that stand inside a label: page numbers and item numbers."""
    mended: list[Row] = []
    for row in rows:
        above = mended[-1] if mended else None
        if above is not None and _parts_label(table, above, row):
            mended[-1] = Row((*above.words, *row.words), row.values)
        else:
            mended.append(row)
    return mended


def _parts_label(table: str, above: Row, below: Row) -> bool:
    """Say whether the one number of the row above only stands between two pieces of a label."""
    numbers = [value for value in above.values if value.kind == "number"]
    if len(numbers) != 1 or not numbers[0].text.isdigit() or len(below.values) < len(above.values):
        return False
    if table != "disclosure":
        # No row of these tables has a single number.
        return len(above.values) == 1 and len(numbers[0].text) <= PAGE_NUMBER_MAX_CHARS
    _, above_known = _label(table, above.words)
    _, below_known = _label(table, below.words)
    _, joined_known = _label(table, (*above.words, *below.words))
    return joined_known and not above_known and not below_known


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
        self.unit: MoneyUnit | None = None
        self.seen = False
        self.total_first = False

    def take(self, words: Sequence[Token]) -> None:
        if self._table == "applications":
            heads = _columns_in(self._table, skeleton("".join(token.text for token in words)))
            self.total_first = self.total_first or (len(heads) > HEADS_TELLING and heads[0] == "total")
            self._keys = [column.key for column in TABLES[self._table].columns]
            return
        text = "".join(token.text for token in words)
        found = _columns_in(self._table, skeleton(text))
        if found:
            self.seen = True
            self._keys = found
            self.unit = money_unit(text)
        elif any(block in skeleton(text) for block in group_skeletons(self._table)):
            self._keys, self.unit = [], None

    def columns_for(self, row: str | None) -> list[str | None]:
        if row is not None and any(key not in TABLES[self._table].row(row).columns for key in self._keys):
            return []
        return list(self._keys)


def _columns_in(table: str, body: str) -> list[str]:
    """Return the keys of the columns whose labels occur in the text, in its order, longest first."""
    index = column_index(table)
    taken = [False] * len(body)
    found: list[tuple[int, str]] = []
    for spelling, key in sorted(index.spellings(), key=lambda pair: -len(pair[0])):
        at = body.find(spelling)
        while at >= 0:
            if not any(taken[at : at + len(spelling)]):
                taken[at : at + len(spelling)] = [True] * len(spelling)
                found.append((at, key))
            at = body.find(spelling, at + 1)
    return list(dict.fromkeys(key for _, key in sorted(found)))


def _trim(
    table: str, row: Row, keys: Sequence[str | None], following: Sequence[Token]
) -> tuple[list[Token], bool]:
    """Return the values that belong to the row, and whether their number leaves a doubt."""
    kept = list(row.values)
    width = len(keys)
    if not width:
        return kept, False
    while len(kept) > width and kept[0].kind == "blank":
        kept.pop(0)
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
    if _is_item_number(table, values[-1], following):
        return values[:-1]
    without_page_number = _without_alone(values, (*words, *following))
    if len(without_page_number) < len(values):
        return without_page_number
    if table != "applications":
        return values
    choices = [values[:at] + values[at + 1 :] for at in range(len(values))]
    fitting = {tuple(token.text for token in choice): choice for choice in choices if _adds_up(choice)}
    return next(iter(fitting.values())) if len(fitting) == 1 else values


def _without_alone(values: list[Token], others: Sequence[Token]) -> list[Token]:
    """Return the values without the one number that has a line to itself, where there is only one such."""
    lines = [token.start.line for token in (*values, *others)]
    alone = [at for at in range(len(values)) if lines.count(lines[at]) == 1]
    if len(alone) != 1 or not values[alone[0]].text.isdigit():
        return values
    return values[: alone[0]] + values[alone[0] + 1 :]


def _adds_up(values: Sequence[Token]) -> bool:
    numbers = [read_number(value.text).value for value in values]
    known = [number for number in numbers if number is not None]
    return len(known) == len(numbers) and sum(known[:-1]) == known[-1]


def _is_item_number(table: str, token: Token, following: Sequence[Token]) -> bool:
    """Say whether a number is the item number of the next row, which stands in a column of its own."""
    if not following or not token.text.isdigit():
        return False
    label, known = _label(table, following)
    key = row_index(table).exact(label) if known else None
    return key is not None and TABLES[table].row(key).label.startswith(f"{token.text}.")


def _litigation(rows: Sequence[Row], lines: Sequence[Line]) -> list[tuple[Record, Row]]:
    return _cases_by_row(rows, lines) or _cases_in_line(rows, lines)


def _cases_by_row(rows: Sequence[Row], lines: Sequence[Line]) -> list[tuple[Record, Row]]:
    """Read the table where it is set with a row for each kind of case."""
    found = []
    for row in rows:
        label, known = _label("litigation", row.words)
        case = row_index("litigation").exact(label) or row_index("litigation").suffix(label)
        if known and case is not None and len(row.values) == len(OUTCOMES):
            slots = tuple(
                replace(slot_of_line(value.text, lines[value.start.line]), column=key)
                for value, key in zip(row.values, OUTCOMES, strict=True)
            )
            found.append((Record("litigation", label, label, slots, row=case), row))
    return found if len(found) > 1 else []


def _cases_in_line(rows: Sequence[Row], lines: Sequence[Line]) -> list[tuple[Record, Row]]:
    first = next((at for at, row in enumerate(rows) if _heads_cases(row)), None)
    if first is None:
        return []
    # A page number may part the heads from the line itself.
    row = max(rows[first : first + LINE_WITHIN_ROWS], key=lambda row: min(len(row.values), WIDTH))
    values = list(row.values)
    while len(values) > WIDTH and values[0].kind == "blank":
        values.pop(0)
    while len(values) > WIDTH and values[-1].kind == "blank":
        values.pop()
    if len(values) == WIDTH + 1:
        values = _without_alone(values, row.words)
    slots = [slot_of_line(value.text, lines[value.start.line]) for value in values]
    return [(record, row) for record in line_records(slots, doubtful=len(slots) != WIDTH)]


def _heads_cases(row: Row) -> bool:
    body = skeleton("".join(token.text for token in row.words))
    return any(spelling in body for spelling, _ in row_index("litigation").spellings())


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
