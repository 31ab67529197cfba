"""A page of a PDF that has no text of its own, read from its picture."""

from __future__ import annotations

import numpy as np
import pypdfium2  # type: ignore[import-untyped]

from ingest.model import Grid, Line
from ingest.readers.scan.flatten import lay_flat
from ingest.readers.scan.intake import A4_LONG_INCH, FINE_DPI, PAPER_INCH, Photo
from ingest.readers.scan.page import read_sheet


def read_pdf_page(document: pypdfium2.PdfDocument, number: int) -> list[Line | Grid]:
    """Given a PDF and a page from 1, return what its picture says."""
    return read_sheet(lay_flat(picture_of_page(document, number)), number)


def picture_of_page(document: pypdfium2.PdfDocument, number: int) -> Photo:
    """Given a PDF and a page from 1, return the page as displayed (after /Rotate).

    A page larger or smaller than paper is (a photo of so many points as it has pixels) is taken for A4.
    """
    page = document[number - 1]
    try:
        inches = max(page.get_size()) / 72
        scale = FINE_DPI / 72
        if not PAPER_INCH[0] <= inches <= PAPER_INCH[1]:
            scale *= A4_LONG_INCH / inches
        pixels = np.array(page.render(scale=scale, rev_byteorder=True).to_numpy()[:, :, :3])
    finally:
        page.close()
    return Photo(pixels, FINE_DPI, 1 / scale)
