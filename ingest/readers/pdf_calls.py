"""The calls to pdfium that are made for each character, object and point of a page, with plain addresses.

The functions of ``pypdfium2.raw`` check and wrap what they take and give; here an object is the
number that its address is, and a result is written to a place that is known once.
"""

from __future__ import annotations

import ctypes
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

_PLACE, _INT = ctypes.c_void_p, ctypes.c_int
_SIDES, _BOX_BYTES = 4, ctypes.sizeof(pdfium.FS_RECTF)  # left, top, right, bottom


def _plain(function: Any, result: Any, *arguments: Any) -> Any:
    """Return a function of pdfium that takes plain arguments and keeps hold of the interpreter."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def place_of(handle: Any) -> int:
    """Given a handle of pdfium, return its address; 0 for none."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0 if handle else 0


# --- characters of a text page: (text page, index) ------------------------------------------------

count_characters = _plain(pdfium.FPDFText_CountChars, _INT, _PLACE)
unicode_at = _plain(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _PLACE, _INT)
is_generated = _plain(pdfium.FPDFText_IsGenerated, _INT, _PLACE, _INT)
is_unmapped = _plain(pdfium.FPDFText_HasUnicodeMapError, _INT, _PLACE, _INT)
object_at = _plain(pdfium.FPDFText_GetTextObject, _PLACE, _PLACE, _INT)
loose_box = _plain(pdfium.FPDFText_GetLooseCharBox, _INT, _PLACE, _INT, _PLACE)
ink_sides = _plain(pdfium.FPDFText_GetCharBox, _INT, _PLACE, _INT, _PLACE, _PLACE, _PLACE, _PLACE)
origin_of = _plain(pdfium.FPDFText_GetCharOrigin, _INT, _PLACE, _INT, _PLACE, _PLACE)
matrix_at = _plain(pdfium.FPDFText_GetMatrix, _INT, _PLACE, _INT, _PLACE)
font_size_at = _plain(pdfium.FPDFText_GetFontSize, ctypes.c_double, _PLACE, _INT)

# --- objects of a page ----------------------------------------------------------------------------

count_objects = _plain(pdfium.FPDFPage_CountObjects, _INT, _PLACE)
object_of = _plain(pdfium.FPDFPage_GetObject, _PLACE, _PLACE, _INT)
count_in_form = _plain(pdfium.FPDFFormObj_CountObjects, _INT, _PLACE)
object_in_form = _plain(pdfium.FPDFFormObj_GetObject, _PLACE, _PLACE, ctypes.c_ulong)
type_of = _plain(pdfium.FPDFPageObj_GetType, _INT, _PLACE)
matrix_of = _plain(pdfium.FPDFPageObj_GetMatrix, _INT, _PLACE, _PLACE)
fill_colour = _plain(pdfium.FPDFPageObj_GetFillColor, _INT, *[_PLACE] * 5)
stroke_colour = _plain(pdfium.FPDFPageObj_GetStrokeColor, _INT, *[_PLACE] * 5)
activate = _plain(pdfium.FPDFPageObj_SetIsActive, _INT, _PLACE, _INT)
count_marks = _plain(pdfium.FPDFPageObj_CountMarks, _INT, _PLACE)
mark_of = _plain(pdfium.FPDFPageObj_GetMark, _PLACE, _PLACE, ctypes.c_ulong)
name_of_mark = _plain(pdfium.FPDFPageObjMark_GetName, _INT, _PLACE, _PLACE, ctypes.c_ulong, _PLACE)
font_of = _plain(pdfium.FPDFTextObj_GetFont, _PLACE, _PLACE)
render_mode_of = _plain(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _PLACE)
clip_path_of = _plain(pdfium.FPDFPageObj_GetClipPath, _PLACE, _PLACE)
count_clips = _plain(pdfium.FPDFClipPath_CountPaths, _INT, _PLACE)
count_clip_segments = _plain(pdfium.FPDFClipPath_CountPathSegments, _INT, _PLACE, _INT)
clip_segment_of = _plain(pdfium.FPDFClipPath_GetPathSegment, _PLACE, _PLACE, _INT, _INT)

# --- points of a path -----------------------------------------------------------------------------

draw_mode_of = _plain(pdfium.FPDFPath_GetDrawMode, _INT, _PLACE, _PLACE, _PLACE)
count_segments = _plain(pdfium.FPDFPath_CountSegments, _INT, _PLACE)
segment_of = _plain(pdfium.FPDFPath_GetPathSegment, _PLACE, _PLACE, _INT)
kind_of = _plain(pdfium.FPDFPathSegment_GetType, _INT, _PLACE)
point_of = _plain(pdfium.FPDFPathSegment_GetPoint, _INT, _PLACE, _PLACE, _PLACE)
is_closing = _plain(pdfium.FPDFPathSegment_GetClose, _INT, _PLACE)


def objects_at(page: int, total: int) -> list[int]:
    """Given a text page and how many characters it has, return the address of each one's text object, 0 for none."""
    return [found or 0 for found in map(object_at, repeat(page, total), range(total))]


def advances_at(page: int, total: int) -> tuple[list[float], list[float]]:
    """Given a text page and how many characters it has, return where each begins and ends on the page, in points."""
    sides = (ctypes.c_float * (_SIDES * total))()
    first = ctypes.addressof(sides)
    places = range(first, first + total * _BOX_BYTES, _BOX_BYTES)
    for _ in map(loose_box, repeat(page, total), range(total), places):
        pass
    return sides[0::_SIDES], sides[2::_SIDES]
