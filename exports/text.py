"""Text on its way into a file: harmless to the file's format, otherwise as it was."""

from __future__ import annotations

import re

# The most that a cell of a workbook holds, in UTF-16 units (ECMA-376 and Excel's own limits).
CELL_MAX_UNITS = 32_767
# The most that Excel and Word take in a property of a file.
_PROPERTY_CHARACTERS = 255
_CUT = "……（过长，以下略）"
_BESIDE_NUMBERS = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\d])|(?<=\d) (?=[\u4e00-\u9fff])")
# What XML 1.0 has no place for, and the controls that only damage what shows them; tab and line feed stay.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def clean(text: str) -> str:
    """Return the text without control characters.

    >>> clean("清溪\\x00镇\\r\\n")
    '清溪镇\\n'
    """
    return _CONTROLS.sub("", text)


def fitting(text: str) -> str:
    """Return the clean text as far as a cell of a workbook holds it; where it is cut, it says so."""
    text = clean(text)
    if len(text) <= CELL_MAX_UNITS // 2 or _units(text) <= CELL_MAX_UNITS:
        return text
    room = CELL_MAX_UNITS - _units(_CUT)
    cut = text.encode("utf-16-le")[: room * 2].decode("utf-16-le", errors="ignore")
    return cut + _CUT


def closed_up(text: str) -> str:
    """Return the text as official documents set it: without a space between a number and the words around it.

    >>> closed_up("新收申请 72 件，办理 77 件（27/27）")
    '新收申请72件，办理77件（27/27）'
    """
    return _BESIDE_NUMBERS.sub("", text)


def in_property(text: str) -> str:
    """Return the clean text as far as a property of a file holds it."""
    return clean(text)[:_PROPERTY_CHARACTERS]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def width(text: str) -> int:
    """Return the width of a text in half-width characters.

    >>> width("规章ab")
    6
    """
    return sum(1 if ord(character) < 0x2E80 else 2 for character in text)
