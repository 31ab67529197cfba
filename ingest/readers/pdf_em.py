"""Where a character stands: the em box about its baseline, which is stable where the ink of “一” or “-” is not."""

from __future__ import annotations

import ctypes
import math
from typing import NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from ingest.model import BBox
from ingest.readers.pdf_calls import (
    Handle,
    font_of,
    font_size_at,
    ink_sides,
    loose_box,
    matrix_at,
    origin_of,
)
from ingest.readers.pdf_glyphs import ASCENT_EM, DESCENT_EM
from ingest.readers.pdf_marks import Matrix, View

UPRIGHT_DEGREES = 8.0  # a scan may sit askew by less; text further off the axes is a watermark
OFF_BASELINE_EM = 0.35  # ink further from its em box than this was set in vertical writing
TALLEST_EM = 1.6  # no ink is taller
WIDEST_EM = 4.0  # no character advances further
PLACE_PT = 0.1  # a character further from where it belongs is misplaced


class Shape(NamedTuple):
    """How a run is set: its em in points, its quarter turns, and whether its boxes follow from its baseline."""

    size: float
    turn: int | None  # None where it lies askew
    plain: bool


class Probe:
    """Asks pdfium for the boxes of characters, with buffers that are made once a page."""

    def __init__(self, page: Handle, view: View) -> None:
        self._page, self.view = page, view
        self.form: Matrix | None = None  # what is to be added to the places that pdfium gives
        self._sides = (ctypes.c_double * 4)()
        step = ctypes.sizeof(ctypes.c_double)
        self._to_sides = [ctypes.byref(self._sides, step * side) for side in range(4)]
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._loose = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._to_loose, self._to_matrix = ctypes.byref(self._loose), ctypes.byref(self._matrix)
        self._to_x, self._to_y = ctypes.byref(self._x), ctypes.byref(self._y)
        self._shapes: dict[tuple[float, ...], Shape] = {}

    @property
    def is_level(self) -> bool:
        """Return whether the baseline of the run that was asked for last runs level."""
        return not self._matrix.b

    def level(self, index: int, shape: Shape) -> tuple[float, float]:
        """Return top and bottom of the em boxes of a run that is set plainly, by one of its characters."""
        origin_of(self._page, index, self._to_x, self._to_y)
        base = self.view.top - self._y.value
        return base - ASCENT_EM * shape.size, base + DESCENT_EM * shape.size

    def ink_box(self, index: int) -> BBox:
        """Return the box of a character's ink as displayed."""
        ink_sides(self._page, index, *self._to_sides)
        left, right, bottom, top = self._sides
        if self.form:
            x0, y0 = _moved(left, bottom, self.form)
            return self.view.box(x0, y0, *_moved(right, top, self.form))
        return self.view.box(left, bottom, right, top)

    def em_box(self, index: int, shape: Shape) -> tuple[float, float, float, float]:
        """Return the em box of a character as displayed: stable where the ink of “一” or “-” is not."""
        loose, view = self._loose, self.view
        loose_box(self._page, index, self._to_loose)
        origin_of(self._page, index, self._to_x, self._to_y)
        if self.form:
            self._add_form(self.form)
        if shape.plain:
            base = view.top - self._y.value
            x0, x1 = loose.left - view.left, loose.right - view.left
            return x0, base - ASCENT_EM * shape.size, x1, base + DESCENT_EM * shape.size
        ink_box = self.ink_box(index)
        advance = view.box(loose.left, loose.bottom, loose.right, loose.top)
        length = max(advance.x1 - advance.x0, advance.bottom - advance.top)
        if length > WIDEST_EM * shape.size:  # pdfium does not scale this box in vertical writing
            advance = _square(ink_box, shape.size)
        return _about_baseline(ink_box, advance, view.point(self._x.value, self._y.value), shape)

    def left_out(self, index: int, form: Matrix | None) -> Matrix | None:
        """Given the first character of a run and the matrix of the form around it, return what its place lacks.

        Where a file says what a run is to be read as (ActualText), pdfium gives its place inside
        the form XObject; only the matrix of the character is the page's.
        """
        if form is None:
            return None
        matrix_at(self._page, index, self._to_matrix)
        origin_of(self._page, index, self._to_x, self._to_y)
        place, right = (self._x.value, self._y.value), (self._matrix.e, self._matrix.f)
        is_off = math.dist(place, right) > PLACE_PT >= math.dist(_moved(*place, form), right)
        return form if is_off else None

    def _add_form(self, form: Matrix) -> None:
        loose = self._loose
        (x0, y0), (x1, y1) = _moved(loose.left, loose.bottom, form), _moved(loose.right, loose.top, form)
        loose.left, loose.right, loose.bottom, loose.top = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        self._x.value, self._y.value = _moved(self._x.value, self._y.value, form)

    def shape(self, index: int, item: Handle) -> Shape:
        """Return how a run is set: the same for all runs of one font, size and matrix."""
        matrix = self._matrix
        matrix_at(self._page, index, self._to_matrix)
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        size = font_size_at(self._page, index)
        key = (font_of(item) or 0, size, a, b, c, d)
        if (known := self._shapes.get(key)) is None:
            turn = _quarter_turns(math.degrees(math.atan2(b, a)), self.view.turn)
            known = self._shapes[key] = self._measured(index, size * (math.hypot(c, d) or 1.0), turn)
        return known

    def _measured(self, index: int, size: float, turn: int | None) -> Shape:
        ink_box = self.ink_box(index)
        height = min(ink_box.x1 - ink_box.x0, ink_box.bottom - ink_box.top)
        size = max(size, 0.1)
        if height > TALLEST_EM * size:  # a font may count its em in units of its own
            size = height
        if self.view.turn or turn or ink_box.x1 <= ink_box.x0:
            return Shape(size, turn, False)
        by_ink, by_baseline = Shape(size, turn, plain=False), Shape(size, turn, plain=True)
        return by_baseline if self.em_box(index, by_ink) == self.em_box(index, by_baseline) else by_ink


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _square(box: BBox, size: float) -> BBox:
    """Return a square of one em about the middle of a box."""
    x, y, half = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2, size / 2
    return BBox(x - half, y - half, x + half, y + half)


