"""The brief as a Word file: the same two pages, to be edited before they are handed up."""

from __future__ import annotations

import io

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from exports.brief import Brief, Headline, Part, Picture
from exports.text import clean, in_property

_BODY, _HEAD = "仿宋", "黑体"
_MARGIN_CM = 1.9
_WIDTH_CM = 21 - 2 * _MARGIN_CM
_QUIET = RGBColor(0x5A, 0x66, 0x73)


def brief_docx(brief: Brief) -> bytes:
    """Given a brief, return it as a Word file of two pages."""
    document = Document()
    _set_up(document)
    _line(document.add_paragraph(), brief.title, _HEAD, 20).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _line(document.add_paragraph(), brief.lead, _BODY, 12.5)
    _line(document.add_paragraph(), brief.caveat, _BODY, 9, quiet=True)
    _figures(document, brief.headlines)
    _part(document, brief.remarks)
    for picture in brief.pictures[:2]:
        _picture(document, picture)
    for picture in brief.pictures[2:]:
        _picture(document, picture).paragraph_format.page_break_before = True
    _part(document, brief.missing)
    _part(document, brief.findings)
    foot = document.sections[0].footer.paragraphs[0]
    sample = "示例数据（虚构）　" if brief.is_sample else ""
    _line(foot, f"{sample}{brief.mark.line()}", _BODY, 8, quiet=True)
    properties = document.core_properties
    properties.title = in_property(brief.title)
    properties.author, properties.comments = "", brief.mark.note()
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _set_up(document: DocumentType) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(_MARGIN_CM)
    section.top_margin = section.bottom_margin = Cm(1.7)
    section.footer_distance = Cm(0.9)
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    normal.paragraph_format.space_after = Pt(2)
    normal.paragraph_format.line_spacing = 1.0


def _line(paragraph: Paragraph, text: str, font: str, size: float, *, quiet: bool = False) -> Paragraph:
    run = paragraph.add_run(clean(text))
    run.font.name, run.font.size = font, Pt(size)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if quiet:
        run.font.color.rgb = _QUIET
    return paragraph


def _figures(document: DocumentType, headlines: tuple[Headline, ...]) -> None:
    table = document.add_table(rows=1, cols=len(headlines), style="Table Grid")
    for cell, one in zip(table.rows[0].cells, headlines, strict=True):
        _figure(cell, one)


def _figure(cell: _Cell, one: Headline) -> None:
    _line(cell.paragraphs[0], one.name, _BODY, 10, quiet=True)
    _line(cell.add_paragraph(), one.value, _HEAD, 16)
    for text in (one.reach, one.change):
        _line(cell.add_paragraph(), text, _BODY, 9, quiet=True)


def _part(document: DocumentType, part: Part) -> None:
    head = _line(document.add_paragraph(), part.title, _HEAD, 13)
    head.paragraph_format.space_before = Pt(7)
    head.paragraph_format.keep_with_next = True
    for sentence in part.sentences:
        item = _line(document.add_paragraph(), f"· {sentence}", _BODY, 11)
        item.paragraph_format.left_indent = Pt(11)
        item.paragraph_format.first_line_indent = Pt(-11)


def _picture(document: DocumentType, picture: Picture) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(5)
    shape = paragraph.add_run().add_picture(io.BytesIO(picture.png), width=Cm(_WIDTH_CM))
    # What a screen reader says of it.
    shape._inline.docPr.set("descr", clean(picture.said))
    return paragraph
