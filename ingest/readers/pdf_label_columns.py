"""In which columns the labels of a table without lines stand.

Everything is in points in the reading frame.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.readers.pdf_pieces import LEADING_EM, SPLIT_EM, cut
from ingest.readers.pdf_words import Segment, TextLine

LABEL_START_EM = 0.4  # labels whose left ends differ by less start at one place
LABEL_STARTS = 3  # as many labels that start at one place make a column
BESIDE_EM = 0.9  # lines of one column are further apart
REACH_EM = 0.5  # words that reach further into a column than this stand over it

_ITEM = re.compile(r"\d{1,2}[.．、]?(?:\s|$)")


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
    if len(starts) == 1:
        starts += _start_beside(labels)
    parts = [
        piece
        for label in labels
        for piece in cut(TextLine((label,)), [start + 0.1 * label.size for start in starts[1:]])
    ]
    parts.sort(key=lambda piece: (piece.middle, piece.box.x0))
    reaching: list[Segment] = []
    others: list[list[Segment]] = [[] for _ in starts[:-1]]
    for piece in parts:
        column = start_of(piece.box.x0, starts)
        reaches = column == len(starts) - 1 or piece.box.x1 > starts[-1] + REACH_EM * piece.size
        if reaches or any(_goes_on(before, piece) for before in reaching[-3:]):
            reaching.append(piece)
        else:
            others[column].append(piece)
    return LabelLines(tuple(starts), tuple(reaching), tuple(map(tuple, others)))


def _start_beside(labels: Sequence[Segment]) -> list[float]:
    """Return where a second column of labels starts: with words beside others, nearer than two lines can be."""
    beside = [
        right.box.x0
        for left in labels
        for right in labels
        if left.box.x1 < right.box.x0 and abs(left.middle - right.middle) < BESIDE_EM * left.size
    ]
    return [min(beside)] if beside else []


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
        if count >= LABEL_STARTS and (x - starts[-1] > 2 * size or _only_items(labels, starts[-1], x)):
            starts.append(min(x, *_near_starts(labels, x, size)))
    return starts


def _only_items(labels: Sequence[Segment], start: float, x: float) -> bool:
    """Return whether what begins between two places is an item's number, with its words in the next column."""
    begun = [label for label in labels if start - 1 <= label.box.x0 < x - LABEL_START_EM * label.size]
    return len(begun) >= LABEL_STARTS and all(_ITEM.match(label.text) for label in begun)


def _near_starts(labels: Sequence[Segment], x: float, size: float) -> list[float]:
    reach = LABEL_START_EM * size
    return [glyph.x0 for label in labels for glyph in label.glyphs if abs(glyph.x0 - x) <= reach] or [x]


def start_of(x: float, starts: Sequence[float]) -> int:
    """Return the column of labels at a place, by where the columns start."""
    return max(0, bisect_right(starts, x + 1.0) - 1)
