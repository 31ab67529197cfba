"""Fonts that reportlab can write Chinese with: one that needs no file, and those found on this machine."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont

BUILT_IN = "STSong-Light"
_FILES = (
    Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"),
    Path("/usr/share/fonts/truetype/arphic/uming.ttc"),
    Path("C:/Windows/Fonts/simsun.ttc"),
    Path("C:/Windows/Fonts/simhei.ttf"),
)


@cache
def built_in() -> str:
    """Return the name of the font that needs no file; every PDF reader must bring its own glyphs for it."""
    pdfmetrics.registerFont(UnicodeCIDFont(BUILT_IN))
    return BUILT_IN


@cache
def embedded() -> tuple[str, ...]:
    """Return the names of the TrueType fonts found here, ready to be embedded; may be empty."""
    names: list[str] = []
    for path in _FILES:
        if not path.exists():
            continue
        try:
            pdfmetrics.registerFont(TTFont(path.stem, str(path), subfontIndex=0))
        except TTFError:
            continue
        names.append(path.stem)
    return tuple(names)
