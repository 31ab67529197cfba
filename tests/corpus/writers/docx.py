"""Reports as Word files, from the official form's merged cells to what an office leaves behind in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Literal, cast

import docx
from docx.document import Document
from docx.oxml import parse_xml
from lxml import etree

from tests.corpus.blocks import Block, Box, Layout, Paragraph
from tests.corpus.writers import ooxml
from tests.corpus.writers.ooxml import Pen

Place = Literal["body", "nested", "text_box", "content_control"]

_WIDTH = 8800
_ITEM = re.compile(r"^(\d{1,2})\.(?=\D)")
_SECTION = re.compile(r"^([一二三四五六])、(.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class DocxOptions:
    """What is odd about the file.

    Attributes:
        pen: How runs are written.
        tables: Where the tables stand.
        hidden_rows: Rows that Word does not show, with other numbers, and rows deleted under tracking.
        numbered: Item and section numbers made by Word, not typed.
        split: Tables set as two, the second one headed 续表 and with the head again.
        borders: Whether the tables are ruled.
        broken_labels: Labels with line breaks in them.
        turned: Vertical labels by the cell's text direction instead of a character a line.
        ragged: Borders between numbers pulled to other places in single rows, so that the grid has more columns.
    """

    pen: Pen = field(default_factory=Pen)
    tables: Place = "body"
    hidden_rows: bool = False
    numbered: bool = False
    split: bool = False
    borders: bool = True
    broken_labels: bool = False
    turned: bool = False
    ragged: bool = False


def write_docx(blocks: list[Block], options: DocxOptions, rng: Random, path: Path) -> None:
    """Given a document, write it as a Word file."""
    document = docx.Document()
    _prepare(document, options)
    body = document.element.body
    for block in blocks:
        for xml in _block_xml(block, options, rng):
            element = parse_xml(xml.replace(">", f" {ooxml.NAMESPACES}>", 1) if xml[-2:] != "/>" else xml)
            body.insert(len(body) - 1, element)
    etree.cleanup_namespaces(body)
    document.save(str(path))


def _prepare(document: Document, options: DocxOptions) -> None:
    section = document.sections[0]
    section.left_margin = section.right_margin = docx.shared.Cm(2.5)
    section.footer.paragraphs[0].text = "— 3 —"
    if options.pen.oddity == "style_hidden":
        style = document.styles.add_style("Concealed", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
        style.font.hidden = True
    if options.pen.oddity == "comments":
        first = document.add_paragraph()
        document.add_comment(first.add_run(""), text="原为 87 件，请核 123", author="审核", initials="S")
        first._p.getparent().remove(first._p)
    if options.numbered:
        _add_numbering(document)


def _add_numbering(document: Document) -> None:
    """Declare lists “1.” (one for each group, 701…) and “一、” (700)."""
    numbering = document.part.numbering_part.element
    declared = [(700, "chineseCountingThousand", "%1、")]
    declared += [(701 + index, "decimal", "%1.") for index in range(40)]
    names = ooxml.NAMESPACES
    firsts, nums = [], []
    for key, kind, text in declared:
        firsts.append(
            f'<w:abstractNum {names} w:abstractNumId="{key}"><w:multiLevelType w:val="singleLevel"/>'
            f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="nothing"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
        )
        nums.append(f'<w:num {names} w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>')
    for index, xml in enumerate(firsts):
        numbering.insert(index, parse_xml(xml))
    for xml in nums:
        numbering.append(parse_xml(xml))


def _block_xml(block: Block, options: DocxOptions, rng: Random) -> list[str]:
    if isinstance(block, Paragraph):
        return [_paragraph_xml(block, options)]
    parts = _split(block) if options.split and block.rows > 8 else [block]
    found: list[str] = []
    for index, part in enumerate(parts):
        if index:
            found.append(ooxml.paragraph(ooxml.run("续表", options.pen), align="right"))
        found.append(_table_xml(part, options, rng))
    match options.tables:
        case "text_box":
            return [ooxml.text_box(xml + "<w:p/>") if xml.startswith("<w:tbl") else xml for xml in found]
        case "nested":
            inner = "".join(found) + "<w:p/>"
            outer = ooxml.table_row(ooxml.cell(inner, _WIDTH + 200))
            return [ooxml.table(outer, [_WIDTH + 200], borders=False), "<w:p></w:p>"]
        case "content_control":
            return [f"<w:sdt><w:sdtContent>{xml}</w:sdtContent></w:sdt>" for xml in found] + ["<w:p></w:p>"]
        case _:
            return [*found, "<w:p></w:p>"]


def _paragraph_xml(block: Paragraph, options: DocxOptions) -> str:
    pen = Pen(
        "split_runs" if options.pen.oddity == "split_runs" else "plain",
        36 if block.kind == "title" else 28,
        options.pen.font,
    )
    align = {"title": "center", "sign": "right"}.get(block.kind, "")
    section = _SECTION.match(block.text) if options.numbered and block.kind == "heading" else None
    if section is not None:
        numbering = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="700"/></w:numPr>'
        return ooxml.paragraph(ooxml.run(section[2], pen), align=align, numbering=numbering)
    text = block.text if block.kind != "body" else "\u3000\u3000" + block.text
    return ooxml.paragraph(ooxml.run(text, pen, bold=block.kind != "body"), align=align)


def _split(layout: Layout) -> list[Layout]:
    """Cut a table between two rows as an author does who sets it as two tables: the head again, groups cut."""
    middle = (layout.header_rows + layout.rows) // 2
    head = tuple(box for box in layout.boxes if box.row < layout.header_rows)
    above, below = list(head), list(head)
    for box in layout.boxes:
        if box.row < layout.header_rows:
            continue
        end = box.row + box.row_span
        if box.row < middle:
            above.append(_respan(box, box.row, min(end, middle)))
        if end > middle:
            top = max(box.row, middle)
            below.append(_respan(box, top - middle + layout.header_rows, end - middle + layout.header_rows))
    rows = layout.rows - middle + layout.header_rows
    return [
        Layout(layout.key, tuple(above), middle, layout.widths, layout.header_rows),
        Layout(layout.key, tuple(below), rows, layout.widths, layout.header_rows),
    ]


def _respan(box: Box, begin: int, end: int) -> Box:
    return Box(
        begin,
        box.column,
        box.text,
        end - begin,
        box.column_span,
        box.address,
        box.header,
        box.group,
        box.vertical,
    )


def pull_borders(layout: Layout, rng: Random) -> Layout:
    """Given a table, return it with every border between columns doubled a hair apart; rows use either one."""
    hair = 0.03
    widths: list[float] = []
    for width in layout.widths:
        widths += [width - hair, hair]
    # A cell ends before or after the hair at its right; where cells of several rows share it, after.
    ends: dict[tuple[int, int], int] = {}
    boxes: list[Box] = []
    for box in sorted(layout.boxes, key=lambda box: (box.row, box.column)):
        end = box.column + box.column_span
        single = box.row_span == 1 and box.address is not None and end < layout.columns
        own = 2 * end - (1 if single and rng.random() < 0.3 else 0)
        begin = ends.get((box.row, box.column), 2 * box.column)
        ends[box.row, end] = own
        boxes.append(replace(box, column=begin, column_span=own - begin))
    return Layout(layout.key, tuple(boxes), layout.rows, tuple(widths), layout.header_rows)


def _table_xml(layout: Layout, options: DocxOptions, rng: Random) -> str:
    if options.ragged:
        layout = pull_borders(layout, rng)
    unit = _WIDTH / sum(layout.widths)
    widths = [round(width * unit) for width in layout.widths]
    rows: list[str] = []
    groups = _GroupNumbers()
    for row in range(layout.rows):
        cells = _row_cells(layout, row)
        xml = "".join(_cell_xml(box, row, widths, options, rng, groups) for box in cells)
        rows.append(ooxml.table_row(xml))
        if options.hidden_rows and row >= layout.header_rows and rng.random() < 0.25:
            rows.append(_decoy_row(cells, row, widths, options, rng))
    return ooxml.table("".join(rows), widths, borders=options.borders)


class _GroupNumbers:
    """Which list of Word's an item belongs to: a new one whenever counting starts again."""

    def __init__(self) -> None:
        self._last = 0
        self._list = 700

    def numbering(self, item: int) -> str:
        if item <= self._last or self._list == 700:
            self._list += 1
        self._last = item
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self._list}"/></w:numPr>'


