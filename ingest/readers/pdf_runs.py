"""The characters of a page by the run of text that they were set in, each run with how it is painted."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from form.spelling import plain
from ingest.model import BBox
from ingest.readers.limits import too_large
from ingest.readers.pdf_calls import (
    Handle,
    advances_at,
    count_characters,
    count_marks,
    fill_colour,
    is_generated,
    is_unmapped,
    mark_of,
    name_of_mark,
    objects_at,
    render_mode_of,
    stroke_colour,
    unicode_at,
)
from ingest.readers.pdf_em import Probe, Shape
from ingest.readers.pdf_glyphs import UNKNOWN, Glyph
from ingest.readers.pdf_marks import INVISIBLE, WHITE, Marks, Paint, View, clip_of
from ingest.readers.pdf_seals import MIN_ASKEW, Text, runs_of_seals

MAX_PAGE_CHARACTERS = 60_000  # a page set in 5 pt has 20,000
SMALLEST_PT = 1.0  # no one can read smaller print

_SPACES = frozenset((0x20, 0xA0, 0x3000, 0x09, 0x2002, 0x2003))
_BREAKS = frozenset((0x0A, 0x0D, 0x00AD, 0x200B, 0xFEFF, 0xFFFE))
# Render modes 3 and 7 put no ink on the page; 3 is what text recognition lays over a scan.
_NO_INK = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_STROKE_ONLY = (pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP)
_Code = tuple[int, int, bool]  # index, code, and whether a space is set before
_Character = tuple[int, str, bool, float, float]  # index, text, space before, and where it begins and ends


class Ink(NamedTuple):
    """How a run of text is set and painted: the same for all its characters."""

    shape: Shape
    pale: float
    hidden: bool
    doubtful: bool  # only drawing the page can tell whether it shows
    clip: BBox  # nothing outside is displayed


class Run(NamedTuple):
    """A text object of pdfium: how it is painted, and its characters that may show."""

    ink: Ink
    glyphs: list[Glyph]


def read_runs(page: Handle, view: View, marks: Marks) -> dict[int, Run]:
    """Given a text page, its view and what is drawn on it, return its runs by address.

    Raises:
        UnreadableFile: ``too_large`` beyond ``MAX_PAGE_CHARACTERS``.
    """
    total = max(0, count_characters(page))
    if total > MAX_PAGE_CHARACTERS:
        raise too_large("有一页的文字过多")
    return _Sheet(page, total, view, marks).runs()


class _Sheet:
    """A text page with what pdfium says of each of its characters."""

    def __init__(self, page: Handle, total: int, view: View, marks: Marks) -> None:
        self._page, self._total, self._view, self._marks = page, total, view, marks
        self._probe, self._paint = Probe(page, view), Paint()

    def runs(self) -> dict[int, Run]:
        members = self._members()
        runs = {key: self._run(key, inside) for key, inside in members.items()}
        if sum(run.ink.shape.turn is None for run in runs.values()) >= MIN_ASKEW:
            self._leave_out_seals(runs, members)
        return runs

    def _members(self) -> dict[int, list[_Character]]:
        """Return the characters by the address of the text object that they were set in."""
        members: dict[int, list[_Character]] = defaultdict(list)
        codes = list(_codes(self._page, self._total))
        if not codes:
            return members
        indexes, letters, spaced = zip(*codes, strict=True)
        unmapped = map(is_unmapped, repeat(self._page), indexes)
        texts = [
            UNKNOWN if lost == 1 else _character(code) for code, lost in zip(letters, unmapped, strict=True)
        ]
        characters = zip(indexes, texts, spaced, *advances_at(self._page, indexes), strict=True)
        for owner, character in zip(objects_at(self._page, indexes), characters, strict=True):
            members[owner].append(character)
        return members

    def _leave_out_seals(self, runs: Mapping[int, Run], members: Mapping[int, Sequence[_Character]]) -> None:
        texts = {
            key: Text(members[key][0][0], ink.shape.size, ink.shape.turn is None, glyphs)
            for key, (ink, glyphs) in runs.items()
            if not ink.hidden
        }
        for key in runs_of_seals(self._page, self._view, texts):
            runs[key].glyphs.clear()

    def _run(self, key: int, members: Sequence[_Character]) -> Run:
        probe, first = self._probe, members[0][0]
        form = probe.form = probe.left_out(first, self._marks.forms.get(key))
        ink = self._ink(key, first)
        if ink.hidden or ink.shape.turn is None:
            return Run(ink, [])
        if ink.shape.plain and probe.is_level and not form:
            return Run(ink, self._level_glyphs(key, ink, ink.shape.turn, members))
        return Run(ink, list(self._glyphs(key, ink, ink.shape.turn, members)))

    def _ink(self, key: int, first: int) -> Ink:
        item = Handle(key)
        shape = self._probe.shape(first, item)
        mode = render_mode_of(item)
        pale, alpha = self._paint.colour(item, stroke_colour if mode in _STROKE_ONLY else fill_colour)
        _, inside = self._marks.texts.get(key, (0, False))
        hidden = mode in _NO_INK or alpha <= INVISIBLE or shape.size < SMALLEST_PT
        doubtful = pale >= WHITE or (inside and self._marks.layers) or _has_layer(item)
        return Ink(shape, pale, hidden, doubtful, clip_of(item, self._view, inside))

    def _level_glyphs(self, key: int, ink: Ink, turn: int, members: Sequence[_Character]) -> list[Glyph]:
        """Return the characters of a run that is set plainly: all between the same two heights."""
        (size, _, _), pale, _, _, (from_x, from_y, to_x, to_y) = ink
        top, bottom = self._probe.level(members[0][0], ink.shape)
        if not from_y <= (top + bottom) / 2 <= to_y:
            return []
        left = self._view.left
        return [
            Glyph(text, x0 - left, top, x1 - left, bottom, size, turn, pale, spaced, key)
            for _, text, spaced, x0, x1 in members
            if from_x <= (x0 + x1) / 2 - left <= to_x
        ]

    def _glyphs(self, key: int, ink: Ink, turn: int, members: Iterable[_Character]) -> Iterator[Glyph]:
        """Yield the characters of any other run, each in a box of its own."""
        clip = ink.clip
        for index, text, spaced, *_ in members:
            x0, top, x1, bottom = self._probe.em_box(index, ink.shape)
            if clip.x0 <= (x0 + x1) / 2 <= clip.x1 and clip.top <= (top + bottom) / 2 <= clip.bottom:
                yield Glyph(text, x0, top, x1, bottom, ink.shape.size, turn, ink.pale, spaced, key)


def _codes(page: Handle, total: int) -> Iterator[_Code]:
    """Yield the characters of a text page that are no spaces."""
    spaced, high = False, 0
    for index, code in enumerate(map(unicode_at, repeat(page, total), range(total))):
        if code in _BREAKS:
            continue
        if code in _SPACES:  # pdfium adds spaces of its own where it sees a gap
            spaced = spaced or is_generated(page, index) != 1
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        high = 0
        yield index, code, spaced
        spaced = False


@lru_cache(maxsize=10_000)  # as many as a font has
def _character(code: int) -> str:
    if code < 0x20:  # 2 is how pdfium hands over a hyphen at the end of a line
        return "-" if code == 2 else UNKNOWN
    text = chr(code)
    # A radical is a shape that some fonts map whole words to; a person reads the word.
    return plain(text) if "\u2e80" <= text <= "\u2fdf" or "\uf900" <= text <= "\ufaff" else text


def _has_layer(item: Handle) -> bool:
    """Return whether a text object is marked as optional content."""
    for index in range(count_marks(item)):
        name = (ctypes.c_ushort * 8)()
        length = ctypes.c_ulong()
        into = (ctypes.addressof(name), ctypes.sizeof(name), ctypes.addressof(length))
        if name_of_mark(mark_of(item, index), *into) and bytes(name).decode("utf-16-le").startswith("OC\0"):
            return True
    return False
