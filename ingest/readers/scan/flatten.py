"""A page as it came is laid straight: its colour, its turn, its skew taken out."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.readers.scan.intake import Photo
from ingest.readers.scan.sheet import WORK_DPI, Gray, Sheet, even_paper

_Matrix = NDArray[np.float64]


def lay_flat(photo: Photo) -> Sheet:
    """Given a page as it came, return it straight, upright, grey, on even paper."""
    gray = even_paper(without_seal(photo.pixels))
    height, width = gray.shape
    scale = WORK_DPI / photo.dpi
    move = np.diag([scale, scale, 1.0])
    straight = _moved(gray, move, (max(1, round(width * scale)), max(1, round(height * scale))))
    points = np.diag([photo.points, photo.points, 1.0])
    there = np.linalg.inv(move)
    return Sheet(straight, gray, there, points @ there, (width * photo.points, height * photo.points))


def without_seal(pixels: NDArray[np.uint8]) -> Gray:
    """Given a picture in grey or RGB, return it in grey with red ink taken for paper."""
    if pixels.ndim == 2:
        return pixels
    return cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.uint8)


def _moved(gray: Gray, move: _Matrix, size: tuple[int, int]) -> Gray:
    shrinks = abs(np.linalg.det(move[:2, :2])) < 1
    how = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    if np.allclose(move, np.diag(np.diag(move))):
        return cv2.resize(gray, size, interpolation=how).astype(np.uint8)
    return cv2.warpPerspective(
        gray, move, size, flags=cv2.INTER_LINEAR if shrinks else how, borderValue=255
    ).astype(np.uint8)
