"""Running numbers before the labels of a table without lines: 序号, or the items of the form in a column of their own.

Everything is in points in the reading frame.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.pdf_words import Segment, TextLine

INSIDE_EM = 2.0  # labels reach at least so far beyond the number of their item
BESIDES = 2  # as many labels at the place of a number say that it is the item of another
LEAST = 3  # as many numbers, each larger than the one above, make a column

_SERIAL = re.compile(r"[\d０-９]{1,2}")


def without_serials(
    lines: Sequence[TextLine], values: Sequence[tuple[Segment, ...]]
) -> list[tuple[Segment, ...]]:
    """Given the lines of a page and the numbers of each, return those without the running numbers of the rows.

    Before a label on the same line such a number is none of the row; before one that is broken over
    lines above and below, only its place says so.
    """
    column = _column_of_serials(lines, values)
    return [
        found[1:]
        if found
        and _SERIAL.fullmatch(found[0].text)
        and (_is_in(found[0], column) or _is_among_labels(lines, values, found))
        else found
        for found in values
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


def _is_among_labels(
    lines: Sequence[TextLine], values: Sequence[tuple[Segment, ...]], found: Sequence[Segment]
) -> bool:
    """Return whether the first of a row's numbers stands where rows with one number less have their labels.

    Words that only reach there, as a label that its own number runs into, are none.
    """
    number = found[0]
    reach = number.box.x1 + INSIDE_EM * number.size
    beside = [
        any(label.box.x0 < number.box.x1 and label.box.x1 > reach for label in line.segments[: -len(row)])
        for line, row in zip(lines, values, strict=True)
        if len(row) == len(found) - 1 >= LEAST
    ]
    return sum(beside) >= BESIDES and 2 * sum(beside) >= len(beside)
