"""Where the borders between columns would run in a table that has lines only between its rows.

All coordinates are in points in the reading frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf_glyphs import Glyph
from ingest.readers.pdf_head import tile
from ingest.readers.pdf_label_columns import label_starts
from ingest.readers.pdf_lattice import SNAP_PT
from ingest.readers.pdf_marks import Edge
from ingest.readers.pdf_pieces import Columns, find_columns
from ingest.readers.pdf_values import begins_value
from ingest.readers.pdf_words import Segment, TextLine, rows_of

SIDE_PT = 3.0  # lines of one table end at its sides, or stick out by less
SPLIT_EM = 0.1  # numbers of neighbouring columns are at least so far apart
LABEL_SPLIT_EM = 0.4  # … and columns of labels, and words of a head
LABEL_GAP_EM = 0.7  # labels of one row this far apart in all their lines are two cells
NEAR_EM = 0.3  # numbers of neighbouring columns are rarely set closer
STEPS = 24  # places at which a border between two columns is tried


_Reach = tuple[float, float]  # from where to where words stand


@dataclass(frozen=True, slots=True)
class Strip:
    """What stands between two lines: its lines of text, and the numbers of the fullest of them."""

    top: float
    bottom: float
    lines: tuple[TextLine, ...]
    fullest: TextLine | None
    values: tuple[Segment, ...]
    counts: tuple[int, ...]  # how many numbers each line holds


@dataclass(frozen=True, slots=True)
class Stack:
    """Lines above one another, with the sides of the widest, in points.

    ``borders`` are those of the columns, sides included, where a ruled head over the rows draws them.
    """

    left: float
    right: float
    rules: tuple[Edge, ...]
    borders: tuple[float, ...] = ()

    def holds(self, glyph: Glyph) -> bool:
        """Return whether a character stands between the sides."""
        return self.left - SIDE_PT <= glyph.centre <= self.right + SIDE_PT


@dataclass(frozen=True, slots=True)
class Borders:
    """The lines of a table with the borders of its columns.

    ``beyond`` gives for characters (by ``id``) that reach over a border where they belong, as x.
    """

    edges: list[Edge]
    beyond: dict[int, float]


def draw_borders(stack: Stack, table: Sequence[Strip]) -> Borders:
    """Given the strips of a table, return its lines, and borders of its columns where no words run across."""
    top, bottom = table[0].top, table[-1].bottom
    edges = [rule for rule in stack.rules if top - SNAP_PT <= rule.at <= bottom + SNAP_PT]
    edges += [Edge(False, at, stack.left, stack.right) for at in (top, bottom)]
    edges += [Edge(True, at, top, bottom) for at in (stack.left, stack.right)]
    result = Borders(edges, {})
    rows = [(strip.fullest, strip.values) for strip in table if strip.fullest]
    columns = find_columns([line for line, _ in rows], [values for _, values in rows])
    lines = [rows_of(_glyphs(strip)) for strip in table]
    words = [_number_words(strip) for strip in table if strip.values]
    columns = _columns_by_words([found for found, _ in words], columns)
    bare = all(whole for _, whole in words)
    columns = _columns_of_head(stack, bare, columns)
    numbers = list(columns.borders[:-1])
    if not stack.borders:
        numbers = _between(stack, columns, [line for held in lines for line in held])
    if bare:
        numbers = numbers[1:]
    labels = _label_borders(stack, table, numbers[0]) if numbers and not (bare and stack.borders) else []
    for index, strip in enumerate(table):
        is_head = not any(above.values for above in table[: index + 1])
        spans = _spans(stack, strip, lines[index], columns) if is_head else []
        open_numbers = [x for x in numbers if not any(left < x < right for left, right in spans)]
        for x in labels:
            if not any(_crosses(line, x, LABEL_SPLIT_EM) for line in lines[index]):
                result.edges.append(Edge(True, x, strip.top, strip.bottom))
        for x in open_numbers:
            free = _free(lines[index], x, columns)
            if free is not None:
                result.edges.append(Edge(True, x, strip.top, strip.bottom))
                result.beyond.update(_beyond(lines[index], x, free))
    return result


def _columns_of_head(stack: Stack, bare: bool, columns: Columns) -> Columns:
    """Return the columns of numbers as a ruled head over them draws them, where there is one."""
    borders = stack.borders if bare else stack.borders[1:]
    if not borders:
        return columns
    return Columns(tuple((left + right) / 2 for left, right in pairwise(borders)), borders)


def _free(lines: Sequence[Sequence[Glyph]], border: float, columns: Columns) -> float | None:
    """Return the place next to a border where no words run across, short of the middles of its columns."""
    low = max((centre for centre in columns.centres if centre < border), default=border)
    high = min((centre for centre in columns.centres if centre > border), default=border)
    tried = sorted(
        (low + (high - low) * step / STEPS for step in range(1, STEPS)), key=lambda x: abs(x - border)
    )
    return next((x for x in (border, *tried) if not any(_crosses(line, x, SPLIT_EM) for line in lines)), None)


def _beyond(lines: Sequence[Sequence[Glyph]], border: float, free: float) -> dict[int, float]:
    """Return what stands between a border and where it would run freely, with the side it belongs to."""
    low, high = sorted((border, free))
    side = border + 0.1 if free < border else border - 0.1
    return {id(glyph): side for line in lines for glyph in line if low < glyph.centre < high}


def _number_words(strip: Strip) -> tuple[list[_Reach], bool]:
    """Return where the words at the end of a row stand that begin with a number each, and whether all do."""
    glyphs = _glyphs(strip)
    words = clusters([glyphs], NEAR_EM)
    found: list[_Reach] = []
    for left, right in reversed(words):
        lines = rows_of(glyph for glyph in glyphs if left <= glyph.centre <= right)
        if not any(begins_value("".join(glyph.text for glyph in line)) for line in lines):
            break
        found.insert(0, (left, right))
    return found, len(found) == len(words)


def _columns_by_words(found: Sequence[list[_Reach]], columns: Columns) -> Columns:
    """Return the columns where each row has more numbers, notes included, than stand on one line."""
    width = len(found[0])
    if width <= len(columns.centres) or any(len(row) != width for row in found):
        return columns
    lefts = [min(row[k][0] for row in found) for k in range(width)]
    rights = [max(row[k][1] for row in found) for k in range(width)]
    centres = tuple((left + right) / 2 for left, right in zip(lefts, rights, strict=True))
    inner = [(right + left) / 2 for right, left in zip(rights[:-1], lefts[1:], strict=True)]
    return Columns(centres, (min(columns.borders[0], lefts[0] - 1), *inner, rights[-1] + 1))


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
    starts = label_starts(labels)[1:]
    for strip in table:
        if strip.values:
            words = clusters([[g for g in _glyphs(strip) if g.centre < end]], LABEL_GAP_EM)
            starts += [x0 for x0, _ in words[1:]]
    found += [start - LABEL_SPLIT_EM * size / 2 for start in starts]
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
    words = clusters(lines)
    for rule in stack.rules:
        if abs(rule.at - strip.bottom) > SNAP_PT:
            continue
        under = [k for k, centre in enumerate(columns.centres) if rule.start < centre < rule.end]
        left = max(rule.start, columns.borders[0])
        middles = [(a + b) / 2 for a, b in words if left <= (a + b) / 2 <= rule.end]
        if under and (tiled := tile(middles, (under[0], under[-1] + 1), columns.centres)):
            spans += [(columns.centres[first], columns.centres[end - 1]) for first, end in tiled]
    return spans


def clusters(lines: Sequence[Sequence[Glyph]], gap: float = LABEL_SPLIT_EM) -> list[tuple[float, float]]:
    """Return from where to where words stand closer than a gap in em, in one line or below one another."""
    boxes = sorted((glyph.x0, glyph.x1, glyph.size) for line in lines for glyph in line)
    found: list[tuple[float, float]] = []
    for x0, x1, size in boxes:
        if found and x0 - found[-1][1] <= gap * size:
            found[-1] = (found[-1][0], max(found[-1][1], x1))
        else:
            found.append((x0, x1))
    return found
