"""The fonts that come with the project, made known to what draws: no office needs to have them installed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import vl_convert
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).resolve().parent.parent / "data" / "fonts"
# As a chart names it, and as a PDF does.
CHART_FONT = "Disclosure Hei"
SONG, HEI = "DisclosureSong", "DisclosureHei"


@cache
def for_charts() -> None:
    """Make the fonts known to the drawer of charts, once a process."""
    vl_convert.register_font_directory(str(FOLDER))


@cache
def for_pdf() -> None:
    """Make the fonts known to the writer of PDF, once a process."""
    for name in (SONG, HEI):
        pdfmetrics.registerFont(TTFont(name, str(FOLDER / f"{name}.ttf")))
