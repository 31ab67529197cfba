"""A report of the sample county as a Word file, with the fonts, page and merged cells that offices use."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from ingest.demo.layouts import Box, Sheet, is_results_group, sheets_of
from ingest.demo.model import SampleReport

_TITLE_FONT = "方正小标宋简体"
_BODY_FONT = "仿宋_GB2312"
_HEAD_FONT = "黑体"
_TABLE_FONT = "宋体"
_PAGE = (595.3, 841.9)
_TWIPS = 20
_EIGHTHS = 8
# Least height of a row, in twips.
_ROW_HEIGHT = 380
_CENTRED = frozenset({"block", "header", "number", "group"})
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
# A zip stores the day of each member; one fixed day makes the same report the same bytes.
_ZIP_DAY = (2020, 1, 1, 0, 0, 0)


def render_docx(report: SampleReport) -> bytes:
    """Given a report, return it as a .docx file; the same report gives the same bytes."""
    document = Document()
    _set_page(document, report)
    for text in report.prose.title:
        _add(document, text, _TITLE_FONT, 22, align=WD_ALIGN_PARAGRAPH.CENTER)
    for text in report.prose.preamble:
        _body(document, report, text)
    _section(document, report, "一、总体情况", report.prose.overview)
    for table in report.form.tables:
        _heading(document, report, table.title)
        if table.key not in report.tables:
            _body(document, report, "无。")
            continue
        for sheet in sheets_of(report, table.key):
            document.element.body.insert_element_before(_table(report, sheet), "w:sectPr")
            _add(document, "", _BODY_FONT, 6)
    _section(document, report, "五、存在的主要问题及改进情况", report.prose.problems)
    if report.prose.other:
        _section(document, report, "六、其他需要报告的事项", report.prose.other)
    _signature(document, report)
    return _saved(document, report)


def _set_page(document: Any, report: SampleReport) -> None:
    section = document.sections[0]
    left, right, top, bottom = report.look.margins
    section.page_width, section.page_height = Pt(_PAGE[0]), Pt(_PAGE[1])
    section.left_margin, section.right_margin = Pt(left), Pt(right)
    section.top_margin, section.bottom_margin = Pt(top), Pt(bottom)


def _add(document: Any, text: str, font: str, size: float, align: Any = None) -> Any:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    if align is not None:
        paragraph.alignment = align
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.font.name = "Times New Roman"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    return paragraph


def _body(document: Any, report: SampleReport, text: str, font: str = _BODY_FONT) -> Any:
    paragraph = _add(document, text, font, report.look.body_size)
    paragraph.paragraph_format.first_line_indent = Pt(2 * report.look.body_size)
    paragraph.paragraph_format.line_spacing = Pt(report.look.leading)
    return paragraph


def _heading(document: Any, report: SampleReport, text: str) -> None:
    _body(document, report, text, _HEAD_FONT).paragraph_format.keep_with_next = True


def _section(document: Any, report: SampleReport, heading: str, paragraphs: tuple[str, ...]) -> None:
    _heading(document, report, heading)
    for text in paragraphs:
        _body(document, report, text)


def _signature(document: Any, report: SampleReport) -> None:
    day = report.signed_on
    if day is None:
        return
    _add(document, "", _BODY_FONT, report.look.body_size)
    for text in (report.organisation, f"{day.year}年{day.month}月{day.day}日"):
        _add(document, text, _BODY_FONT, report.look.body_size, align=WD_ALIGN_PARAGRAPH.RIGHT)


def _table(report: SampleReport, sheet: Sheet) -> Any:
    """Return the XML of a table, its merges as the official form's: gridSpan across, vMerge down."""
    left, right, *_ = report.look.margins
    measure = (_PAGE[0] - left - right) * _TWIPS
    widths = [round(measure * share / sum(sheet.shares)) for share in sheet.shares]
    covering = {(box.row + below, box.column): box for box in sheet.boxes for below in range(box.row_span)}
    rows = "".join(_row(report, sheet, covering, row, widths) for row in range(sheet.rows))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    line = f'w:val="single" w:sz="{round(report.look.rule_width * _EIGHTHS)}" w:space="0" w:color="000000"'
    sides = "".join(f"<w:{side} {line}/>" for side in _SIDES)
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(
    report: SampleReport, sheet: Sheet, covering: dict[tuple[int, int], Box], row: int, widths: list[int]
) -> str:
    cells = []
    column = 0
    while column < sheet.columns:
        box = covering[row, column]
        width = sum(widths[column : column + box.column_span])
        cells.append(_cell(report, box, row, width))
        column += box.column_span
    height = f'<w:trHeight w:val="{_ROW_HEIGHT}"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(report: SampleReport, box: Box, row: int, width: int) -> str:
    look = report.look
    parts = [f'<w:tcW w:w="{width}" w:type="dxa"/>']
    if box.column_span > 1:
        parts.append(f'<w:gridSpan w:val="{box.column_span}"/>')
    if box.row_span > 1:
        parts.append('<w:vMerge w:val="restart"/>' if row == box.row else "<w:vMerge/>")
    if look.shaded and box.role == "block":
        parts.append('<w:shd w:val="clear" w:color="auto" w:fill="C5D9F0"/>')
    if look.vertical and is_results_group(box):
        parts.append('<w:textDirection w:val="tbRlV"/>')
    parts.append('<w:vAlign w:val="center"/>')
    text = box.text if row == box.row else ""
    justify = '<w:jc w:val="center"/>' if box.role in _CENTRED else ""
    size = round(look.table_size * 2)
    run = (
        f'<w:r><w:rPr><w:rFonts w:ascii="{_TABLE_FONT}" w:hAnsi="{_TABLE_FONT}" w:eastAsia="{_TABLE_FONT}"/>'
        f'<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        if text
        else ""
    )
    paragraph = f'<w:p><w:pPr><w:spacing w:before="0" w:after="0"/>{justify}</w:pPr>{run}</w:p>'
    return f"<w:tc><w:tcPr>{''.join(parts)}</w:tcPr>{paragraph}</w:tc>"


def _saved(document: Any, report: SampleReport) -> bytes:
    core = document.core_properties
    core.title, core.author, core.comments = "".join(report.prose.title), report.organisation, ""
    core.created = core.modified = datetime(report.year + 1, 1, 1)
    fresh = io.BytesIO()
    document.save(fresh)
    target = io.BytesIO()
    with zipfile.ZipFile(fresh) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for member in source.infolist():
            still = zipfile.ZipInfo(member.filename, _ZIP_DAY)
            still.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(still, source.read(member))
    return target.getvalue()
