"""A character of a page with its em box, and which of them are printed twice."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import NamedTuple

import numpy as np

ASCENT_EM, DESCENT_EM = 0.86, 0.14  # the em box of an ideograph about its baseline
SAME_PLACE_EM = 0.2  # the same character closer than this is one, printed twice to look bold
SQUARES = 4096  # squares of a fifth of an em on a side of a page, in the key of one of them
SLOT_PT = 20.0  # side of the squares in which characters are looked up
UNKNOWN = "\ufffd"


class Glyph(NamedTuple):
    """A character with its em box in points.

    Attributes:
        text: The character, or ``UNKNOWN`` where the font does not say which it is.
        size: Height of its em, in points.
        turn: How far it is turned clockwise as displayed, in quarter turns.
        pale: Its luminance on white paper, 0 to 1.
        spaced: Whether a space is set before it in its line of text.
        run: What it was set together with: the same for characters of one text object.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    turn: int = 0
    pale: float = 0.0
    spaced: bool = False
    run: int = 0

    @property
    def middle(self) -> float:
        """Return half its height, in points from the top of the page."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Return half its width, in points from the left of the page."""
        return (self.x0 + self.x1) / 2


def once(glyphs: list[Glyph]) -> list[Glyph]:
    """Return the characters without those printed a second time at the same place."""
    if not _may_repeat(glyphs):
        return glyphs
    seen: dict[tuple[str, int, int], list[tuple[float, float]]] = defaultdict(list)
    kept: list[Glyph] = []
    for glyph in glyphs:
        x, y, reach = glyph.centre, glyph.middle, SAME_PLACE_EM * glyph.size
        left, right = int((x - reach) // SLOT_PT), int((x + reach) // SLOT_PT)
        upper, lower = int((y - reach) // SLOT_PT), int((y + reach) // SLOT_PT)
        if left == right and upper == lower:
            near = seen.get((glyph.text, left, upper), [])
        else:
            squares = itertools.product({left, right}, {upper, lower})
            near = [spot for square in squares for spot in seen.get((glyph.text, *square), ())]
        if any(abs(a - x) < reach and abs(b - y) < reach for a, b in near):
            continue
        seen[glyph.text, int(x // SLOT_PT), int(y // SLOT_PT)].append((x, y))
        kept.append(glyph)
    return kept


def _may_repeat(glyphs: list[Glyph]) -> bool:
    """Return whether a character may stand at the place of another like it.

    Of two that do, in one of four nets of squares, each set off by half a square, both stand in one square.
    """
    if not glyphs:
        return False
    texts, *sides, sizes = zip(*(glyph[:6] for glyph in glyphs), strict=True)
    x0, top, x1, bottom = map(np.array, sides)
    em = np.maximum(np.round(np.array(sizes)), 1.0)
    x = (x0 + x1) / (4 * SAME_PLACE_EM * em)
    y = (top + bottom) / (4 * SAME_PLACE_EM * em)
    known = np.array([ord(text[0]) for text in texts], dtype=float) * SQUARES + em
    for right, down in itertools.product((0.0, 0.5), repeat=2):
        squares = np.sort((known * SQUARES + np.floor(x + right)) * SQUARES + np.floor(y + down))
        if np.any(squares[1:] == squares[:-1]):
            return True
    return False
