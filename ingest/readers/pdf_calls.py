"""The calls to pdfium that are made for each character, object and point of a page.

The functions of ``pypdfium2.raw`` check and wrap what they take and give. Here they take what they
are given: handles, indexes that fit C's int, and references to buffers that are made once a page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

Handle = ctypes.c_void_p  # of a text page, an object, a path
_SIDES, _BOX_BYTES = 4, ctypes.sizeof(pdfium.FS_RECTF)  # left, top, right, bottom


class _Given(ctypes.c_void_p):
    """A handle as a function returns it: ``c_void_p`` itself would come as a number."""


def _call(function: Any, result: Any, *arguments: Any) -> Any:
    """Return a function of pdfium that keeps hold of the interpreter; without arguments, it takes them unchecked."""
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, Handle).value or 0)


def handle_of(pointer: Any) -> Handle:
    """Given a pointer of ``pypdfium2.raw``, return the handle of what it points to."""
    return ctypes.cast(pointer, Handle)


# --- characters of a text page --------------------------------------------------------------------

count_characters: Callable[[Handle], int] = _call(pdfium.FPDFText_CountChars, ctypes.c_int)
unicode_at: Callable[[Handle, int], int] = _call(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
is_generated: Callable[[Handle, int], int] = _call(pdfium.FPDFText_IsGenerated, ctypes.c_int)
is_unmapped: Callable[[Handle, int], int] = _call(pdfium.FPDFText_HasUnicodeMapError, ctypes.c_int)
loose_box: Callable[[Handle, int, Any], int] = _call(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int)
ink_sides: Callable[..., int] = _call(pdfium.FPDFText_GetCharBox, ctypes.c_int)
origin_of: Callable[[Handle, int, Any, Any], int] = _call(pdfium.FPDFText_GetCharOrigin, ctypes.c_int)
matrix_at: Callable[[Handle, int, Any], int] = _call(pdfium.FPDFText_GetMatrix, ctypes.c_int)
font_size_at: Callable[[Handle, int], float] = _call(pdfium.FPDFText_GetFontSize, ctypes.c_double)
_object_at: Callable[[Handle, int], int | None] = _call(pdfium.FPDFText_GetTextObject, Handle)
_loose_box_into = _call(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, Handle, ctypes.c_int, Handle)

# --- objects of a page ----------------------------------------------------------------------------

count_objects: Callable[[Handle], int] = _call(pdfium.FPDFPage_CountObjects, ctypes.c_int)
object_of: Callable[[Handle, int], Handle] = _call(pdfium.FPDFPage_GetObject, _Given)
count_in_form: Callable[[Handle], int] = _call(pdfium.FPDFFormObj_CountObjects, ctypes.c_int)
object_in_form: Callable[[Handle, int], Handle] = _call(
    pdfium.FPDFFormObj_GetObject, _Given, Handle, ctypes.c_ulong
)
type_of: Callable[[Handle], int] = _call(pdfium.FPDFPageObj_GetType, ctypes.c_int)
matrix_of: Callable[[Handle, Any], int] = _call(pdfium.FPDFPageObj_GetMatrix, ctypes.c_int)
fill_colour: Callable[..., int] = _call(pdfium.FPDFPageObj_GetFillColor, ctypes.c_int)
stroke_colour: Callable[..., int] = _call(pdfium.FPDFPageObj_GetStrokeColor, ctypes.c_int)
activate: Callable[[Handle, int], int] = _call(pdfium.FPDFPageObj_SetIsActive, ctypes.c_int)
count_marks: Callable[[Handle], int] = _call(pdfium.FPDFPageObj_CountMarks, ctypes.c_int)
mark_of: Callable[[Handle, int], Handle] = _call(pdfium.FPDFPageObj_GetMark, _Given, Handle, ctypes.c_ulong)
name_of_mark: Callable[[Handle, Any, int, Any], int] = _call(
    pdfium.FPDFPageObjMark_GetName, ctypes.c_int, Handle, Handle, ctypes.c_ulong, Handle
)
font_of: Callable[[Handle], int | None] = _call(pdfium.FPDFTextObj_GetFont, Handle)
render_mode_of: Callable[[Handle], int] = _call(pdfium.FPDFTextObj_GetTextRenderMode, ctypes.c_int)

# --- points of a path -----------------------------------------------------------------------------

clip_path_of: Callable[[Handle], Handle] = _call(pdfium.FPDFPageObj_GetClipPath, _Given)
count_clips: Callable[[Handle], int] = _call(pdfium.FPDFClipPath_CountPaths, ctypes.c_int)
count_clip_segments: Callable[[Handle, int], int] = _call(pdfium.FPDFClipPath_CountPathSegments, ctypes.c_int)
clip_segment_of: Callable[[Handle, int, int], Handle] = _call(pdfium.FPDFClipPath_GetPathSegment, _Given)
draw_mode_of: Callable[[Handle, Any, Any], int] = _call(pdfium.FPDFPath_GetDrawMode, ctypes.c_int)
count_segments: Callable[[Handle], int] = _call(pdfium.FPDFPath_CountSegments, ctypes.c_int)
segment_of: Callable[[Handle, int], Handle] = _call(pdfium.FPDFPath_GetPathSegment, _Given)
kind_of: Callable[[Handle], int] = _call(pdfium.FPDFPathSegment_GetType, ctypes.c_int)
point_of: Callable[[Handle, Any, Any], int] = _call(pdfium.FPDFPathSegment_GetPoint, ctypes.c_int)
is_closing: Callable[[Handle], int] = _call(pdfium.FPDFPathSegment_GetClose, ctypes.c_int)


def objects_at(page: Handle, indexes: Sequence[int]) -> list[int]:
    """Given a text page and some of its characters, return the address of each one's text object, 0 for none."""
    return [found or 0 for found in map(_object_at, repeat(page), indexes)]


def advances_at(page: Handle, indexes: Sequence[int]) -> tuple[list[float], list[float]]:
    """Given a text page and some of its characters, return where each begins and ends on the page, in points."""
    total = len(indexes)
    sides = (ctypes.c_float * (_SIDES * total))()
    first = ctypes.addressof(sides)
    places = range(first, first + total * _BOX_BYTES, _BOX_BYTES)
    for _ in map(_loose_box_into, repeat(page), indexes, places):
        pass
    return sides[0::_SIDES], sides[2::_SIDES]
