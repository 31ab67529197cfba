"""A report of the sample county as a PDF, laid out as word processors lay out such reports."""

from __future__ import annotations

import io
from dataclasses import dataclass

from reportlab.lib.colors import Color, black, white
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.demo.layouts import Sheet, sheets_of
from ingest.demo.model import Look, SampleReport
from ingest.demo.pdf_table import draw_rows, measure_sheet, rows_that_fit
from ingest.demo.typeset import HEI, SONG, SetLine, register_fonts, set_paragraph, spread, width_of

_TITLE_SIZE = 22.0
_TITLE_LEADING = 36.0
# Width of the stroke that makes a bold title of a regular font, as WPS does.
_BOLD_STROKE = 0.45
_TABLE_GAP = 10.0
_FOOT = 50.0
_HEADING_KEEP = 60.0
_BLUE = Color(0.77, 0.85, 0.94)


@dataclass(slots=True)
class _Page:
    """A canvas and how far down its page it is filled; distances from the top, in points."""

    canvas: Canvas
    look: Look
    top: float
    number: int = 1

    @property
    def left(self) -> float:
        return self.look.margins[0]

    @property
    def measure(self) -> float:
        return float(A4[0]) - self.look.margins[0] - self.look.margins[1]

    @property
    def room(self) -> float:
        return float(A4[1]) - self.look.margins[3] - self.top

    def y(self, top: float) -> float:
        """Return the canvas's y for a distance from the top."""
        return float(A4[1]) - top

    def turn(self) -> None:
        """Finish this page and begin the next."""
        self._print_number()
        self.canvas.showPage()
        self.number += 1
        self.top = self.look.margins[2]

    def finish(self) -> None:
        """Finish the last page."""
        self._print_number()
        self.canvas.showPage()

    def _print_number(self) -> None:
        if self.look.page_number:
            self.canvas.setFont(SONG, 12)
            self.canvas.setFillColor(black)
            self.canvas.drawCentredString(A4[0] / 2, _FOOT, self.look.page_number.format(self.number))


def render_pdf(report: SampleReport) -> bytes:
    """Given a report, return it as a PDF file; the same report gives the same bytes."""
    register_fonts()
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle("".join(report.prose.title))
    canvas.setCreator("WPS 文字")
    page = _Page(canvas, report.look, report.look.margins[2])
    _write_title(page, report.prose.title)
    for paragraph in report.prose.preamble:
        _write_paragraph(page, paragraph)
    _write_body(page, report)
    _write_signature(page, report)
    page.finish()
    canvas.save()
    return target.getvalue()


def _write_body(page: _Page, report: SampleReport) -> None:
    _write_section(page, "一、总体情况", report.prose.overview)
    for table in report.form.tables:
        _write_heading(page, table.title)
        if table.key in report.tables:
            for sheet in sheets_of(report, table.key):
                _write_sheet(page, sheet)
        else:
            _write_paragraph(page, "无。")
    _write_section(page, "五、存在的主要问题及改进情况", report.prose.problems)
    if report.prose.other:
        _write_section(page, "六、其他需要报告的事项", report.prose.other)


def _write_title(page: _Page, lines: tuple[str, ...]) -> None:
    size = _TITLE_SIZE
    while any(width_of(line, SONG, size) > page.measure for line in lines) and size > 18:
        size -= 1
    for text in lines:
        for line in set_paragraph(text, SONG, size, page.measure):
            _draw(page, line, SONG, size, page.left + (page.measure - line.width) / 2, bold=True)
            page.top += _TITLE_LEADING
    page.top += 0.6 * _TITLE_LEADING


def _write_section(page: _Page, heading: str, paragraphs: tuple[str, ...]) -> None:
    _write_heading(page, heading)
    for paragraph in paragraphs:
        _write_paragraph(page, paragraph)


def _write_heading(page: _Page, text: str) -> None:
    if page.room < _HEADING_KEEP + page.look.leading:
        page.turn()
    _write_paragraph(page, text, HEI)


def _write_paragraph(page: _Page, text: str, font: str = SONG) -> None:
    look = page.look
    for line in set_paragraph(text, font, look.body_size, page.measure, indent=2 * look.body_size):
        if page.room < look.leading:
            page.turn()
        if look.invisible_boxes:
            _draw_unseen_box(page)
        _draw(page, line, font, look.body_size, page.left + line.indent, spread(line, page.measure))
        page.top += look.leading


def _draw_unseen_box(page: _Page) -> None:
    page.canvas.setStrokeColor(white)
    page.canvas.setLineWidth(0.5)
    page.canvas.rect(page.left, page.y(page.top + page.look.leading), page.measure, page.look.leading)


def _draw(
    page: _Page, line: SetLine, font: str, size: float, x: float, space: float = 0.0, bold: bool = False
) -> None:
    if not line.text:
        return
    leading = _TITLE_LEADING if bold else page.look.leading
    text = page.canvas.beginText(x, page.y(page.top + leading / 2 + 0.36 * size))
    text.setFont(font, size)
    text.setFillColor(black)
    text.setCharSpace(space)
    if bold:
        page.canvas.setStrokeColor(black)
        page.canvas.setLineWidth(_BOLD_STROKE)
        text.setTextRenderMode(2)
    text.textOut(line.text)
    text.setCharSpace(0)
    if bold:
        text.setTextRenderMode(0)
    page.canvas.drawText(text)


def _write_sheet(page: _Page, sheet: Sheet) -> None:
    """Draw a table, broken between rows wherever the page ends."""
    look = page.look
    measured = measure_sheet(sheet, page.measure, look.table_size, look.vertical)
    page.top += _TABLE_GAP / 2
    done = 0
    while done < sheet.rows:
        count = rows_that_fit(measured, done, page.room)
        if count == 0:
            page.turn()
            continue
        height = sum(measured.heights[done : done + count])
        tint = _BLUE if look.shaded else None
        draw_rows(page.canvas, measured, (done, done + count), page.left, page.y(page.top), look, tint)
        page.top += height
        done += count
    page.top += _TABLE_GAP


def _write_signature(page: _Page, report: SampleReport) -> None:
    day = report.signed_on
    if day is None:
        return
    look = page.look
    if page.room < 3 * look.leading:
        page.turn()
    page.top += look.leading
    for text in (report.organisation, f"{day.year}年{day.month}月{day.day}日"):
        width = width_of(text, SONG, look.body_size)
        line = SetLine(text, 0.0, width, True)
        _draw(page, line, SONG, look.body_size, page.left + page.measure - width - 2 * look.body_size)
        page.top += look.leading
