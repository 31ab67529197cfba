"""What is drawn on a page besides its text: straight edges, shades, pictures.

Walks the objects of a page of pdfium, form XObjects with their matrices included. All
coordinates that leave this module are in points from the top left corner of the page as
displayed, after /Rotate and the crop box.
"""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from ingest.model import BBox
from ingest.readers.limits import too_large
from ingest.readers.pdf_calls import (
    Handle,
    clip_path_of,
    clip_segment_of,
    count_clip_segments,
    count_clips,
    count_in_form,
    count_objects,
    count_segments,
    draw_mode_of,
    fill_colour,
    handle_of,
    is_closing,
    kind_of,
    matrix_of,
    object_in_form,
    object_of,
    point_of,
    segment_of,
    stroke_colour,
    type_of,
)

MAX_PAGE_OBJECTS = 60_000  # text runs, paths and pictures of one page; a full form has 3,000
MAX_SEGMENTS = 5_000  # points of one path; a longer one is a drawing, not a border
MAX_FORM_DEPTH = 12  # form XObjects inside one another
THIN_PT = 3.0  # a filled box thinner than this is a drawn line
STRAIGHT_PT = 1.0  # how far the ends of a straight line may lie off its axis
COVER_PT = 4.0  # an opaque box smaller than this hides no text
WHITE = 0.97  # luminance from which paint is not seen on paper
OPAQUE = 0.98  # alpha from which nothing shows through
INVISIBLE = 0.02  # alpha up to which nothing is seen

_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Matrix = tuple[float, float, float, float, float, float]
_Points = list[tuple[float, float]]


class Edge(NamedTuple):
    """A drawn line along an axis; ``at`` is its fixed coordinate, in points."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True)
class View:
    """From a page's own space, in which y points up, to the page as displayed.

    The four sides are those of its crop box; ``turn`` is its /Rotate in quarter turns.
    """

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height as displayed, in points."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turn % 2 else (width, height)

    @cached_property
    def whole(self) -> BBox:
        """Return the box of the page as displayed."""
        return BBox(0.0, 0.0, *self.size)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the page's own space as displayed."""
        match self.turn:
            case 0:
                return x - self.left, self.top - y
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case _:
                return self.top - y, self.right - x

    def box(self, x0: float, y0: float, x1: float, y1: float) -> BBox:
        """Return a box of the page's own space as displayed."""
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        return BBox(min(a, c), min(b, d), max(a, c), max(b, d))


@dataclass
class Marks:
    """What the objects of a page say.

    Attributes:
        layers: Whether the document has optional content.
        edges: Straight lines that are seen.
        pictures: Boxes of images.
        texts: By address of a text object, its place in the order of painting and whether it
            stands inside a form XObject.
        forms: From the space of the form XObject that a text object stands in to the page's own,
            by address of the text object, where the two differ.
        count: How many objects there are.
    """

    layers: bool = False
    edges: list[Edge] = field(default_factory=list)
    pictures: list[BBox] = field(default_factory=list)
    texts: dict[int, tuple[int, bool]] = field(default_factory=dict)
    forms: dict[int, Matrix] = field(default_factory=dict)
    count: int = 0
    white: list[Edge] = field(default_factory=list)
    shades: list[BBox] = field(default_factory=list)
    covers: list[tuple[float, float, float, float, float]] = field(default_factory=list)


def read_marks(page: pypdfium2.PdfPage, view: View, layers: bool) -> Marks:
    """Given a page and its view, return what is drawn on it.

    Raises:
        UnreadableFile: ``too_large`` beyond ``MAX_PAGE_OBJECTS``.
    """
    marks = Marks(layers)
    _Walk(view, marks).over(_PAGE, handle_of(page.raw), _IDENTITY, 0)
    marks.edges += [edge for edge in marks.white if _on_shade(edge, marks.shades)]
    return marks


