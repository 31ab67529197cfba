"""What is looked at before pdfium loads a page: bombs that it could not be stopped in.

pdfium draws forms inside forms and unpacks content while it loads a page. Files with fewer
than two forms and without large packed streams, nearly all, cost nothing here.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFException, PDFStream, resolve1
from pdfminer.psexceptions import PSException

from ingest.readers.limits import too_large

MAX_DRAWN = 20_000  # forms that one page draws, those inside others counted each time
MAX_DEPTH = 30  # forms inside one another
MAX_FORM_BYTES = 4_000_000  # of one form, unpacked

MAX_UNPACKED_BYTES = 150_000_000  # content of the whole file; a page of the form has 0.1 MB
PACKED_BYTES = 16_384  # a smaller stream cannot hold more than 17 MB
CHUNK_BYTES = 1_000_000

_STREAM = re.compile(rb"stream\r?\n")
_NO_CONTENT = re.compile(rb"/Image\b|/Length1\b|/FontFile|/Type1C|/OpenType|/CIDFontType0C")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_DRAW = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")


def refuse_endless_forms(data: bytes, pages: int) -> None:
    """Given the bytes of a PDF and its number of pages, refuse it where its forms do not end.

    Raises:
        UnreadableFile: ``too_large`` beyond ``MAX_DRAWN`` or ``MAX_DEPTH``.
    """
    if sum(1 for _ in _FORM.finditer(data)) < 2:
        return
    try:
        document = PDFDocument(PDFParser(BytesIO(data)))
        for number, page in enumerate(PDFPage.create_pages(document)):
            if number >= pages:
                return
            drawn: dict[int, int] = {}
            for form in _forms(page.resources).values():
                _count(form, page.resources, drawn, 0)
    except (PSException, PDFException, ValueError, TypeError, KeyError, AttributeError):
        return  # pdfium has its own say about a broken file


def refuse_packed_bombs(data: bytes) -> None:
    """Given the bytes of a PDF, refuse it where its content unpacks to far more than a report.

    Raises:
        UnreadableFile: ``too_large`` beyond ``MAX_UNPACKED_BYTES``.
    """
    total, position = 0, 0
    while match := _STREAM.search(data, position):
        start = match.end()
        end = data.find(b"endstream", start)
        position = end + len(b"endstream") if end >= 0 else len(data)
        entries = data[max(0, match.start() - 500) : match.start()].rpartition(b" obj")[2]
        packed = b"FlateDecode" in entries and position - start >= PACKED_BYTES
        if packed and not _NO_CONTENT.search(entries):
            total += _unpacked(data[start:position], MAX_UNPACKED_BYTES - total)
        if total > MAX_UNPACKED_BYTES:
            raise too_large("文件解压后的内容过多")


def _unpacked(packed: bytes, limit: int) -> int:
    """Return how many bytes a stream unpacks to, counted up to just beyond the limit."""
    unpacker = zlib.decompressobj()
    total = 0
    try:
        while packed and total <= limit:
            part = unpacker.decompress(packed, CHUNK_BYTES)
            total += len(part)
            packed = unpacker.unconsumed_tail
            if not part:
                break
    except zlib.error:
        return total
    return total


def _forms(resources: Any) -> dict[str, PDFStream]:
    named = resolve1((resolve1(resources) or {}).get("XObject")) or {}
    found = {name: resolve1(item) for name, item in named.items()}
    return {
        name: item
        for name, item in found.items()
        if isinstance(item, PDFStream) and getattr(item.get("Subtype"), "name", "") == "Form"
    }


def _count(form: PDFStream, outer: Any, drawn: dict[int, int], depth: int) -> int:
    """Return how many forms are drawn by drawing one."""
    if depth > MAX_DEPTH:
        raise too_large("文件中图形嵌套过深")
    key = form.objid or id(form)
    if key not in drawn:
        resources = form.get("Resources") or outer
        inside = _forms(resources)
        total = 1
        if inside:
            for name in _DRAW.findall(form.get_data()[:MAX_FORM_BYTES]):
                child = inside.get(name.decode("latin-1"))
                total += _count(child, resources, drawn, depth + 1) if child else 0
        drawn[key] = total
    if drawn[key] > MAX_DRAWN:
        raise too_large("文件中图形嵌套过多")
    return drawn[key]