def _row_cells(layout: Layout, row: int) -> list[Box]:
    """Return the boxes that stand in a row, also those that began above it."""
    found = [box for box in layout.boxes if box.row <= row < box.row + box.row_span]
    return sorted(found, key=lambda box: box.column)


def _cell_xml(
    box: Box, row: int, widths: list[int], options: DocxOptions, rng: Random, groups: _GroupNumbers
) -> str:
    width = sum(widths[box.column : box.column + box.column_span])
    merge = "" if box.row_span == 1 else "restart" if box.row == row else "continue"
    if box.row != row:
        return ooxml.cell("<w:p/>", width, span=box.column_span, merge=cast(Literal["continue"], merge))
    if box.address is not None:
        runs = ooxml.number_runs(box.text, options.pen, rng)
        content = ooxml.paragraph(runs, align="center")
    else:
        content = _label_xml(_straight(box) if options.turned else box, options, rng, groups)
    vertical = box.vertical and options.turned
    return ooxml.cell(
        content, width, span=box.column_span, merge=cast(Literal["restart"], merge), vertical=vertical
    )


def _straight(box: Box) -> Box:
    """Return a vertical label without its line breaks: Word turns the words itself."""
    return replace(box, text=box.text.replace("\n", "")) if box.vertical else box


def _label_xml(box: Box, options: DocxOptions, rng: Random, groups: _GroupNumbers) -> str:
    pen = Pen(
        "split_runs" if options.pen.oddity == "split_runs" else "plain", options.pen.size, options.pen.font
    )
    text = box.text
    item = _ITEM.match(text) if options.numbered and not box.header else None
    if item is not None:
        runs = ooxml.run(text[item.end() :], pen)
        return ooxml.paragraph(runs, numbering=groups.numbering(int(item[1])))
    if options.broken_labels and len(text) > 4 and rng.random() < 0.5:
        at = rng.randrange(2, len(text) - 1)
        if rng.random() < 0.5:
            return "".join(ooxml.paragraph(ooxml.run(piece, pen)) for piece in (text[:at], text[at:]))
        text = text[:at] + "\n" + text[at:]
    return ooxml.paragraph(ooxml.run(text, pen), align="center" if box.header else "")


def _decoy_row(cells: list[Box], row: int, widths: list[int], options: DocxOptions, rng: Random) -> str:
    """A row that Word does not show, though it looks like the one above it, with other numbers."""
    hidden = rng.random() < 0.5
    properties = (
        "<w:hidden/>" if hidden else '<w:del w:id="950" w:author="办公室" w:date="2025-01-10T09:00:00Z"/>'
    )
    pen = Pen("plain", options.pen.size, options.pen.font)
    found: list[str] = []
    for box in cells:
        width = sum(widths[box.column : box.column + box.column_span])
        ends = box.row + box.row_span - 1 == row
        if box.row_span > 1 and not ends:
            found.append(ooxml.cell("<w:p/>", width, span=box.column_span, merge="continue"))
            continue
        text = str(rng.randint(100, 999)) if box.address is not None else box.text
        runs = ooxml.run(text, pen, properties="<w:vanish/>") if hidden else ooxml.deleted(text, pen)
        found.append(ooxml.cell(ooxml.paragraph(runs), width, span=box.column_span))
    return ooxml.table_row("".join(found), properties=properties)
