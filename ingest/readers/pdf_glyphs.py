"""The characters of a page as displayed, each with its em box.

Takes pdfium's characters and leaves out what a reader of the paper does not see: text without
ink, white on white, in a layer that is switched off, under a picture, beyond the crop box.
"""

from __future__ import annotations

import ctypes
import itertools
import math
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from form.spelling import plain
from ingest.model import BBox
from ingest.readers.limits import too_large
from ingest.readers.pdf_calls import (
    is_generated,
    is_unmapped,
    loose_box,
    object_at,
    origin_of,
    place_of,
    unicode_at,
)
from ingest.readers.pdf_marks import INVISIBLE, WHITE, Marks, Matrix, View, address_of, clip_of, colour_of

MAX_PAGE_CHARACTERS = 60_000  # a page set in 5 pt has 20,000
UPRIGHT_DEGREES = 8.0  # a scan may sit askew by less; text further off the axes is a watermark
ASCENT_EM, DESCENT_EM = 0.86, 0.14  # the em box of an ideograph about its baseline
OFF_BASELINE_EM = 0.35  # ink further from its em box than this was set in vertical writing
TALLEST_EM = 1.6  # no ink is taller
WIDEST_EM = 4.0  # no character advances further
SAME_PLACE_EM = 0.2  # the same character closer than this is one, printed twice to look bold
SQUARES = 4096  # squares of a fifth of an em on a side of a page, in the key of one of them
SLOT_PT = 20.0  # side of the squares in which characters are looked up
TRACE_SCALE = 1.5  # pixels a point when a page is drawn to see which of its words show
TRACE_CONTRAST = 10  # of 255: a pixel that changes by less does not show
SMALLEST_PT = 1.0  # no one can read smaller print
PLACE_PT = 0.1  # a character further from where it belongs is misplaced
COVER_CHUNK = 200  # runs of text held against all boxes at once
UNKNOWN = "\ufffd"

_SPACES = frozenset((0x20, 0xA0, 0x3000, 0x09, 0x2002, 0x2003))
_BREAKS = frozenset((0x0A, 0x0D, 0x00AD, 0x200B, 0xFEFF, 0xFFFE))
# Render modes 3 and 7 put no ink on the page; 3 is what text recognition lays over a scan.
_NO_INK = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_STROKE_ONLY = (pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP)


class Glyph(NamedTuple):
    """A character with its em box in points.

    Attributes:
        text: The character, or ``UNKNOWN`` where the font does not say which it is.
        size: Height of its em, in points.
        turn: How far it is turned clockwise as displayed, in quarter turns.
        pale: Its luminance on white paper, 0 to 1.
        spaced: Whether a space is set before it in its line of text.
        run: What it was set together with: the same for characters of one text object.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    turn: int = 0
    pale: float = 0.0
    spaced: bool = False
    run: int = 0

    @property
    def middle(self) -> float:
        """Return half its height, in points from the top of the page."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Return half its width, in points from the left of the page."""
        return (self.x0 + self.x1) / 2


class _Ink(NamedTuple):
    """How a text object is painted: the same for all its characters."""

    size: float
    turn: int | None  # None where it lies askew
    pale: float
    hidden: bool
    doubtful: bool  # only drawing the page can tell whether it shows
    clip: BBox  # nothing outside is displayed
    plain: bool  # its boxes follow from its baseline


def read_glyphs(page: pypdfium2.PdfPage, view: View, marks: Marks) -> list[Glyph]:
    """Given a page, its view and what is drawn on it, return the characters that a person sees.

    Raises:
        UnreadableFile: ``too_large`` beyond ``MAX_PAGE_CHARACTERS``.
    """
    text = page.get_textpage()
    try:
        runs = _take(text.raw, view, marks)
    finally:
        text.close()
    doubtful = {key for key, run in runs.items() if run.ink.doubtful} | _covered(runs, marks)
    if doubtful:
        _keep_shown(page, view, marks, runs, doubtful)
    return _once([glyph for run in runs.values() for glyph in run.glyphs])


class _Shape(NamedTuple):
    """How a run is set: size and turn as of its ink, and whether its boxes follow from its baseline."""

    size: float
    turn: int | None
    plain: bool


class _Run(NamedTuple):
    ink: _Ink
    glyphs: list[Glyph]
    level: tuple[float, float] | None  # top and bottom of all its em boxes, where they stand on one level
    form: Matrix | None  # what pdfium left out of its places


