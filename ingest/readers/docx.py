"""Word files (.docx): paragraphs and tables in document order, as they are displayed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from ingest.errors import UnreadableFile
from ingest.model import Document, Grid, Line
from ingest.readers import ocr
from ingest.readers.docx_numbering import Numbering, read_numbering
from ingest.readers.docx_pictures import page_pictures, picture_of
from ingest.readers.docx_styles import W, integer_of, read_styles, switch, value_of
from ingest.readers.docx_text import ALTERNATIVES, REMOVED, TextReader, choose, is_placeholder
from ingest.readers.html import read_page
from ingest.readers.image import read_photos
from ingest.readers.layout import Paragraph, Table, TableCell, lay_out
from ingest.readers.limits import MAX_BLOCKS, MAX_CELLS, too_large
from ingest.readers.package import Package, open_package

_WHAT = "Word 文件"
REPORT_CHARACTERS = (
    100  # a document of fewer, with pictures and no table, is a title over pictures of the pages
)
# Wrappers whose content stands in the document as if they were not there.
_TRANSPARENT = frozenset(f"{W}{name}" for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent"))
_BLOCKS = frozenset((f"{W}p", f"{W}tbl", f"{W}altChunk"))
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_HIDDEN_NOTE = ("reader.hidden", "文件中有隐藏的文字或表格行，没有读取")
_REMOVED_NOTE = ("reader.hidden", "文件中有未接受的修订，已按接受全部修订读取：新增的计入，删除的不计入")


def read_docx(path: Path) -> Document:
    """Given a .docx file, return its tables and lines in document order.

    Text of content controls, text boxes, nested tables and list numbers drawn by Word is
    read; headers, footers, notes, comments, hidden and deleted text are not.

    A document that holds no more than pictures of the pages is read by recognition.

    Raises:
        UnreadableFile: ``damaged``, ``encrypted``, ``empty``, ``too_large``, or ``needs_ocr`` where it
            holds pictures only and the extra is not there.
    """
    with open_package(path, _WHAT) as package:
        return _read_package(package)


def _read_package(package: Package) -> Document:
    part = package.main_part("word/document.xml")
    root = package.xml(part)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise UnreadableFile("damaged", "文件中没有 Word 正文，请用 Word 或 WPS 打开后另存为 .docx 再导入")
    styles = read_styles(_related_xml(package, part, "styles"))
    numbering = read_numbering(_related_xml(package, part, "numbering"), styles)
    reader = _BodyReader(TextReader(styles), numbering, _Inserted(package, part))
    blocks = lay_out(reader.blocks(body))
    if not any(isinstance(block, Grid) for block in blocks) and _characters(blocks) < REPORT_CHARACTERS:
        pictures = page_pictures(package, part, body)
        if pictures or not blocks:
            return _pictured(Document("docx", 0, blocks, notes=reader.notes()), pictures)
    return Document(format="docx", pages=0, blocks=blocks, notes=reader.notes())


def _characters(blocks: Sequence[Line | Grid]) -> int:
    return sum(len(block.text) for block in blocks if isinstance(block, Line))


def _pictured(document: Document, pictures: Sequence[bytes]) -> Document:
    """Return a document of a few words at most with the pictures that are its pages read.

    Raises UnreadableFile: ``needs_ocr`` without the extra, ``empty``, ``too_large``.
    """
    if not pictures:
        raise UnreadableFile("empty", "Word 文件中没有文字，请确认选对了文件")
    if not ocr.is_installed():
        if not document.blocks:
            raise ocr.needs_ocr("Word 文件中只有图片，没有文字")
        note = ocr.unrecognised("Word 文件中的报告是图片")
        return replace(document, notes=(*document.notes, note))
    blocks, notes = read_photos(lambda number: picture_of(pictures, number), len(pictures))
    if not blocks and not document.blocks:
        raise UnreadableFile("empty", "Word 文件的图片上没有认出任何文字，请确认选对了文件")
    return replace(
        document,
        pages=len(pictures),
        blocks=(*document.blocks, *blocks),
        notes=(*document.notes, *notes),
    )


def _related_xml(package: Package, part: str, kind: str) -> etree._Element | None:
    target = package.related(part, kind)
    return None if target is None else package.xml(target)


@dataclass(frozen=True, slots=True)
class _Inserted:
    """The web pages that a document holds as parts: some web systems write nothing else into it."""

    package: Package
    part: str

    def blocks(self, chunk: etree._Element) -> list[Paragraph | Table]:
        """Given w:altChunk, return what the page it stands for shows; nothing for other kinds of parts."""
        kind, target = self.package.relations(self.part).get(chunk.get(_RELATION_ID, ""), ("", ""))
        data = self.package.part(target) if kind == "aFChunk" else None
        if data is None or data.startswith((b"PK", b"{\\rtf")):
            return []
        return read_page(data).blocks


@dataclass
class _BodyReader:
    """Walks body, cells, boxes and controls; fields and list numbers run on from one to the next."""

    words: TextReader
    numbering: Numbering
    inserted: _Inserted
    hidden_rows: bool = False
    paragraphs: int = 0

    def notes(self) -> tuple[tuple[str, str], ...]:
        """Return what was left out so far, as findings of the reader."""
        notes = []
        if self.words.hidden or self.hidden_rows:
            notes.append(_HIDDEN_NOTE)
        if self.words.removed:
            notes.append(_REMOVED_NOTE)
        return tuple(notes)

    def blocks(self, container: etree._Element) -> list[Paragraph | Table]:
        """Return the paragraphs and tables of a body, cell or text box."""
        result: list[Paragraph | Table] = []
        before = Paragraph("")
        for element in self._elements(container):
            if element.tag != f"{W}p":
                result.extend(
                    self._table(element) if element.tag == f"{W}tbl" else self.inserted.blocks(element)
                )
                continue
            before, boxes = self._paragraph(element, before)
            if not self.words.mark_is_gone(element):
                result.append(before)
                before = Paragraph("")
            for box in boxes:
                result.extend(self.blocks(box))
        return [*result, before]

    def _elements(self, container: etree._Element) -> Iterator[etree._Element]:
        """Yield the w:p and w:tbl of a container, also those inside controls and tracked insertions."""
        for child in container:
            if child.tag in _BLOCKS:
                yield child
            elif child.tag in _TRANSPARENT or (child.tag == f"{W}sdt" and not is_placeholder(child)):
                yield from self._elements(child)
            elif child.tag == ALTERNATIVES:
                branch = choose(child)
                yield from () if branch is None else self._elements(branch)
            elif child.tag in REMOVED:
                self.words.removed = True

    def _paragraph(
        self, element: etree._Element, before: Paragraph
    ) -> tuple[Paragraph, list[etree._Element]]:
        """Return a paragraph, joined to what stands before it in its line, and its text boxes."""
        self.paragraphs += 1
        if self.paragraphs > MAX_CELLS + MAX_BLOCKS:
            raise too_large("Word 文件内容过多")
        words = self.words.read(element)
        text = before.text + words.text
        gone = self.words.mark_is_gone(element)
        # A list number belongs to the paragraph that is left: Word counts no deleted ones.
        label = "" if gone else self.numbering.label(element.find(f"{W}pPr"))
        return Paragraph(label + text, before.doubt or words.doubt), words.boxes

    def _table(self, element: etree._Element) -> list[Table]:
        """Return a w:tbl, or nothing where no row of it is shown."""
        rows = [row for row in self._descend(element, f"{W}tr") if self._is_shown(row)]
        grid = _Cells()
        for row in rows:
            self._row(row, grid)
        if not grid.placed:
            return []
        columns = max(cell.column + cell.column_span for cell in grid.placed)
        return [Table(tuple(grid.placed), rows=len(rows), columns=columns)]

    def _descend(self, parent: etree._Element, tag: str) -> Iterator[etree._Element]:
        """Yield rows of a table or cells of a row, also those inside controls."""
        for child in parent:
            if child.tag == tag:
                yield child
            elif child.tag in _TRANSPARENT or child.tag == f"{W}sdt":
                yield from self._descend(child, tag)

    def _is_shown(self, row: etree._Element) -> bool:
        properties = row.find(f"{W}trPr")
        if properties is None:
            return True
        if switch(properties, "hidden"):
            self.hidden_rows = True
            return False
        if properties.find(f"{W}del") is not None:
            self.words.removed = True
            return False
        return True

    def _row(self, row: etree._Element, grid: _Cells) -> None:
        grid.next_row(integer_of(row.find(f"{W}trPr"), "gridBefore", 0))
        for cell in self._descend(row, f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            if properties is not None and properties.find(f"{W}cellDel") is not None:
                self.words.removed = True
                continue
            grid.add(properties, tuple(self.blocks(cell)))


@dataclass
class _Cells:
    """The cells of a table as its rows are read: merges down are open until a row breaks them."""

    placed: list[TableCell] = field(default_factory=list)
    row: int = -1
    column: int = 0
    # (first column, columns) of a merge → index of its first cell in ``placed``.
    _open: dict[tuple[int, int], int] = field(default_factory=dict)
    _reached: dict[tuple[int, int], int] = field(default_factory=dict)

    def next_row(self, before: int) -> None:
        """Begin a row that leaves out some columns of the grid at its left."""
        self._open = {key: index for key, index in self._open.items() if self._reached[key] == self.row}
        self.row += 1
        self.column = max(before, 0)

    def add(self, properties: etree._Element | None, content: tuple[Paragraph | Table, ...]) -> None:
        """Add the next cell of the row, or let an earlier one cover its place."""
        span = max(integer_of(properties, "gridSpan", 1), 1)
        if _merge(properties, "hMerge") == "continue" and self.placed and self.placed[-1].row == self.row:
            self._widen(span)
            return
        key = (self.column, span)
        merge = _merge(properties, "vMerge")
        self.column += span
        if merge == "continue" and key in self._open:
            self._reached[key] = self.row
            index = self._open[key]
            cell = self.placed[index]
            self.placed[index] = _resized(cell, self.row - cell.row + 1, span)
            return
        self.placed.append(TableCell(self.row, key[0], content, 1, span))
        self._open.pop(key, None)
        if merge is not None:
            self._open[key] = len(self.placed) - 1
            self._reached[key] = self.row

    def _widen(self, span: int) -> None:
        cell = self.placed[-1]
        self.placed[-1] = _resized(cell, cell.row_span, cell.column_span + span)
        self.column += span


def _resized(cell: TableCell, row_span: int, column_span: int) -> TableCell:
    return TableCell(cell.row, cell.column, cell.content, row_span, column_span)


def _merge(properties: etree._Element | None, name: str) -> str | None:
    """Return “restart” or “continue” as a cell takes part in a merge, None where it does not."""
    if properties is None or properties.find(W + name) is None:
        return None
    return "restart" if value_of(properties, name) == "restart" else "continue"
