"""The ways in which programs draw the borders of a cell."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tests.corpus.writers.marks import THIN, Mark, Rect, Rules, Stroke

_DOT_PT = 1.0
_GAP_PT = 1.5
_DOUBLE_PT = 1.5


def borders(rules: Rules, x0: float, y0: float, x1: float, y1: float, rng: Random) -> list[Mark]:
    """Given a manner and the edges of a cell, return the marks of its four borders."""
    sides = ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1))
    match rules:
        case "cell_rects":
            return [Rect(x0, y0, x1, y1, "stroke")]
        case "hair":
            # As WPS writes it: each cell draws its own border, a hair inside its neighbour's.
            inset = rng.choice((0.3, 0.6, 0.9))
            return [Rect(x0 + inset, y0 + inset, x1 - inset, y1 - inset, "stroke")]
        case "thin_rects":
            # As Word's own PDF has it: each border a filled rectangle half a point thick.
            half = THIN / 2
            return [Rect(a - half, b - half, c + half, d + half, "black") for a, b, c, d in sides]
        case "dots":
            return [dot for side in sides for dot in _dots(*side)]
        case "double":
            near = [Stroke(*side) for side in sides]
            step = _DOUBLE_PT
            return [*near, Rect(x0 + step, y0 + step, x1 - step, y1 - step, "stroke")]
        case _:
            dashed, white = rules == "dashed", rules == "white"
            return [Stroke(*side, dashed=dashed, white=white) for side in sides]


def _dots(x0: float, y0: float, x1: float, y1: float) -> Iterator[Stroke]:
    """Cut a line into short pieces, as LibreOffice draws dotted borders."""
    long = max(x1 - x0, y1 - y0)
    flat = x1 > x0
    at = 0.0
    while at < long:
        end = min(at + _DOT_PT, long)
        yield Stroke(x0 + at, y0, x0 + end, y0) if flat else Stroke(x0, y0 + at, x0, y0 + end)
        at += _DOT_PT + _GAP_PT
