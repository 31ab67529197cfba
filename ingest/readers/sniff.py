"""What a file is, told from its content: names and extensions of reports are often wrong."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.errors import UnreadableFile
from ingest.readers import ole
from ingest.readers.charset import decode, looks_like_text
from ingest.readers.limits import MAX_FILE_BYTES, damaged, too_large
from ingest.readers.zips import ZIP_ERRORS, open_zip

Kind = Literal["pdf", "docx", "xlsx", "html", "mhtml", "text", "csv", "image", "office", "zip", "packed"]

_HEAD_BYTES = 8192
# Other formats may stand before the PDF header; viewers look for it in the first 1024 bytes.
_PDF_HEADER_WITHIN = 1024
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"BM")
_PACKED = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|style|table|tbody|tr|div|center|span|font|section|article|p|h[1-6])\b",
    re.IGNORECASE,
)
_OFFICE_XML = re.compile(r"progid=\"(Word|Excel)\.|<(?:w:wordDocument|Workbook|pkg:package)\b")
_MIME_HEADER = re.compile(
    rb"^(?:MIME-Version|From|Subject|Date|Content-Type|X-[\w-]+|Snapshot-[\w-]+)[ \t]*:", re.I
)
_MIME_HTML = re.compile(rb"^Content-Type[ \t]*:\s*(?:multipart/|text/html)", re.I | re.M)
_UNSUPPORTED = "请导入 PDF、Word（.docx）、网页、Excel（.xlsx）或文本格式的年度报告"


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a file is; for files that LibreOffice has to convert, the extension to give them."""

    kind: Kind
    suffix: str = ""


def sniff(path: Path) -> Sniffed:
    """Given a file, return what it is by its content.

    Raises:
        UnreadableFile: ``missing``, ``empty``, ``too_large``, ``encrypted``, ``damaged`` or
            ``unsupported``, each saying what to do.
    """
    head = _head(path)
    if b"%PDF-" in head[:_PDF_HEADER_WITHIN]:
        return Sniffed("pdf")
    if head.startswith(b"PK"):
        return _in_zip(path)
    if head.startswith(ole.MAGIC):
        return _in_ole(path)
    if head.lstrip().startswith(b"{\\rtf"):
        return Sniffed("office", ".rtf")
    if _is_image(head):
        return Sniffed("image")
    if head.startswith(_PACKED) or head[257:262] == b"ustar":
        return Sniffed("packed")
    return _in_text(path, head)


def is_archive(path: Path) -> bool:
    """Return whether a file is a ZIP of files, and not a document that happens to be packed as one."""
    try:
        with path.open("rb") as stream:
            if stream.read(2) != b"PK":
                return False
        return _in_zip(path).kind == "zip"
    except (OSError, UnreadableFile):
        # What is wrong with it is for its reader to say.
        return False


def _head(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except FileNotFoundError as error:
        raise UnreadableFile("missing", "找不到文件，请检查路径是否正确") from error
    except OSError as error:
        raise UnreadableFile("missing", "文件打不开，请检查是否被其他程序占用或没有读取权限") from error
    if size == 0:
        raise UnreadableFile("empty", "文件是空的（0 字节），请重新下载或重新保存后再导入")
    if size > MAX_FILE_BYTES:
        raise too_large("文件过大")
    return head


def _is_image(head: bytes) -> bool:
    return head.startswith(_IMAGES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def _in_zip(path: Path) -> Sniffed:
    try:
        with open_zip(path, "文件") as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
            mimetype = archive.read("mimetype")[:100] if _has_small(archive, "mimetype") else b""
    except RuntimeError as error:
        raise UnreadableFile("encrypted", "文件有打开密码，请另存为无密码的版本后再导入") from error
    except ZIP_ERRORS as error:
        raise damaged("文件") from error
    return _by_members(names, mimetype)


def _has_small(archive: zipfile.ZipFile, name: str) -> bool:
    return name in archive.namelist() and archive.getinfo(name).file_size <= _HEAD_BYTES


def _by_members(names: set[str], mimetype: bytes) -> Sniffed:
    if b"opendocument.text" in mimetype:
        return Sniffed("office", ".odt")
    if b"opendocument.spreadsheet" in mimetype:
        return Sniffed("office", ".ods")
    if "ofd.xml" in names:
        raise UnreadableFile("unsupported", "暂不支持 OFD 版式文件，请用阅读器另存为 PDF 后再导入")
    if "[content_types].xml" in names:
        return _by_parts(names)
    if any(name.startswith("word/document") for name in names):
        return Sniffed("docx")
    return Sniffed("zip")


def _by_parts(names: set[str]) -> Sniffed:
    """Tell office packages apart by the folders of their parts."""
    folders = {name.split("/", 1)[0] for name in names if "/" in name}
    if "word" in folders:
        return Sniffed("docx")
    if "xl/workbook.bin" in names:
        return Sniffed("office", ".xlsb")
    if "xl" in folders:
        return Sniffed("xlsx")
    raise UnreadableFile("unsupported", f"文件不是文字或表格文档（可能是演示文稿），{_UNSUPPORTED}")


def _in_ole(path: Path) -> Sniffed:
    match ole.ole_kind(path.read_bytes()):
        case "encrypted":
            raise UnreadableFile("encrypted", "文件有打开密码，请输入密码打开后另存为无密码的版本再导入")
        case "doc":
            return Sniffed("office", ".doc")
        case "xls":
            return Sniffed("office", ".xls")
        case _:
            raise UnreadableFile("unsupported", f"无法识别这种旧版办公文件，{_UNSUPPORTED}")


def _in_text(path: Path, head: bytes) -> Sniffed:
    if _MIME_HEADER.match(head.lstrip()) and _MIME_HTML.search(head):
        return Sniffed("mhtml")
    # The head may end inside a character; the few bytes more or less do not decide.
    text = decode(head[: len(head) - len(head) % 4]) if len(head) == _HEAD_BYTES else decode(head)
    if text is None or not looks_like_text(text):
        raise UnreadableFile("unsupported", f"无法识别文件格式，{_UNSUPPORTED}")
    office = _OFFICE_XML.search(text)
    if office is not None:
        return Sniffed("office", ".xls" if "Excel" in office[0] or "Workbook" in office[0] else ".doc")
    if _HTML.search(text):
        return Sniffed("html")
    if path.suffix.lower() in (".htm", ".html"):
        return Sniffed("html")
    return Sniffed("csv" if path.suffix.lower() == ".csv" else "text")