def _take(raw: Any, view: View, marks: Marks) -> dict[int, _Run]:
    """Return the characters by the address of the text object that they belong to."""
    total = pdfium.FPDFText_CountChars(raw)
    if total > MAX_PAGE_CHARACTERS:
        raise too_large("有一页的文字过多")
    runs: dict[int, _Run] = {}
    probe = _Probe(raw, view)
    place = place_of(raw)
    for index, code, spaced in _codes(place, max(0, total)):
        key = object_at(place, index) or 0
        if (run := runs.get(key)) is None:
            item = pdfium.FPDFText_GetTextObject(raw, index)
            form = probe.form = probe.left_out(index, marks.forms.get(key))
            ink = _read_ink(probe, index, item, marks)
            level = probe.level(index, ink) if ink.plain and probe.is_level and not form else None
            run = runs[key] = _Run(ink, [], level, form)
        ink = run.ink
        if ink.hidden or ink.turn is None:
            continue
        if run.level is None:
            probe.form = run.form
            x0, top, x1, bottom = probe.em_box(index, ink)
        else:
            x0, x1 = probe.advance(index)
            top, bottom = run.level
        clip = ink.clip
        if clip.x0 <= (x0 + x1) / 2 <= clip.x1 and clip.top <= (top + bottom) / 2 <= clip.bottom:
            text = _character(code, is_unmapped(place, index) == 1)
            run.glyphs.append(Glyph(text, x0, top, x1, bottom, ink.size, ink.turn, ink.pale, spaced, key))
    return runs


def _codes(place: int, total: int) -> Iterator[tuple[int, int, bool]]:
    """Yield the characters of a text page that are no spaces: index, code, and whether a space is set before."""
    spaced, high = False, 0
    for index in range(total):
        code = unicode_at(place, index)
        if code in _BREAKS:
            continue
        if code in _SPACES:  # pdfium adds spaces of its own where it sees a gap
            spaced = spaced or is_generated(place, index) != 1
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        high = 0
        yield index, code, spaced
        spaced = False


def _character(code: int, unmapped: bool) -> str:
    if unmapped or (code < 0x20 and code != 2):
        return UNKNOWN
    if code == 2:  # how pdfium hands over a hyphen at the end of a line
        return "-"
    text = chr(code)
    # A radical is a shape that some fonts map whole words to; a person reads the word.
    return plain(text) if "\u2e80" <= text <= "\u2fdf" or "\uf900" <= text <= "\ufaff" else text


def _read_ink(probe: _Probe, index: int, item: Any, marks: Marks) -> _Ink:
    shape = probe.shape(index, item)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
    read = pdfium.FPDFPageObj_GetStrokeColor if mode in _STROKE_ONLY else pdfium.FPDFPageObj_GetFillColor
    pale, alpha = colour_of(item, read)
    _, inside = marks.texts.get(address_of(item), (0, False))
    return _Ink(
        size=shape.size,
        turn=shape.turn,
        pale=pale,
        hidden=mode in _NO_INK or alpha <= INVISIBLE or shape.size < SMALLEST_PT,
        doubtful=pale >= WHITE or (inside and marks.layers) or _has_layer(item),
        clip=clip_of(item, probe.view, inside),
        plain=shape.plain,
    )


def _quarter_turns(degrees: float, page_turn: int) -> int | None:
    """Return clockwise quarter turns as displayed from counter-clockwise degrees on the page."""
    turned = (-degrees + 90 * page_turn) % 360
    nearest = round(turned / 90)
    return nearest % 4 if abs(turned - nearest * 90) <= UPRIGHT_DEGREES else None


def _has_layer(item: Any) -> bool:
    """Return whether a text object is marked as optional content."""
    for index in range(pdfium.FPDFPageObj_CountMarks(item)):
        mark = pdfium.FPDFPageObj_GetMark(item, index)
        name = (ctypes.c_ushort * 8)()
        length = ctypes.c_ulong()
        if pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length) and bytes(name).decode(
            "utf-16-le"
        ).startswith("OC\0"):
            return True
    return False


