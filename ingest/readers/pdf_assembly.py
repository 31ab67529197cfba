"""From lines of numbers and words to the cells of a table without lines.

Everything is in points in the reading frame.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from statistics import median
from typing import NamedTuple

from ingest.model import BBox
from ingest.readers.pdf_head import place_head
from ingest.readers.pdf_labels import share_lines
from ingest.readers.pdf_lattice import Region
from ingest.readers.pdf_words import Segment, TextLine, around, joined, set_line

LABEL_START_EM = 0.4  # labels whose left ends differ by less start at one place
LABEL_STARTS = 3  # as many labels that start at one place make a column
SPLIT_EM = 0.1  # words of neighbouring columns are at least so far apart
LEADING_EM = 1.75  # lines of one cell are no further apart
REACH_EM = 0.5  # words that reach further into a column than this stand over it


class Placed(NamedTuple):
    """A cell with its text and box."""

    place: Region
    text: str
    box: BBox


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of numbers stand: their middles, and where they part (one more)."""

    centres: tuple[float, ...]
    borders: tuple[float, ...]

    def at(self, x: float) -> int:
        """Return the column at a place, the nearest one beyond the ends."""
        return min(max(bisect_right(self.borders, x) - 1, 0), len(self.centres) - 1)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The words of a table by what they are: of the head, of the rows' numbers, of the labels.

    ``strays`` stand under numbers without being one: the second line of a note.
    """

    head: tuple[Segment, ...]
    head_labels: tuple[Segment, ...]
    numbers: tuple[tuple[Segment, ...], ...]
    labels: tuple[Segment, ...]
    strays: tuple[Segment, ...]


def find_columns(lines: Sequence[TextLine], values: Sequence[Sequence[Segment]]) -> Columns:
    """Given the lines that hold numbers and those numbers, return the columns.

    The fullest lines give the columns; numbers of the others go to the nearest.
    """
    width = max(len(row) for row in values)
    full = [row for row in values if len(row) == width]
    boxes = [[row[k].box for row in full] for k in range(width)]
    spread = {
        side: sum(_spread([x0 + side * (x1 - x0) for x0, _, x1, _ in column]) for column in boxes)
        for side in (0.5, 1.0, 0.0)
    }
    side = min(spread, key=lambda s: spread[s])
    lefts = [min(box.x0 for box in column) for column in boxes]
    rights = [max(box.x1 for box in column) for column in boxes]
    centres = [(left + right) / 2 for left, right in zip(lefts, rights, strict=True)]
    if side != 0.5:
        centres = [median(row[k].centre for row in full) for k in range(width)]
    between = [(a + b) / 2 for a, b in pairwise(centres)]
    gaps = [(rights[k] + lefts[k + 1]) / 2 for k in range(width - 1)]
    inner = [
        gap if side != 0.5 and rights[k] < lefts[k + 1] else middle
        for k, (gap, middle) in enumerate(zip(gaps, between, strict=True))
    ]
    return Columns(tuple(centres), (_left_border(lines, values, lefts[0]), *inner, max(rights) + 1))


def _spread(places: Sequence[float]) -> float:
    """Return the standard deviation; that of the library is exact and slow."""
    mean = sum(places) / len(places)
    return sqrt(sum((place - mean) ** 2 for place in places) / len(places))


def _left_border(lines: Sequence[TextLine], values: Sequence[Sequence[Segment]], left: float) -> float:
    """Return where the labels end and the numbers begin."""
    labels = [
        segment.box.x1
        for line, row in zip(lines, values, strict=True)
        for segment in line.segments[: len(line.segments) - len(row)]
    ]
    return (max(labels) + left) / 2 if labels and max(labels) < left else left - 2


def sort_pieces(lines: Sequence[TextLine], rows: Sequence[int], columns: Columns) -> Pieces:
    """Given the lines of a table, which of them hold numbers, and the columns, return its words apart."""
    head: list[Segment] = []
    beside: list[tuple[int, Segment]] = []
    numbers: list[list[Segment]] = []
    strays: list[Segment] = []
    for index, line in enumerate(lines):
        pieces = _cut(line, columns.borders)
        if index < rows[0]:
            pieces = [part for piece in pieces for part in _heads_apart(piece, columns)]
        inner = [piece for piece in pieces if _is_over(piece, columns)]
        beside += [(index, piece) for piece in pieces if not _is_over(piece, columns)]
        if index in rows:
            numbers.append(inner)
        elif index < rows[0]:
            noted = {id(p) for p in inner if is_part(p.text) and _near_row(p, lines[rows[0]])}
            strays += [piece for piece in inner if id(piece) in noted]
            head += [piece for piece in inner if id(piece) not in noted]
        else:
            strays += inner
    floor = max((piece.middle for piece in head), default=-1.0)
    return Pieces(
        head=tuple(head),
        head_labels=tuple(piece for _, piece in beside if piece.middle <= floor + piece.size / 2),
        numbers=tuple(map(tuple, numbers)),
        labels=tuple(piece for _, piece in beside if piece.middle > floor + piece.size / 2),
        strays=tuple(strays),
    )


def is_part(text: str) -> bool:
    """Return whether a text is a line of a longer one: a bracket is opened or closed and not both."""
    opened = text.count("（") + text.count("(")
    return opened != text.count("）") + text.count(")")


def _near_row(piece: Segment, row: TextLine) -> bool:
    return row.segments[0].middle - piece.middle <= LEADING_EM * piece.size


def _is_over(piece: Segment, columns: Columns) -> bool:
    return piece.centre > columns.borders[0]


def _cut(line: TextLine, borders: Sequence[float]) -> list[Segment]:
    """Return the words of a line, parted where a border runs through a gap."""
    pieces: list[Segment] = []
    for segment in line.segments:
        start = 0
        for index, (left, right) in enumerate(pairwise(segment.glyphs), start=1):
            parted = right.x0 - left.x1 > SPLIT_EM * left.size
            if parted and any(left.centre < border < right.centre for border in borders):
                pieces += set_line(segment.glyphs[start:index], 0.0).segments
                start = index
        pieces += set_line(segment.glyphs[start:], 0.0).segments if start else (segment,)
    return pieces


def _heads_apart(segment: Segment, columns: Columns) -> list[Segment]:
    """Return words over several columns as one head for each, where they are set so close that only hairs part them."""
    over = [centre for centre in columns.centres if segment.box.x0 < centre < segment.box.x1]
    if len(over) < 2:
        return [segment]
    pieces: list[Segment] = []
    start = 0
    for index, (left, right) in enumerate(pairwise(segment.glyphs), start=1):
        if right.x0 - left.x1 > SPLIT_EM * left.size:
            pieces += set_line(segment.glyphs[start:index], 0.0).segments
            start = index
    pieces += set_line(segment.glyphs[start:], 0.0).segments
    nearest = [min(columns.centres, key=lambda c: abs(c - piece.centre)) for piece in pieces]
    own = len(set(nearest)) == len(pieces) and all(len(piece.text) > 1 for piece in pieces)
    return pieces if own and len(pieces) >= len(over) - 1 else [segment]


# --- cells -------------------------------------------------------------------------------------


@dataclass
class _Builder:
    """Cells as they are placed; no two cover the same place."""

    cells: list[Placed]
    taken: set[tuple[int, int]]

    def free(self, place: Region) -> bool:
        return not any(spot in self.taken for spot in _spots(place))

    def put(self, place: Region, segments: Sequence[Segment]) -> None:
        box = segments[0].box if len(segments) == 1 else around(s.box for s in segments)
        self.cells.append(Placed(place, _text(segments), box))
        self.taken.update(_spots(place))


def assemble(
    pieces: Pieces, heights: Sequence[float], rules: Sequence[float], columns: Columns, box: BBox
) -> tuple[list[Placed], tuple[float, ...], int]:
    """Given the words of a table apart, return its cells, its column borders and its number of rows.

    Args:
        pieces: The words.
        heights: Middles of the rows' numbers, downwards.
        rules: Heights of drawn lines.
        columns: The columns of numbers.
        box: The box of all the words.
    """
    lines = split_labels(pieces.labels)
    starts = lines.starts
    side = len(starts)
    labels, orphans = share_lines(lines.last, heights, rules)
    if pieces.head:
        above = [block for block in orphans if block[-1].middle < heights[0]]
        orphans = [block for block in orphans if block[-1].middle >= heights[0]]
    else:
        above = []
    rows = sorted(
        [(height, index, labels[index]) for index, height in enumerate(heights)]
        + [((block[0].middle + block[-1].middle) / 2, -1, block) for block in orphans],
        key=lambda row: row[0],
    )
    builder = _Builder([], set())
    head_labels = [*pieces.head_labels, *(line for block in above for line in block)]
    top = 0
    for top, (span, block) in place_head(pieces.head, head_labels, columns.centres, columns.borders, side):
        builder.put(Region(top, span[0], top + 1, span[1]), block)
    top = top + 1 if pieces.head else 0
    for number, (height, index, label) in enumerate(rows):
        values = [*pieces.numbers[index], *_strays_of(pieces, heights, index)] if index >= 0 else []
        _put_row(builder, top + number, height, values, label, columns, starts)
    _put_groups(builder, lines.others, [row[0] for row in rows], top)
    edges = (*_label_edges(starts, box), *columns.borders) if side else columns.borders
    return builder.cells, _rising(edges), top + len(rows)


def _rising(edges: Iterable[float]) -> tuple[float, ...]:
    result: list[float] = []
    for edge in edges:
        result.append(max(edge, result[-1] + 0.1) if result else edge)
    return tuple(result)


def _label_edges(starts: Sequence[float], box: BBox) -> list[float]:
    return [min(box.x0, starts[0]), *starts[1:]]


def _strays_of(pieces: Pieces, heights: Sequence[float], index: int) -> list[Segment]:
    return [
        stray
        for stray in pieces.strays
        if min(range(len(heights)), key=lambda k: abs(heights[k] - stray.middle)) == index
    ]


def _put_row(
    builder: _Builder,
    row: int,
    height: float,
    values: Sequence[Segment],
    label: Sequence[Segment],
    columns: Columns,
    starts: Sequence[float],
) -> None:
    side = len(starts)
    if label:
        column = _start_of(min(line.box.x0 for line in label), starts)
        builder.put(Region(row, column, row + 1, side), label)
    size = values[0].size if values else label[0].size
    by_column: list[list[Segment]] = [[] for _ in columns.centres]
    for value in values:
        by_column[columns.at(value.centre)].append(value)
    for column, inside in enumerate(by_column):
        if len(inside) > 1:
            inside.sort(key=lambda value: (round(value.middle / max(value.size, 1)), value.box.x0))
        place = Region(row, side + column, row + 1, side + column + 1)
        if inside:
            builder.put(place, inside)
        else:
            box = BBox(
                columns.borders[column], height - size / 2, columns.borders[column + 1], height + size / 2
            )
            builder.cells.append(Placed(place, "", box))
            builder.taken.update(_spots(place))


# --- labels ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LabelLines:
    """The lines of the labels: where their columns start, those beside the rows, and the others by column."""

    starts: tuple[float, ...]
    last: tuple[Segment, ...]
    others: tuple[tuple[Segment, ...], ...]


def split_labels(labels: Sequence[Segment]) -> LabelLines:
    """Given the lines of the labels, return them by the columns in which they start."""
    if not labels:
        return LabelLines((), (), ())
    starts = label_starts(labels)
    cut = [
        piece
        for label in labels
        for piece in _cut(TextLine((label,)), [start + 0.1 * label.size for start in starts[1:]])
    ]
    cut.sort(key=lambda piece: (piece.middle, piece.box.x0))
    reaching: list[Segment] = []
    others: list[list[Segment]] = [[] for _ in starts[:-1]]
    for piece in cut:
        column = _start_of(piece.box.x0, starts)
        reaches = column == len(starts) - 1 or piece.box.x1 > starts[-1] + REACH_EM * piece.size
        if reaches or any(_goes_on(before, piece) for before in reaching[-3:]):
            reaching.append(piece)
        else:
            others[column].append(piece)
    return LabelLines(tuple(starts), tuple(reaching), tuple(map(tuple, others)))


def _goes_on(before: Segment, piece: Segment) -> bool:
    """Return whether words are the next line of a label that began at the same place."""
    down = piece.middle - before.middle
    level = abs(piece.box.x0 - before.box.x0) <= LABEL_START_EM * piece.size
    return level and piece.size / 2 < down <= LEADING_EM * piece.size


def label_starts(labels: Sequence[Segment]) -> list[float]:
    """Return where columns of labels start: at the left, and wherever several begin after a gap."""
    if not labels:
        return []
    size = median(label.size for label in labels)
    first = min(label.box.x0 for label in labels)
    counted: Counter[int] = Counter()
    for label in labels:
        counted[round(label.box.x0 / size / LABEL_START_EM)] += 1
        for left, right in pairwise(label.glyphs):
            if right.x0 - left.x1 > 2 * SPLIT_EM * size:
                counted[round(right.x0 / size / LABEL_START_EM)] += 1
    starts = [first]
    for slot, count in sorted(counted.items()):
        x = slot * size * LABEL_START_EM
        if count >= LABEL_STARTS and x - starts[-1] > 2 * size:
            starts.append(min(x, *_near_starts(labels, x, size)))
    return starts


def _near_starts(labels: Sequence[Segment], x: float, size: float) -> list[float]:
    reach = LABEL_START_EM * size
    return [glyph.x0 for label in labels for glyph in label.glyphs if abs(glyph.x0 - x) <= reach] or [x]


def _start_of(x: float, starts: Sequence[float]) -> int:
    return max(0, bisect_right(starts, x + 1.0) - 1)


def _put_groups(
    builder: _Builder,
    others: Sequence[Sequence[Segment]],
    heights: Sequence[float],
    top: int,
) -> None:
    """Region the labels of groups of rows: beside the rows that they stand next to."""
    for column, lines in enumerate(others):
        for block in _blocks(lines):
            upper, lower = block[0].box.top, block[-1].box.bottom
            middle = (upper + lower) / 2
            nearest = min(range(len(heights)), key=lambda row: abs(heights[row] - middle))
            beside = [row for row, height in enumerate(heights) if upper <= height <= lower] or [nearest]
            place = Region(top + beside[0], column, top + beside[-1] + 1, column + 1)
            if not builder.free(place):
                place = Region(top + nearest, column, top + nearest + 1, column + 1)
            if builder.free(place):
                builder.put(place, block)


def _blocks(lines: Sequence[Segment]) -> list[list[Segment]]:
    blocks: list[list[Segment]] = []
    for line in lines:
        if blocks and line.middle - blocks[-1][-1].middle <= LEADING_EM * line.size:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _spots(place: Region) -> list[tuple[int, int]]:
    return [(r, c) for r in range(place.row, place.end_row) for c in range(place.column, place.end_column)]


def _text(segments: Sequence[Segment]) -> str:
    """Return the words of a cell: those on one line parted by spaces, lines by newlines."""
    if len(segments) == 1:  # most cells
        return segments[0].text
    lines = [[segments[0].text]]
    for before, after in pairwise(segments):
        if abs(after.middle - before.middle) < after.size / 2:
            lines[-1].append(after.text)
        else:
            lines.append([after.text])
    return "\n".join(map(joined, lines))
