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
from ingest.readers.pdf_marks import WHITE, Marks, View
from ingest.readers.pdf_runs import Run, read_runs

TRACE_SCALE = 1.5  # pixels a point when a page is drawn to see which of its words show
TRACE_CONTRAST = 10  # of 255: a pixel that changes by less does not show
WHITE_CONTRAST = 40  # … for white words: they stand on a dark ground, not where a pale watermark crosses them
LEAST_EXTENT = 0.4  # the part of its em box, across or down, that some character of white words has to fill
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
    change = np.abs(with_text - without)
    for key in doubtful:
        run = runs[key]
        shown = run.ink.pale < WHITE or any(_stands_out(glyph, change, scale) for glyph in run.glyphs)
        run.glyphs[:] = [glyph for glyph in run.glyphs if shown and _leaves_trace(glyph, change, scale)]


def _draw(page: pypdfium2.PdfPage, scale: float) -> Any:
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        return bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width].astype(np.int16)
    finally:
        bitmap.close()


def _leaves_trace(glyph: Glyph, change: Any, scale: float) -> bool:
    return bool((_inside(glyph, change, scale) > TRACE_CONTRAST).any())


def _stands_out(glyph: Glyph, change: Any, scale: float) -> bool:
    """Return whether a white character shows as a whole: on a dark ground."""
    seen = _inside(glyph, change, scale) > WHITE_CONTRAST
    return any(_reach(seen.any(axis=axis)) >= LEAST_EXTENT * seen.shape[1 - axis] for axis in (0, 1))


def _reach(seen: Any) -> int:
    """Return how far it is from the first to the last place that is seen."""
    places = np.flatnonzero(seen)
    return int(places[-1] - places[0] + 1) if places.size else 0


def _inside(glyph: Glyph, change: Any, scale: float) -> Any:
    """Return the part of a drawing within a character's em box."""
    rows = slice(max(0, int(glyph.top * scale)), math.ceil(glyph.bottom * scale) + 1)
    columns = slice(max(0, int(glyph.x0 * scale)), math.ceil(glyph.x1 * scale) + 1)
    return change[rows, columns]
