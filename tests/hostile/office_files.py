"""Broken and hostile files of office programs."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path
from random import Random

import docx
from openpyxl import Workbook

from tests.corpus.writers.docx import DocxOptions, write_docx
from tests.corpus.writers.xlsx import XlsxOptions, write_xlsx
from tests.hostile.kinds import NOTICE, hostile, report_blocks

_MEBI = 1 << 20
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_DOCUMENT = "word/document.xml"
_SHEET = "xl/worksheets/sheet1.xml"
BOMB = (
    '<!DOCTYPE b [<!ENTITY a "呵呵呵呵呵呵呵呵呵呵">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + "]>"
)


def _docx(folder: Path) -> Path:
    path = folder / "report.docx"
    write_docx(report_blocks(), DocxOptions(), Random(3), path)
    return path


def _xlsx(folder: Path) -> Path:
    path = folder / "report.xlsx"
    write_xlsx(report_blocks(), XlsxOptions(), Random(3), path)
    return path


def repacked(path: Path, changes: Mapping[str, bytes | None], name: str) -> Path:
    """Given an archive, write another beside it with some members changed, added or (None) left out."""
    target = path.with_name(name)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member not in changes:
                new.writestr(member, old.read(member))
        for member, data in changes.items():
            if data is not None:
                new.writestr(member, data)
    return target


def _body(xml: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document {_W}><w:body>{xml}</w:body></w:document>'.encode()
    )


def _sheet(xml: str, before: str = "", after: str = "") -> bytes:
    return f'<?xml version="1.0"?><worksheet {_S}>{before}<sheetData>{xml}</sheetData>{after}</worksheet>'.encode()


@hostile("docx cut off in the middle")
def _(folder: Path) -> Path:
    path = _docx(folder)
    path.write_bytes(path.read_bytes()[:9000])
    return path


@hostile("docx with zeroed bytes in it")
def _(folder: Path) -> Path:
    path = _docx(folder)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo(_DOCUMENT).header_offset + 200
    data[at : at + 500] = bytes(500)
    path.write_bytes(bytes(data))
    return path


def _compound(folder: Path, name: str, streams: tuple[str, ...]) -> Path:
    """Write an OLE compound file whose directory names some streams, as old Word and locked files have."""
    sector = 512
    header = bytearray(sector)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIII", header, 44, 1, 1, 0, 4096)
    struct.pack_into("<IIII", header, 60, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *([0xFFFFFFFF] * 108))
    fat = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *([0xFFFFFFFF] * 126))
    directory = b""
    for index, stream in enumerate(("Root Entry", *streams)):
        words = (stream + "\0").encode("utf-16-le")
        entry = bytearray(128)
        entry[: len(words)] = words
        following = index + 1 if 0 < index < len(streams) else 0xFFFFFFFF
        child = 1 if index == 0 else 0xFFFFFFFF
        struct.pack_into(
            "<HBBIII", entry, 64, len(words), 5 if index == 0 else 2, 1, 0xFFFFFFFF, following, child
        )
        struct.pack_into("<IQ", entry, 116, 0xFFFFFFFE, 0)
        directory += entry
    path = folder / name
    path.write_bytes(bytes(header) + fat + directory.ljust(sector, b"\0"))
    return path


@hostile("docx with a password")
def _(folder: Path) -> Path:
    return _compound(folder, "locked.docx", ("EncryptionInfo", "EncryptedPackage"))


@hostile("xlsx with a password")
def _(folder: Path) -> Path:
    return _compound(folder, "locked.xlsx", ("EncryptionInfo", "EncryptedPackage"))


@hostile("doc that is only a header")
def _(folder: Path) -> Path:
    return _compound(folder, "old.doc", ("WordDocument", "1Table"))


@hostile("wps that is random bytes")
def _(folder: Path) -> Path:
    path = folder / "old.wps"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + Random(1).randbytes(20_000))
    return path


@hostile("docx with an entity bomb")
def _(folder: Path) -> Path:
    xml = f'<?xml version="1.0"?>{BOMB}<w:document {_W}><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>'
    return repacked(_docx(folder), {_DOCUMENT: xml.encode()}, "bomb.docx")


@hostile("docx that reads a file of this machine")
def _(folder: Path) -> Path:
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document {_W}><w:body>'
        "<w:p><w:r><w:t>2024年政府信息公开工作年度报告&x;</w:t></w:r></w:p></w:body></w:document>"
    )
    return repacked(_docx(folder), {_DOCUMENT: xml.encode()}, "entity.docx")


@hostile("docx that unpacks to a gibibyte", slow=True)
def _(folder: Path) -> Path:
    path = folder / "bomb.docx"
    with zipfile.ZipFile(_docx(folder)) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != _DOCUMENT:
                new.writestr(member, old.read(member))
        with new.open(_DOCUMENT, "w", force_zip64=True) as stream:
            stream.write(f"<w:document {_W}><w:body>".encode())
            for _ in range(1024):
                stream.write(b"<w:p/>" * (_MEBI // 6))
            stream.write(b"</w:body></w:document>")
    return path


@hostile("docx of a hundred thousand tables", slow=True)
def _(folder: Path) -> Path:
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    return repacked(_docx(folder), {_DOCUMENT: _body(table * 100_000)}, "tables.docx")


@hostile("docx of tables nested three thousand deep")
def _(folder: Path) -> Path:
    opening, closing = "<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"
    return repacked(_docx(folder), {_DOCUMENT: _body(opening * 3000 + closing * 3000)}, "deep.docx")


@hostile("docx of 20 MB of nested tags")
def _(folder: Path) -> Path:
    count = 20 * _MEBI // len("<w:sdt></w:sdt>")
    return repacked(_docx(folder), {_DOCUMENT: _body("<w:sdt>" * count + "</w:sdt>" * count)}, "nested.docx")


@hostile("docx without its document")
def _(folder: Path) -> Path:
    return repacked(_docx(folder), {_DOCUMENT: None}, "headless.docx")


@hostile("docx with bytes that are no XML")
def _(folder: Path) -> Path:
    return repacked(
        _docx(folder), {_DOCUMENT: b"\x00\xff\xfe<w:document>" + Random(1).randbytes(5000)}, "noxml.docx"
    )


@hostile("docx whose cells span a thousand million columns")
def _(folder: Path) -> Path:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="1000000000"/><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc>'
    return repacked(
        _docx(folder), {_DOCUMENT: _body(f"<w:tbl><w:tr>{cell * 9}</w:tr></w:tbl>" * 9)}, "span.docx"
    )


@hostile("docx whose numbers are no numbers")
def _(folder: Path) -> Path:
    cell = (
        '<w:tc><w:tcPr><w:gridSpan w:val="-3"/><w:vMerge w:val="oops"/></w:tcPr>'
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="x"/><w:numId w:val="999"/></w:numPr></w:pPr></w:p></w:tc>'
    )
    return repacked(_docx(folder), {_DOCUMENT: _body(f"<w:tbl><w:tr>{cell * 3}</w:tr></w:tbl>")}, "odd.docx")


@hostile("docx whose styles follow each other round")
def _(folder: Path) -> Path:
    styles = (
        f'<w:styles {_W}><w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
    )
    body = _body('<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>通知</w:t></w:r></w:p>')
    return repacked(_docx(folder), {_DOCUMENT: body, "word/styles.xml": styles.encode()}, "round.docx")


@hostile("docx named pdf", allowed="as_printed")
def _(folder: Path) -> Path:
    return _docx(folder).rename(folder / "renamed.pdf")


@hostile("docx named doc", allowed="as_printed")
def _(folder: Path) -> Path:
    return _docx(folder).rename(folder / "renamed.doc")


@hostile("docx of an ordinary notice")
def _(folder: Path) -> Path:
    document = docx.Document()
    for line in NOTICE:
        document.add_paragraph(line)
    table = document.add_table(3, 4)
    for index, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = ("村名", "总计", "自然人", "其他")[index] if index < 4 else str(index)
    path = folder / "notice.docx"
    document.save(str(path))
    return path


@hostile("spreadsheet of salaries")
def _(folder: Path) -> Path:
    book = Workbook()
    book.active.append(["序号", "姓名", "单位", "基本工资", "津贴", "总计"])
    for index in range(200):
        book.active.append([index, f"职工{index}", "财政所", 3000 + index, 500, 3500 + index])
    path = folder / "salaries.xlsx"
    book.save(path)
    return path


@hostile("xlsx cut off in the middle")
def _(folder: Path) -> Path:
    path = _xlsx(folder)
    path.write_bytes(path.read_bytes()[:4000])
    return path


@hostile("xlsx that says it is a million rows by sixteen thousand columns", allowed="as_printed")
def _(folder: Path) -> Path:
    path = _xlsx(folder)
    with zipfile.ZipFile(path) as archive:
        xml = archive.read(_SHEET).decode()
    head, tail = xml.split("<dimension", 1)
    return repacked(
        path,
        {_SHEET: f'{head}<dimension ref="A1:XFD1048576"{tail[tail.index("/>") :]}'.encode()},
        "lying.xlsx",
    )


@hostile("xlsx with a cell in the very last place")
def _(folder: Path) -> Path:
    xml = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>7</v></c></row>'
    return repacked(_xlsx(folder), {_SHEET: _sheet(xml)}, "far.xlsx")


@hostile("xlsx merged into one cell")
def _(folder: Path) -> Path:
    merged = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return repacked(
        _xlsx(folder),
        {_SHEET: _sheet('<row r="1"><c r="A1"><v>1</v></c></row>', after=merged)},
        "merged.xlsx",
    )


@hostile("xlsx with two hundred thousand merges", slow=True)
def _(folder: Path) -> Path:
    merges = "".join(f'<mergeCell ref="A{2 * i + 1}:C{2 * i + 2}"/>' for i in range(200_000))
    return repacked(
        _xlsx(folder), {_SHEET: _sheet("", after=f"<mergeCells>{merges}</mergeCells>")}, "merges.xlsx"
    )


@hostile("xlsx of two million cells", slow=True)
def _(folder: Path) -> Path:
    rows = "".join(f'<row r="{r}">{"<c><v>1</v></c>" * 100}</row>' for r in range(1, 20_001))
    return repacked(_xlsx(folder), {_SHEET: _sheet(rows)}, "many.xlsx")


@hostile("xlsx with an entity bomb")
def _(folder: Path) -> Path:
    xml = (
        f'<?xml version="1.0"?>{BOMB}<worksheet {_S}><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row></sheetData></worksheet>'
    )
    return repacked(_xlsx(folder), {_SHEET: xml.encode()}, "bomb.xlsx")


@hostile("xlsx whose words unpack to half a gibibyte", allowed="as_printed", slow=True)
def _(folder: Path) -> Path:
    words = f"<sst {_S}>{'<si><t>呵</t></si>' * (512 * _MEBI // 19)}</sst>"
    return repacked(_xlsx(folder), {"xl/sharedStrings.xml": words.encode()}, "words.xlsx")


@hostile("xlsx whose cells name words that are not there")
def _(folder: Path) -> Path:
    xml = '<row r="1"><c r="A1" t="s"><v>999999</v></c><c r="ZZZZ9" t="s"><v>-1</v></c><c r="1" t="d"><v>x</v></c></row>'
    return repacked(_xlsx(folder), {_SHEET: _sheet(xml)}, "strings.xlsx")


@hostile("xls that is random bytes")
def _(folder: Path) -> Path:
    path = folder / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + Random(2).randbytes(9000))
    return path
