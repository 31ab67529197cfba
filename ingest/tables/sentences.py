"""Tables written out as sentences: 行政复议：结果维持3件，结果纠正0件，…，总计3件。

Only sentences of the form's own words are read: a row, a colon, and each number right behind
the head of its column. Anything else in them leaves the whole sentence to the prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from form.spelling import skeleton
from ingest.model import Line
from ingest.sections import Position
from ingest.tables.labels import column_index, group_skeletons, row_index
from ingest.tables.records import Record, Slot, slot_of_line

# One such sentence may be the author's own words; so many are a table.
ROWS_MIN = 2
# The longest of the tables has some two thousand characters as sentences; a part with more is no table.
PART_MAX_CHARS = 20_000
_SENTENCE = re.compile(r"[^；;。]+")
_PART = re.compile(r"(?:[^，、,]|,(?=\d{3}))+")
_COLON = re.compile(r"[：:]")
_PAIR = re.compile(
    r"\s*(?P<head>.*?[^\d\s.,])(?:为|是|[：:])?\s*(?P<number>[-+]?\d[\d,.]*\s*(?:[件项个宗]|[万亿]?元)?)\s*"
)


def read_sentences(
    table: str, lines: Sequence[Line], start: Position, stop: Position
) -> tuple[list[Record], list[tuple[Position, Position]]]:
    """Given the lines of a part, return the rows of its table that are written as sentences, and where these stand."""
    if sum(len(line.text) for line in lines[start.line : stop.line + 1]) > PART_MAX_CHARS:
        return [], []
    text, places = _flatten(lines, start, stop)
    records: list[Record] = []
    used: list[tuple[Position, Position]] = []
    for sentence in _SENTENCE.finditer(text):
        record = _record(table, sentence[0], sentence.start(), places, lines)
        if record is not None:
            records.append(record)
            last = places[sentence.end() - 1]
            used.append((places[sentence.start()], Position(last.line, last.char + 1)))
    return (records, used) if len({record.row for record in records}) >= ROWS_MIN else ([], [])


def _flatten(lines: Sequence[Line], start: Position, stop: Position) -> tuple[str, list[Position]]:
    """Return the text between two places on one line, and the place of each character."""
    places = [
        Position(number, at)
        for number in range(start.line, min(stop.line, len(lines) - 1) + 1)
        for at in range(
            start.char if number == start.line else 0,
            stop.char if number == stop.line else len(lines[number].text),
        )
    ]
    return "".join(lines[place.line].text[place.char] for place in places), places


def _record(
    table: str, sentence: str, begin: int, places: Sequence[Position], lines: Sequence[Line]
) -> Record | None:
    """Return the row that a sentence says, or None where it says anything else."""
    colons = [match.end() for match in _COLON.finditer(sentence)]
    for colon in colons:
        label = _without_block(table, sentence[: colon - 1])
        key = _row(table, label)
        if key is None:
            continue
        slots = []
        for part in _PART.finditer(sentence, colon):
            slot = _slot(table, part[0], begin + part.start(), places, lines)
            if slot is None:
                return None
            slots.append(slot)
        columns = [slot.column for slot in slots]
        if columns and len(set(columns)) == len(columns):
            return Record(table, label, label, tuple(slots), row=key)
    return None


def _slot(
    table: str, part: str, begin: int, places: Sequence[Position], lines: Sequence[Line]
) -> Slot | None:
    """Return the number that stands behind the head of its column, or None."""
    match = _PAIR.fullmatch(part)
    column = column_index(table).exact(match["head"]) if match else None
    if match is None or column is None:
        return None
    line = lines[places[begin + match.start("number")].line]
    return replace(slot_of_line(match["number"].strip(), line), column=column)


def _without_block(table: str, label: str) -> str:
    """Return the words of a row without the block of the form that is named before them."""
    pieces = _COLON.split(label)
    return pieces[-1] if all(skeleton(piece) in group_skeletons(table) for piece in pieces[:-1]) else label


def _row(table: str, label: str) -> str | None:
    """Return the row that words name; those of another year or unit are not its name."""
    return row_index(table).exact(re.sub(r"情况$", "", label.strip()))
