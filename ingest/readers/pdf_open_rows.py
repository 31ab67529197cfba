"""Tables whose columns are ruled and whose rows are not: where the borders between rows would run.

A line that ends inside a table ends at a border across, drawn or not; the others run between
the lines of numbers, and between the labels beside them. All coordinates are in points in the
reading frame.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf_glyphs import Glyph
from ingest.readers.pdf_labels import share_lines
from ingest.readers.pdf_lattice import SNAP_PT, TOUCH_PT, Lattice, clean_edges
from ingest.readers.pdf_marks import Edge
from ingest.readers.pdf_values import begins_value
from ingest.readers.pdf_words import Segment, joined, rows_of, set_line

SAME_ROW_EM = 0.6  # numbers whose middles differ by less stand in one row
LEADING_EM = 1.75  # lines of one cell are no further apart


@dataclass(slots=True)
class _Row:
    """What stands in a row: the height of its numbers' middle, and from which to which line it reaches.

    A label without numbers, and the head, have a height of their own.
    """

    height: float
    top: float
    bottom: float

    def take(self, segments: Iterable[Segment]) -> None:
        """Let the row reach over more lines."""
        for segment in segments:
            self.top, self.bottom = min(self.top, segment.middle), max(self.bottom, segment.middle)


def close_rows(edges: Sequence[Edge], lattice: Lattice, glyphs: Sequence[Glyph]) -> list[Edge]:
    """Given the lines of a table and the characters in it, return its lines and those that its rows imply."""
    x0, top, x1, bottom = lattice.box
    drawn = clean_edges(edges, SNAP_PT)
    drawn += [Edge(False, at, x0, x1) for at in (top, bottom)]
    drawn += [Edge(True, at, top, bottom) for at in (x0, x1)]
    drawn = clean_edges(drawn, SNAP_PT)
    drawn += _across(drawn, top, bottom)
    sheet = _Sheet(drawn, glyphs)
    return drawn + sheet.borders()


def _across(drawn: Sequence[Edge], top: float, bottom: float) -> list[Edge]:
    """Return the level borders at which upright lines end inside a table, from the next line to the next."""
    upright = [edge for edge in drawn if edge.upright]
    level = [edge for edge in drawn if not edge.upright]
    found: list[Edge] = []
    for edge in upright:
        for y in (edge.start, edge.end):
            met = any(
                abs(other.at - y) <= SNAP_PT and other.start - TOUCH_PT <= edge.at <= other.end + TOUCH_PT
                for other in (*level, *found)
            )
            if top + SNAP_PT < y < bottom - SNAP_PT and not met:
                sides = [other.at for other in upright if _passes(other, y)]
                left = max((x for x in sides if x < edge.at), default=edge.at)
                right = min((x for x in sides if x > edge.at), default=edge.at)
                found.append(Edge(False, y, left, right))
    return found


def _passes(edge: Edge, y: float) -> bool:
    return edge.start + SNAP_PT < y < edge.end - SNAP_PT


class _Sheet:
    """The words of a table by the columns that are drawn, and its rows of numbers."""

    def __init__(self, drawn: Sequence[Edge], glyphs: Sequence[Glyph]) -> None:
        self._upright = sorted((edge for edge in drawn if edge.upright), key=lambda edge: edge.at)
        self._level = [edge for edge in drawn if not edge.upright]
        self._right = max(edge.at for edge in self._upright)
        self._lines = [self._cells(line) for line in rows_of(glyphs)]
        self._numbers_start = self._first_column()

    def _cells(self, line: Sequence[Glyph]) -> list[tuple[float, Segment]]:
        """Return the words of a line by cell, each with where its column begins."""
        cells: dict[float, list[Glyph]] = {}
        for glyph in line:
            starts = [edge.at for edge in self._upright if _covers(edge, glyph.middle)]
            cells.setdefault(max((x for x in starts if x <= glyph.centre), default=0.0), []).append(glyph)
        return [(start, _whole(inside)) for start, inside in sorted(cells.items())]

    def _values(self, cells: Sequence[tuple[float, Segment]]) -> list[tuple[float, Segment]]:
        """Return the numbers at the end of a line, with where their columns begin."""
        count = 0
        for _, segment in reversed(cells):
            if not begins_value(segment.text):
                break
            count += 1
        return list(cells[len(cells) - count :])

    def _first_column(self) -> float:
        """Return where the columns of numbers begin: where most rows have their first number."""
        firsts = Counter(found[0][0] for cells in self._lines if (found := self._values(cells)))
        return max(firsts, key=lambda x: (firsts[x], -x)) if firsts else self._right

    def _rows(self) -> list[_Row]:
        """Return the rows of numbers downwards, with the other lines of their cells."""
        lines = [line for cells in self._lines if (line := self._numbers(cells))]
        own = [line for index, line in enumerate(lines) if not self._is_part(lines, index)]
        rows: list[_Row] = []
        for line in own:
            height, size = line[0][1].middle, line[0][1].size
            if not rows or height - rows[-1].height > SAME_ROW_EM * size:
                rows.append(_Row(height, height, height))
        for line in lines:
            if line not in own:
                height = line[0][1].middle
                min(rows, key=lambda row: abs(row.height - height)).take(segment for _, segment in line)
        return rows

    def _numbers(self, cells: Sequence[tuple[float, Segment]]) -> list[tuple[float, Segment]]:
        """Return the numbers of a line in the columns of numbers, none where most of it are words."""
        inside = [(start, segment) for start, segment in cells if start >= self._numbers_start]
        values = [(start, segment) for start, segment in inside if begins_value(segment.text)]
        return values if 2 * len(values) > len(inside) else []

    def _is_part(self, lines: Sequence[Sequence[tuple[float, Segment]]], index: int) -> bool:
        """Return whether numbers have lost their units to a line below: that line holds all the others."""
        own, size = {start for start, _ in lines[index]}, lines[index][0][1].size
        height = lines[index][0][1].middle
        if any(abs(label.middle - height) <= SAME_ROW_EM * size for label in self._labels()):
            return False
        return any(
            len(other) > len(own)
            and own.isdisjoint(start for start, _ in other)
            and abs(other[0][1].middle - height) <= LEADING_EM * size
            for other in lines[max(0, index - 1) : index + 2]
        )

    def _labels(self) -> list[Segment]:
        """Return the lines of the last column of labels."""
        return [
            segment
            for cells in self._lines
            for start, segment in cells
            if start < self._numbers_start and abs(start - self._label_start(segment.middle)) <= SNAP_PT
        ]

    def _label_start(self, y: float) -> float:
        """Return where the last column of labels begins at a height."""
        starts = [
            edge.at for edge in self._upright if _covers(edge, y) and edge.at < self._numbers_start - SNAP_PT
        ]
        return max(starts, default=self._numbers_start)

    def borders(self) -> list[Edge]:
        """Return the borders between the rows, and below the head."""
        found: list[Edge] = []
        for upper, lower in pairwise(self._blocks()):
            end = max(upper.height, min(upper.bottom, lower.height))
            start = min(lower.height, max(lower.top, upper.height))
            if end >= start:
                end, start = upper.height, lower.height
            left = max(self._label_start(upper.height), self._label_start(lower.height))
            y = self._between(end, start, left)
            if y is not None:
                found.append(Edge(False, y, left, self._right))
        return found

    def _blocks(self) -> list[_Row]:
        """Return the rows with their labels downwards, the head, and labels without numbers."""
        rows = self._rows()
        first = rows[0].top if rows else 0.0
        rules = sorted(edge.at for edge in self._level if edge.end >= self._right - SNAP_PT)
        shared, orphans = share_lines(self._labels(), [row.height for row in rows], rules)
        for row, label in zip(rows, shared, strict=True):
            row.take(label)
        others = [_block(lines) for lines in orphans]
        if rows and (head := self._head(first)):
            others = [_block(head), *(other for other in others if other.top > head[-1].middle)]
        return sorted([*rows, *others], key=lambda block: block.height)

    def _head(self, height: float) -> list[Segment]:
        """Return the words over the numbers above a height."""
        return [
            segment
            for cells in self._lines
            for start, segment in cells
            if start >= self._numbers_start and segment.box.bottom < height
        ]

    def _between(self, end: float, start: float, left: float) -> float | None:
        """Return the height of the border between two rows, or None where one is drawn."""
        for edge in self._level:
            if edge.start <= left + TOUCH_PT and end - 1 <= edge.at <= start + 1:
                return None if edge.end >= self._right - TOUCH_PT else edge.at
        return (end + start) / 2


def _block(lines: Sequence[Segment]) -> _Row:
    """Return lines that have no numbers beside them."""
    top, bottom = lines[0].middle, max(line.middle for line in lines)
    return _Row(bottom, top, bottom)


def _covers(edge: Edge, y: float) -> bool:
    return edge.start - 1 <= y <= edge.end + 1


def _whole(glyphs: Sequence[Glyph]) -> Segment:
    """Return the characters of one line of a cell as one piece."""
    line = set_line(glyphs, 0.0)
    if len(line.segments) == 1:
        return line.segments[0]
    text = joined(segment.text for segment in line.segments)
    return Segment(text, line.box, line.size, tuple(glyphs))
