"""Labels that run on into the next row: where a table has no lines, a label's first line may be taken to the row above.

The words of some rows together are the labels of as many rows of the form, in its order. Then
each row has the label that stands at its place among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from form import TABLES
from form.spelling import skeleton
from ingest.tables.labels import group_skeletons, row_index
from ingest.tables.records import Record

# Rows that labels are shared among at most: those of one group of the form and one more.
ROWS_MAX = 10


def with_own_labels(table: str, records: Sequence[Record]) -> list[Record]:
    """Given the records of a table in document order, return them with labels that run on put right."""
    found = list(records)
    at = 0
    while at < len(found):
        stop = _end_of_run(table, found, at)
        if stop is None:
            at += 1
            continue
        keys = _labels_in(table, _words(found[at:stop]))
        for number, key in enumerate(keys or ()):
            label = TABLES[table].row(key).label
            found[at + number] = replace(found[at + number], label=label, path=label)
        at = stop
    return found


def _end_of_run(table: str, records: Sequence[Record], first: int) -> int | None:
    """Return the row after those whose words together are as many labels, or None where they are right or beyond repair."""
    if _is_own(table, records[first]):
        return None
    for stop in range(first + 2, min(first + ROWS_MAX, len(records)) + 1):
        if any(record.row is not None for record in records[first:stop]):
            return None
        keys = _labels_in(table, _words(records[first:stop]))
        if keys is not None and len(keys) == stop - first:
            return stop
    return None


def _is_own(table: str, record: Record) -> bool:
    return skeleton(record.label) in _labels(table)


def _words(records: Sequence[Record]) -> str:
    return skeleton("".join(record.label for record in records))


@cache
def _labels(table: str) -> dict[str, str]:
    return dict(row_index(table).spellings())


def _labels_in(table: str, text: str) -> tuple[str, ...] | None:
    """Return the rows whose labels a text is made of, in the form's order, or None where it is not, or not for certain."""
    order = {row.key: at for at, row in enumerate(TABLES[table].rows)}
    words = [*_labels(table).items(), *((group, "") for group in group_skeletons(table))]
    readings: dict[int, set[tuple[str, ...]]] = {0: {()}}
    for at in range(len(text)):
        for known in readings.pop(at, ()):
            last = order[known[-1]] if known else -1
            for word, key in words:
                if text.startswith(word, at) and (not key or order[key] > last):
                    readings.setdefault(at + len(word), set()).add((*known, key) if key else known)
    whole = readings.get(len(text), set())
    return next(iter(whole)) if len(whole) == 1 else None
