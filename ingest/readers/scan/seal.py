"""Red seals taken out of a page: red ink over black leaves black, red ink over paper leaves paper."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.readers.scan.sheet import Gray

RED = 30  # of 255: by so much the red of a pixel is above its green and blue
SEAL_MM = (15.0, 75.0)  # how large a seal is; a red line of words is wider, a red mark smaller
SQUARE = 2.0  # a seal is no longer in one direction than this many times the other
JOIN_MM = 3.0  # parts of one seal are no further apart
LOOK_DPI = 50  # resolution at which seals are looked for


def without_seal(pixels: NDArray[np.uint8], dpi: float) -> Gray:
    """Given a picture in grey or RGB and its resolution, return it in grey without red seals."""
    if pixels.ndim == 2:
        return pixels
    gray = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.uint8)
    red = pixels[..., 0]
    redness = cv2.subtract(red, cv2.max(pixels[..., 1], pixels[..., 2])).astype(np.uint8)
    places = _seals(redness, dpi)
    for x0, y0, x1, y1 in places:
        area, light = redness[y0:y1, x0:x1], red[y0:y1, x0:x1].astype(np.float32)
        stamped = area > RED
        ink = float(np.median(light[stamped])) if stamped.any() else 255.0
        share = np.clip((area.astype(np.float32) - RED / 2) / RED, 0, 1)
        lifted = np.clip(light * (255.0 / max(ink, 1.0)), 0, 255)
        part = gray[y0:y1, x0:x1]
        part[:] = (part * (1 - share) + lifted * share).round().astype(np.uint8)
    return gray


def _seals(redness: Gray, dpi: float) -> list[tuple[int, int, int, int]]:
    """Return the boxes of what is red and as large and as square as a seal, in pixels."""
    scale = min(1.0, LOOK_DPI / dpi)
    small = cv2.resize(redness, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    per_mm = dpi * scale / 25.4
    reach = max(1, round(JOIN_MM * per_mm))
    mask = cv2.dilate((small > RED / 2).astype(np.uint8), np.ones((reach, reach), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found: list[tuple[int, int, int, int]] = []
    for left, top, width, height in (stats[index, :4] for index in range(1, count)):
        long, short = max(width, height), min(width, height)
        if SEAL_MM[0] * per_mm <= long <= SEAL_MM[1] * per_mm and long <= SQUARE * short:
            box = (left / scale, top / scale, (left + width) / scale, (top + height) / scale)
            x0, y0, x1, y1 = (round(float(edge)) for edge in box)
            found.append((max(0, x0), max(0, y0), x1, y1))
    return found
