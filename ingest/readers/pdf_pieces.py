"""The words of a table without lines by what they are: of the head, of the rows' numbers, of the labels.

Everything is in points in the reading frame.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from statistics import median

from ingest.readers.pdf_glyphs import Glyph
from ingest.readers.pdf_values import is_value
from ingest.readers.pdf_words import Segment, TextLine, set_line

SPLIT_EM = 0.1  # words of neighbouring columns are at least so far apart
LEADING_EM = 1.75  # lines of one cell are no further apart
HEAD_WORD_EM = 0.3  # words of neighbouring heads are further apart
HEAD_COLUMNS = 8  # a row with as many columns is set close
HEAD_GAP_EM = 0.4  # the words over the labels and those over the numbers are at least so far apart


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


def columns_of_head(head: Sequence[TextLine], row: TextLine) -> Columns | None:
    """Given the lines of a head and the only row of numbers below it, return the columns that the head has.

    Numbers that nearly touch read as one; the head's lowest words then say how many columns there are. None where
    the row does not have exactly one number for each of them.
    """
    words = _lowest_words(head)
    if len(words) <= len(row.segments) or len(words) < HEAD_COLUMNS:
        return None
    centres = [(left + right) / 2 for left, right in words]
    inner = [(a + b) / 2 for a, b in pairwise(centres)]
    borders = (words[0][0] - 2, *inner, words[-1][1] + 1)
    columns = Columns(tuple(centres), borders)
    pieces = cut(row, inner)
    own = [columns.at(piece.centre) for piece in pieces]
    return columns if own == list(range(len(centres))) and all(is_value(p.text) for p in pieces) else None


def _lowest_words(head: Sequence[TextLine]) -> list[tuple[float, float]]:
    """Return from where to where each cell reaches that has no cells of the head below it.

    Its lines are above one another; what stands over several others is no cell of a column.
    """
    found: list[tuple[float, float]] = []
    for line in reversed(head):
        words = [
            (run[0].x0, run[-1].x1)
            for segment in line.segments
            for run in _runs(segment.glyphs, HEAD_WORD_EM * segment.size)
        ]
        for left, right in words:
            under = [word for word in found if word[0] < right and left < word[1]]
            if len(under) < 2:
                found = [word for word in found if word not in under]
                found.append(
                    (min(left, *(w[0] for w in under)), max(right, *(w[1] for w in under)))
                    if under
                    else (left, right)
                )
    return sorted(found)


def _runs(glyphs: Sequence[Glyph], gap: float) -> list[list[Glyph]]:
    """Return characters by word: those that stand no further apart than a gap in points."""
    runs = [[glyphs[0]]]
    for glyph in glyphs[1:]:
        if glyph.x0 - runs[-1][-1].x1 > gap:
            runs.append([])
        runs[-1].append(glyph)
    return runs


def _spread(places: Sequence[float]) -> float:
    """Return the standard deviation; that of the library is exact and slow."""
    mean = sum(places) / len(places)
    return sqrt(sum((place - mean) ** 2 for place in places) / len(places))


def _left_border(lines: Sequence[TextLine], values: Sequence[Sequence[Segment]], left: float) -> float:
    """Return where the labels end and the numbers begin; a number may stand so close to its label that they are one."""
    ends: list[float] = []
    starts = [left]
    for line, row in zip(lines, values, strict=True):
        for segment in line.segments[: len(line.segments) - len(row)]:
            joint = _joint(segment) if segment.box.x1 > left else None
            ends.append(joint[0] if joint else segment.box.x1)
            starts += joint[1:] if joint else ()
    return (max(ends) + min(starts)) / 2 if ends and max(ends) < min(starts) else left - 2


def _joint(segment: Segment) -> tuple[float, float] | None:
    """Return where a label ends and the number behind it begins, or None where no gap parts a number off."""
    for index in range(len(segment.glyphs) - 1, 0, -1):
        before, after = segment.glyphs[index - 1 : index + 1]
        if not is_value("".join(glyph.text for glyph in segment.glyphs[index:])):
            return None
        if after.x0 - before.x1 > SPLIT_EM * before.size:
            return before.x1, after.x0
    return None


def sort_pieces(lines: Sequence[TextLine], rows: Sequence[int], columns: Columns) -> Pieces:
    """Given the lines of a table, which of them hold numbers, and the columns, return its words apart."""
    head: list[Segment] = []
    beside: list[tuple[int, Segment]] = []
    numbers: list[list[Segment]] = []
    strays: list[Segment] = []
    for index, line in enumerate(lines):
        pieces = cut(line, columns.borders)
        if index < rows[0]:
            pieces = [part for piece in pieces for part in _off_labels(piece, columns)]
            pieces = [part for piece in pieces for part in _heads_apart(piece, columns)]
        inner = [piece for piece in pieces if _is_over(piece, columns)]
        beside += [(index, piece) for piece in pieces if not _is_over(piece, columns)]
        if index in rows:
            numbers.append(inner)
        elif index < rows[0]:
            noted = {
                id(piece)
                for piece in inner
                if is_part(piece.text) and _near_row(piece, lines[rows[0]]) and not _ends_one(piece, head)
            }
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


def _ends_one(piece: Segment, head: Sequence[Segment]) -> bool:
    """Return whether words close a bracket that the head opened close above them."""
    return any(
        is_part(above.text)
        and not is_part(above.text + piece.text)
        and above.box.x0 < piece.box.x1
        and piece.box.x0 < above.box.x1
        and 0 < piece.middle - above.middle <= LEADING_EM * piece.size
        for above in head
    )


def _near_row(piece: Segment, row: TextLine) -> bool:
    return row.segments[0].middle - piece.middle <= LEADING_EM * piece.size


def _is_over(piece: Segment, columns: Columns) -> bool:
    return piece.centre > columns.borders[0]


def cut(line: TextLine, borders: Sequence[float]) -> list[Segment]:
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


def _off_labels(segment: Segment, columns: Columns) -> list[Segment]:
    """Return words that reach from over the labels to over the first numbers as two, where a gap parts them."""
    first = columns.centres[0]
    if not segment.box.x0 < columns.borders[0] < first < segment.box.x1:
        return [segment]
    gaps = [
        (right.x0 - left.x1, index)
        for index, (left, right) in enumerate(pairwise(segment.glyphs), start=1)
        if columns.borders[0] < right.x0 and left.centre < first
    ]
    width, at = max(gaps, default=(0.0, 0))
    if width <= HEAD_GAP_EM * segment.size:
        return [segment]
    parts = (segment.glyphs[:at], segment.glyphs[at:])
    return [piece for part in parts for piece in set_line(part, 0.0).segments]


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
