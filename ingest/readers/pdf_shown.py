"""The characters of a page as displayed.

Takes pdfium's characters and leaves out what a reader of the paper does not see: text without
ink, white on white, in a layer that is switched off, under a picture, beyond the crop box.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pypdfium2  # type: ignore[import-untyped]

from ingest.readers.pdf_calls import Handle, activate, handle_of
from ingest.readers.pdf_glyphs import Glyph, once
from ingest.readers.pdf_marks import Marks, View
from ingest.readers.pdf_runs import Run, read_runs

TRACE_SCALE = 1.5  # pixels a point when a page is drawn to see which of its words show
TRACE_CONTRAST = 10  # of 255: a pixel that changes by less does not show
COVER_CHUNK = 200  # runs of text held against all boxes at once


def read_glyphs(page: pypdfium2.PdfPage, view: View, marks: Marks) -> list[Glyph]:
    """Given a page, its view and what is drawn on it, return the characters that a person sees.

    Raises:
        UnreadableFile: ``too_large`` where a page has more than any report.
    """
    text = page.get_textpage()
    try:
        runs = read_runs(handle_of(text.raw), view, marks)
    finally:
        text.close()
    doubtful = {key for key, run in runs.items() if run.ink.doubtful} | _covered(runs, marks)
    if doubtful:
        _keep_shown(page, view, marks, runs, doubtful)
    return once([glyph for run in runs.values() for glyph in run.glyphs])


def _covered(runs: dict[int, Run], marks: Marks) -> set[int]:
    """Return the runs of text over which an opaque box was drawn after them."""
    keys = [key for key, run in runs.items() if run.glyphs and key in marks.texts]
    if not keys or not marks.covers:
        return set()
    covers = np.array(marks.covers, dtype=float)
    order, x0, top, x1, bottom = (covers[None, :, column] for column in range(5))
    result: set[int] = set()
    for start in range(0, len(keys), COVER_CHUNK):
        chunk = keys[start : start + COVER_CHUNK]
        firsts = [runs[key].glyphs[0] for key in chunk]
        after = order > np.array([marks.texts[key][0] for key in chunk])[:, None]
        x = np.array([glyph.centre for glyph in firsts])[:, None]
        y = np.array([glyph.middle for glyph in firsts])[:, None]
        over = after & (x0 <= x) & (x <= x1) & (top <= y) & (y <= bottom)
        result.update(key for key, hit in zip(chunk, np.any(over, axis=1).tolist(), strict=True) if hit)
    return result


def _keep_shown(
    page: pypdfium2.PdfPage, view: View, marks: Marks, runs: dict[int, Run], doubtful: set[int]
) -> None:
    """Take out of the doubtful runs the characters that leave no trace when the page is drawn.

    The page is drawn with and without them; where no pixel of a character's box differs, no
    one sees it, whatever the reason.
    """
    items = [Handle(key) for key in doubtful if key in marks.texts]
    scale = min(TRACE_SCALE, 2000 / max(view.size))
    with_text = _draw(page, scale)
    for item in items:
        activate(item, 0)
    without = _draw(page, scale)
    for item in items:
        activate(item, 1)
    differs = np.abs(with_text - without) > TRACE_CONTRAST
    for key in doubtful:
        run = runs[key]
        run.glyphs[:] = [glyph for glyph in run.glyphs if _leaves_trace(glyph, differs, scale)]


def _draw(page: pypdfium2.PdfPage, scale: float) -> Any:
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        return bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width].astype(np.int16)
    finally:
        bitmap.close()


def _leaves_trace(glyph: Glyph, differs: Any, scale: float) -> bool:
    rows = slice(max(0, int(glyph.top * scale)), math.ceil(glyph.bottom * scale) + 1)
    columns = slice(max(0, int(glyph.x0 * scale)), math.ceil(glyph.x1 * scale) + 1)
    return bool(differs[rows, columns].any())
