"""PDF files with a text layer: characters and drawn lines of each page become grids and lines.

Characters and vector paths come from pdfium, the tables from their geometry alone. Nothing
here knows the form.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from ingest.errors import UnreadableFile
from ingest.model import BBox, Document, Grid, Line
from ingest.readers import ocr
from ingest.readers.limits import MAX_FILE_BYTES, damaged, too_large
from ingest.readers.pdf_glyphs import Glyph
from ingest.readers.pdf_guard import refuse_endless_forms, refuse_packed_bombs
from ingest.readers.pdf_layout import lay_out_page
from ingest.readers.pdf_marks import WHITE, Marks, View, read_marks
from ingest.readers.pdf_raised import raise_marks
from ingest.readers.pdf_shown import read_glyphs
from ingest.readers.pdf_words import count_unknown
from ingest.readers.progress import page_read, pages_found

MAX_PAGES = 300  # a report has up to 60 pages
MAX_OBJECTS = 1_000_000  # of the whole file
SCAN_AREA = 0.5  # pictures that cover this part of a page are the page
SCAN_CHARACTERS = 15  # a scanned page may have a page number set over it
WATERMARK_PALE, WATERMARK_SIZE = 0.6, 1.8  # luminance, and size in terms of the page's own text
GARBLED_PART = 0.2  # a page with so many characters without Unicode is read as a picture
OUTLINE_OBJECTS = 200  # a page of words drawn as shapes has at least as many paths

_Note = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Page:
    blocks: tuple[Line | Grid, ...]
    has_text: bool
    has_picture: bool
    unknown: bool
    objects: int
    garbled: bool = False
    recognised: bool = False


def read_pdf(path: Path) -> Document:
    """Given a PDF, return its tables and lines in reading order.

    Raises:
        UnreadableFile: ``missing``, ``encrypted``, ``damaged``, ``empty``, ``too_large``, or
            ``needs_ocr`` where no page has a text layer that can be relied on.
    """
    data = _bytes_of(path)
    with _open(data) as document:
        total = len(document)
        if total > MAX_PAGES:
            raise too_large(f"文件有{total}页")
        refuse_packed_bombs(data)
        refuse_endless_forms(data, total)
        layers = b"/OCProperties" in data or b"/ObjStm" in data
        pages: list[_Page | None] = []
        objects = 0
        for number in range(1, total + 1):
            page = _read_page(document, number, layers)
            objects += page.objects if page else 0
            if objects > MAX_OBJECTS:
                raise too_large("文件中的图形过多")
            pages.append(page)
        _recognise(document, pages)
    _refuse_without_text(pages)
    blocks = tuple(block for page in pages if page for block in page.blocks)
    return Document("pdf", total, blocks, {}, tuple(_notes(pages)))


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise too_large("文件过大")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile("missing", "找不到文件，或没有读取的权限") from error
    if not data:
        raise UnreadableFile("empty", "文件是空的，没有任何内容，请重新下载或导出后再导入")
    return data


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise UnreadableFile("encrypted", "文件有打开密码，请另存为无密码的版本后再导入") from error
        raise damaged("PDF文件") from error
    if len(document) == 0:
        document.close()
        raise UnreadableFile("empty", "文件里没有任何页面，请重新导出后再导入")
    return document


def _read_page(document: pypdfium2.PdfDocument, number: int, layers: bool) -> _Page | None:
    """Return a page as read, or None where it is broken."""
    try:
        page = _load_page(document, number)
    except pypdfium2.PdfiumError:
        return None
    try:
        left, bottom, right, top = page.get_bbox()
        view = View(left, bottom, right, top, page.get_rotation() // 90 % 4)
        marks = read_marks(page, view, layers)
        glyphs = raise_marks(_without_watermark(read_glyphs(page, view, marks)))
    except pypdfium2.PdfiumError:
        return None
    finally:
        page.close()
    blocks = lay_out_page(glyphs, marks.edges, view.size, number)
    scanned = _is_scanned(glyphs, marks, view)
    unknown = count_unknown("".join(glyph.text for glyph in glyphs))
    return _Page(
        blocks=tuple(blocks),
        has_text=bool(glyphs) and not scanned,
        has_picture=scanned,
        unknown=unknown > 0,
        objects=marks.count,
        garbled=unknown > GARBLED_PART * len(glyphs),
    )


def _recognise(document: pypdfium2.PdfDocument, pages: list[_Page | None]) -> None:
    """Put in place of pages whose text is not in the file what recognition reads, where that is installed."""
    wanted = [(at, page) for at, page in enumerate(pages) if page and (page.garbled or page.has_picture)]
    if not wanted or not ocr.is_installed():
        return
    from ingest.readers.scan.pdf_page import read_pdf_page

    wanted = wanted[: ocr.MAX_PAGES]
    pages_found(len(wanted))
    for at, page in wanted:
        blocks = read_pdf_page(document, at + 1)
        pages[at] = replace(page, blocks=tuple(blocks), has_text=bool(blocks), unknown=False, recognised=True)
        page_read()


def _load_page(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """Return a page, with what is filled in or written on it made part of it."""
    page = document[number - 1]
    if not any(_is_written_on(page, i) for i in range(pdfium.FPDFPage_GetAnnotCount(page.raw))):
        return page
    flattened = pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    if flattened != pdfium.FLATTEN_SUCCESS:
        return page
    page.close()
    return document[number - 1]


def _is_written_on(page: pypdfium2.PdfPage, index: int) -> bool:
    annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
    if not annotation:
        return False
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    pdfium.FPDFPage_CloseAnnot(annotation)
    return bool(kind in (pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_STAMP))


def _without_watermark(glyphs: list[Glyph]) -> list[Glyph]:
    """Return the characters without large pale ones that lie behind the text."""
    if not any(WATERMARK_PALE < glyph.pale < WHITE for glyph in glyphs):
        return glyphs
    large = WATERMARK_SIZE * median(glyph.size for glyph in glyphs)
    return [g for g in glyphs if not (WATERMARK_PALE < g.pale < WHITE and g.size >= large)]


def _is_scanned(glyphs: list[Glyph], marks: Marks, view: View) -> bool:
    """Return whether a page shows words of which it has no text: a picture, or shapes."""
    if len(glyphs) > SCAN_CHARACTERS:
        return False
    width, height = view.size
    area = sum(_area(box, width, height) for box in marks.pictures)
    if area >= SCAN_AREA * width * height:
        return True
    return not glyphs and (bool(marks.pictures) or marks.count >= OUTLINE_OBJECTS)


def _area(box: BBox, width: float, height: float) -> float:
    return max(0.0, min(box.x1, width) - max(box.x0, 0)) * max(0.0, min(box.bottom, height) - max(box.top, 0))


def _refuse_without_text(pages: list[_Page | None]) -> None:
    read = [page for page in pages if page]
    if not read:
        raise damaged("PDF文件")
    if any(page.has_text for page in read):
        return
    if any(page.recognised for page in read):
        raise UnreadableFile("empty", "扫描件上没有认出任何文字，请确认选对了文件")
    if any(page.has_picture for page in read):
        raise ocr.needs_ocr("这是扫描件或图片，没有文字层")
    raise UnreadableFile("empty", "文件里没有任何文字，请确认选对了文件")


def _without_text(number: int, recognised: bool) -> _Note:
    if recognised:
        return ("reader.page_without_text", f"第{number}页是图片，没有认出文字，请核对原件")
    if not ocr.is_installed():
        return ocr.unrecognised(f"第{number}页是图片，没有文字层")
    return ("reader.partial", f"扫描页超过{ocr.MAX_PAGES}页，第{number}页没有识别，请核对原件")


def _notes(pages: list[_Page | None]) -> list[_Note]:
    notes: list[_Note] = []
    for number, page in enumerate(pages, start=1):
        if page is None:
            notes.append(("reader.page_without_text", f"第{number}页已损坏，没有读取，请核对原件"))
        elif page.has_picture and not page.has_text:
            notes.append(_without_text(number, page.recognised))
        elif page.garbled and page.recognised:
            notes.append(
                ("reader.glyphs", f"第{number}页文字的字体没有编码，已按页面图像识别，请对照原件核对")
            )
        elif page.garbled and not ocr.is_installed():
            notes.append(ocr.unrecognised(f"第{number}页文字的字体没有编码，无法还原"))
        elif page.unknown:
            notes.append(("reader.glyphs", f"第{number}页有些文字的字体没有编码，无法还原，请核对原件"))
    return notes
