"""The brief as PDF: two pages A4, with the fonts that come with the project."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Image, KeepInFrame, PageBreak, Paragraph, SimpleDocTemplate, Table

from exports.brief import Brief, Headline, Part, Picture
from exports.brief_charts import INK, QUIET, RULE
from exports.fonts import HEI, for_pdf
from exports.text import clean

_MARGIN = 18 * mm
_WIDTH = A4[0] - 2 * _MARGIN
# Points: a page less its margins and the line at its foot.
_HEIGHT = A4[1] - 2 * _MARGIN - 12
# Small enough that what the file was made from and the number of the page stand apart on one line.
_FOOT_POINTS = 7.5


def _style(name: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
    # CJK: a line may break between any two characters.
    return ParagraphStyle(name, fontName=HEI, fontSize=size, leading=leading, wordWrap="CJK", **more)


_TITLE = _style("title", 20, 28, alignment=1, textColor=INK, spaceAfter=4)
_LEAD = _style("lead", 12, 19, textColor=INK, spaceAfter=3)
_QUIET = _style("quiet", 9, 14, textColor=QUIET)
_HEAD = _style("head", 13, 20, textColor=INK, spaceBefore=9, spaceAfter=2)
_ITEM = _style("item", 10.5, 16.5, leftIndent=11, bulletIndent=1, textColor=INK)
_NAME = _style("name", 10, 14, textColor=QUIET)
_BIG = _style("big", 18, 25, textColor=INK)


def brief_pdf(brief: Brief) -> bytes:
    """Given a brief, return it as PDF of two pages; what is too long for a page is set smaller."""
    for_pdf()
    written = io.BytesIO()
    document = SimpleDocTemplate(
        written,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=clean(brief.title),
        subject=brief.mark.note(),
        # The same brief gives the same bytes.
        invariant=1,
    )

    def foot(canvas: Canvas, page: SimpleDocTemplate) -> None:
        _foot(canvas, brief, page.page)

    pages = [
        KeepInFrame(_WIDTH, _HEIGHT, list(content), mode="shrink")
        for content in (_first(brief), _second(brief))
    ]
    document.build([pages[0], PageBreak(), pages[1]], onFirstPage=foot, onLaterPages=foot)
    return written.getvalue()


def _foot(canvas: Canvas, brief: Brief, page: int) -> None:
    canvas.saveState()
    canvas.setFont(HEI, _FOOT_POINTS)
    canvas.setFillColor(QUIET)
    sample = "示例数据（虚构）　" if brief.is_sample else ""
    canvas.drawString(_MARGIN, _MARGIN - 16, f"{sample}{brief.mark.line()}")
    canvas.drawRightString(A4[0] - _MARGIN, _MARGIN - 16, f"第 {page} 页，共 2 页")
    canvas.restoreState()


def _words(text: str, style: ParagraphStyle, bullet: str | None = None) -> Paragraph:
    return Paragraph(escape(clean(text)), style, bulletText=bullet)


def _first(brief: Brief) -> Iterator[Flowable]:
    yield _words(brief.title, _TITLE)
    yield _words(brief.lead, _LEAD)
    yield _words(brief.caveat, _QUIET)
    yield _figures(brief.headlines)
    yield from _part(brief.remarks)
    yield from map(_picture, brief.pictures[:2])


def _second(brief: Brief) -> Iterator[Flowable]:
    yield from map(_picture, brief.pictures[2:])
    yield from _part(brief.missing)
    yield from _part(brief.findings)


def _figures(headlines: tuple[Headline, ...]) -> Table:
    rows: list[list[Any]] = [
        [_words(one.name, _NAME) for one in headlines],
        [_words(one.value, _BIG) for one in headlines],
        [[_words(one.reach, _QUIET), _words(one.change, _QUIET)] for one in headlines],
    ]
    table = Table(rows, colWidths=[_WIDTH / len(headlines)] * len(headlines), spaceBefore=8, spaceAfter=2)
    table.setStyle(
        [
            ("BOX", (0, 0), (-1, -1), 0.6, colors.HexColor(RULE)),
            ("LINEBEFORE", (1, 0), (-1, -1), 0.6, colors.HexColor(RULE)),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BOTTOMPADDING", (0, 0), (-1, 1), 0),
        ]
    )
    return table


def _part(part: Part) -> Iterator[Flowable]:
    yield _words(part.title, _HEAD)
    for sentence in part.sentences:
        yield _words(sentence, _ITEM, bullet="·")


def _picture(picture: Picture) -> Image:
    image = Image(io.BytesIO(picture.png))
    image.drawHeight *= _WIDTH / image.drawWidth
    image.drawWidth = _WIDTH
    image.spaceBefore = 8
    return image
