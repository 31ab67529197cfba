"""From lines of numbers and words to the cells of a table without lines.

Everything is in points in the reading frame.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import NamedTuple

from ingest.model import BBox
from ingest.readers.pdf_head import place_head
from ingest.readers.pdf_label_columns import split_labels, start_of
from ingest.readers.pdf_labels import share_lines
from ingest.readers.pdf_lattice import Region
from ingest.readers.pdf_pieces import LEADING_EM, Columns, Pieces
from ingest.readers.pdf_words import Segment, around, joined

LEADING_PT = 1.0  # lines of one cell stand equally far apart, and begin at one place
LEVEL_EM = 0.3  # a label is level with its number where their middles differ by less


class Placed(NamedTuple):
    """A cell with its text and box."""

    place: Region
    text: str
    box: BBox


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
    _end_last_label(labels, orphans)
    others = [list(column) for column in lines.others]
    for label, height in zip(labels, heights, strict=True):
        if not label:
            label += _level_label(others, height)
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
    pitch = min((b - a for a, b in pairwise(heights)), default=inf)
    placed = place_head(pieces.head, head_labels, columns.centres, columns.borders, side, pitch)
    for top, (span, block) in placed:
        builder.put(Region(top, span[0], top + 1, span[1]), block)
    top = top + 1 if pieces.head else 0
    for number, (height, index, label) in enumerate(rows):
        values = [*pieces.numbers[index], *_strays_of(pieces, heights, index)] if index >= 0 else []
        _put_row(builder, top + number, height, values, label, columns, starts)
    _put_groups(builder, others, [row[0] for row in rows], top)
    edges = (*_label_edges(starts, box), *columns.borders) if side else columns.borders
    return builder.cells, _rising(edges), top + len(rows)


def _end_last_label(labels: Sequence[list[Segment]], orphans: list[list[Segment]]) -> None:
    """Give the last row the lines that go on with its label.

    The page cuts its cell, so that its number stands elsewhere in it than those of the other rows do.
    """
    if not (labels and labels[-1] and orphans and orphans[-1][0].middle > labels[-1][-1].middle):
        return
    blocks = [block for block in (*labels, *orphans) if len(block) > 1]
    leading = min((b.middle - a.middle for block in blocks for a, b in pairwise(block)), default=0.0)
    last, rest = labels[-1][-1], orphans[-1][0]
    if rest.middle - last.middle <= leading + LEADING_PT and abs(rest.box.x0 - last.box.x0) <= LEADING_PT:
        labels[-1].extend(orphans.pop())


def _level_label(others: Sequence[list[Segment]], height: float) -> list[Segment]:
    """Take the rightmost label of the columns of groups that is level with a row out of its column."""
    for column in reversed(others):
        for piece in column:
            if abs(piece.middle - height) <= LEVEL_EM * piece.size:
                column.remove(piece)
                return [piece]
    return []


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
        column = start_of(min(line.box.x0 for line in label), starts)
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


def _put_groups(
    builder: _Builder,
    others: Sequence[Sequence[Segment]],
    heights: Sequence[float],
    top: int,
) -> None:
    """Place the labels of groups of rows: beside the rows that they stand next to."""
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
