"""Make the templates of the letters anew: ``python docs/letter_templates.py``.

An office changes its own copy in Word and needs none of this.
"""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

TARGET = Path(__file__).resolve().parent.parent / "data" / "templates"
TITLE, HEAD, BODY = "宋体", "黑体", "仿宋"
# GB/T 9704-2012: 上白边 37 mm, 左白边 28 mm, 版心 156 × 225 mm.
MARGINS_CM = {"top_margin": 3.7, "bottom_margin": 3.5, "left_margin": 2.8, "right_margin": 2.6}
COLUMNS = (("序号", 1.1), ("位置（表·行·栏）", 4.6), ("报送内容", 2.5), ("存在的问题", 5.6), ("所在页", 1.8))
FIELDS = ("序号", "位置", "报送", "问题", "页")


def main() -> None:
    """Write both templates."""
    _sent_back().save(TARGET / "退回修改通知.docx")
    _reminder().save(TARGET / "催报通知.docx")


def _sent_back() -> DocumentType:
    document = _paper()
    _line(
        document,
        f"关于{_either('修改', '核对')}{{{{ 年度 }}}}年\n政府信息公开工作年度报告的通知",
        TITLE,
        22,
        centred=True,
        bold=True,
    )
    _line(document, "")
    _line(document, "{{ 单位 }}：")
    _line(
        document,
        "你单位报送的{{ 年度 }}年政府信息公开工作年度报告（文件“{{ 文件 }}”）收悉。经核对，"
        f"{{% if 需修改 %}}有{{{{ 需修改|length }}}}处{_either('需要修改', '请予核对')}{{% endif %}}"
        "{% if 需修改 and 请说明 %}，{% endif %}"
        "{% if 请说明 %}有{{ 请说明|length }}处请予核实说明{% endif %}"
        + _either(
            "，现将报告退回。请于{{ 期限 }}前修改完善，经主要负责同志审核后重新报送。",
            "。请于{{ 期限 }}前核对，确有错误的，修改后经主要负责同志审核重新报送。",
        ),
        indent=True,
    )
    for title, name, note in (
        (f"一、{_either('需要修改', '请核对')}的内容", "需修改", ""),
        (
            "{% if 需修改 %}二{% else %}一{% endif %}、请核实说明的内容",
            "请说明",
            "确实无误的，请书面说明原因，不必修改。",
        ),
    ):
        _line(document, f"{{%p if {name} %}}")
        _line(document, title, HEAD, 16, indent=True, keep=True)
        if note:
            _line(document, note, indent=True, keep=True)
        _table(document, name)
        _line(document, "{%p endif %}")
    _line(
        document,
        "修改时请注意报告正文与表格、各表合计与分项、上年结转与上一年度报告相一致；"
        "数字为零的填“0”，不留空格。",
        indent=True,
    )
    _foot(document)
    return document


def _either(returned: str, else_: str) -> str:
    """Return what a letter says of a report that went back, and of one that is still looked at."""
    return f"{{% if 已退回 %}}{returned}{{% else %}}{else_}{{% endif %}}"


def _reminder() -> DocumentType:
    document = _paper()
    _line(
        document, "关于报送{{ 年度 }}年\n政府信息公开工作年度报告的通知", TITLE, 22, centred=True, bold=True
    )
    _line(document, "")
    _line(document, "{{ 单位 }}：")
    _line(
        document,
        "根据《中华人民共和国政府信息公开条例》关于政府信息公开工作年度报告的规定和年度工作安排，各单位应当按时报送"
        "{{ 年度 }}年政府信息公开工作年度报告。截至{{ 日期 }}，尚未收到你单位可以读取的报告。",
        indent=True,
    )
    _line(
        document,
        "请抓紧编制，于{{ 期限 }}前报送 Word 或带文字的 PDF 电子文档；已经报送的，请与我们联系核对。",
        indent=True,
    )
    _foot(document)
    return document


def _paper() -> DocumentType:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    for name, centimetres in MARGINS_CM.items():
        setattr(section, name, Cm(centimetres))
    _dress(document.styles["Normal"].element.get_or_add_rPr(), BODY)
    document.styles["Normal"].font.size = Pt(16)
    number = section.footer.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(number)
    return document


def _field(paragraph: Paragraph) -> None:
    """Put the page's number into a paragraph: — 1 —."""
    for kind, text in (("", "— "), ("begin", ""), ("", " PAGE "), ("end", ""), ("", " —")):
        run = paragraph.add_run()
        run.font.size = Pt(14)
        _dress(run._element.get_or_add_rPr(), TITLE)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText" if "PAGE" in text else "w:t")
            mark.text = text
            mark.set(qn("xml:space"), "preserve")
        run._element.append(mark)


def _dress(properties: OxmlElement, family: str) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for script in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(qn(f"w:{script}"), family)


def _line(
    document: DocumentType | _Cell,
    text: str,
    family: str = BODY,
    size: int = 16,
    *,
    centred: bool = False,
    bold: bool = False,
    indent: bool = False,
    right: bool = False,
    keep: bool = False,
) -> Paragraph:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold
    _dress(run._element.get_or_add_rPr(), family)
    layout = paragraph.paragraph_format
    layout.space_after = layout.space_before = Pt(0)
    layout.line_spacing = Pt(28 if size < 20 else 34)
    layout.keep_with_next = keep
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if indent:
        layout.first_line_indent = Pt(size * 2)
    return paragraph


def _table(document: DocumentType, name: str) -> None:
    """Add the table of items: its head on every page, one row an item."""
    table = document.add_table(rows=4, cols=len(COLUMNS))
    table.style, table.autofit = "Table Grid", False
    fields = [f"{{{{ 项.{field} }}}}" for field in FIELDS]
    lines = [[title for title, _ in COLUMNS], [f"{{%tr for 项 in {name} %}}"], fields, ["{%tr endfor %}"]]
    for row, texts in zip(table.rows, lines, strict=True):
        _unbroken(row)
        for at, (_, width) in enumerate(COLUMNS):
            cell = row.cells[at]
            cell.width = Cm(width)
            _fill(cell, texts[at] if at < len(texts) else "", centred=at in (0, 4))
    for column, (_, width) in zip(table.columns, COLUMNS, strict=True):
        column.width = Cm(width)
    head = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(head)
    for cell in table.rows[0].cells:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        cell.paragraphs[0].runs[0].bold = True


def _unbroken(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _fill(cell: _Cell, text: str, *, centred: bool) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.font.size = Pt(10.5)
    _dress(run._element.get_or_add_rPr(), TITLE)
    paragraph.paragraph_format.space_after = Pt(0)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _foot(document: DocumentType) -> None:
    _line(document, "{%p if 联系 %}")
    _line(document, "联系人及电话：{{ 联系 }}", indent=True)
    _line(document, "{%p endif %}")
    _line(document, "", keep=True)
    _line(document, "{{ 落款 }}", right=True, keep=True)
    _line(document, "{{ 日期 }}", right=True)


if __name__ == "__main__":
    main()
