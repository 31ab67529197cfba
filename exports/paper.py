"""The statutory tables as they stand on paper: which words and which numbers stand where, with their merges.

Nothing here knows of a file format. Source: 国办公开办函〔2021〕30号 and 国办公开办函〔2019〕60号, 附件.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

import form
from form import Address, Row, Table
from form.printed import APPLICANTS, BALANCE_NOTE, SUBJECT, heading

Role = Literal["block", "head", "note", "label", "group", "upright", "number"]


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a table on paper, which may cover several places of its grid.

    Attributes:
        top: Its first row, from 0.
        left: Its first column, from 0.
        height: How many rows it covers.
        width: How many columns it covers.
        role: What it is; ``upright`` is a group written from top to bottom.
        text: Its words, "" for a number.
        address: Which number stands in it, or None.
    """

    top: int
    left: int
    height: int
    width: int
    role: Role
    text: str = ""
    address: Address | None = None


def boxes(table: Table) -> tuple[Box, ...]:
    """Given a table of an edition, return its cells from top to bottom; no place is left out or taken twice."""
    layouts: dict[str, Callable[[Table], Iterator[Box]]] = {
        "blocks": _blocks,
        "matrix": _matrix,
        "line": _line,
    }
    return tuple(sorted(layouts[table.layout](table), key=lambda box: (box.top, box.left)))


def size(placed: Sequence[Box]) -> tuple[int, int]:
    """Return how many rows and columns the cells cover."""
    return max(box.top + box.height for box in placed), max(box.left + box.width for box in placed)


def label_columns(table: Table) -> int:
    """Return how many columns stand before the numbers."""
    return {"blocks": 1, "matrix": 1 + max(len(row.groups) for row in table.rows), "line": 0}[table.layout]


def _blocks(table: Table) -> Iterator[Box]:
    widest = max(len(row.columns) for row in table.rows)
    top = 0
    for block, members in groupby(table.rows, key=lambda row: row.block):
        rows = tuple(members)
        keys = tuple(dict.fromkeys(column for row in rows for column in row.columns))
        places = _spread(len(keys), widest)
        yield Box(top, 0, 1, 1 + widest, "block", block)
        yield Box(top + 1, 0, 1, 1, "head", SUBJECT)
        for key, (left, span) in zip(keys, places, strict=True):
            owner = next(row for row in rows if key in row.columns)
            # amount is 本年收费金额 in one row and 采购总金额 in another.
            words = heading(form.column_of(Address(table.key, owner.key, key)))
            yield Box(top + 1, 1 + left, 1, span, "head", words)
        for offset, row in enumerate(rows, start=2):
            yield Box(top + offset, 0, 1, 1, "label", row.label)
            for key, (left, span) in zip(keys, places, strict=True):
                yield Box(top + offset, 1 + left, 1, span, "number", address=Address(table.key, row.key, key))
        top += 2 + len(rows)


def _spread(count: int, room: int) -> list[tuple[int, int]]:
    """Return start and span of ``count`` columns over a width of ``room``; the last takes what is left."""
    each = room // count
    return [(at * each, each if at < count - 1 else room - at * each) for at in range(count)]


_HEAD_ROWS = 3


def _matrix(table: Table) -> Iterator[Box]:
    depth = label_columns(table)
    yield Box(0, 0, _HEAD_ROWS, depth, "note", BALANCE_NOTE)
    yield Box(0, depth, 1, len(table.columns), "head", APPLICANTS)
    for group, members in groupby(enumerate(table.columns), key=lambda pair: pair[1].group):
        columns = list(members)
        if group:
            yield Box(1, depth + columns[0][0], 1, len(columns), "head", group)
        for at, column in columns:
            yield Box(2 if group else 1, depth + at, 1 if group else 2, 1, "head", column.label)
    for at, row in enumerate(table.rows):
        top = _HEAD_ROWS + at
        yield from _groups(table.rows, at, top)
        yield Box(top, len(row.groups), 1, depth - len(row.groups), "label", row.label)
        for place, key in enumerate(row.columns):
            yield Box(top, depth + place, 1, 1, "number", address=Address(table.key, row.key, key))


def _groups(rows: Sequence[Row], at: int, top: int) -> Iterator[Box]:
    """Yield the merged cells at the left that begin at the row."""
    for level, group in enumerate(rows[at].groups):
        path = rows[at].groups[: level + 1]
        if at and rows[at - 1].groups[: level + 1] == path:
            continue
        height = 1
        while at + height < len(rows) and rows[at + height].groups[: level + 1] == path:
            height += 1
        yield Box(top, level, height, 1, "upright" if level == 0 else "group", group)


# Where the one line of numbers stands.
_NUMBERS = 3


def _line(table: Table) -> Iterator[Box]:
    left = 0
    for groups, members in groupby(table.rows, key=lambda row: row.groups):
        rows = tuple(members)
        if groups:
            yield Box(0, left, 1, sum(len(row.columns) for row in rows), "head", groups[0])
        for row in rows:
            span = len(row.columns)
            # What has no heading above it has its columns' heads over two rows.
            below = 2 if groups else 1
            yield Box(below - 1, left, 1, span, "head", row.label)
            for offset, key in enumerate(row.columns):
                head = table.column(key).label
                yield Box(below, left + offset, _NUMBERS - below, 1, "head", head)
                address = Address(table.key, row.key, key)
                yield Box(_NUMBERS, left + offset, 1, 1, "number", address=address)
            left += span
