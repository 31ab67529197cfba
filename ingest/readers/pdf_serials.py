"""Running numbers before the labels of a table without lines: 序号, or the items of the form in a column of their own.

Everything is in points in the reading frame.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from ingest.model import BBox
from ingest.readers.pdf_words import Segment, TextLine, around

INSIDE_EM = 2.0  # labels reach at least so far beyond the number of their item
BESIDES = 2  # as many labels at the place of a number say that it is the item of another
MAX_ROWS = 150  # rows of one page that are held against each other; more is no report
MAX_EXTRA = 2  # an item and its label
LEAST = 3  # as many numbers, each larger than the one above, make a column

_SERIAL = re.compile(r"[\d０-９]{1,2}")
_ITEM = re.compile(r"[\d０-９]{1,2}[.．、]?")


def without_serials(
    lines: Sequence[TextLine], values: Sequence[tuple[Segment, ...]]
) -> list[tuple[Segment, ...]]:
    """Given the lines of a page and the numbers of each, return those without the running numbers of the rows.

    Before a label on the same line such a number is none of the row; before one that is broken over
    lines above and below, only its place says so.
    """
    column = _column_of_serials(lines, values)
    plain = _without_items(lines, values)
    return [
        found[1:] if found and _SERIAL.fullmatch(found[0].text) and _is_in(found[0], column) else found
        for found in plain
    ]


def _column_of_serials(
    lines: Sequence[TextLine], values: Sequence[tuple[Segment, ...]]
) -> tuple[float, float] | None:
    """Return from where to where the running numbers stand, or None where there are none."""
    serials = [
        line.segments[0]
        for line, found in zip(lines, values, strict=True)
        if found and len(line.segments) > len(found) + 1 and _SERIAL.fullmatch(line.segments[0].text)
    ]
    rising = all(int(a.text) < int(b.text) for a, b in pairwise(serials))
    if len(serials) < LEAST or not rising:
        return None
    return min(s.box.x0 for s in serials), max(s.box.x1 for s in serials)


def _is_in(number: Segment, column: tuple[float, float] | None) -> bool:
    return column is not None and column[0] <= number.centre <= column[1]


def _without_items(
    lines: Sequence[TextLine], values: Sequence[tuple[Segment, ...]]
) -> list[tuple[Segment, ...]]:
    """Return the numbers without the items of the form that stand where other rows have their labels."""
    labels: dict[int, list[BBox]] = defaultdict(list)
    for line, row in zip(lines, values, strict=True):
        if LEAST <= len(row) < len(line.segments) and len(labels[len(row)]) < MAX_ROWS:
            labels[len(row)].append(around(label.box for label in line.segments[: -len(row)]))
    return [_from_first_number(found, labels) for found in values]


def _from_first_number(
    found: tuple[Segment, ...], labels: Mapping[int, Sequence[BBox]]
) -> tuple[Segment, ...]:
    """Return the numbers of a row without an item, and its label, before them."""
    if not found or not _ITEM.fullmatch(found[0].text):
        return found
    for extra in range(1, MAX_EXTRA + 1):
        rows = labels.get(len(found) - extra, ())
        if all(_is_among(piece, rows) for piece in found[:extra]):
            return found[extra:]
    return found


def _is_among(piece: Segment, labels: Sequence[BBox]) -> bool:
    """Return whether an item, or its label, stands where most of some rows have their labels.

    A label that only reaches to its own number says nothing of the place where that stands.
    """
    is_item = _ITEM.fullmatch(piece.text)
    reach = piece.box.x1 + INSIDE_EM * piece.size if is_item else piece.centre
    beside = sum(box.x0 < piece.box.x1 and box.x1 >= reach for box in labels)
    return beside >= BESIDES and 2 * beside >= len(labels)
