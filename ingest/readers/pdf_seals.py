"""Seals whose ring is text: the characters of it that happen to stand level, and what stands inside the ring.

Text that lies askew is left out by itself. Of the ring of a seal, each character is turned by
another angle, so that a few stand level by chance and would be read as words of the page.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from ingest.readers.pdf_calls import Handle, fill_colour, matrix_at
from ingest.readers.pdf_glyphs import Glyph
from ingest.readers.pdf_marks import View

MIN_ASKEW = 4  # characters of a ring that stand askew
MAX_ASKEW = 400  # a page with more text askew is no page with seals
OFF_RING_EM = 0.6  # a character of the ring stands no further from its circle
OFF_TANGENT_DEGREES = 15.0  # … and is turned along it: the circle may be that of its corner or of its middle
MIN_BEND_DEGREES = 3.0  # neighbours on a ring differ by more; those of a straight watermark do not
MAX_RADIUS_PT = 130.0  # a seal is 38 to 58 mm across; 92 mm leaves room for one drawn too large
MIN_TINT = 40  # of 255, between the strongest and the weakest channel: less is grey

_Colour = tuple[int, ...]


class Text(NamedTuple):
    """A run of text as it may belong to a seal.

    Attributes:
        first: Index of its first character on the text page.
        size: Its em in points.
        askew: Whether it lies askew, and its characters are therefore left out already.
        glyphs: Its characters; none where it lies askew.
    """

    first: int
    size: float
    askew: bool
    glyphs: Sequence[Glyph]


class _Spot(NamedTuple):
    """The foot of a character's middle as displayed, in points, and the direction of its baseline."""

    x: float
    y: float
    along_x: float
    along_y: float


class _Ring(NamedTuple):
    x: float
    y: float
    radius: float

    def carries(self, spot: _Spot, size: float) -> bool:
        """Return whether a character stands on the circle and is turned along it."""
        x, y = spot.x - self.x, spot.y - self.y
        away = math.hypot(x, y)
        if abs(away - self.radius) > OFF_RING_EM * size:
            return False
        return abs(x * spot.along_x + y * spot.along_y) <= away * math.sin(math.radians(OFF_TANGENT_DEGREES))

    def holds(self, glyph: Glyph) -> bool:
        """Return whether a character stands inside the circle."""
        return math.hypot(glyph.centre - self.x, glyph.middle - self.y) <= self.radius


def runs_of_seals(page: Handle, view: View, texts: Mapping[int, Text]) -> set[int]:
    """Given a text page, its view and its runs of text by address, return those that belong to a seal.

    Only text in another colour than that of most of the page belongs to one.
    """
    askew = [key for key, text in texts.items() if text.askew]
    if not MIN_ASKEW <= len(askew) <= MAX_ASKEW:
        return set()
    colours = {key: _colour(key) for key in texts}
    by_paint: dict[tuple[_Colour, float], list[int]] = defaultdict(list)
    main = _main_colour(texts, colours)
    for key in askew:
        if colours[key] != main:
            by_paint[colours[key], round(texts[key].size, 1)].append(key)
    found: set[int] = set()
    for (colour, size), keys in by_paint.items():
        same = {key: text for key, text in texts.items() if text.glyphs and colours[key] == colour}
        for ring in _rings([_spot(page, view, texts[key]) for key in keys], size):
            found.update(key for key, text in same.items() if _belongs(text, ring, page, view, size))
            if max(colour[:3]) - min(colour[:3]) >= MIN_TINT:
                found.update(key for key, text in same.items() if _is_inside(text, ring))
    return found


def _belongs(text: Text, ring: _Ring, page: Handle, view: View, size: float) -> bool:
    alike = len(text.glyphs) == 1 and round(text.size, 1) == size
    return alike and ring.carries(_spot(page, view, text), size)


def _is_inside(text: Text, ring: _Ring) -> bool:
    """Return whether words stand inside a ring; numbers may be the report's own, printed in colour."""
    return all(ring.holds(glyph) and not glyph.text.isnumeric() for glyph in text.glyphs)


def _rings(spots: Sequence[_Spot], size: float) -> Iterator[_Ring]:
    """Yield the circles on which at least ``MIN_ASKEW`` of the characters stand, each of them on one."""
    left = list(spots)
    while len(left) >= MIN_ASKEW:
        tried = (_meeting(a, b) for step in (1, 2) for a, b in zip(left, left[step:], strict=False))
        carried = [[spot for spot in left if ring.carries(spot, 2 * size)] for ring in tried if ring]
        most = max(carried, key=len, default=[])
        if len(most) < MIN_ASKEW:
            return
        ring = _through(most)
        if ring.radius <= MAX_RADIUS_PT and sum(ring.carries(spot, size) for spot in most) >= MIN_ASKEW:
            yield ring
        left = [spot for spot in left if spot not in most]


def _meeting(a: _Spot, b: _Spot) -> _Ring | None:
    """Return the circle along which two characters are turned: about where their upright lines meet."""
    bend = a.along_x * b.along_y - a.along_y * b.along_x
    if abs(bend) < math.sin(math.radians(MIN_BEND_DEGREES)):
        return None
    to_a, to_b = a.x * a.along_x + a.y * a.along_y, b.x * b.along_x + b.y * b.along_y
    x, y = (to_a * b.along_y - to_b * a.along_y) / bend, (to_b * a.along_x - to_a * b.along_x) / bend
    radius = (math.hypot(a.x - x, a.y - y) + math.hypot(b.x - x, b.y - y)) / 2
    return _Ring(x, y, radius) if radius <= 2 * MAX_RADIUS_PT else None


def _through(spots: Sequence[_Spot]) -> _Ring:
    """Return the circle that comes nearest to all the characters (Kåsa's fit, by least squares)."""
    places = np.array([(spot.x, spot.y) for spot in spots])
    middle = places.mean(axis=0)
    off = places - middle
    sides = np.column_stack((2 * off, np.ones(len(off))))
    (x, y, rest), *_ = np.linalg.lstsq(sides, (off**2).sum(axis=1), rcond=None)
    radius = math.sqrt(max(0.0, float(rest + x * x + y * y)))
    return _Ring(float(middle[0] + x), float(middle[1] + y), radius)


def _spot(page: Handle, view: View, text: Text) -> _Spot:
    matrix = pdfium.FS_MATRIX()
    matrix_at(page, text.first, ctypes.byref(matrix))
    length = math.hypot(matrix.a, matrix.b) or 1.0
    along_x, along_y = matrix.a / length, matrix.b / length
    x, y = view.point(matrix.e + along_x * text.size / 2, matrix.f + along_y * text.size / 2)
    start_x, start_y = view.point(matrix.e, matrix.f)
    half = text.size / 2
    return _Spot(x, y, (x - start_x) / half, (y - start_y) / half)


def _main_colour(texts: Mapping[int, Text], colours: Mapping[int, _Colour]) -> _Colour | None:
    """Return the colour in which most characters are printed that do not lie askew."""
    counts: Counter[_Colour] = Counter()
    for key, text in texts.items():
        counts[colours[key]] += len(text.glyphs)
    return max(counts, key=counts.__getitem__, default=None)


def _colour(key: int) -> _Colour:
    """Return red, green, blue and alpha of a run of text, 0 to 255; a pattern counts as black."""
    channels = [ctypes.c_uint() for _ in range(4)]
    read = key and fill_colour(Handle(key), *map(ctypes.byref, channels))
    return tuple(channel.value for channel in channels) if read else (0, 0, 0, 255)
