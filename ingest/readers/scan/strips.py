"""Where the words stand on a page: strips of text, in pixels of the straight page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np

from ingest.readers.scan.engine import where_text_is
from ingest.readers.scan.sheet import PT, Gray

DETECT_SIDE = 1_600  # pixels of the longer side on which running text is looked for
TEXT_LIKELY = 0.3  # scores from which a pixel is taken for text
TEXT_SURE = 0.5  # mean score from which a patch of such pixels is text
GROWN = 0.75  # the detector marks the core of a line: it is thinner than the line by this part of its height
MIN_INK_PX = 4  # fewer pixels of ink are dirt
SPLIT_EM = 2.5  # words on one line of a cell further apart than this are two strips
LINE_EM = 1.3  # strips of one line are no taller together
SAME_LINE_GAP_EM = 0.6  # parts of a character are no further apart


class Box(NamedTuple):
    """A box in pixels, ends excluded."""

    x0: int
    y0: int
    x1: int
    y1: int


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of words, or a part of one.

    Attributes:
        box: Where it stands.
        em: Height of its characters, in pixels.
        cell: Whether it stands in a cell of a ruled table.
    """

    box: Box
    em: float
    cell: bool = False


def find_running(gray: Gray) -> list[Strip]:
    """Given a page with its tables painted over, return the strips of its running text."""
    scores = where_text_is(gray, DETECT_SIDE)
    height, width = gray.shape
    scale_x, scale_y = width / scores.shape[1], height / scores.shape[0]
    likely = (scores > TEXT_LIKELY).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(likely, connectivity=8)
    strips: list[Strip] = []
    for index in range(1, count):
        left, top, wide, tall, area = (int(value) for value in stats[index])
        if min(wide, tall) < 3:
            continue
        patch = labels[top : top + tall, left : left + wide] == index
        if scores[top : top + tall, left : left + wide][patch].mean() < TEXT_SURE:
            continue
        core = area / wide if wide > tall else tall
        grow = GROWN * core / 2
        box = Box(
            max(0, int((left - grow) * scale_x)),
            max(0, int((top - grow) * scale_y)),
            min(width, int((left + wide + grow) * scale_x)),
            min(height, int((top + tall + grow) * scale_y)),
        )
        strips.append(Strip(box, box.y1 - box.y0))
    return strips


def em_of(heights: Sequence[int]) -> float:
    """Given heights of lines in pixels, return the height of the characters of most of them."""
    usual = [height for height in heights if 5 * PT <= height <= 30 * PT]
    return float(np.percentile(usual, 60)) if usual else 10 * PT


def bands_of(ink: Gray) -> list[tuple[int, int]]:
    """Given the ink of a cell, return the rows of pixels from and to which there is any, one after another."""
    filled = ink.any(axis=1).astype(np.int8)
    turns = np.flatnonzero(np.diff(np.concatenate(([0], filled, [0]))))
    return [(int(a), int(b)) for a, b in zip(turns[::2], turns[1::2], strict=True)]


def lines_of(bands: Sequence[tuple[int, int]], em: float) -> list[tuple[int, int]]:
    """Given bands of ink and the height of characters, return the lines: 二 is two bands and one line."""
    lines: list[tuple[int, int]] = []
    for top, bottom in bands:
        if lines and bottom - lines[-1][0] <= LINE_EM * em and top - lines[-1][1] <= SAME_LINE_GAP_EM * em:
            lines[-1] = (lines[-1][0], bottom)
        else:
            lines.append((top, bottom))
    return lines


def strips_of(ink: Gray, lines: Sequence[tuple[int, int]], em: float, left: int, top: int) -> list[Strip]:
    """Given the ink of a cell, its lines and where it stands, return its strips."""
    strips: list[Strip] = []
    for first, last in lines:
        row = ink[first:last]
        if int(np.count_nonzero(row)) < MIN_INK_PX:
            continue
        columns = np.flatnonzero(row.any(axis=0))
        cuts = np.flatnonzero(np.diff(columns) > SPLIT_EM * em)
        for part in np.split(columns, cuts + 1):
            box = Box(left + int(part[0]), top + first, left + int(part[-1]) + 1, top + last)
            strips.append(Strip(box, em, cell=True))
    return strips
