"""A page of a PDF as a picture."""

from __future__ import annotations

from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
from PIL.Image import Image

from ingest.errors import UnreadableFile


def render_page(path: Path, page: int, scale: float) -> Image:
    """Given a PDF, a page from 1 and pixels a point, return the page as displayed (after /Rotate).

    Raises UnreadableFile (``damaged``, ``missing``) where the file or the page is not there to be drawn.
    """
    if not path.is_file():
        raise UnreadableFile("missing", "原文件不在数据目录中，无法显示页面")
    try:
        with pypdfium2.PdfDocument(path) as document:
            if not 1 <= page <= len(document):
                raise UnreadableFile("damaged", f"原文件没有第{page}页")
            sheet = document[page - 1]
            try:
                picture: Image = sheet.render(scale=scale).to_pil()
                return picture
            finally:
                sheet.close()
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile("damaged", "原文件无法显示，可能已损坏或加密") from error
