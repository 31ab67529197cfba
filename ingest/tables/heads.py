"""Heads of columns, carried from piece to piece: a table that goes on over a page keeps those above it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from form.numbers import read_number
from form.spelling import plain
from ingest.model import Grid, GridCell
from ingest.tables.rows import GridRow, Span, carried, under

_YEAR = re.compile(r"(?<!\d)(20[12]\d)年度?")
# Numbers of columns under a head count up over at least so many places: 1, 2, 3 …
COUNTING_MIN = 3
# What stands at the left of such a row.
_COUNTED = frozenset({"栏次", "列次", "行次", "序号", "项目", "栏目", "编号", "甲", "乙", "丙"})


class Heads:
    """The heads in force over the columns of the grid that is being read.

    ``placed`` says whether their places are those of this grid; without positions in points
    only their order is left of the heads of the piece before.
    """

    def __init__(self) -> None:
        """Start without heads."""
        self.spans: list[Span] = []
        self.placed = True
        self._grid: Grid | None = None

    def enter(self, row: GridRow) -> bool:
        """Lay the heads of the piece before over the grid of a row; True where that is another grid."""
        if self._grid is row.grid:
            return False
        begun = self._grid is not None
        if begun:
            moved = carried(self.spans, row.grid)
            self.placed = bool(moved)
            self.spans = moved or self.spans
        self._grid = row.grid
        return begun

    def take(self, found: Iterable[Span]) -> None:
        """Put heads in force beside those that stand over other columns."""
        known = self.spans if self.placed else []
        own = {(span.start, span.key): span for span in (*known, *found)}
        self.spans = sorted(own.values(), key=_place)
        self.placed = True

    def clear(self) -> None:
        """Let no head be in force."""
        self.spans = []
        self.placed = True


def _place(span: Span) -> tuple[int, int]:
    return span.start, span.stop


def is_counting(row: GridRow) -> bool:
    """Say whether a row only numbers the columns under a head: 栏次, 1, 2, 3 …"""
    texts = [plain(cell.text).strip(" ()") for cell in row.starting if cell.text.strip()]
    numbers = [text for text in texts if text.isdecimal()]
    return (
        len(numbers) >= COUNTING_MIN
        and numbers == [str(at) for at in range(1, len(numbers) + 1)]
        and texts[-len(numbers) :] == numbers
        and _COUNTED.issuperset(texts[: -len(numbers)])
    )


def said_once(spans: Sequence[Span]) -> list[Span]:
    """Given heads from left to right, return those side by side that say the same as one: a merged cell undone."""
    found: list[Span] = []
    for span in spans:
        last = found[-1] if found else None
        if last is not None and last.stop == span.start and (last.key, last.text) == (span.key, span.text):
            found[-1] = replace(last, stop=span.stop, x1=span.x1)
        else:
            found.append(span)
    return found


def of_latest_year(heads: Sequence[str]) -> list[str | None]:
    """Given the words of heads, return them as the form has them, None for those of a year that is past.

    A report that sets the year before beside its own names both years in its heads.
    """
    years = [{int(year) for year in _YEAR.findall(plain(text))} for text in heads]
    latest = max((year for said in years for year in said), default=None)
    if len(set().union(*years)) < 2:
        return list(heads)
    return [
        None if said and said != {latest} else _YEAR.sub("本年", plain(text))
        for text, said in zip(heads, years, strict=True)
    ]


def once(cells: Sequence[GridCell], heads: Sequence[Span]) -> list[GridCell]:
    """Given the cells of a row, return those that repeat under one head what stands at their left only once."""
    if len(cells) <= len(heads):
        return list(cells)
    return [
        cell
        for left, cell in zip((None, *cells), cells, strict=False)
        if left is None or left.text != cell.text or under(cell, heads) not in {under(left, heads)} - {None}
    ]


def unmerged(cells: Sequence[GridCell], heads: Sequence[Span]) -> list[GridCell]:
    """Given the cells of a row, return one nought merged over several heads as a nought under each."""
    # With a cell for each head, borders are only pulled to other places.
    if len(cells) >= len(heads):
        return list(cells)
    found: list[GridCell] = []
    for cell in cells:
        stop = cell.column + cell.column_span
        below = [head for head in heads if cell.column <= head.start and head.stop <= stop]
        if len(below) < 2 or read_number(cell.text).value != 0:
            found.append(cell)
            continue
        found += [cell._replace(column=head.start, column_span=head.stop - head.start) for head in below]
    return found
