"""A page of an original file as a picture: the paper behind a number."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from PIL.Image import Image

from ingest.model import BBox
from ingest.readers.picture import render_page

# Pixels a point: 2 makes 144 dpi, enough to read the small print of a table.
SCALE = 2.0
# A cell is shown larger, with a little of what is around it, so that a person can judge it.
CELL_SCALE = 4.0
AROUND_PT = 8.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as PNG, with its size in points as displayed."""

    png: bytes
    width: float
    height: float


def page_picture(path: Path, page: int, scale: float = SCALE) -> Picture:
    """Given a PDF or a picture and a page from 1, return the page as displayed (after /Rotate).

    Places of cells are in the same points from the top left corner, so they can be laid over it.
    Raises UnreadableFile where the file or the page cannot be drawn.
    """
    return _written(render_page(path, page, scale).convert("L"), scale)


def cell_picture(path: Path, page: int, bbox: BBox, around: float = AROUND_PT) -> Picture:
    """Given a file, a page from 1 and the place of a cell on it, return the cell cut out of the page, in colour.

    ``around`` is how many points of the page beyond the cell are shown at each side. Raises UnreadableFile
    as :func:`page_picture` does.
    """
    picture = render_page(path, page, CELL_SCALE)
    box = (bbox.x0 - around, bbox.top - around, bbox.x1 + around, bbox.bottom + around)
    left, top, right, bottom = (round(edge * CELL_SCALE) for edge in box)
    left, top = min(max(0, left), picture.width - 1), min(max(0, top), picture.height - 1)
    right, bottom = min(max(left + 1, right), picture.width), min(max(top + 1, bottom), picture.height)
    return _written(picture.crop((left, top, right, bottom)).convert("RGB"), CELL_SCALE)


def _written(picture: Image, scale: float) -> Picture:
    written = io.BytesIO()
    picture.save(written, format="PNG")
    return Picture(written.getvalue(), picture.width / scale, picture.height / scale)
