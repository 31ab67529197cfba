"""How the lines of a page lean: first by its lines of text, then by its ruled lines, where it has some."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.readers.scan.sheet import INK, Gray

MOST_DEGREES = 5.0  # a page askew by more was not scanned
COARSE_DEGREES, FINE_DEGREES = 0.5, 0.05
CLEAR = 1.02  # the best angle's rows are so much sharper than those of a level page, or the page is level
LINE_PX = 80  # a ruled line is at least so long, on the small picture
PIECE_PX = 14  # a piece of a line is level over so many pixels, with the wandering allowed
WANDER_PX = 3
BENT_PX = 1.5  # a line's pixels lie no further from straight than this, on the whole
LINES_MIN = 3  # so many lines say how they lean
SPREAD = 0.15  # … if they are spread over this part of the page
LEAN_MOST = 0.03  # ruled lines do not lean further from the lines of text than this, as a slope


class Slopes(NamedTuple):
    """How much lines lean: level ones at the top and the bottom (dy/dx), upright ones at the sides (dx/dy)."""

    top: float
    bottom: float
    left: float
    right: float


def find_slopes(small: Gray) -> Slopes:
    """Given a small picture of an upright page, return how its lines lean."""
    ink = np.where(small < INK, 255, 0).astype(np.uint8)
    lean = float(np.tan(np.radians(_skew_of(ink))))
    tall, wide = ink.shape
    flat = _along(_levelled(ink, lean), tall)
    upright = _along(np.ascontiguousarray(_levelled(ink, lean).T), wide)
    top, bottom = (lean + more for more in flat) if flat else (lean, lean)
    left, right = (-lean + more for more in upright) if upright else (-lean, -lean)
    return Slopes(top, bottom, left, right)


def _levelled(ink: Gray, lean: float) -> Gray:
    """Return a picture turned about its middle so that lines of a slope are level."""
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(np.degrees(np.arctan(lean))), 1.0)
    return cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_NEAREST, borderValue=0).astype(np.uint8)


def _skew_of(ink: Gray) -> float:
    """Return by how many degrees the rows of a page go down to the right."""
    if not ink.any():
        return 0.0
    scores = {0.0: _sharpness(ink, 0.0)}
    for degrees in np.arange(-MOST_DEGREES, MOST_DEGREES + COARSE_DEGREES / 2, COARSE_DEGREES):
        scores[float(degrees)] = _sharpness(ink, float(degrees))
    best = max(scores, key=lambda angle: scores[angle])
    near = np.arange(best - COARSE_DEGREES, best + COARSE_DEGREES + FINE_DEGREES / 2, FINE_DEGREES)
    for degrees in near:
        scores[float(degrees)] = _sharpness(ink, float(degrees))
    best = max(scores, key=lambda angle: scores[angle])
    return best if scores[best] > CLEAR * scores[0.0] else 0.0


def _sharpness(ink: Gray, degrees: float) -> float:
    """Return how sharply rows of ink and of paper part if the page is turned back by an angle."""
    rows = _levelled(ink, float(np.tan(np.radians(degrees)))).sum(axis=1, dtype=np.float64)
    return float((np.diff(rows) ** 2).sum())


def _along(ink: Gray, tall: int) -> tuple[float, float] | None:
    """Return how much the level lines of a page lean at its top and at its bottom, or None without lines."""
    thick = cv2.dilate(ink, np.ones((WANDER_PX, 1), np.uint8))
    long = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, PIECE_PX), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(long, connectivity=8)
    lines: list[tuple[float, float, float]] = []
    for index in range(1, count):
        left, top, width, height = (int(value) for value in stats[index, :4])
        if width < LINE_PX or height > max(8, LEAN_MOST * 2 * width):
            continue
        ys, xs = np.nonzero(labels[top : top + height, left : left + width] == index)
        slope, start = np.polyfit(xs.astype(np.float64), ys.astype(np.float64), 1)
        if float(np.abs(ys - (slope * xs + start)).mean()) <= BENT_PX and abs(slope) <= LEAN_MOST:
            lines.append((top + start + slope * width / 2, float(slope), float(width)))
    return _ends(np.array(lines), tall) if len(lines) >= LINES_MIN else None


def _ends(lines: NDArray[np.float64], tall: int) -> tuple[float, float]:
    """Return the slope at the top and at the bottom of what leans as these lines do, by place, slope and length."""
    places, slopes, weights = lines.T
    usual = float(np.median(slopes))
    if float(places.max() - places.min()) < SPREAD * tall:
        return usual, usual
    change, start = np.polyfit(places, slopes, 1, w=weights)
    left_over = slopes - (change * places + start)
    close = np.abs(left_over) <= max(2 * float(np.median(np.abs(left_over))), 1e-3)
    if int(close.sum()) >= LINES_MIN:
        change, start = np.polyfit(places[close], slopes[close], 1, w=weights[close])
    return float(start), float(start + change * tall)
