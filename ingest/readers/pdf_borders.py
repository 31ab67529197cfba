"""Where the borders between columns would run in a table that has lines only between its rows.

All coordinates are in points in the reading frame.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf_assembly import Columns, find_columns, label_starts
from ingest.readers.pdf_glyphs import Glyph
from ingest.readers.pdf_head import tile
from ingest.readers.pdf_lattice import SNAP_PT
from ingest.readers.pdf_marks import Edge
from ingest.readers.pdf_words import Segment, TextLine, rows_of

SIDE_PT = 3.0  # lines of one table end at its sides, or stick out by less
SPLIT_EM = 0.1  # numbers of neighbouring columns are at least so far apart
LABEL_SPLIT_EM = 0.4  # … and columns of labels, and words of a head
STEPS = 24  # places at which a border between two columns is tried


@dataclass(frozen=True, slots=True)
class Strip:
    """What stands between two lines: its lines of text, and the numbers of the fullest of them."""

    top: float
    bottom: float
    lines: tuple[TextLine, ...]
    fullest: TextLine | None
    values: tuple[Segment, ...]
    several: bool  # more than one line is a row


@dataclass(frozen=True, slots=True)
class Stack:
    """Lines above one another, with the sides of the widest, in points."""

    left: float
    right: float
    rules: tuple[Edge, ...]

    def holds(self, glyph: Glyph) -> bool:
        """Return whether a character stands between the sides."""
        return self.left - SIDE_PT <= glyph.centre <= self.right + SIDE_PT


def draw_borders(stack: Stack, table: Sequence[Strip]) -> Iterator[Edge]:
    """Given the strips of a table, yield its lines, and borders of its columns where no words run across."""
    top, bottom = table[0].top, table[-1].bottom
    yield from (rule for rule in stack.rules if top - SNAP_PT <= rule.at <= bottom + SNAP_PT)
    yield Edge(False, top, stack.left, stack.right)
    yield Edge(False, bottom, stack.left, stack.right)
    yield Edge(True, stack.left, top, bottom)
    yield Edge(True, stack.right, top, bottom)
    rows = [(strip.fullest, strip.values) for strip in table if strip.fullest]
    columns = find_columns([line for line, _ in rows], [values for _, values in rows])
    lines = [rows_of(_glyphs(strip)) for strip in table]
    numbers = _between(stack, columns, [line for held in lines for line in held])
    if not any(segment.box.x1 < numbers[0] for line, _ in rows for segment in line.segments):
        numbers = numbers[1:]  # no row has a label
    labels = _label_borders(stack, table, numbers[0]) if numbers else []
    for index, strip in enumerate(table):
        is_head = not any(above.values for above in table[: index + 1])
        spans = _spans(stack, strip, lines[index], columns) if is_head else []
        for gap, borders in ((LABEL_SPLIT_EM, labels), (SPLIT_EM, numbers)):
            for x in borders:
                crossed = any(_crosses(line, x, gap) for line in lines[index])
                if not crossed and not any(left < x < right for left, right in spans):
                    yield Edge(True, x, strip.top, strip.bottom)


def _glyphs(strip: Strip) -> list[Glyph]:
    return [glyph for line in strip.lines for segment in line.segments for glyph in segment.glyphs]


def _between(stack: Stack, columns: Columns, lines: Sequence[Sequence[Glyph]]) -> list[float]:
    """Return where columns of numbers part: where the fewest words run across."""
    borders: list[float] = []
    for k, border in enumerate(columns.borders[:-1]):
        low = columns.centres[k - 1] if k else (stack.left + border) / 2
        high = columns.centres[k]
        tried = sorted(
            (low + (high - low) * step / STEPS for step in range(1, STEPS)), key=lambda x: abs(x - border)
        )
        cost = [sum(_crosses(line, x, SPLIT_EM) for line in lines) for x in (border, *tried)]
        borders.append((border, *tried)[cost.index(min(cost))])
    return borders


def _label_borders(stack: Stack, table: Sequence[Strip], end: float) -> list[float]:
    """Return where columns of labels part: where lines begin, and labels after item numbers."""
    labels = [
        segment
        for strip in table
        if strip.values
        for line in strip.lines
        for segment in line.segments
        if segment.box.x1 <= end
    ]
    size = max((label.size for label in labels), default=0.0)
    found = [rule.start for rule in stack.rules if table[0].top < rule.at < table[-1].bottom]
    found += [start - LABEL_SPLIT_EM * size / 2 for start in label_starts(labels)[1:]]
    borders: list[float] = []
    for x in sorted(found):
        last = borders[-1] if borders else stack.left
        if x - last > max(SNAP_PT, size) and end - x > size:
            borders.append(x)
    return borders


def _crosses(line: Sequence[Glyph], x: float, gap: float) -> bool:
    """Return whether the words of a line run across a place."""
    if any(glyph.x0 + SPLIT_EM * glyph.size < x < glyph.x1 - SPLIT_EM * glyph.size for glyph in line):
        return True
    return any(
        left.centre < x < right.centre and right.x0 - left.x1 < gap * left.size
        for left, right in pairwise(line)
    )


def _spans(
    stack: Stack, strip: Strip, lines: Sequence[Sequence[Glyph]], columns: Columns
) -> list[tuple[float, float]]:
    """Return the middles of the first and last column under each cell of a head that is over several.

    A cell is centred over the lines below it; where there are several they share them out.
    """
    spans: list[tuple[float, float]] = []
    words = _clusters(lines)
    for rule in stack.rules:
        if abs(rule.at - strip.bottom) > SNAP_PT:
            continue
        under = [k for k, centre in enumerate(columns.centres) if rule.start < centre < rule.end]
        left = max(rule.start, columns.borders[0])
        middles = [(a + b) / 2 for a, b in words if left <= (a + b) / 2 <= rule.end]
        if under and (tiled := tile(middles, (under[0], under[-1] + 1), columns.centres)):
            spans += [(columns.centres[first], columns.centres[end - 1]) for first, end in tiled]
    return spans


def _clusters(lines: Sequence[Sequence[Glyph]]) -> list[tuple[float, float]]:
    """Return from where to where words stand close together, in one line or below one another."""
    boxes = sorted((glyph.x0, glyph.x1, glyph.size) for line in lines for glyph in line)
    found: list[tuple[float, float]] = []
    for x0, x1, size in boxes:
        if found and x0 - found[-1][1] <= LABEL_SPLIT_EM * size:
            found[-1] = (found[-1][0], max(found[-1][1], x1))
        else:
            found.append((x0, x1))
    return found
