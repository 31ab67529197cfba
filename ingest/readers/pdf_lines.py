"""Lines of running text: which of them begin a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.model import Line
from ingest.readers.pdf_frame import Frame
from ingest.readers.pdf_words import TextLine

INDENT_EM = 1.2  # a line that begins further in than this is indented
SHORT_EM = 2.5  # a line that ends further in than this is the last of its paragraph
FAR_EM = 1.6  # lines further apart than this many leadings are not one paragraph


def place_lines(lines: Sequence[TextLine], frame: Frame, page: int) -> list[Line]:
    """Given the lines of running text of a page downwards, return them with their paragraphs."""
    starts = paragraph_starts(lines)
    return [
        Line(
            text=line.text,
            page=page,
            bbox=frame.back(line.box),
            place=f"第{page}页",
            method="words",
            paragraph_start=start,
        )
        for line, start in zip(lines, starts, strict=True)
    ]


def paragraph_starts(lines: Sequence[TextLine]) -> list[bool | None]:
    """Return for each line whether a paragraph begins with it, None where that cannot be told.

    Chinese text indents the first line of a paragraph by two ideographs; where no line of a
    page is indented, the line after a short one begins a paragraph.
    """
    if not lines:
        return []
    size = sorted(line.size for line in lines)[len(lines) // 2]
    left = min(line.box.x0 for line in lines)
    right = max(line.box.x1 for line in lines)
    full = [line.box.x0 - left <= INDENT_EM * size for line in lines]
    short = [right - line.box.x1 > SHORT_EM * size for line in lines]
    starts: list[bool | None] = [None if full[0] else True]
    for index, (before, line) in enumerate(pairwise(lines), start=1):
        if not full[index] or abs(before.size - line.size) > 0.2 * size:
            starts.append(True)
        else:
            starts.append(None if short[index - 1] else _near(before, line))
    return starts


def _near(before: TextLine, line: TextLine) -> bool | None:
    """Return False for a line that follows a full one closely: it goes on."""
    return False if line.box.top - before.box.bottom <= FAR_EM * line.size else None
