"""The calls to pdfium that are made for each character and each point of a page, with plain addresses.

The functions of ``pypdfium2.raw`` check and wrap what they take and give; here an object is the
number that its address is, and a result is written to a place that is known once.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

_PLACE, _INT = ctypes.c_void_p, ctypes.c_int


def _plain(function: Any, result: Any, *arguments: Any) -> Any:
    """Return a function of pdfium that takes plain arguments and keeps hold of the interpreter."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def place_of(handle: Any) -> int:
    """Given a handle of pdfium, return its address; 0 for none."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0 if handle else 0


unicode_at = _plain(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _PLACE, _INT)
is_generated = _plain(pdfium.FPDFText_IsGenerated, _INT, _PLACE, _INT)
is_unmapped = _plain(pdfium.FPDFText_HasUnicodeMapError, _INT, _PLACE, _INT)
object_at = _plain(pdfium.FPDFText_GetTextObject, _PLACE, _PLACE, _INT)
loose_box = _plain(pdfium.FPDFText_GetLooseCharBox, _INT, _PLACE, _INT, _PLACE)
origin_of = _plain(pdfium.FPDFText_GetCharOrigin, _INT, _PLACE, _INT, _PLACE, _PLACE)

segment_of = _plain(pdfium.FPDFPath_GetPathSegment, _PLACE, _PLACE, _INT)
kind_of = _plain(pdfium.FPDFPathSegment_GetType, _INT, _PLACE)
point_of = _plain(pdfium.FPDFPathSegment_GetPoint, _INT, _PLACE, _PLACE, _PLACE)
is_closing = _plain(pdfium.FPDFPathSegment_GetClose, _INT, _PLACE)