class Paint:
    """Asks pdfium for the paint of objects, with buffers that are made once a page."""

    def __init__(self) -> None:
        self._channels = (ctypes.c_uint * 4)()
        step = ctypes.sizeof(ctypes.c_uint)
        self._to_channels = [ctypes.byref(self._channels, step * channel) for channel in range(4)]

    def colour(self, item: Handle, read: Callable[..., int]) -> tuple[float, float]:
        """Return luminance on white paper and alpha, each 0 to 1; a pattern counts as black."""
        if not read(item, *self._to_channels):
            return 0.0, 1.0
        red, green, blue, alpha = self._channels[:]
        opacity = alpha / 255
        luminance = (0.3 * red + 0.59 * green + 0.11 * blue) / 255
        return 1 - opacity * (1 - luminance), opacity


def clip_of(item: Handle, view: View, inside: bool) -> BBox:
    """Return the box as displayed beyond which nothing of an object shows.

    ``inside`` a form XObject the clip is in coordinates of the form; then the page is returned.
    """
    clip = clip_path_of(item)
    if inside or not clip or (total := count_clips(clip)) <= 0:
        return view.whole
    x0, top, x1, bottom = view.whole
    x, y = ctypes.c_float(), ctypes.c_float()
    to_x, to_y = ctypes.byref(x), ctypes.byref(y)
    for path in range(total):
        points: _Points = []
        for index in range(min(max(0, count_clip_segments(clip, path)), MAX_SEGMENTS)):
            point_of(clip_segment_of(clip, path, index), to_x, to_y)
            points.append(view.point(x.value, y.value))
        if points:
            xs, ys = [a for a, _ in points], [b for _, b in points]
            x0, x1 = max(x0, min(xs)), min(x1, max(xs))
            top, bottom = max(top, min(ys)), min(bottom, max(ys))
    return BBox(x0, top, x1, bottom)


_Children = tuple[Callable[[Handle], int], Callable[[Handle, int], Handle]]
_PAGE: _Children = (count_objects, object_of)
_FORM: _Children = (count_in_form, object_in_form)


