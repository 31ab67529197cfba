"""The pictures of a Word file, in the order in which they stand in it: some reports are nothing else."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from ingest.errors import UnreadableFile
from ingest.readers.docx_styles import W
from ingest.readers.limits import MEGABYTE, damaged, too_large
from ingest.readers.package import Package, open_package
from ingest.readers.scan.intake import Photo, pixels_of, take_page

MAX_PICTURE_BYTES = 48 * MEGABYTE  # one picture as it is packed
MAX_PICTURES_BYTES = 160 * MEGABYTE  # all of one file
PAGE_SIDE = 500  # pixels of the longer side: what is smaller is a mark or a signature
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_OLDER = "{urn:schemas-microsoft-com:vml}imagedata"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def page_pictures(package: Package, part: str, body: etree._Element) -> list[bytes]:
    """Given a package, its main part and the body, return the pictures as large as pages, in their order.

    A picture that stands there twice, for older programs too, is one. Raises UnreadableFile (``too_large``).
    """
    relations = package.relations(part)
    names = dict.fromkeys(relations[key][1] for key in _references(body) if key in relations)
    found: list[bytes] = []
    for name in names:
        data = package.part(name, MAX_PICTURE_BYTES)
        if data is not None and _is_page(data):
            found.append(data)
        if sum(map(len, found)) > MAX_PICTURES_BYTES:
            raise too_large("Word 文件中的图片过大")
    return found


def _references(body: etree._Element) -> Iterator[str]:
    for element in body.iter(_BLIP, _OLDER):
        key = element.get(f"{_RELATION}embed" if element.tag == _BLIP else f"{_RELATION}id")
        if key is not None and not any(above.tag == f"{W}del" for above in element.iterancestors()):
            yield key


def _is_page(data: bytes) -> bool:
    """Return whether a picture is one of pixels, and has as many as a page."""
    try:
        return max(pixels_of(io.BytesIO(data))) >= PAGE_SIDE
    except UnreadableFile:
        return False


def picture_of(pictures: Sequence[bytes], number: int) -> Photo:
    """Given pictures and a number from 1, return that picture as a page.

    Raises UnreadableFile (``damaged``, ``too_large``) where there is none, or it cannot be decoded.
    """
    if not 1 <= number <= len(pictures):
        raise UnreadableFile("damaged", f"原文件没有第{number}页")
    return take_page(io.BytesIO(pictures[number - 1]), 1)


def pictures_in(path: Path) -> list[bytes]:
    """Given a Word file, return the pictures as large as pages in their order; none where it has words of its own.

    Raises UnreadableFile as :func:`ingest.readers.docx.read_docx` does.
    """
    with open_package(path, "Word 文件") as package:
        part = package.main_part("word/document.xml")
        root = package.xml(part)
        body = None if root is None else root.find(f"{W}body")
        if body is None:
            raise damaged("Word 文件")
        return page_pictures(package, part, body)
