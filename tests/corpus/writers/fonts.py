"""Fonts that reportlab can write Chinese with: one that needs no file, and the project's own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

BUILT_IN = "STSong-Light"
# The project's own, so that every machine writes the same files; it has all of GB 2312.
_FILES = (Path(__file__).parents[3] / "data" / "fonts" / "DisclosureHei.ttf",)


@cache
def built_in() -> str:
    """Return the name of the font that needs no file; every PDF reader must bring its own glyphs for it."""
    pdfmetrics.registerFont(UnicodeCIDFont(BUILT_IN))
    return BUILT_IN


@cache
def embedded() -> tuple[str, ...]:
    """Return the names of the TrueType fonts, ready to be embedded."""
    names: list[str] = []
    for path in _FILES:
        pdfmetrics.registerFont(TTFont(path.stem, str(path)))
        names.append(path.stem)
    return tuple(names)