class _Walk:
    """Goes through the objects of a page and notes what they draw."""

    def __init__(self, view: View, marks: Marks) -> None:
        self._view, self._marks = view, marks
        self._paint = Paint()
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._to_x, self._to_y = ctypes.byref(self._x), ctypes.byref(self._y)
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._to_fill, self._to_stroke = ctypes.byref(self._fill), ctypes.byref(self._stroke)
        self._matrix = pdfium.FS_MATRIX()
        self._to_matrix = ctypes.byref(self._matrix)

    def over(self, children: _Children, holder: Handle, matrix: Matrix, depth: int) -> None:
        """Note what the objects of a page or a form draw; ``matrix`` leads from its space to the page's."""
        marks = self._marks
        count, get = children
        for index in range(max(0, count(holder))):
            marks.count += 1
            if marks.count > MAX_PAGE_OBJECTS:
                raise too_large("有一页的图形过多")
            item = get(holder, index)
            match type_of(item):
                case pdfium.FPDF_PAGEOBJ_TEXT:
                    address = item.value or 0
                    marks.texts[address] = (marks.count, depth > 0)
                    if matrix != _IDENTITY:
                        marks.forms[address] = matrix
                case pdfium.FPDF_PAGEOBJ_PATH:
                    self._note_path(item, matrix)
                case pdfium.FPDF_PAGEOBJ_IMAGE:
                    self._note_picture(item, matrix)
                case pdfium.FPDF_PAGEOBJ_FORM if depth < MAX_FORM_DEPTH:
                    self.over(_FORM, item, _times(self._matrix_of(item), matrix), depth + 1)

    def _matrix_of(self, item: Handle) -> Matrix:
        raw = self._matrix
        if not matrix_of(item, self._to_matrix):
            return _IDENTITY
        return raw.a, raw.b, raw.c, raw.d, raw.e, raw.f

    def _note_picture(self, item: Handle, matrix: Matrix) -> None:
        marks = self._marks
        a, b, c, d, e, f = _times(self._matrix_of(item), matrix)
        xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
        box = self._view.box(min(xs), min(ys), max(xs), max(ys))
        if min(box.x1 - box.x0, box.bottom - box.top) <= THIN_PT:
            _add_thin(box, marks.edges)
            return
        marks.pictures.append(box)
        marks.covers.append((marks.count, *box))

    def _note_path(self, item: Handle, matrix: Matrix) -> None:
        marks, fill, stroke = self._marks, self._fill, self._stroke
        drawn = draw_mode_of(item, self._to_fill, self._to_stroke)
        if not drawn or not (fill.value or stroke.value):
            return
        total = count_segments(item)
        if not 1 < total <= MAX_SEGMENTS:
            return
        parts = list(self._subpaths(item, total, _times(self._matrix_of(item), matrix)))
        if stroke.value:
            pale, alpha = self._paint.colour(item, stroke_colour)
            if alpha > INVISIBLE:
                for points in parts:
                    _add_strokes(points, marks.white if pale >= WHITE else marks.edges)
        if fill.value:
            pale, alpha = self._paint.colour(item, fill_colour)
            if alpha > INVISIBLE:
                for points in parts:
                    _add_fill(points, pale, alpha, marks)

    def _subpaths(self, path: Handle, total: int, matrix: Matrix) -> Iterator[_Points]:
        """Yield each part of a path that is made of straight lines as displayed points."""
        a, b, c, d, e, f = matrix
        x, y, displayed = self._x, self._y, self._view.point
        points: _Points = []
        straight = True
        for index in range(total):
            segment = segment_of(path, index)
            kind = kind_of(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
                if straight:
                    yield points
                points, straight = [], True
            straight = straight and kind != pdfium.FPDF_SEGMENT_BEZIERTO
            point_of(segment, self._to_x, self._to_y)
            points.append(displayed(a * x.value + c * y.value + e, b * x.value + d * y.value + f))
            if is_closing(segment):
                points.append(points[0])
        if points and straight:
            yield points


def _times(first: Matrix, then: Matrix) -> Matrix:
    if then == _IDENTITY:
        return first
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _add_strokes(points: _Points, into: list[Edge]) -> None:
    """Add the sides of a path to the lines; one with a slanting side is a drawing, such as a star."""
    found: list[Edge] = []
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        width, height = abs(x1 - x0), abs(y1 - y0)
        if height <= STRAIGHT_PT and width > height:
            found.append(Edge(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif width <= STRAIGHT_PT and height > width:
            found.append(Edge(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1)))
        elif width > STRAIGHT_PT:
            return
    into += found


def _add_fill(points: _Points, pale: float, alpha: float, marks: Marks) -> None:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = BBox(min(xs), min(ys), max(xs), max(ys))
    if min(box.x1 - box.x0, box.bottom - box.top) <= THIN_PT:
        _add_thin(box, marks.white if pale >= WHITE else marks.edges)
        return
    if alpha >= OPAQUE and min(box.x1 - box.x0, box.bottom - box.top) >= COVER_PT:
        marks.covers.append((marks.count, *box))
    if pale < WHITE:
        marks.shades.append(box)


def _add_thin(box: BBox, into: list[Edge]) -> None:
    width, height = box.x1 - box.x0, box.bottom - box.top
    if width >= height:
        into.append(Edge(False, (box.top + box.bottom) / 2, box.x0, box.x1))
    if height >= width:
        into.append(Edge(True, (box.x0 + box.x1) / 2, box.top, box.bottom))


def _on_shade(edge: Edge, shades: list[BBox]) -> bool:
    """Return whether a white line is seen because it runs over a shaded box."""
    middle = (edge.start + edge.end) / 2
    x, y = (edge.at, middle) if edge.upright else (middle, edge.at)
    return any(s.x0 - 1 <= x <= s.x1 + 1 and s.top - 1 <= y <= s.bottom + 1 for s in shades)
