"""Broken and hostile web pages, text, archives, pictures, and things that are no files of ours at all."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path
from random import Random

from tests.corpus.writers.html import HtmlOptions, write_html
from tests.corpus.writers.text import write_text
from tests.hostile.kinds import NOTICE, hostile, report_blocks
from tests.hostile.office_files import BOMB

_MEBI = 1 << 20
_TITLE = "青岚县白石镇人民政府2024年政府信息公开工作年度报告"


def _save(folder: Path, data: bytes | str, name: str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def _text() -> str:
    return write_text(report_blocks(), "pipe_row", Random(3))


# --- web pages ---


@hostile("page of 20 MB of nested tags")
def _(folder: Path) -> Path:
    return _save(folder, "<html><body>" + "<div>" * (20 * _MEBI // 5), "nested.html")


@hostile("page of 20 MB of nested tables")
def _(folder: Path) -> Path:
    return _save(folder, "<table><tr><td>1" * (20 * _MEBI // 16), "tables.html")


@hostile("page of a hundred thousand tables")
def _(folder: Path) -> Path:
    return _save(folder, "<table><tr><td>自然人</td><td>1</td></tr></table>" * 100_000, "many.html")


@hostile("page whose cells span a thousand million places")
def _(folder: Path) -> Path:
    cell = '<td colspan="1000000000" rowspan="1000000000">7</td>'
    return _save(folder, f"<table>{f'<tr>{cell * 20}</tr>' * 50}</table>", "span.html")


@hostile("page whose cells span thousands of rows and columns", slow=True)
def _(folder: Path) -> Path:
    cell = '<td colspan="1000" rowspan="65534">7</td>'
    return _save(folder, f"<table>{f'<tr>{cell * 20}</tr>' * 500}</table>", "wide.html")


@hostile("page with an entity bomb")
def _(folder: Path) -> Path:
    return _save(folder, f'<?xml version="1.0"?>{BOMB}<html><body><p>&j;</p></body></html>', "bomb.html")


@hostile("page with ten million entities", slow=True)
def _(folder: Path) -> Path:
    return _save(folder, "<p>" + "&nbsp;" * (20 * _MEBI // 6), "spaces.html")


@hostile("page of 20 MB of style", slow=True)
def _(folder: Path) -> Path:
    rules = "".join(f".c{i} td:not(.d{i}) > *{{display:none}}" for i in range(500_000))
    return _save(folder, f"<style>{rules}</style><p>{NOTICE[0]}</p>", "style.html")


@hostile("page in an encoding that does not exist")
def _(folder: Path) -> Path:
    return _save(
        folder, b'<meta charset="utf-99"><p>\x00\xff\xfe\x81\x30' + Random(1).randbytes(9000), "charset.html"
    )


@hostile("page of an ordinary notice")
def _(folder: Path) -> Path:
    return _save(folder, "".join(f"<p>{line}</p>" for line in NOTICE), "notice.html")


@hostile("page of a list of reports")
def _(folder: Path) -> Path:
    links = "".join(
        f'<li><a href="{y}.html">青岚县{y}年政府信息公开工作年度报告</a><i>{y + 1}-01-20</i></li>'
        for y in range(2015, 2025)
    )
    return _save(folder, f"<ul>{links}</ul>", "list.html")


@hostile("saved page without a page in it")
def _(folder: Path) -> Path:
    return _save(
        folder,
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n",
        "empty.mht",
    )


@hostile("saved page of parts nested two thousand deep")
def _(folder: Path) -> Path:
    head = "".join(f"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n" for i in range(2000))
    return _save(folder, "MIME-Version: 1.0\r\n" + head, "deep.mht")


# --- text ---


@hostile("text in UTF-16", allowed="as_printed")
def _(folder: Path) -> Path:
    return _save(folder, _text().encode("utf-16"), "utf16.txt")


@hostile("text in UTF-16 that does not say so", allowed="as_printed")
def _(folder: Path) -> Path:
    return _save(folder, _text().encode("utf-16-be"), "bare.txt")


@hostile("text with lone surrogates", allowed="as_printed")
def _(folder: Path) -> Path:
    return _save(folder, ("\ud800" + _text() + "\udfff").encode("utf-8", "surrogatepass"), "surrogates.txt")


@hostile("text with a zero byte after each line", allowed="as_printed")
def _(folder: Path) -> Path:
    return _save(folder, _text().replace("\n", "\0\n"), "zeros.txt")


@hostile("text with marks that turn it from right to left", allowed="as_printed")
def _(folder: Path) -> Path:
    return _save(folder, _text().replace("|", "\u202e|\u200f"), "turned.txt")


@hostile("text of 20 MB on one line")
def _(folder: Path) -> Path:
    return _save(folder, _TITLE + " 0" * (10 * _MEBI), "line.txt")


@hostile("text of a million lines")
def _(folder: Path) -> Path:
    return _save(folder, _TITLE + "\n" + "（一）予以公开 1 2 3\n" * 1_000_000, "lines.txt")


@hostile("text of opening brackets")
def _(folder: Path) -> Path:
    return _save(folder, _TITLE + "（" * 300_000 + "【" * 300_000 + "(" * 300_000, "brackets.txt")


@hostile("text of digits")
def _(folder: Path) -> Path:
    return _save(folder, _TITLE + "\n规章 | " + "9" * 2_000_000 + " | 0 | 0", "digits.txt")


@hostile("text of numerals")
def _(folder: Path) -> Path:
    return _save(folder, _TITLE + "。公开信息" + "一百二十三万" * 200_000 + "条", "numerals.txt")


@hostile("text of headings", slow=True)
def _(folder: Path) -> Path:
    return _save(folder, _TITLE + "\n" + "一、总体情况\n二、主动公开政府信息情况\n" * 50_000, "headings.txt")


@hostile("random bytes named text")
def _(folder: Path) -> Path:
    return _save(folder, Random(6).randbytes(200_000), "random.txt")


@hostile("text of white space")
def _(folder: Path) -> Path:
    return _save(folder, " \n\t\u3000" * 50_000, "white.txt")


@hostile("empty text")
def _(folder: Path) -> Path:
    return _save(folder, b"", "empty.txt")


@hostile("title and nothing else")
def _(folder: Path) -> Path:
    return _save(folder, _TITLE, "title.txt")


@hostile("text about disclosure that is no report")
def _(folder: Path) -> Path:
    return _save(folder, "\n".join(NOTICE), "notice.txt")


# --- archives ---


def _zip(folder: Path, members: dict[str, bytes], name: str) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in members.items():
            archive.writestr(member, data)
    return path


@hostile("archive that unpacks to a gibibyte", slow=True)
def _(folder: Path) -> Path:
    path = folder / "bomb.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("zeros.txt", "w") as stream,
    ):
        for _ in range(1024):
            stream.write(bytes(_MEBI))
    return path


@hostile("archive in archives, ten deep and ten wide")
def _(folder: Path) -> Path:
    data = bytes(10 * _MEBI)
    for level in range(10):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for index in range(10):
                archive.writestr(f"{level}-{index}.zip" if level else f"{index}.txt", data)
        data = buffer.getvalue()
    return _save(folder, data, "nested.zip")


@hostile("archive with names that climb out")
def _(folder: Path) -> Path:
    return _zip(folder, {"../../etc/x.txt": b"1", "/abs.txt": b"2", "C:\\x.txt": b"3"}, "climb.zip")


@hostile("archive with a password")
def _(folder: Path) -> Path:
    path = _zip(folder, {"a.txt": b"secret"}, "locked.zip")
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    return path


@hostile("archive cut off in the middle")
def _(folder: Path) -> Path:
    path = _zip(folder, {"a.bin": Random(1).randbytes(9000)}, "cut.zip")
    path.write_bytes(path.read_bytes()[:3000])
    return path


@hostile("archive named docx")
def _(folder: Path) -> Path:
    return _zip(folder, {"a.txt": _text().encode()}, "renamed.docx")


@hostile("folder")
def _(folder: Path) -> Path:
    path = folder / "sub"
    path.mkdir()
    return path


@hostile("rar")
def _(folder: Path) -> Path:
    return _save(folder, b"Rar!\x1a\x07\x01\x00" + Random(1).randbytes(3000), "files.rar")


@hostile("ofd")
def _(folder: Path) -> Path:
    return _zip(folder, {"OFD.xml": b"<ofd:OFD/>", "Doc_0/Document.xml": b"<ofd:Document/>"}, "report.ofd")


# --- pictures and the rest ---


def _png(width: int, height: int, rows: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    line = b"\0" + b"\xff" * ((width + 7) // 8)
    packed = b"".join(packer.compress(line) for _ in range(rows)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


@hostile("white picture")
def _(folder: Path) -> Path:
    return _save(folder, _png(800, 1100, 1100), "white.png")


@hostile("picture of sixty thousand by sixty thousand points", slow=True)
def _(folder: Path) -> Path:
    return _save(folder, _png(60_000, 60_000, 60_000), "huge.png")


@hostile("picture cut off in the middle")
def _(folder: Path) -> Path:
    return _save(folder, _png(800, 1100, 1100)[:150], "cut.png")


@hostile("picture with a false head")
def _(folder: Path) -> Path:
    return _save(folder, b"\xff\xd8\xff\xe0" + Random(1).randbytes(40_000), "false.jpg")


@hostile("program")
def _(folder: Path) -> Path:
    return _save(folder, b"MZ\x90\x00" + Random(1).randbytes(60_000), "setup.exe")


@hostile("rich text")
def _(folder: Path) -> Path:
    return _save(folder, r"{\rtf1\ansi\ansicpg936 2024" + "{" * 100_000, "report.rtf")


@hostile("file without a name's end", allowed="as_printed")
def _(folder: Path) -> Path:
    return _save(folder, _text(), "年报")


@hostile("name of odd characters", allowed="as_printed")
def _(folder: Path) -> Path:
    return _save(folder, _text(), "报告 (1)%20&#;'“”‮\u3000😀.TXT")


@hostile("page named txt", allowed="as_printed")
def _(folder: Path) -> Path:
    return _save(folder, write_html(report_blocks(), HtmlOptions(), Random(3)), "page.txt")


@hostile("file that is not there")
def _(folder: Path) -> Path:
    return folder / "gone.pdf"
