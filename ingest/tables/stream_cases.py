"""表四 in running text: its line of fifteen numbers, or set with a row for each kind of case or each outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from form.numbers import read_number
from form.spelling import skeleton
from ingest.model import Line
from ingest.tables.labels import column_index, row_index
from ingest.tables.litigation import CASES, OUTCOMES, WIDTH, line_records
from ingest.tables.records import Record, slot_of_line
from ingest.tables.stream_rows import Row, mentions, without_alone, without_counting
from ingest.tables.tokens import Token

# The line of cases follows the first of its heads within so many runs of numbers.
LINE_WITHIN_ROWS = 4
TABLE = "litigation"

_Found = list[tuple[Record, Row]]


def read_cases(rows: Sequence[Row], lines: Sequence[Line]) -> _Found:
    """Given rows of running text, return the records of the kinds of case among them."""
    rows = [_without_indent(row, below) for row, below in zip_longest(rows, rows[1:])]
    return _by_row(rows, lines) or _by_outcome(rows, lines) or _in_line(rows, lines)


def _without_indent(row: Row, below: Row | None) -> Row:
    """Return a row without the blanks that begin the line of the row below it."""
    values = list(row.values)
    while (
        below and values and values[-1].kind == "blank" and values[-1].start.line == below.words[0].start.line
    ):
        values.pop()
    return replace(row, values=tuple(values))


def _cases_of(row: Row) -> list[str]:
    return [key for _, key in mentions(row_index(TABLE), _words(row))]


def _cases_named(row: Row) -> list[str]:
    """Return the kinds of case that the words before numbers name, a misspelt one among them."""
    whole = _cases_of(row)
    if set(CASES[1:]) <= set(whole):
        return whole
    named: list[str] = []
    for token in row.words:
        spelt = [key for _, key in mentions(row_index(TABLE), skeleton(token.text))]
        alike = None if spelt else row_index(TABLE).alike(token.text, CASES)
        named += spelt or ([alike.key] if alike else [])
    return named or whole


def _outcomes_of(row: Row) -> list[str]:
    return [key for _, key in mentions(column_index(TABLE), _words(row))]


def _words(row: Row) -> str:
    return skeleton("".join(token.text for token in row.words))


def _slots_by(values: Sequence[Token], keys: Sequence[str], lines: Sequence[Line]) -> Record:
    slots = tuple(
        replace(slot_of_line(value.text, lines[value.start.line]), column=key)
        for value, key in zip(values, keys, strict=True)
    )
    return Record(TABLE, "", "", slots)


def _by_row(rows: Sequence[Row], lines: Sequence[Line]) -> _Found:
    """Read the table where each kind of case has five numbers of its own, with heads before all or before each."""
    heads: Sequence[str] = OUTCOMES
    found: _Found = []
    for row in rows:
        own = _outcomes_of(row)[-len(OUTCOMES) :]
        if sorted(own) == sorted(OUTCOMES):
            heads = own
        cases = _cases_of(row)
        values = _beside_group(row, rows)
        if cases and len(values) == len(OUTCOMES):
            record = _slots_by(values, heads, lines)
            found.append((replace(record, label=cases[-1], path=cases[-1], row=cases[-1]), row))
    return found if len({record.row for record, _ in found}) > 1 else []


def _beside_group(row: Row, rows: Sequence[Row]) -> Sequence[Token]:
    """Return the numbers of 行政复议 without the blank below 行政诉讼, which the other cases have words beside."""
    widths = [len(other.values) for other in rows if set(_cases_of(other)) & set(CASES[1:])]
    is_whole = widths == [len(OUTCOMES)] * len(CASES[1:])
    beside = len(row.values) == len(OUTCOMES) + 1 and row.values[0].kind == "blank"
    return row.values[1:] if is_whole and beside and _cases_of(row) == [CASES[0]] else row.values


def _by_outcome(rows: Sequence[Row], lines: Sequence[Line]) -> _Found:
    """Read the table where each outcome has a number for each kind of case."""
    heads: list[str] = []
    found: _Found = []
    for row in rows:
        cases = _cases_of(row)
        heads = cases if sorted(cases) == sorted(CASES) else heads
        outcomes = _outcomes_of(row)
        values: Sequence[Token] = row.values
        if heads and len(values) == len(heads) + 1:
            values = without_alone(values, row.words)
        if heads and len(outcomes) == 1 and len(values) == len(heads):
            for value, case in zip(values, heads, strict=True):
                record = _slots_by([value], outcomes, lines)
                found.append((replace(record, label=case, path=case, row=case), row))
    return found if 2 * len(found) > WIDTH else []


def _in_line(rows: Sequence[Row], lines: Sequence[Line]) -> _Found:
    first = next((at for at, row in enumerate(rows) if _cases_of(row)), None)
    if first is None:
        return []
    # A page number may part the heads from the line itself.
    near = rows[first : first + LINE_WITHIN_ROWS]
    row = max(near, key=lambda row: min(len(row.values), WIDTH))
    values = list(without_counting(row.values))
    while len(values) > WIDTH and values[0].kind == "blank":
        values.pop(0)
    while len(values) > WIDTH and values[-1].kind == "blank":
        values.pop()
    if len(values) == WIDTH + 1:
        values = without_alone(values, row.words)
    order = _order(near[: near.index(row) + 1], values)
    certain = len(values) == WIDTH and order is not None
    keys = (order or OUTCOMES) * len(CASES) if certain else [None] * len(values)
    slots = [
        replace(slot_of_line(value.text, lines[value.start.line]), column=key)
        for value, key in zip(values, keys, strict=True)
    ]
    return [(record, row) for record in line_records(slots, doubtful=not certain)]


def _order(heads: Sequence[Row], values: Sequence[Token]) -> tuple[str, ...] | None:
    """Return the order of the outcomes in the line, or None where that of outcomes or cases is not certain.

    In running text the storeys of a head run together; what stands side by side stays in order. Another
    order than the form's is taken where all cases name it alike, and all of them add up so.
    """
    suits = list(dict.fromkeys(case for row in heads for case in _cases_named(row) if case != CASES[0]))
    if suits[:2] not in ([], list(CASES[1:]), list(CASES[1:2])):
        return None
    named = [key for row in heads for key in _outcomes_of(row)]
    usual = [key for key in OUTCOMES if key != "other"]
    telling = [key for key in named if key != "other"][: len(usual)]
    if sorted(telling) != sorted(usual) or telling == usual:
        return OUTCOMES
    order = tuple(named[: len(OUTCOMES)])
    alike = named == list(order) * len(CASES) and sorted(order) == sorted(OUTCOMES)
    return order if alike and _adds_up(values, order) else None


def _adds_up(values: Sequence[Token], order: Sequence[str]) -> bool:
    """Say whether the numbers of each case add up to its total, where the line is in an order."""
    numbers = [read_number(value.text).value for value in values]
    if None in numbers:
        return False
    known = [number or 0 for number in numbers]
    cases = [known[at : at + len(order)] for at in range(0, len(known), len(order))]
    return all(2 * case[order.index("total")] == sum(case) for case in cases if len(case) == len(order))
