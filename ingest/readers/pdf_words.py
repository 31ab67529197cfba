"""Characters become words and lines by where they stand.

All positions are in points in the reading frame: text runs to the right, lines downwards.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from statistics import median

from ingest.model import BBox
from ingest.readers.pdf_glyphs import UNKNOWN, Glyph

SAME_LINE_EM = 0.5  # characters whose middles differ by less stand on one line
COLUMN_GAP_EM = 1.5  # a gap wider than this parts columns, even in justified text
DIGIT_COLUMN_GAP_EM = 0.8  # … between two numbers
WORD_GAP_EM = 0.2  # a gap wider than this parts Latin words
MIXED_GAP_EM = 0.6  # … a number and an ideograph: Word leaves a quarter em there by itself
DIGIT_GAP_EM = 0.25  # … two single digits
SPACE_GAP_EM = 0.12  # a printed space narrower than this is none
EVEN_EM = 0.12  # gaps that differ by less are letter-spacing
MAX_TRACKING_EM = 1.0  # wider gaps are no letter-spacing
MIN_TRACKING_EM = 0.05
_UNKNOWN = re.compile(f"[{UNKNOWN}\ue000-\uf8ff\U000f0000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one line that stand close together, in one column."""

    text: str
    box: BBox
    size: float
    glyphs: tuple[Glyph, ...]

    @property
    def middle(self) -> float:
        """Return half its height, in points from the top."""
        return (self.box.top + self.box.bottom) / 2

    @property
    def centre(self) -> float:
        """Return half its width, in points from the left."""
        return (self.box.x0 + self.box.x1) / 2


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text: its segments from left to right."""

    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """Return its words, columns separated by tabs."""
        return "\t".join(segment.text for segment in self.segments)

    @property
    def box(self) -> BBox:
        """Return the box of its words."""
        return around(segment.box for segment in self.segments)

    @property
    def size(self) -> float:
        """Return the largest em of its words, in points."""
        return max(segment.size for segment in self.segments)


def around(boxes: Iterable[BBox]) -> BBox:
    """Return the smallest box that holds all the boxes."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return BBox(min(x0), min(top), max(x1), max(bottom))


def box_of(glyphs: Iterable[Glyph]) -> BBox:
    """Return the smallest box that holds all the characters."""
    _, x0, top, x1, bottom, *_ = zip(*glyphs, strict=True)
    return BBox(min(x0), min(top), max(x1), max(bottom))


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return the characters by line, lines downwards, each from left to right."""
    rows: list[list[Glyph]] = []
    total = 0.0
    for middle, glyph in sorted([((g[2] + g[4]) / 2, g) for g in glyphs], key=_first):
        if rows:
            row = rows[-1]
            if middle - total / len(row) <= SAME_LINE_EM * min(glyph[5], row[0][5]):
                row.append(glyph)
                total += middle
                continue
        rows.append([glyph])
        total = middle
    for row in rows:
        row.sort(key=_left)
    return rows


_first, _left = itemgetter(0), itemgetter(1)  # a height beside a character; the left of a character


def tracking_of(glyphs: Iterable[Glyph]) -> float:
    """Return the letter-spacing of a text, in em: what its ideographs stand apart."""
    gaps = [
        (right.x0 - left.x1) / left.size
        for row in rows_of(glyphs)
        for left, right in itertools.pairwise(row)
        if is_ideograph(left.text) and is_ideograph(right.text)
    ]
    near = [gap for gap in gaps if gap <= MAX_TRACKING_EM]
    if len(near) < 5:
        return 0.0
    tracking = median(near)
    return tracking if tracking >= MIN_TRACKING_EM else 0.0


def set_lines(glyphs: Iterable[Glyph], tracking: float) -> list[TextLine]:
    """Given characters and their letter-spacing in em, return their lines downwards."""
    return [set_line(row, tracking) for row in rows_of(glyphs)]


def set_line(row: Sequence[Glyph], tracking: float) -> TextLine:
    """Given the characters of a line from left to right, return it in words and columns."""
    gaps = _gaps(row, tracking)
    segments: list[Segment] = []
    start = 0
    text = row[0].text
    for index in range(1, len(row)):
        between = gaps[index - 1]
        if between == "\t":
            segments.append(_segment(text, row[start:index]))
            start, text = index, row[index].text
        else:
            text += between + row[index].text
    segments.append(_segment(text, row[start:]))
    return TextLine(tuple(segments))


def joined(words: Iterable[str]) -> str:
    """Return words that stand apart on one line of a cell as its text.

    Two numbers stay two: a single space between them could part the thousands of one.
    """
    text = ""
    for word in words:
        apart = "  " if text[-1:].isdigit() and word[:1].isdigit() else " "
        text += apart + word if text else word
    return text


def is_ideograph(text: str) -> bool:
    """Return whether a character is set in a full square: an ideograph or a mark of its script."""
    return "\u2e80" <= text <= "\u9fff" or "\uf900" <= text <= "\ufaff" or text > "\uffff"


def is_unknown(text: str) -> bool:
    """Return whether a text holds a character whose meaning is not in the file."""
    return _UNKNOWN.search(text) is not None


def _segment(text: str, glyphs: Sequence[Glyph]) -> Segment:
    return Segment(text, box_of(glyphs), max(glyph.size for glyph in glyphs), tuple(glyphs))


def _gaps(row: Sequence[Glyph], tracking: float) -> list[str]:
    """Return what stands between each two characters: nothing, a space, or a tab for a column."""
    widths = [
        (right.x0 - left.x1) / max(left.size, right.size) - tracking
        for left, right in itertools.pairwise(row)
    ]
    result = [_gap(*pair, width) for pair, width in zip(itertools.pairwise(row), widths, strict=True)]
    start = 0
    while start < len(row):
        end = start
        while end + 1 < len(row) and _in_number(row[end + 1].text) and result[end] != "\t":
            end += 1
        if _in_number(row[start].text) and end > start:
            result[start:end] = _number_gaps(row[start : end + 1], widths[start:end])
        start = max(end, start) + 1
    return result


def _gap(left: Glyph, right: Glyph, width: float) -> str:
    digits = _in_number(left.text) and _in_number(right.text)
    if width > (DIGIT_COLUMN_GAP_EM if digits else COLUMN_GAP_EM):
        return "\t"
    squares = is_ideograph(left.text) + is_ideograph(right.text)
    if squares == 2 or "\u2010" <= left.text <= "\u303f" or "\uff00" <= right.text <= "\uffef":
        return ""
    reach = MIXED_GAP_EM if squares else WORD_GAP_EM
    return " " if width > reach else ""


def _in_number(text: str) -> bool:
    return text in "0123456789.,０１２３４５６７８９．，"


def _number_gaps(run: Sequence[Glyph], widths: Sequence[float]) -> list[str]:
    """Return the gaps inside a run of digits: letter-spacing is even, a space is not."""
    spaced = [right.spaced and width > SPACE_GAP_EM for right, width in zip(run[1:], widths, strict=True)]
    least = max(0.0, min(widths))
    even = len(widths) > 1 and max(widths) - least <= EVEN_EM and max(widths) <= MAX_TRACKING_EM
    if even and not any(spaced):
        return [""] * len(widths)
    reach = max(DIGIT_GAP_EM, least + EVEN_EM) if len(widths) > 1 else DIGIT_GAP_EM
    return [" " if gap or width > reach else "" for gap, width in zip(spaced, widths, strict=True)]
