"""Make data/templates anew: the Word template of the county's draft report, as plain as it can be.

``python docs/templates.py``; an office changes its own copy in Word and needs none of this.
"""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from form.sections import SECTIONS

TARGET = Path(__file__).resolve().parent.parent / "data" / "templates" / "县年度报告.docx"
TITLE, BODY = "宋体", "仿宋"
HEAD = "黑体"
_PARTS: dict[int, tuple[str, ...]] = {
    1: ("总体情况",),
    2: ("主动公开表", "主动公开说明"),
    3: ("依申请公开表", "依申请公开说明"),
    4: ("复议诉讼表", "复议诉讼说明"),
    5: ("存在问题",),
    6: ("其他事项",),
}
_NEW_PAGE = (2, 3, 4)


def _style(
    document: DocumentType, name: str, font: str, size: float, *, bold: bool = False
) -> ParagraphStyle:
    style = document.styles.add_style(name, 1)
    assert isinstance(style, ParagraphStyle)
    _font(style, font, size, bold=bold)
    return style


def _font(style: ParagraphStyle, font: str, size: float, *, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = font, Pt(size), bold
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        fonts.set(qn(attribute), font)


def _field(paragraph: Paragraph, code: str) -> None:
    run = paragraph.add_run()
    for kind in ("begin", "separate", "end"):
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        if kind == "separate":
            words = OxmlElement("w:instrText")
            words.text = code
            run._r.append(words)
        run._r.append(mark)


def make() -> DocumentType:
    """Return the template."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    _font(normal, BODY, 14)
    normal.paragraph_format.space_after = Pt(0)
    title = _style(document, "年报标题", TITLE, 20, bold=True)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(6)
    head = _style(document, "年报一级标题", HEAD, 14)
    head.paragraph_format.keep_with_next = True
    head.paragraph_format.space_before = head.paragraph_format.space_after = Pt(6)
    body = _style(document, "年报正文", BODY, 14)
    body.paragraph_format.first_line_indent = Pt(28)
    body.paragraph_format.line_spacing = Pt(25)
    note = _style(document, "年报说明", BODY, 10.5)
    note.paragraph_format.space_before = Pt(4)

    document.add_paragraph("{{ 标题 }}", title)
    scope = document.add_paragraph("{{r 范围 }}", note)
    scope.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in SECTIONS:
        heading = document.add_paragraph(part.title, head)
        heading.paragraph_format.page_break_before = part.number in _NEW_PAGE
        for name in _PARTS[part.number]:
            if name.endswith("表"):
                document.add_paragraph(f"{{{{p {name} }}}}")
                continue
            document.add_paragraph(f"{{%p for 段 in {name} %}}")
            document.add_paragraph("{{r 段 }}", note if name.endswith("说明") else body)
            document.add_paragraph("{%p endfor %}")
    footer = section.footer.paragraphs[0]
    footer.style = note
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("第 ")
    _field(footer, "PAGE")
    footer.add_run(" 页　{{ 数据版本 }}")
    return document


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    make().save(str(TARGET))