class _Probe:
    """Asks pdfium for the boxes of characters, with buffers that are made once a page."""

    def __init__(self, raw: Any, view: View) -> None:
        self.raw, self.view = raw, view
        self.form: Matrix | None = None  # what is to be added to the places that pdfium gives
        self._sides = tuple(ctypes.c_double() for _ in range(4))
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._loose = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._left = view.left
        self._place, self._to_loose = place_of(raw), ctypes.addressof(self._loose)
        self._to_x, self._to_y = ctypes.addressof(self._x), ctypes.addressof(self._y)
        self._shapes: dict[tuple[float, ...], _Shape] = {}

    @property
    def is_level(self) -> bool:
        """Return whether the baseline of the run that was asked for last runs level."""
        return not self._matrix.b

    def level(self, index: int, ink: _Ink) -> tuple[float, float]:
        """Return top and bottom of the em boxes of a run that is set plainly, by one of its characters."""
        origin_of(self._place, index, self._to_x, self._to_y)
        base = self.view.top - self._y.value
        return base - ASCENT_EM * ink.size, base + DESCENT_EM * ink.size

    def advance(self, index: int) -> tuple[float, float]:
        """Return from where to where a character of a plain run stands."""
        loose_box(self._place, index, self._to_loose)
        return self._loose.left - self._left, self._loose.right - self._left

    def ink_box(self, index: int) -> BBox:
        """Return the box of a character's ink as displayed."""
        left, right, bottom, top = self._sides
        pdfium.FPDFText_GetCharBox(self.raw, index, left, right, bottom, top)
        if self.form:
            x0, y0 = _moved(left.value, bottom.value, self.form)
            return self.view.box(x0, y0, *_moved(right.value, top.value, self.form))
        return self.view.box(left.value, bottom.value, right.value, top.value)

    def em_box(self, index: int, ink: _Ink) -> tuple[float, float, float, float]:
        """Return the em box of a character as displayed: stable where the ink of “一” or “-” is not."""
        loose, view = self._loose, self.view
        loose_box(self._place, index, self._to_loose)
        origin_of(self._place, index, self._to_x, self._to_y)
        if self.form:
            self._add_form(self.form)
        if ink.plain:
            base = view.top - self._y.value
            x0, x1 = loose.left - view.left, loose.right - view.left
            return x0, base - ASCENT_EM * ink.size, x1, base + DESCENT_EM * ink.size
        ink_box = self.ink_box(index)
        advance = view.box(loose.left, loose.bottom, loose.right, loose.top)
        length = max(advance.x1 - advance.x0, advance.bottom - advance.top)
        if length > WIDEST_EM * ink.size:  # pdfium does not scale this box in vertical writing
            advance = _square(ink_box, ink.size)
        return _about_baseline(ink_box, advance, view.point(self._x.value, self._y.value), ink)

    def left_out(self, index: int, form: Matrix | None) -> Matrix | None:
        """Given the first character of a run and the matrix of the form around it, return what its place lacks.

        Where a file says what a run is to be read as (ActualText), pdfium gives its place inside
        the form XObject; only the matrix of the character is the page's.
        """
        if form is None:
            return None
        pdfium.FPDFText_GetMatrix(self.raw, index, self._matrix)
        origin_of(self._place, index, self._to_x, self._to_y)
        place, right = (self._x.value, self._y.value), (self._matrix.e, self._matrix.f)
        is_off = math.dist(place, right) > PLACE_PT >= math.dist(_moved(*place, form), right)
        return form if is_off else None

    def _add_form(self, form: Matrix) -> None:
        loose = self._loose
        (x0, y0), (x1, y1) = _moved(loose.left, loose.bottom, form), _moved(loose.right, loose.top, form)
        loose.left, loose.right, loose.bottom, loose.top = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        self._x.value, self._y.value = _moved(self._x.value, self._y.value, form)

    def shape(self, index: int, item: Any) -> _Shape:
        """Return how a run is set: the same for all runs of one font, size and matrix."""
        matrix = self._matrix
        pdfium.FPDFText_GetMatrix(self.raw, index, matrix)
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        size = pdfium.FPDFText_GetFontSize(self.raw, index)
        key = (address_of(pdfium.FPDFTextObj_GetFont(item)), size, a, b, c, d)
        if (known := self._shapes.get(key)) is None:
            turn = _quarter_turns(math.degrees(math.atan2(b, a)), self.view.turn)
            known = self._shapes[key] = self._measured(index, size * (math.hypot(c, d) or 1.0), turn)
        return known

    def _measured(self, index: int, size: float, turn: int | None) -> _Shape:
        ink_box = self.ink_box(index)
        height = min(ink_box.x1 - ink_box.x0, ink_box.bottom - ink_box.top)
        size = max(size, 0.1)
        if height > TALLEST_EM * size:  # a font may count its em in units of its own
            size = height
        if self.view.turn or turn or ink_box.x1 <= ink_box.x0:
            return _Shape(size, turn, False)
        ink = _Ink(size, turn, 0.0, False, False, ink_box, plain=False)
        return _Shape(size, turn, self.em_box(index, ink) == self.em_box(index, ink._replace(plain=True)))


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _square(box: BBox, size: float) -> BBox:
    """Return a square of one em about the middle of a box."""
    x, y, half = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2, size / 2
    return BBox(x - half, y - half, x + half, y + half)


def _about_baseline(ink_box: BBox, advance: BBox, origin: tuple[float, float], ink: _Ink) -> BBox:
    up, down = ASCENT_EM * ink.size, DESCENT_EM * ink.size
    x, y = origin
    match ink.turn:
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
    return _around_ink(em, ink_box, ink.size)


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


