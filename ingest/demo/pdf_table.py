"""A table of the form drawn on a PDF page: row heights, merged cells cut by its end, vertical words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from reportlab.lib.colors import Color, black
from reportlab.pdfgen.canvas import Canvas

from ingest.demo.layouts import Box, Sheet, is_results_group
from ingest.demo.model import Look
from ingest.demo.typeset import HEI, SONG, SetLine, set_paragraph

_PADDING = 2.5
_LINE = 1.3
_CENTRED = frozenset({"block", "header", "number", "group"})


@dataclass(frozen=True, slots=True)
class Measured:
    """A sheet with the places of its columns and the heights of its rows, in points."""

    sheet: Sheet
    edges: tuple[float, ...]
    heights: tuple[float, ...]
    lines: tuple[tuple[SetLine, ...], ...]
    size: float

    def text_height(self, box: int) -> float:
        """Return the height of the words of a box."""
        return len(self.lines[box]) * self.size * _LINE


def measure_sheet(sheet: Sheet, width: float, size: float, vertical: bool) -> Measured:
    """Given a sheet and the width it has, return it with its words set and its rows measured.

    Args:
        sheet: The table.
        width: Width of the text area in points.
        size: Size of its words in points.
        vertical: Whether 三、本年度办理结果 stands one character a line.
    """
    edges = (0.0, *accumulate(share * width / sum(sheet.shares) for share in sheet.shares))
    lines = tuple(_set_box(box, edges, size, vertical) for box in sheet.boxes)
    heights = [size * _LINE + 2 * _PADDING + 3] * sheet.rows
    for box, words in sorted(zip(sheet.boxes, lines, strict=True), key=lambda pair: pair[0].row_span):
        if is_results_group(box):
            continue
        rows = range(box.row, box.row + box.row_span)
        lacking = len(words) * size * _LINE + 2 * _PADDING - sum(heights[row] for row in rows)
        for row in rows:
            heights[row] += max(0.0, lacking) / box.row_span
    return Measured(sheet, edges, tuple(heights), lines, size)


def _set_box(box: Box, edges: tuple[float, ...], size: float, vertical: bool) -> tuple[SetLine, ...]:
    if vertical and is_results_group(box):
        return tuple(SetLine(char, 0.0, size, True) for char in box.text)
    room = edges[box.column + box.column_span] - edges[box.column] - 2 * _PADDING
    font = HEI if box.role == "block" else SONG
    return tuple(set_paragraph(box.text, font, size, room))


def rows_that_fit(measured: Measured, start: int, room: float) -> int:
    """Return how many rows from ``start`` on fit into the room left on the page."""
    count = 0
    for height in measured.heights[start:]:
        room -= height
        if room < 0:
            break
        count += 1
    return count


def draw_rows(
    canvas: Canvas,
    measured: Measured,
    rows: tuple[int, int],
    x: float,
    y: float,
    look: Look,
    tint: Color | None,
) -> None:
    """Draw the rows from ``rows[0]`` up to ``rows[1]`` of a sheet with its top left corner at (x, y)."""
    canvas.setLineWidth(look.rule_width)
    canvas.setStrokeColor(black)
    start, end = rows
    for place, box in enumerate(measured.sheet.boxes):
        first, last = max(box.row, start), min(box.row + box.row_span, end)
        if first >= last:
            continue
        top = y - sum(measured.heights[start:first])
        height = sum(measured.heights[first:last])
        left, right = measured.edges[box.column], measured.edges[box.column + box.column_span]
        if tint is not None and box.role == "block":
            canvas.setFillColor(tint)
            canvas.rect(x + left, top - height, right - left, height, fill=1)
        else:
            canvas.rect(x + left, top - height, right - left, height)
        canvas.setFillColor(black)
        if _shows_words(measured, place, (first, last), look.group_on_every_page):
            _draw_words(canvas, measured, place, x, top - height / 2)


def _shows_words(measured: Measured, place: int, shown: tuple[int, int], on_every_page: bool) -> bool:
    """Return whether a part of a box carries its words: the first that is high enough, or by habit each."""
    box = measured.sheet.boxes[place]
    if shown == (box.row, box.row + box.row_span):
        return True
    needed = measured.text_height(place)
    if sum(measured.heights[shown[0] : shown[1]]) < needed:
        return False
    if on_every_page or shown[0] == box.row:
        return True
    return sum(measured.heights[box.row : shown[0]]) < needed


def _draw_words(canvas: Canvas, measured: Measured, place: int, x: float, middle: float) -> None:
    box, lines, size = measured.sheet.boxes[place], measured.lines[place], measured.size
    left, right = x + measured.edges[box.column], x + measured.edges[box.column + box.column_span]
    canvas.setFont(HEI if box.role == "block" else SONG, size)
    y = middle + len(lines) * size * _LINE / 2 - size
    for line in lines:
        if box.role in _CENTRED:
            canvas.drawCentredString((left + right) / 2, y, line.text)
        else:
            canvas.drawString(left + _PADDING, y, line.text)
        y -= size * _LINE
