"""The cells of one sheet of a workbook, as stored: read from its markup in one pass.

The usual library is not used here: it refuses whole files for a broken style, and gives either
formulas or their stored values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.readers.docx_text import STRUCK_DOUBT, bracket_note_mark
from ingest.readers.limits import MAX_CELLS, MEGABYTE, too_large
from ingest.readers.xlsx_formulas import stale_sums
from ingest.readers.xlsx_numbers import BUILT_IN, GENERAL, NOT_SHOWN_DOUBT, Shown, show_number, shows_text

X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFF = {None, "0", "false", "off"}
_REFERENCE = re.compile(r"^\$?([A-Z]{1,3})\$?(\d{1,7})$")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NO_RESULT_DOUBT = "公式没有存下计算结果，请用 Excel 或 WPS 打开并保存后再导入"
# Styled cells without content may run to the end of a sheet; they are taken out before parsing.
MAX_SHEET_BYTES = 160 * MEGABYTE
_BLANK_CELL = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"[^>]*/>')
_BLANK_ROW = re.compile(rb'<row r="[0-9]{1,7}"[^>]*(?:/>|>\s*</row>)')
MAX_STORED_CELLS = 500_000
MAX_MERGED = 20_000


@dataclass(frozen=True, slots=True)
class CellStyle:
    """What a cell format says about its content: number format and whether it is struck through."""

    code: str = GENERAL
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Strings:
    """What the cells of all sheets share: strings, formats, the first day of dates.

    ``recalculated`` says that programs work the formulas out anew on opening: their stored
    results are not what is shown.
    """

    texts: tuple[Shown, ...]
    styles: tuple[CellStyle, ...]
    from_1904: bool
    recalculated: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A merged area: its corners, rows and columns from 1, both included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its cells with content by (row, column) from 1, merged areas, what is hidden."""

    name: str
    cells: dict[tuple[int, int], Shown]
    merged: tuple[Area, ...]
    hidden_rows: frozenset[int]
    hidden_columns: tuple[tuple[int, int], ...]

    def shows_column(self, column: int) -> bool:
        """Return whether a column, from 1, is displayed."""
        return not any(first <= column <= last for first, last in self.hidden_columns)


def read_strings(root: etree._Element | None) -> tuple[Shown, ...]:
    """Given the root of sharedStrings.xml, or None where there is none, return the strings."""
    return () if root is None else tuple(rich_text(item) for item in root.iterchildren(f"{X}si"))


def rich_text(item: etree._Element) -> Shown:
    """Given a string with runs, return its text; readings printed above it (w:rPh) are left out."""
    pieces: list[str] = []
    doubt = ""
    for child in item:
        if child.tag == f"{X}t":
            pieces.append(child.text or "")
        elif child.tag == f"{X}r":
            written = "".join(text.text or "" for text in child.iterchildren(f"{X}t"))
            properties = child.find(f"{X}rPr")
            if _is_on(properties, "strike") and written.strip():
                doubt = STRUCK_DOUBT
            if _attribute(properties, "vertAlign") == "superscript":
                written = bracket_note_mark("".join(pieces[-3:]), written)
            pieces.append(written)
    return Shown(_unescaped("".join(pieces)), doubt)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")


def _is_on(parent: etree._Element | None, name: str) -> bool:
    found = None if parent is None else parent.find(X + name)
    return found is not None and found.get("val", "1") not in _OFF


def _attribute(parent: etree._Element | None, name: str) -> str | None:
    found = None if parent is None else parent.find(X + name)
    return None if found is None else found.get("val")


def read_styles(root: etree._Element | None) -> tuple[CellStyle, ...]:
    """Given the root of styles.xml, or None where there is none, return the cell formats by index."""
    if root is None:
        return ()
    codes: dict[int, str] = dict(BUILT_IN)
    for number_format in root.iterfind(f"{X}numFmts/{X}numFmt"):
        codes[_integer(number_format.get("numFmtId"), -1)] = number_format.get("formatCode") or GENERAL
    struck = [_is_on(font, "strike") for font in root.iterfind(f"{X}fonts/{X}font")]
    result = []
    for cell_format in root.iterfind(f"{X}cellXfs/{X}xf"):
        font = _integer(cell_format.get("fontId"), 0)
        code = codes.get(_integer(cell_format.get("numFmtId"), 0), GENERAL)
        result.append(CellStyle(code, font < len(struck) and struck[font]))
    return tuple(result)


def _integer(text: str | None, default: int) -> int:
    try:
        return default if text is None else int(text)
    except ValueError:
        return default


def without_blanks(markup: bytes) -> bytes:
    """Given the markup of a sheet, return it without the cells and rows that hold nothing.

    A sheet formatted to its last row has a million of them.
    """
    return _BLANK_ROW.sub(b"", _BLANK_CELL.sub(b"", markup))


