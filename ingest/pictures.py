"""The place where a number was printed, as a picture of its page with the place marked."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw

from ingest.model import BBox
from ingest.readers.picture import render_page

# Pixels a point: 2 makes 144 dpi, enough to read the small print of a table.
SCALE = 2.0
_MARGIN_PT = 3.0
_STROKE_PX = 4
_MARK = (197, 58, 10)
# What stands around a number on a cut-out: its row's label and the header are usually within this.
_AROUND_PT = 150.0


def page_picture(
    path: Path, page: int, boxes: tuple[BBox, ...] = (), *, around: BBox | None = None, scale: float = SCALE
) -> bytes:
    """Given a PDF and a page from 1, return the page as PNG with the boxes marked.

    Args:
        path: The original file.
        page: Page from 1.
        boxes: Places to mark, in points from the top left of the page as displayed.
        around: Cut the page to the full-width strip around this box.
        scale: Pixels a point.

    Raises UnreadableFile where the file or the page cannot be drawn.
    """
    picture = render_page(path, page, scale).convert("RGB")
    draw = ImageDraw.Draw(picture)
    for box in boxes:
        draw.rectangle(_pixels(box, scale), outline=_MARK, width=_STROKE_PX)
    if around is not None:
        picture = _strip(picture, around, scale)
    written = io.BytesIO()
    picture.save(written, format="PNG", optimize=False)
    return written.getvalue()


def _pixels(box: BBox, scale: float) -> tuple[float, float, float, float]:
    return (
        (box.x0 - _MARGIN_PT) * scale,
        (box.top - _MARGIN_PT) * scale,
        (box.x1 + _MARGIN_PT) * scale,
        (box.bottom + _MARGIN_PT) * scale,
    )


def _strip(picture: Image.Image, box: BBox, scale: float) -> Image.Image:
    top = max(0, int((box.top - _AROUND_PT) * scale))
    bottom = min(picture.height, int((box.bottom + _AROUND_PT) * scale))
    return picture.crop((0, top, picture.width, max(bottom, top + 1)))
