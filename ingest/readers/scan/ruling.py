"""Ruled lines on the picture of a page, as the edges that tables are built from."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ingest.readers.pdf_marks import Edge
from ingest.readers.scan.sheet import PT, Gray

LINE_INK = 190  # of 255: a thin line of a coarse scan is no darker
SHORT_PT = 9.0  # a line is at least so long
LONG_PT = 40.0  # a line as long as this is one, whether or not it meets another
THICK_PT = 4.0  # a line is thinner
WHOLE = 0.94  # of the paper: what is longer is a fold, or the edge of the glass
MEET_PT = 2.5  # a short line's ends are no further from the lines that it ends on
BROKEN_PX = 2  # a solid line is broken by no more than dirt
DASHED_PX = 9  # the dashes and dots of one line are no further apart
BESIDE_PX = (3, 7)  # where to look for ink beside a line
STROKE_PT = 12.0  # ink that runs on for longer is a line itself, and no stroke of a word
BUSY = 0.25  # with words beside more of it than this, a line is made of strokes of words
DASHED_BUSY = 0.1  # … beside a line that is not solid
WANDER_PX = 3  # a line that is not quite straight wanders by so much


_Line = tuple[float, float, float]
_Patch = tuple[int, int, Gray]


@dataclass(frozen=True, slots=True)
class Ruling:
    """The ruled lines of a page: as edges in points, and which pixels are theirs."""

    edges: tuple[Edge, ...]
    mask: Gray


def find_ruling(gray: Gray) -> Ruling:
    """Given a page on even paper at ``WORK_DPI``, return its ruled lines."""
    ink = np.where(gray < LINE_INK, 255, 0).astype(np.uint8)
    tall, wide = (length / PT for length in gray.shape)
    flat, flat_pixels = _lines(ink)
    upright, upright_pixels = _lines(np.ascontiguousarray(ink.T))
    found = [(Edge(False, *line), pixels) for line, pixels in zip(flat, flat_pixels, strict=True)]
    found += [(Edge(True, *line), pixels) for line, pixels in zip(upright, upright_pixels, strict=True)]
    found = [(edge, patch) for edge, patch in found if not _crosses(edge, tall if edge.upright else wide)]
    mask = np.zeros_like(ink)
    kept = _kept([edge for edge, _ in found])
    for edge, (left, top, patch) in found:
        if edge in kept:
            area = patch.T if edge.upright else patch
            x, y = (top, left) if edge.upright else (left, top)
            view = mask[y : y + area.shape[0], x : x + area.shape[1]]
            np.maximum(view, area, out=view)
    return Ruling(tuple(kept), mask)


def _lines(ink: Gray) -> tuple[list[_Line], list[_Patch]]:
    """Return the level lines as (at, start, end) in points, and each one's pixels with their place."""
    words = _without_runs(ink)
    solid = _found(ink, words, BROKEN_PX, BUSY)
    rest = ink.copy()
    for _, (left, top, patch) in solid:
        rest[top : top + patch.shape[0], left : left + patch.shape[1]][patch > 0] = 0
    dashed = _found(rest, words, DASHED_PX, DASHED_BUSY)
    # A stroke between two lines is not a short dashed line.
    both = solid + [(line, pixels) for line, pixels in dashed if line[2] - line[1] >= LONG_PT]
    return [line for line, _ in both], [pixels for _, pixels in both]


def _without_runs(ink: Gray) -> Gray:
    """Return the ink of a page without what runs on straight for longer than strokes of words do."""
    length = round(STROKE_PT * PT)
    runs = np.zeros_like(ink)
    for wander, run in (((WANDER_PX, 1), (1, length)), ((1, WANDER_PX), (length, 1))):
        thick = cv2.dilate(ink, np.ones(wander, np.uint8))
        runs = np.maximum(runs, cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones(run, np.uint8)))
    return np.where(runs > 0, 0, ink).astype(np.uint8)


def _found(ink: Gray, words: Gray, gap: int, busy: float) -> list[tuple[_Line, _Patch]]:
    length = round(SHORT_PT * PT)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, gap + 1), np.uint8))
    thick = cv2.dilate(closed, np.ones((WANDER_PX, 1), np.uint8))
    long = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    count, labels, stats, centres = cv2.connectedComponentsWithStats(long, connectivity=8)
    found: list[tuple[_Line, _Patch]] = []
    for index in range(1, count):
        left, top, width, height, area = (int(value) for value in stats[index])
        # What a line is thick on the whole, and not where another crosses it.
        thickness = area / width - (WANDER_PX - 1)
        if thickness > THICK_PT * PT or width < 2 * height:
            continue
        patch = np.where(labels[top : top + height, left : left + width] == index, 255, 0).astype(np.uint8)
        if _is_busy(words, patch, left, top, busy):
            continue
        line = (float(centres[index][1]) / PT, left / PT, (left + width) / PT)
        found.append((line, (left, top, patch)))
    return found


def _is_busy(words: Gray, patch: Gray, left: int, top: int, most: float) -> bool:
    """Return whether words stand along a line, close above or below it, as they do along their own strokes."""
    columns = np.arange(patch.shape[1])
    filled = patch > 0
    upper = top + filled.argmax(axis=0)
    lower = top + patch.shape[0] - 1 - filled[::-1].argmax(axis=0)
    near, far = BESIDE_PX
    for edge, way in ((upper, -1), (lower, 1)):
        rows = edge + way * np.arange(near - WANDER_PX // 2, far)[:, None]
        beside = words[np.clip(rows, 0, words.shape[0] - 1), left + columns].any(axis=0).mean()
        if beside > most:
            return True
    return False


def _crosses(edge: Edge, length: float) -> bool:
    """Return whether a line runs from one end of the paper to the other, as a fold does and no table."""
    return edge.end - edge.start >= WHOLE * length


def _kept(edges: list[Edge]) -> dict[Edge, None]:
    """Return the edges without strokes of words: what is short has to end on lines of a table at both ends."""
    kept = {edge: None for edge in edges if edge.end - edge.start >= LONG_PT}
    short = [edge for edge in edges if edge not in kept]
    while held := [edge for edge in short if _is_held(edge, kept)]:
        kept |= dict.fromkeys(held)
        short = [edge for edge in short if edge not in kept]
    return kept


def _is_held(edge: Edge, others: dict[Edge, None]) -> bool:
    across = [
        e for e in others if e.upright != edge.upright and e.start - MEET_PT <= edge.at <= e.end + MEET_PT
    ]
    return all(any(abs(e.at - end) <= MEET_PT for e in across) for end in (edge.start, edge.end))
