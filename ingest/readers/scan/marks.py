"""Dashes and slashes told by their shape: to a recogniser of words "/" is "1" and "—" is "一"."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from ingest.readers.scan.sheet import Gray

FLAT_EM = 0.25  # a dash is no thicker
LONG_EM = 0.7  # a flat stroke that is longer may be the numeral 一, unless it is longer still
LONGEST_ONE_EM = 1.15
SERIF = 1.7  # the numeral ends thicker than it is on the whole, by this factor
SLANT_DEGREES = (16.0, 60.0)  # how far a slash leans over to the right
UPRIGHT_DEGREES = 9.0  # a 1 does not lean further
SLENDER = 5.0  # a slash is so many times longer than thick
TALL_EM = 0.45  # … and so tall


class Mark(NamedTuple):
    """A mark as told by shape: the text it is, what else it may be, and how sure that is."""

    text: str
    other: str
    sure: float


def mark_of(ink: Gray, em: float) -> Mark | None:
    """Given the ink of a strip, dirt taken out, and the height of characters in pixels, return its mark."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    if count < 2:
        return None
    heights, widths = stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_WIDTH]
    if heights.max() <= FLAT_EM * em and widths.max() >= 1.6 * heights.max():
        return _dash(ink, int(widths.max()), em, count - 1)
    return _slash(ink, em) if count == 2 else None


def _dash(ink: Gray, width: int, em: float, pieces: int) -> Mark:
    columns = (ink > 0).sum(axis=0)
    thickness = columns[columns > 0]
    if pieces == 1 and LONG_EM * em < width < LONGEST_ONE_EM * em:
        usual = float(np.median(thickness))
        end = float(thickness[-max(2, len(thickness) // 4) :].max())
        if end >= SERIF * usual and end - usual >= 2:
            return Mark("一", "—", 0.5)
        return Mark("—", "一", 0.7)
    return Mark("—", "", 0.97)


def _slash(ink: Gray, em: float) -> Mark | None:
    ys, xs = np.nonzero(ink)
    if ys.max() - ys.min() + 1 < TALL_EM * em or len(ys) < 6:
        return None
    spread, ways = np.linalg.eigh(np.cov(np.vstack([xs, ys]).astype(np.float64)))
    if spread[1] < SLENDER**2 * max(spread[0], 1e-6):
        return None
    x, y = ways[:, 1]
    lean = float(np.degrees(np.arctan2(-x * np.sign(y), abs(y))))
    if SLANT_DEGREES[0] <= lean <= SLANT_DEGREES[1]:
        return Mark("/", "", 0.97)
    if lean > UPRIGHT_DEGREES:
        return Mark("/", "1", 0.5)
    return None
