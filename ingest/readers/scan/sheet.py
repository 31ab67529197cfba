"""A page of paper as the rest of a scan's reading sees it: grey, even paper, at one resolution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]

WORK_DPI = 200  # resolution at which lines and words are looked for
PT = WORK_DPI / 72  # pixels a point
INK = 150  # of 255, with the paper at 255: what is darker is ink
PAPER_PART = 8  # the paper's own shade is taken from a picture so many times smaller
PAPER_REACH = 15  # pixels of that small picture: wider than the thickest stroke


class Place(NamedTuple):
    """A box in pixels of the page as it came, ends excluded."""

    x0: int
    y0: int
    x1: int
    y1: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page laid straight.

    Attributes:
        gray: Its picture at ``WORK_DPI`` with paper at 255.
        raw: The picture as it came, in grey, with paper at 255.
        there: 3 × 3 matrix from pixels of ``gray`` to pixels of ``raw``.
        back: 3 × 3 matrix from pixels of ``gray`` to points of the page as displayed.
        size: Width and height of the page as displayed, in points.
        seals: Where grey seals were taken out of ``raw``: what is read there is never sure.
    """

    gray: Gray
    raw: Gray
    there: NDArray[np.float64]
    back: NDArray[np.float64]
    size: tuple[float, float]
    seals: tuple[Place, ...] = ()

    @property
    def ink(self) -> Gray:
        """Return 255 where there is ink, else 0."""
        return np.where(self.gray < INK, 255, 0).astype(np.uint8)


def even_paper(gray: Gray) -> Gray:
    """Given a grey picture, return it with shades of the paper itself (shadows, fills) taken out."""
    height, width = gray.shape
    small = cv2.resize(
        gray, (max(1, width // PAPER_PART), max(1, height // PAPER_PART)), interpolation=cv2.INTER_AREA
    )
    around = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (PAPER_REACH, PAPER_REACH))
    paper = cv2.GaussianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, around), (0, 0), PAPER_REACH / 4)
    wide = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(gray, np.maximum(wide, 1), scale=255).astype(np.uint8)
