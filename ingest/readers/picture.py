"""A page of a PDF, of a file of pictures or of a Word file that holds pictures only, as a picture."""

from __future__ import annotations

from pathlib import Path

import PIL.Image
import pypdfium2  # type: ignore[import-untyped]
from PIL.Image import Image

from ingest.errors import UnreadableFile
from ingest.readers.docx_pictures import picture_of, pictures_in
from ingest.readers.scan.intake import Photo, count_pages, take_page
from ingest.readers.sniff import sniff


def render_page(path: Path, page: int, scale: float) -> Image:
    """Given a file with pages, a page from 1 and pixels a point, return the page as displayed (after /Rotate).

    Raises UnreadableFile (``damaged``, ``missing``) where the file or the page is not there to be drawn.
    """
    if not path.is_file():
        raise UnreadableFile("missing", "原文件不在数据目录中，无法显示页面")
    match sniff(path).kind:
        case "image" if 1 <= page <= count_pages(path):
            return _scaled(take_page(path, page), scale)
        case "image":
            raise UnreadableFile("damaged", f"原文件没有第{page}页")
        case "office":
            raise UnreadableFile("needs_office", "旧版 Word 文件中的图片无法在这里显示，请打开原件查看")
        case "docx":
            return _scaled(picture_of(pictures_in(path), page), scale)
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


def _scaled(photo: Photo, scale: float) -> Image:
    """Return a page of a file of pictures, in which a point is as large as its resolution says."""
    picture = PIL.Image.fromarray(photo.pixels)
    wanted = scale * photo.points
    size = (max(1, round(picture.width * wanted)), max(1, round(picture.height * wanted)))
    return picture.resize(size, PIL.Image.Resampling.LANCZOS)
