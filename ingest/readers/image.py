"""Pictures of pages: JPG, PNG, TIFF with one page or several. Read by the extra ``ocr``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import UnreadableFile
from ingest.model import Document, Grid, Line
from ingest.readers.ocr import MAX_PAGES, is_installed, needs_ocr
from ingest.readers.progress import page_read, pages_found

if TYPE_CHECKING:
    from ingest.readers.scan.intake import Photo


def read_image(path: Path) -> Document:
    """Given a picture of one or several pages, return its tables and lines in reading order.

    Raises:
        UnreadableFile: ``needs_ocr`` without the extra, ``damaged``, ``too_large``, ``missing``, or
            ``empty`` where no page shows any words.
    """
    if not is_installed():
        raise needs_ocr("这是图片")
    from ingest.readers.scan.intake import count_pages, take_page

    pages = count_pages(path)
    blocks, notes = read_photos(lambda number: take_page(path, number), pages)
    if not blocks:
        raise UnreadableFile("empty", "图片上没有认出任何文字，请确认选对了文件")
    return Document("image", pages, tuple(blocks), {}, tuple(notes))


def read_photos(take: Callable[[int], Photo], pages: int) -> tuple[list[Line | Grid], list[tuple[str, str]]]:
    """Given what takes a page by its number from 1, and how many there are, return their blocks and the notes."""
    from ingest.readers.scan.flatten import lay_flat
    from ingest.readers.scan.page import read_sheet

    blocks: list[Line | Grid] = []
    notes: list[tuple[str, str]] = []
    read = min(pages, MAX_PAGES)
    pages_found(read)
    for number in range(1, read + 1):
        found = read_sheet(lay_flat(take(number)), number)
        blocks += found
        if not found:
            notes.append(("reader.page_without_text", f"第{number}页没有认出文字，请核对原件"))
        page_read()
    if pages > MAX_PAGES:
        notes.append(("reader.partial", f"文件有{pages}页图片，只识别了前{MAX_PAGES}页"))
    return blocks, notes
