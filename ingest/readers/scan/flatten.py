"""A page as it came is laid straight: its seal, its turn, its skew, its perspective taken out."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.readers.scan.decode import read_signs
from ingest.readers.scan.engine import STRIP_HEIGHT, read_strips, where_text_is
from ingest.readers.scan.gray_seal import without_gray_seals
from ingest.readers.scan.intake import Photo
from ingest.readers.scan.seal import without_seal
from ingest.readers.scan.sheet import INK, WORK_DPI, Gray, Sheet, even_paper
from ingest.readers.scan.slopes import Slopes, find_slopes

Matrix = NDArray[np.float64]

LOOK_DPI = 100  # resolution at which turn and skew are looked for
TURN_SIDE = 960  # pixels of the longer side on which the turn is looked for
TURN_STRIPS = 5  # lines that are read to tell up from down
TURN_WIDTH = 400  # pixels of each that are read
UPRIGHT_SURE = 0.9  # lines that read as surely as this stand upright
LIKELY = 0.3  # scores of the detector from which a pixel is text
LONG = 3.0  # a line of text is so many times longer than high
LEAST_INK = 0.0002  # a page with a smaller share of ink is blank
CUT = 1.25  # a line is cut out so many times as high as the detector marks it
CORE = 0.65  # what the detector marks is so much of a line's height


def lay_flat(photo: Photo) -> Sheet:
    """Given a page as it came, return it straight, upright, grey, on even paper."""
    raw, seals = without_gray_seals(even_paper(without_seal(photo.pixels, photo.dpi)), photo.dpi)
    height, width = raw.shape
    look = LOOK_DPI / photo.dpi
    reduced = (max(1, round(width * look)), max(1, round(height * look)))
    small = cv2.resize(raw, reduced, interpolation=cv2.INTER_AREA).astype(np.uint8)
    turn = _turn_of(small)
    turned: Gray = np.ascontiguousarray(np.rot90(small, -turn))
    slopes = find_slopes(turned)
    move = _straightening(slopes, turned.shape) @ _turning(turn, small.shape)
    # All of it was found on the small picture; what moves the large one is the same between two changes of scale.
    work = WORK_DPI / LOOK_DPI
    move = np.diag([work, work, 1.0]) @ move @ np.diag([small.shape[1] / width, small.shape[0] / height, 1.0])
    size = (max(1, round(turned.shape[1] * work)), max(1, round(turned.shape[0] * work)))
    there = np.asarray(np.linalg.inv(move), np.float64)
    points = np.diag([photo.points, photo.points, 1.0])
    shown = (width * photo.points, height * photo.points)
    return Sheet(_moved(raw, move, size), raw, there, points @ there, shown, seals)


def _turning(turn: int, shape: tuple[int, ...]) -> Matrix:
    """Return what turns a picture of a shape clockwise by quarter turns."""
    height, width = shape[:2]
    match turn % 4:
        case 1:
            return np.array([[0.0, -1, height], [1, 0, 0], [0, 0, 1]])
        case 2:
            return np.array([[-1.0, 0, width], [0, -1, height], [0, 0, 1]])
        case 3:
            return np.array([[0.0, 1, 0], [-1, 0, width], [0, 0, 1]])
        case _:
            return np.eye(3)


def _straightening(slopes: Slopes, shape: tuple[int, ...]) -> Matrix:
    """Return what makes the lines of a picture level and upright."""
    tall, wide = shape[:2]
    x, y = wide / 2, tall / 2
    top, bottom, left, right = slopes
    seen = np.array(
        [
            [-left * y, -top * x],
            [wide - right * y, top * x],
            [wide + right * y, tall + bottom * x],
            [left * y, tall - bottom * x],
        ],
        np.float32,
    )
    meant = np.array([[0, 0], [wide, 0], [wide, tall], [0, tall]], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(seen, meant), np.float64)


def _moved(gray: Gray, move: Matrix, size: tuple[int, int]) -> Gray:
    if np.allclose(move, np.diag(np.diag(move)), atol=1e-6):
        how = cv2.INTER_AREA if move[0, 0] < 1 else cv2.INTER_CUBIC
        return cv2.resize(gray, size, interpolation=how).astype(np.uint8)
    shrinks = abs(float(np.linalg.det(move[:2, :2]))) < 1
    # Warping looks at single pixels: what is to become smaller is blurred by as much first.
    source = cv2.GaussianBlur(gray, (3, 3), 0) if shrinks else gray
    how = cv2.INTER_LINEAR if shrinks else cv2.INTER_CUBIC
    return cv2.warpPerspective(source, move, size, flags=how, borderValue=255).astype(np.uint8)


def _turn_of(small: Gray) -> int:
    """Return by how many quarter turns clockwise a page has to be turned to stand upright."""
    if float((small < INK).mean()) < LEAST_INK:
        return 0
    scores = where_text_is(small, TURN_SIDE)
    scale_x, scale_y = small.shape[1] / scores.shape[1], small.shape[0] / scores.shape[0]
    _, _, stats, _ = cv2.connectedComponentsWithStats((scores > LIKELY).astype(np.uint8), connectivity=8)
    level = [box for box in stats[1:, :4] if box[2] * scale_x >= LONG * box[3] * scale_y]
    upright = [box for box in stats[1:, :4] if box[3] * scale_y >= LONG * box[2] * scale_x]
    aside = sum(int(box[3]) for box in upright) > sum(int(box[2]) for box in level)
    boxes = sorted(upright if aside else level, key=lambda box: -int(box[2]) * int(box[3]))[:TURN_STRIPS]
    strips = [_strip(small, box, scale_x, scale_y, aside) for box in boxes]
    if not strips:
        return 0
    first = 1 if aside else 0
    forward = _sureness(strips)
    if forward >= UPRIGHT_SURE:
        return first
    backward = _sureness([np.ascontiguousarray(np.rot90(strip, 2)) for strip in strips])
    return first if forward >= backward else first + 2


def _strip(small: Gray, box: NDArray[np.int32], scale_x: float, scale_y: float, aside: bool) -> Gray:
    """Return the beginning of a line of text, upright or upside down, as the recogniser takes it."""
    left, top, wide, tall = (float(value) for value in box)
    thick = (wide * scale_x if aside else tall * scale_y) / CORE * CUT
    x, y = (left + wide / 2) * scale_x, (top + tall / 2) * scale_y
    half_x = thick / 2 if aside else wide * scale_x / 2
    half_y = tall * scale_y / 2 if aside else thick / 2
    part = small[
        max(0, round(y - half_y)) : round(y + half_y) + 1, max(0, round(x - half_x)) : round(x + half_x) + 1
    ]
    part = np.ascontiguousarray(np.rot90(part, -1)) if aside else part
    width = max(1, round(part.shape[1] * STRIP_HEIGHT / part.shape[0]))
    cut = cv2.resize(part, (width, STRIP_HEIGHT), interpolation=cv2.INTER_CUBIC).astype(np.uint8)
    return np.ascontiguousarray(cut[:, :TURN_WIDTH])


def _sureness(strips: list[Gray]) -> float:
    """Return how sure the characters of strips are on the whole, 0 to 1."""
    sure = [sign.sure for signs in read_strips(strips, read_signs) for sign in signs]
    return float(np.mean(sure)) if sure else 0.0
