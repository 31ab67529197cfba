"""Rows of running text: the words that end in a label, and the numbers that follow them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.tables.labels import LabelIndex, row_index
from ingest.tables.tokens import Token

# Words joined at most to make one label: the longest is broken over five lines in print.
LABEL_MAX_TOKENS = 14
PAGE_NUMBER_MAX_CHARS = 3
# Numbers of columns under a head count up over at least so many places.
COUNTING_MIN = 5


@dataclass(frozen=True, slots=True)
class Row:
    """Words and the numbers that follow them."""

    words: tuple[Token, ...]
    values: tuple[Token, ...]


def rows_of_tokens(tokens: Iterator[Token]) -> Iterator[Row]:
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
    return any(label_of(table, words)[1] for table in ("disclosure", "applications"))


def label_of(table: str, words: Sequence[Token]) -> tuple[str, bool]:
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


def without_counting(values: Sequence[Token]) -> Sequence[Token]:
    """Return the values behind the numbers of the columns under a head: 1, 2, 3 …"""
    count = next((at for at, value in enumerate(values) if value.text != str(at + 1)), len(values))
    return values[count:] if count >= COUNTING_MIN else values


def without_ordinals(rows: Sequence[Row], width: int) -> Sequence[Row]:
    """Return rows of ``width`` numbers without the number of the next row that stands behind them: 1, 2, 3 …

    So it is only where all rows but the last have it, and it counts on from row to row.
    """
    wide = [at for at, row in enumerate(rows) if len(row.values) == width + 1]
    if len(wide) < COUNTING_MIN or wide != list(range(wide[0], wide[0] + len(wide))):
        return rows
    behind = [rows[at].values[-1].text for at in wide]
    first = int(behind[0]) if behind[0].isdecimal() else 0
    last = wide[-1] + 1
    ends = last == len(rows) or len(rows[last].values) == width
    if not first or not ends or behind != [str(first + at) for at in range(len(behind))]:
        return rows
    return [replace(row, values=row.values[:-1]) if at in set(wide) else row for at, row in enumerate(rows)]


def mend(table: str, rows: Sequence[Row]) -> list[Row]:
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
    _, above_known = label_of(table, above.words)
    _, below_known = label_of(table, below.words)
    _, joined_known = label_of(table, (*above.words, *below.words))
    return joined_known and not above_known and not below_known


def mentions(index: LabelIndex, body: str) -> list[tuple[int, str]]:
    """Return where in a skeleton labels occur, with their keys, in its order; the longest go first."""
    taken = [False] * len(body)
    found: list[tuple[int, str]] = []
    for spelling, key in sorted(index.spellings(), key=lambda pair: -len(pair[0])):
        at = body.find(spelling)
        while at >= 0:
            if not any(taken[at : at + len(spelling)]):
                taken[at : at + len(spelling)] = [True] * len(spelling)
                found.append((at, key))
            at = body.find(spelling, at + 1)
    return sorted(found)


def without_alone(values: Sequence[Token], others: Sequence[Token]) -> list[Token]:
    """Return the values without the one number that has a line to itself, where there is only one such."""
    lines = [token.start.line for token in (*values, *others)]
    alone = [at for at in range(len(values)) if lines.count(lines[at]) == 1]
    if len(alone) != 1 or not values[alone[0]].text.isdigit():
        return list(values)
    return [*values[: alone[0]], *values[alone[0] + 1 :]]