def _about_baseline(ink_box: BBox, advance: BBox, origin: tuple[float, float], shape: Shape) -> BBox:
    up, down = ASCENT_EM * shape.size, DESCENT_EM * shape.size
    x, y = origin
    match shape.turn:
        case 0:
            em = BBox(advance.x0, y - up, advance.x1, y + down)
        case 1:  # turned clockwise: the top of the letters points to the right
            em = BBox(x - down, advance.top, x + up, advance.bottom)
        case 2:
            em = BBox(advance.x0, y - down, advance.x1, y + up)
        case _:
            em = BBox(x - up, advance.top, x + down, advance.bottom)
    if ink_box.x1 <= ink_box.x0 and ink_box.bottom <= ink_box.top:
        return em
    return _around_ink(em, ink_box, shape.size)


def _around_ink(em: BBox, ink_box: BBox, size: float) -> BBox:
    """Return the em box, or one about the ink where the ink is elsewhere (vertical writing)."""
    off_x = max(em.x0 - ink_box.x0, ink_box.x1 - em.x1)
    off_y = max(em.top - ink_box.top, ink_box.bottom - em.bottom)
    if max(off_x, off_y) <= OFF_BASELINE_EM * size:
        return em
    x, y = (ink_box.x0 + ink_box.x1) / 2, (ink_box.top + ink_box.bottom) / 2
    half_width = max(ink_box.x1 - ink_box.x0, size * 0.5) / 2
    half_height = max(ink_box.bottom - ink_box.top, size) / 2
    return BBox(x - half_width, y - half_height, x + half_width, y + half_height)


def _quarter_turns(degrees: float, page_turn: int) -> int | None:
    """Return clockwise quarter turns as displayed from counter-clockwise degrees on the page."""
    turned = (-degrees + 90 * page_turn) % 360
    nearest = round(turned / 90)
    return nearest % 4 if abs(turned - nearest * 90) <= UPRIGHT_DEGREES else None