# --- what shows --------------------------------------------------------------------------------


def _covered(runs: dict[int, _Run], marks: Marks) -> set[int]:
    """Return the runs of text over which an opaque box was drawn after them."""
    keys = [key for key, run in runs.items() if run.glyphs and key in marks.texts]
    if not keys or not marks.covers:
        return set()
    covers = np.array(marks.covers, dtype=float)
    order, x0, top, x1, bottom = (covers[None, :, column] for column in range(5))
    result: set[int] = set()
    for start in range(0, len(keys), COVER_CHUNK):
        chunk = keys[start : start + COVER_CHUNK]
        firsts = [runs[key].glyphs[0] for key in chunk]
        after = order > np.array([marks.texts[key][0] for key in chunk])[:, None]
        x = np.array([glyph.centre for glyph in firsts])[:, None]
        y = np.array([glyph.middle for glyph in firsts])[:, None]
        over = after & (x0 <= x) & (x <= x1) & (top <= y) & (y <= bottom)
        result.update(key for key, hit in zip(chunk, np.any(over, axis=1).tolist(), strict=True) if hit)
    return result


def _keep_shown(
    page: pypdfium2.PdfPage, view: View, marks: Marks, runs: dict[int, _Run], doubtful: set[int]
) -> None:
    """Take out of the doubtful runs the characters that leave no trace when the page is drawn.

    The page is drawn with and without them; where no pixel of a character's box differs, no
    one sees it, whatever the reason.
    """
    items = [marks.objects[key] for key in doubtful if key in marks.objects]
    scale = min(TRACE_SCALE, 2000 / max(view.size))
    with_text = _draw(page, scale)
    for item in items:
        pdfium.FPDFPageObj_SetIsActive(item, 0)
    without = _draw(page, scale)
    for item in items:
        pdfium.FPDFPageObj_SetIsActive(item, 1)
    differs = np.abs(with_text - without) > TRACE_CONTRAST
    for key in doubtful:
        run = runs[key]
        run.glyphs[:] = [glyph for glyph in run.glyphs if _leaves_trace(glyph, differs, scale)]


def _draw(page: pypdfium2.PdfPage, scale: float) -> Any:
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        return bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width].astype(np.int16)
    finally:
        bitmap.close()


def _leaves_trace(glyph: Glyph, differs: Any, scale: float) -> bool:
    rows = slice(max(0, int(glyph.top * scale)), math.ceil(glyph.bottom * scale) + 1)
    columns = slice(max(0, int(glyph.x0 * scale)), math.ceil(glyph.x1 * scale) + 1)
    return bool(differs[rows, columns].any())


def _once(glyphs: list[Glyph]) -> list[Glyph]:
    """Return the characters without those printed a second time at the same place."""
    if not _may_repeat(glyphs):
        return glyphs
    seen: dict[tuple[str, int, int], list[tuple[float, float]]] = defaultdict(list)
    kept: list[Glyph] = []
    for glyph in glyphs:
        x, y, reach = glyph.centre, glyph.middle, SAME_PLACE_EM * glyph.size
        left, right = int((x - reach) // SLOT_PT), int((x + reach) // SLOT_PT)
        upper, lower = int((y - reach) // SLOT_PT), int((y + reach) // SLOT_PT)
        if left == right and upper == lower:
            near = seen.get((glyph.text, left, upper), [])
        else:
            squares = itertools.product({left, right}, {upper, lower})
            near = [spot for square in squares for spot in seen.get((glyph.text, *square), ())]
        if any(abs(a - x) < reach and abs(b - y) < reach for a, b in near):
            continue
        seen[glyph.text, int(x // SLOT_PT), int(y // SLOT_PT)].append((x, y))
        kept.append(glyph)
    return kept


def _may_repeat(glyphs: list[Glyph]) -> bool:
    """Return whether a character may stand at the place of another like it.

    Of two that do, in one of four nets of squares, each set off by half a square, both stand in one square.
    """
    if not glyphs:
        return False
    table = np.array([(ord(text[0]), x0, y0, x1, y1, size) for text, x0, y0, x1, y1, size, *_ in glyphs])
    em = np.maximum(np.round(table[:, 5]), 1.0)
    x = (table[:, 1] + table[:, 3]) / (4 * SAME_PLACE_EM * em)
    y = (table[:, 2] + table[:, 4]) / (4 * SAME_PLACE_EM * em)
    known = table[:, 0] * SQUARES + em
    for right, down in itertools.product((0.0, 0.5), repeat=2):
        squares = (known * SQUARES + np.floor(x + right)) * SQUARES + np.floor(y + down)
        if len(set(squares.tolist())) < len(glyphs):
            return True
    return False
