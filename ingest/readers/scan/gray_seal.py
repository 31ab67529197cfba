"""Seals in grey scans: what is evenly grey and as large and as square as a seal goes, what is darker stays.

No hue tells a seal from words there, only its shade: red ink copies lighter than black. Where it does not, the
page is left as it is.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.readers.scan.seal import LOOK_DPI
from ingest.readers.scan.sheet import INK, Gray, Place

SHADES = (60, 215)  # of 255: what is darker is black ink, what is lighter is paper or a pale fill
THICK_MM = 0.75  # the ring and the star of a seal are thicker; strokes of words are thinner, or black
APART = 45  # by so much a seal is lighter than black ink at least, or the two cannot be told apart
WANDER = 22  # a seal's own shade wanders by so much
SEAL_MM = (28.0, 60.0)  # seals of offices measure 38 to 45 mm; a shaded cell of a head is smaller
SQUARE = 1.4  # … and is no longer in one direction than this many times the other
STRAIGHT_MM = (
    5.0  # what runs on straight for longer is the gap between two ruled lines; a ring falls into arcs
)
JOIN_MM = 12.0  # … which are no further apart
MARGIN_MM = 2.5  # a seal reaches so far beyond its arcs
PIECE_MM2 = 4.0  # parts of a seal by which it is found are no smaller; short gaps between ruled lines are
NEAR_MM = 0.3  # words darken a seal no further from their strokes
RIM_MM = 0.5  # the rim of a stroke on a seal is no wider
BLACK_PART = 20  # percentile of a page's ink that is black ink for certain

Mask = NDArray[np.bool_]


def without_gray_seals(gray: Gray, dpi: float) -> tuple[Gray, tuple[Place, ...]]:
    """Given a grey picture on even paper and its resolution, return it without grey seals, and where they were."""
    even = _even(gray, dpi)
    places = _places(_arcs(even, dpi), dpi)
    ink = gray[::3, ::3][gray[::3, ::3] < INK]
    if not places or not ink.size:
        return gray, ()
    black = float(np.percentile(ink, BLACK_PART))
    cleaned = gray.copy()
    found = [place for place in places if _lift(cleaned, even, place, black, dpi)]
    return (cleaned, tuple(found)) if found else (gray, ())


def _even(gray: Gray, dpi: float) -> Gray:
    """Return 255 where a picture is evenly grey over more than the strokes of words are wide."""
    middle = cv2.inRange(cv2.medianBlur(gray, 3), SHADES[0], SHADES[1])
    return cv2.morphologyEx(middle, cv2.MORPH_OPEN, _round(THICK_MM / 2 * dpi / 25.4)).astype(np.uint8)


def _arcs(even: Gray, dpi: float) -> Gray:
    """Return what is bent of the evenly grey parts of a picture, and no dirt."""
    arcs = even
    for side in ((1, round(STRAIGHT_MM * dpi / 25.4)), (round(STRAIGHT_MM * dpi / 25.4), 1)):
        arcs = cv2.subtract(arcs, cv2.morphologyEx(arcs, cv2.MORPH_OPEN, np.ones(side, np.uint8))).astype(
            np.uint8
        )
    _, labels, stats, _ = cv2.connectedComponentsWithStats(arcs, connectivity=8)
    small = stats[:, cv2.CC_STAT_AREA] < PIECE_MM2 * (dpi / 25.4) ** 2
    return np.where(small[labels], 0, arcs).astype(np.uint8)


def _round(radius: float) -> Gray:
    side = 2 * max(1, round(radius)) + 1
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)).astype(np.uint8)


def _places(arcs: Gray, dpi: float) -> list[Place]:
    """Return the boxes of what is as large and as square as a seal."""
    scale = min(1.0, LOOK_DPI / dpi)
    small = cv2.resize(arcs, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    per_mm = dpi * scale / 25.4
    reach = max(1, round(JOIN_MM * per_mm))
    mask = cv2.dilate((small > 40).astype(np.uint8), np.ones((reach, reach), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found: list[Place] = []
    for left, top, width, height in (stats[index, :4] for index in range(1, count)):
        long, short = max(width, height) - reach, min(width, height) - reach
        if SEAL_MM[0] * per_mm <= long <= SEAL_MM[1] * per_mm and long <= SQUARE * short:
            out = MARGIN_MM * per_mm - reach / 2
            edges = (left - out, top - out, left + width + out, top + height + out)
            x0, y0, x1, y1 = (max(0, round(float(edge) / scale)) for edge in edges)
            found.append(Place(x0, y0, min(x1, arcs.shape[1]), min(y1, arcs.shape[0])))
    return found


def _lift(gray: Gray, even: Gray, place: Place, black: float, dpi: float) -> bool:
    """Take a seal out of its place, in the picture itself; return whether its shade could be told from ink."""
    inside = (slice(place.y0, place.y1), slice(place.x0, place.x1))
    area, thick = gray[inside], even[inside]
    if not thick.any():
        return False
    shade = float(np.median(area[thick > 0]))
    darkest = cv2.erode(area, _round(NEAR_MM * dpi / 25.4)).astype(np.uint8)
    # Ink under a seal is as much darker as the seal is: ring and star can go even where its words cannot.
    ring = cv2.dilate(thick, _round(RIM_MM * dpi / 25.4)) > 0
    whole = np.ones_like(ring)
    lightest = shade - WANDER
    parts = [(ring, black * shade / 255), (whole, black)]
    told = [(part, dark) for part, dark in parts if lightest - dark >= APART]
    for part, dark in told:
        _whiten(area, darkest, part, (lightest, dark), dpi)
    return bool(told)


def _whiten(area: Gray, darkest: Gray, part: Mask, levels: tuple[float, float], dpi: float) -> None:
    """Make paper of what is no darker than the first level in a part, and stretch what is between both levels.

    ``darkest`` has the darkest shade around each pixel: where it is dark, words stand.
    """
    shade, dark = levels
    alone = part & (darkest >= shade)
    seal = ((area < SHADES[1]) & alone).astype(np.uint8)
    near = part & (cv2.dilate(seal, _round(RIM_MM * dpi / 25.4)) > 0)
    lifted = np.clip((area.astype(np.float32) - dark) * (255.0 / (shade - dark)), 0, 255).astype(np.uint8)
    area[:] = np.where(alone, 255, np.where(near, np.maximum(area, lifted), area))