def read_sheet(name: str, root: etree._Element, strings: Strings) -> Sheet:
    """Given the root of a sheet's markup, return what is stored in it.

    Raises:
        UnreadableFile: ``too_large`` beyond ``MAX_CELLS`` cells with content.
    """
    view = root.find(f"{X}sheetViews/{X}sheetView")
    zeros = view is None or view.get("showZeros", "1") not in _OFF
    cells: dict[tuple[int, int], Shown] = {}
    formulas: dict[tuple[int, int], str] = {}
    for place, element in _stored(root):
        shown = _shown(element, strings)
        formula = element.findtext(f"{X}f") if strings.recalculated else None
        if formula:
            formulas[place] = formula
        if not zeros and shown.text == "0":
            shown = Shown("", NOT_SHOWN_DOUBT)
        if shown.text.strip() or shown.doubt:
            cells[place] = shown
        if len(cells) > MAX_CELLS:
            raise too_large("工作表中的单元格过多")
    cells |= stale_sums(cells, formulas)
    merged = [area(element.get("ref", "")) for element in root.iterfind(f"{X}mergeCells/{X}mergeCell")]
    if len(merged) > MAX_MERGED:
        raise too_large("工作表中的合并单元格过多")
    return Sheet(
        name=name,
        cells=cells,
        merged=tuple(found for found in merged if found is not None),
        hidden_rows=frozenset(_hidden_rows(root)),
        hidden_columns=tuple(_hidden_columns(root)),
    )


def _stored(root: etree._Element) -> Iterator[tuple[tuple[int, int], etree._Element]]:
    """Yield the cells of a sheet with row and column, also where the file leaves the addresses out."""
    row = count = 0
    for element in root.iterfind(f"{X}sheetData/{X}row"):
        row = _integer(element.get("r"), row + 1)
        column = 0
        for cell in element.iterchildren(f"{X}c"):
            place = reference(cell.get("r", ""))
            row, column = place if place is not None else (row, column + 1)
            count += 1
            if count > MAX_STORED_CELLS:
                raise too_large("工作表中的单元格过多")
            yield (row, column), cell


def _shown(cell: etree._Element, strings: Strings) -> Shown:
    index = _integer(cell.get("s"), 0)
    style = strings.styles[index] if 0 <= index < len(strings.styles) else CellStyle()
    shown = _content(cell, strings, style)
    if style.struck and shown.text.strip() and not shown.doubt:
        return Shown(shown.text, STRUCK_DOUBT)
    return shown


def _content(cell: etree._Element, strings: Strings, style: CellStyle) -> Shown:
    value = cell.find(f"{X}v")
    stored = "" if value is None else value.text or ""
    kind = cell.get("t", "n")
    if kind == "e":
        return Shown("", f"公式或引用出错（{stored}）")
    if cell.find(f"{X}f") is not None and not stored and not (kind == "str" and value is not None):
        return Shown("", _NO_RESULT_DOUBT)
    if kind == "n":
        return show_number(stored, style.code, strings.from_1904) if stored else Shown("")
    words = _words(cell, kind, stored, strings)
    if words.text.strip() and not shows_text(style.code):
        return Shown("", NOT_SHOWN_DOUBT)
    return words


def _words(cell: etree._Element, kind: str, stored: str, strings: Strings) -> Shown:
    match kind:
        case "s":
            index = _integer(stored, -1)
            return strings.texts[index] if 0 <= index < len(strings.texts) else Shown("", "引用的文字不存在")
        case "inlineStr":
            inline = cell.find(f"{X}is")
            return Shown("") if inline is None else rich_text(inline)
        case "b":
            return Shown("TRUE" if stored == "1" else "FALSE")
        case _:
            return Shown(_unescaped(stored))


def _hidden_rows(root: etree._Element) -> Iterator[int]:
    row = 0
    for element in root.iterfind(f"{X}sheetData/{X}row"):
        row = _integer(element.get("r"), row + 1)
        if element.get("hidden") not in _OFF or _is_flat(element.get("ht")):
            yield row


def _hidden_columns(root: etree._Element) -> Iterator[tuple[int, int]]:
    for element in root.iterfind(f"{X}cols/{X}col"):
        if element.get("hidden") not in _OFF or _is_flat(element.get("width")):
            yield _integer(element.get("min"), 0), _integer(element.get("max"), 0)


def _is_flat(size: str | None) -> bool:
    try:
        return size is not None and float(size) == 0
    except ValueError:
        return False


def reference(text: str) -> tuple[int, int] | None:
    """Return row and column, from 1, of an address such as “C7”, or None where it is not one."""
    match = _REFERENCE.match(text.upper())
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def column_name(column: int) -> str:
    """Return the letters of a column from 1.

    >>> column_name(3), column_name(28)
    ('C', 'AB')
    """
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def area(text: str) -> Area | None:
    """Return the corners of an area such as “A1:C3”, or None where it is not one."""
    first, _, last = text.partition(":")
    start, end = reference(first), reference(last or first)
    if start is None or end is None:
        return None
    return Area(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))
