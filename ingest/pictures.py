"""A page of an original file as a picture: the paper behind a number."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from ingest.readers.picture import render_page

# Pixels a point: 2 makes 144 dpi, enough to read the small print of a table.
SCALE = 2.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as PNG, with its size in points as displayed."""

    png: bytes
    width: float
    height: float


def page_picture(path: Path, page: int, scale: float = SCALE) -> Picture:
    """Given a PDF and a page from 1, return the page as displayed (after /Rotate).

    Places of cells are in the same points from the top left corner, so they can be laid over it.
    Raises UnreadableFile where the file or the page cannot be drawn.
    """
    picture = render_page(path, page, scale).convert("L")
    written = io.BytesIO()
    picture.save(written, format="PNG")
    return Picture(written.getvalue(), picture.width / scale, picture.height / scale)
