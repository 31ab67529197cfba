"""Small raised digits behind a number are the mark of a note, not digits of the number."""

from __future__ import annotations

from ingest.readers.pdf_glyphs import DESCENT_EM, Glyph

SMALL = 0.9  # the mark of a note is smaller than this part of its number's size
RAISED_EM = 0.2  # … its baseline higher by this, in terms of the number's em
BESIDE_EM = 0.3  # … and no further away
LEVEL_EM = 0.05  # digits of one mark stand on one level
_DIGITS = frozenset("0123456789")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raise_marks(glyphs: list[Glyph]) -> list[Glyph]:
    """Given the characters of a page in the order of painting, return them with raised digits as such.

    12 with a raised 3 is read as ``12³``, as in a file that has a sign of its own for it.
    """
    sizes = {glyph.size for glyph in glyphs if glyph.text in _DIGITS}
    if not sizes or min(sizes) > SMALL * max(sizes):
        return glyphs
    result: list[Glyph] = []
    number: Glyph | None = None  # the last digit of the number before
    before: Glyph | None = None
    for glyph in glyphs:
        if glyph.text not in _DIGITS or glyph.turn:
            number = None
        elif before is not None and number is not None and _is_mark(glyph, before, number):
            result.append(glyph._replace(text=glyph.text.translate(_RAISED)))
            before = glyph
            continue
        else:
            number = glyph
        result.append(glyph)
        before = glyph
    return result


def _is_mark(glyph: Glyph, before: Glyph, number: Glyph) -> bool:
    if glyph.size > SMALL * number.size or abs(glyph.x0 - before.x1) > BESIDE_EM * number.size:
        return False
    if before is not number and abs(_base(glyph) - _base(before)) > LEVEL_EM * number.size:
        return False
    up = _base(number) - _base(glyph)
    return RAISED_EM * number.size <= up <= number.size


def _base(glyph: Glyph) -> float:
    return glyph.bottom - DESCENT_EM * glyph.size
