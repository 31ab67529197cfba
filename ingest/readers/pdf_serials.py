"""A column of running numbers before the labels of a table without lines: 序号.

Everything is in points in the reading frame.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.pdf_words import Segment, TextLine

LEAST = 3  # as many numbers, each larger than the one above, make a column

_SERIAL = re.compile(r"[\d０-９]{1,2}")


def without_serials(
    lines: Sequence[TextLine], values: Sequence[tuple[Segment, ...]]
) -> list[tuple[Segment, ...]]:
    """Given the lines of a page and the numbers of each, return those without the running numbers of the rows.

    Before a label on the same line such a number is none of the row; before one that is broken over
    lines above and below, only its place says so.
    """
    serials = [
        line.segments[0]
        for line, found in zip(lines, values, strict=True)
        if found and len(line.segments) > len(found) + 1 and _SERIAL.fullmatch(line.segments[0].text)
    ]
    rising = all(int(a.text) < int(b.text) for a, b in pairwise(serials))
    if len(serials) < LEAST or not rising:
        return list(values)
    left, right = min(s.box.x0 for s in serials), max(s.box.x1 for s in serials)
    return [
        found[1:]
        if found and left <= found[0].centre <= right and _SERIAL.fullmatch(found[0].text)
        else found
        for found in values
    ]
