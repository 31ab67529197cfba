"""A page of a PDF that has no text of its own, read from its picture."""

from __future__ import annotations

import numpy as np
import pypdfium2  # type: ignore[import-untyped]

from ingest.model import Grid, Line
from ingest.readers.scan.flatten import lay_flat
from ingest.readers.scan.intake import FINE_DPI, Photo
from ingest.readers.scan.page import read_sheet

MOST_PIXELS = 40_000_000  # of a page's picture: A2 at 300 dpi has 35 million


def read_pdf_page(document: pypdfium2.PdfDocument, number: int) -> list[Line | Grid]:
    """Given a PDF and a page from 1, return what its picture says."""
    return read_sheet(lay_flat(picture_of_page(document, number)), number)


def picture_of_page(document: pypdfium2.PdfDocument, number: int) -> Photo:
    """Given a PDF and a page from 1, return the page as displayed (after /Rotate)."""
    page = document[number - 1]
    try:
        width, height = page.get_size()
        dpi = min(FINE_DPI, 72 * (MOST_PIXELS / (width * height)) ** 0.5)
        pixels = np.array(page.render(scale=dpi / 72, rev_byteorder=True).to_numpy()[:, :, :3])
    finally:
        page.close()
    return Photo(pixels, dpi, 72 / dpi)
