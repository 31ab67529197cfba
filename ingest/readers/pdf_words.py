"""Characters become words and lines by where they stand.

All positions are in points in the reading frame: text runs to the right, lines downwards.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import add, and_, itemgetter
from statistics import median
from typing import NamedTuple

from ingest.model import BBox
from ingest.readers.pdf_glyphs import UNKNOWN, Glyph

SAME_LINE_EM = 0.5  # characters whose middles differ by less stand on one line
COLUMN_GAP_EM = 1.5  # a gap wider than this parts columns, even in justified text
DIGIT_COLUMN_GAP_EM = 0.8  # … between two numbers, or marks for none (无, /, —)
DASH_COLUMN_GAP_EM = 0.3  # … between two dashes: those of one word touch, these are noughts
WORD_GAP_EM = 0.2  # a gap wider than this parts Latin words
MIXED_GAP_EM = 0.6  # … a number and an ideograph: Word leaves a quarter em there by itself
DIGIT_GAP_EM = 0.25  # … two single digits
SPACE_GAP_EM = 0.12  # a printed space narrower than this is none
EVEN_EM = 0.12  # gaps that differ by less are letter-spacing
MAX_TRACKING_EM = 1.0  # wider gaps are no letter-spacing
MIN_TRACKING_EM = 0.05
_UNKNOWN = re.compile(f"[{UNKNOWN}\ue000-\uf8ff\U000f0000-\U0010ffff]")


class Segment(NamedTuple):
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
    return _tracking(rows_of(glyphs))


def _tracking(rows: Iterable[Sequence[Glyph]]) -> float:
    near = [gap for row in rows for gap in _gaps_of_ideographs(row) if gap <= MAX_TRACKING_EM]
    if len(near) < 5:
        return 0.0
    tracking = median(near)
    return tracking if tracking >= MIN_TRACKING_EM else 0.0


def _gaps_of_ideographs(row: Sequence[Glyph]) -> list[float]:
    """Return how far apart neighbouring ideographs of a line stand, in em."""
    square = [_kind(glyph[0]) & _SQUARE for glyph in row]
    return [
        (right.x0 - left.x1) / left.size
        for both, (left, right) in zip(map(and_, square, square[1:]), itertools.pairwise(row), strict=True)
        if both
    ]


def set_lines(glyphs: Iterable[Glyph], tracking: float | None = None) -> list[TextLine]:
    """Given characters, return their lines downwards; the letter-spacing is in em, by default their own."""
    rows = rows_of(glyphs)
    if tracking is None:
        tracking = _tracking(rows)
    return [set_line(row, tracking) for row in rows]


def set_line(row: Sequence[Glyph], tracking: float) -> TextLine:
    """Given the characters of a line from left to right, return it in words and columns."""
    gaps = _gaps(row, tracking)
    borders = [0, *(index for index, gap in enumerate(gaps, start=1) if gap == "\t"), len(row)]
    set_apart = list(map(add, ["", *gaps], (glyph[0] for glyph in row)))
    return TextLine(
        tuple(
            _segment("".join(set_apart[start:end]).lstrip("\t"), row[start:end])
            for start, end in itertools.pairwise(borders)
        )
    )


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
    return not text.isascii() and _UNKNOWN.search(text) is not None


def count_unknown(text: str) -> int:
    """Return how many characters of a text have a meaning that is not in the file."""
    return len(_UNKNOWN.findall(text))


def _segment(text: str, glyphs: Sequence[Glyph]) -> Segment:
    if len(glyphs) == 1:  # most cells of a report hold one nought
        _, x0, top, x1, bottom, size, *_ = glyphs[0]
        return Segment(text, BBox(x0, top, x1, bottom), size, tuple(glyphs))
    _, lefts, tops, rights, bottoms, sizes, *_ = zip(*glyphs, strict=True)
    box = BBox(min(lefts), min(tops), max(rights), max(bottoms))
    return Segment(text, box, max(sizes), tuple(glyphs))


def _gaps(row: Sequence[Glyph], tracking: float) -> list[str]:
    """Return what stands between each two characters: nothing, a space, or a tab for a column."""
    kinds = [_kind(glyph[0]) for glyph in row]
    widths = [
        (right[1] - left[3]) / (left[5] if left[5] > right[5] else right[5]) - tracking
        for left, right in itertools.pairwise(row)
    ]
    result = list(map(_gap, kinds, kinds[1:], widths))
    if not any(
        width > SPACE_GAP_EM and left & right & _NUMERIC and gap != "\t"
        for (left, right), width, gap in zip(itertools.pairwise(kinds), widths, result, strict=True)
    ):
        return result  # digits this close are one number
    start = 0
    while start < len(row):
        end = start
        while end + 1 < len(row) and kinds[end + 1] & _NUMERIC and result[end] != "\t":
            end += 1
        if end > start and kinds[start] & _NUMERIC:
            result[start:end] = _number_gaps(row[start : end + 1], widths[start:end])
        start = end + 1
    return result


# What a character is, where a gap beside it is judged.
_SQUARE, _NUMERIC, _TIGHT_BEHIND, _TIGHT_BEFORE, _DASH, _VALUE = 1, 2, 4, 8, 16, 32


@lru_cache(maxsize=10_000)  # as many as a font has
def _kind(text: str) -> int:
    return (
        _SQUARE * is_ideograph(text)
        | _NUMERIC * (text in "0123456789.,０１２３４５６７８９．，")
        | _TIGHT_BEHIND * ("\u2010" <= text <= "\u303f")
        | _TIGHT_BEFORE * ("\uff00" <= text <= "\uffef")
        | _DASH * (text in "—–―─－")
        | _VALUE * (text in "0123456789０１２３４５６７８９.,．，无〇零/／—–―─－")
    )


def _gap(left: int, right: int, width: float) -> str:
    """Return what stands between characters of two kinds, a width in em apart."""
    both = left & right
    if width > (DIGIT_COLUMN_GAP_EM if both & _VALUE else COLUMN_GAP_EM):
        return "\t"
    if both & _DASH and width > DASH_COLUMN_GAP_EM:
        return "\t"
    if both & _SQUARE or left & _TIGHT_BEHIND or right & _TIGHT_BEFORE:
        return ""
    return " " if width > (MIXED_GAP_EM if (left | right) & _SQUARE else WORD_GAP_EM) else ""


def _number_gaps(run: Sequence[Glyph], widths: Sequence[float]) -> list[str]:
    """Return the gaps inside a run of digits: letter-spacing is even, a space is not."""
    spaced = [right.spaced and width > SPACE_GAP_EM for right, width in zip(run[1:], widths, strict=True)]
    least = max(0.0, min(widths))
    even = len(widths) > 1 and max(widths) - least <= EVEN_EM and max(widths) <= MAX_TRACKING_EM
    if even and not any(spaced):
        return [""] * len(widths)
    reach = max(DIGIT_GAP_EM, least + EVEN_EM) if len(widths) > 1 else DIGIT_GAP_EM
    return [" " if gap or width > reach else "" for gap, width in zip(spaced, widths, strict=True)]
