"""Laying a document out on pages: where each piece of text and each line stands, before anything is drawn.

Positions are in points from the top left corner of the page as a reader sees it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from tests.corpus.blocks import Block, Box, Layout, Paragraph
from tests.corpus.writers.borders import borders
from tests.corpus.writers.marks import (
    LEADING,
    PAD,
    THICK,
    THIN,
    Measure,
    Page,
    PageOptions,
    Rect,
    Stroke,
    Text,
)


def lay_pages(blocks: list[Block], options: PageOptions, measure: Measure, rng: Random) -> list[Page]:
    """Given a document and the width of text in the font, return its pages."""
    setter = _Setter(options, measure, rng)
    for block in blocks:
        if isinstance(block, Paragraph):
            setter.set_paragraph(block)
        else:
            setter.set_table(block)
    return setter.finished()


def wrap(text: str, width: float, size: float, measure: Measure) -> list[str]:
    """Given text and a width, return its lines, broken between any two characters as Chinese is."""
    lines: list[str] = []
    for piece in text.split("\n"):
        line = ""
        for char in piece:
            if line and measure(line + char, size) > width:
                lines.append(line)
                line = ""
            line += char
        lines.append(line)
    return lines


@dataclass(frozen=True, slots=True)
class _Placed:
    """A box of a table with its lines and its place, y from the top of the table."""

    box: Box
    lines: list[str]
    x0: float
    x1: float


def _cut_item(item: _Placed, row: int, room: int, numbers_above: bool) -> list[_Placed]:
    """Return the box as it stands once ``row`` has become two rows, its first ``room`` lines in the upper."""
    box = item.box
    if box.row > row:
        return [replace(item, box=replace(box, row=box.row + 1))]
    if box.row + box.row_span <= row:
        return [item]
    if box.row_span > 1:
        return [replace(item, box=replace(box, row_span=box.row_span + 1))]
    above, below = item.lines[:room], item.lines[room:]
    if box.address is not None and len(item.lines) == 1:
        above, below = (item.lines, []) if numbers_above else ([], item.lines)
    return [replace(item, lines=above), replace(item, box=replace(box, row=row + 1), lines=below)]


class _Setter:
    def __init__(self, options: PageOptions, measure: Measure, rng: Random) -> None:
        self.options = options
        self.measure = measure
        self.rng = rng
        self.pages: list[Page] = []
        self._new_page(turned=False)

    def finished(self) -> list[Page]:
        for number, page in enumerate(self.pages, 1):
            text = f"- {number} -"
            page.marks.append(Text(page.width / 2 - 8, page.height - self.options.margin / 2, text, 10))
            if self.options.running_head:
                words = self.options.running_head
                page.marks.append(Text(page.width / 2 - 100, self.options.margin / 2, words, 9))
        return self.pages

    # --- pages ---

    def _new_page(self, *, turned: bool) -> None:
        width, height = self.options.width, self.options.height
        if turned:
            width, height = height, width
        self.page = Page(width, height, turned)
        self.pages.append(self.page)
        self.y = self.options.margin

    @property
    def _bottom(self) -> float:
        usable = self.page.height - 2 * self.options.margin
        return self.options.margin + usable * self.options.fill

    # --- prose ---

    def set_paragraph(self, block: Paragraph) -> None:
        size = {"title": 18.0, "heading": 15.0}.get(block.kind, 13.0)
        if self.page.turned:
            self._new_page(turned=False)
        width = self.page.width - 2 * self.options.margin
        text = block.text if block.kind != "body" else "\u3000\u3000" + block.text
        for line in wrap(text, width, size, self._measure_prose):
            height = size * 1.6
            if self.y + height > self._bottom:
                self._new_page(turned=False)
            long = self._measure_prose(line, size)
            x = self.options.margin
            if block.kind == "title":
                x = (self.page.width - long) / 2
            elif block.kind == "sign":
                x = self.page.width - self.options.margin - long
            self._body_box(x, long, height)
            self.page.marks.append(Text(x, self.y + size * 1.15, line, size))
            self.y += height

    def _measure_prose(self, text: str, size: float) -> float:
        return self.measure(text, size) + self.options.stretch * size * len(text)

    def _body_box(self, x: float, long: float, height: float) -> None:
        kind = self.options.body_boxes
        if kind == "none":
            return
        paint: Literal["white", "nothing"] = "white" if kind == "white" else "nothing"
        self.page.marks.append(Rect(x - 2, self.y, x + long + 2, self.y + height, paint))

    # --- tables ---

    def set_table(self, layout: Layout) -> None:
        if self.options.sideways and not self.page.turned:
            self._new_page(turned=True)
        edges = self._edges(layout)
        placed = [self._place(box, edges) for box in layout.boxes]
        heights = self._heights(layout, placed)
        self.y += 4
        self._begun: dict[tuple[int, int], int] = {}
        row = 0
        while row < layout.rows:
            if self.options.breaks != "row":
                layout, placed, heights = self._maybe_cut_row(layout, placed, heights, row)
            row = self._set_page_of_rows(layout, placed, heights, edges, row)
        self.y += 12

    def _maybe_cut_row(
        self, layout: Layout, placed: list[_Placed], heights: list[float], first: int
    ) -> tuple[Layout, list[_Placed], list[float]]:
        """Cut the row at which this page will be full in two, where its label has lines to share."""
        y, row = self.y, first
        if first and self.options.repeat_head:
            y += sum(heights[: layout.header_rows])
        while row < layout.rows and y + heights[row] <= self._bottom:
            y += heights[row]
            row += 1
        step = self.options.size * LEADING
        room = int((self._bottom - y - 2 * PAD) / step)
        if not layout.header_rows <= row < layout.rows or room < 1:
            return layout, placed, heights
        own = [item for item in placed if item.box.row == row and item.box.row_span == 1]
        if max((len(item.lines) for item in own), default=0) <= room:
            return layout, placed, heights
        numbers_above = self.rng.random() < 0.7
        changed: list[_Placed] = []
        for item in placed:
            changed += _cut_item(item, row, room, numbers_above)
        tall = max(len(item.lines) for item in own)
        pieces = [room * step + 2 * PAD, (tall - room) * step + 2 * PAD]
        cut = replace(layout, rows=layout.rows + 1)
        return cut, changed, [*heights[:row], *pieces, *heights[row + 1 :]]

    def _edges(self, layout: Layout) -> list[float]:
        width = self.page.width - 2 * self.options.margin
        unit = width / sum(layout.widths)
        edges = [self.options.margin]
        for share in layout.widths:
            edges.append(edges[-1] + share * unit)
        return edges

    def _place(self, box: Box, edges: list[float]) -> _Placed:
        x0, x1 = edges[box.column], edges[box.column + box.column_span]
        lines = wrap(box.text, x1 - x0 - 2 * PAD, self.options.size, self.measure)
        return _Placed(box, lines, x0, x1)

    def _heights(self, layout: Layout, placed: list[_Placed]) -> list[float]:
        step = self.options.size * LEADING
        heights = [step + 2 * PAD] * layout.rows
        for item in sorted(placed, key=lambda item: item.box.row_span):
            box = item.box
            # A group's text may be cut between pages; it needs room only where it is not vertical.
            need = len(item.lines) * step + 2 * PAD
            have = sum(heights[box.row : box.row + box.row_span])
            if need > have:
                heights[box.row + box.row_span - 1] += need - have
        return heights

    def _set_page_of_rows(
        self, layout: Layout, placed: list[_Placed], heights: list[float], edges: list[float], first: int
    ) -> int:
        """Set rows from ``first`` on until the page is full; return the row to go on with."""
        head_height = sum(heights[: layout.header_rows])
        if first > 0:
            self._begin_continued(layout, placed, heights, edges, first)
        row = first
        tops: dict[int, float] = {}
        while row < layout.rows and self._fits(layout, heights, row, first):
            tops[row] = self.y
            self.y += heights[row]
            row += 1
        if row == first and self.y > self.options.margin + head_height + 40:
            self._new_page(turned=self.page.turned)
            return first
        if row == first:
            tops[row] = self.y
            self.y += heights[row]
            row += 1
        tops[row] = self.y
        self._draw(layout, placed, edges, first, row, tops)
        if row < layout.rows:
            self._new_page(turned=self.page.turned)
        return row

    def _fits(self, layout: Layout, heights: list[float], row: int, first: int) -> bool:
        need = heights[row]
        if self.options.breaks != "anywhere" and row < layout.header_rows and first == 0:
            need = sum(heights[row : layout.header_rows + 1])
        return self.y + need <= self._bottom

    def _begin_continued(
        self, layout: Layout, placed: list[_Placed], heights: list[float], edges: list[float], first: int
    ) -> None:
        if self.options.continued:
            self.page.marks.append(Text(self.options.margin, self.y + 12, "续表", 10))
            self.y += 18
        if self.options.repeat_head and first >= layout.header_rows > 0:
            tops: dict[int, float] = {}
            for row in range(layout.header_rows):
                tops[row] = self.y
                self.y += heights[row]
            tops[layout.header_rows] = self.y
            self._draw(layout, placed, edges, 0, layout.header_rows, tops)

    # --- a stretch of rows ---

    def _draw(
        self,
        layout: Layout,
        placed: list[_Placed],
        edges: list[float],
        first: int,
        last: int,
        tops: dict[int, float],
    ) -> None:
        for item in placed:
            begin, end = max(item.box.row, first), min(item.box.row + item.box.row_span, last)
            if begin >= end:
                continue
            whole = begin == item.box.row and end == item.box.row + item.box.row_span
            room = int((tops[end] - tops[begin]) / (self.options.size * LEADING))
            lines = self._shown(item, begin, end, whole, room)
            self._write(item, lines, tops[begin], tops[end])
            self._border(item, tops[begin], tops[end])
        self._long_rules(layout, edges, first, last, tops)

    def _shown(self, item: _Placed, begin: int, end: int, whole: bool, room: int) -> list[str]:
        """Return the lines that the part of a box from row ``begin`` to ``end`` prints; ``room`` lines fit."""
        if whole:
            return item.lines
        box = item.box
        last = end == box.row + box.row_span
        cut = self.options.cut
        if cut == "repeated" and len(item.lines) <= room:
            return item.lines
        if cut == "empty_first":
            return item.lines if last else []
        # What does not fit, or is to be cut, goes on in the next part, as in a word processor.
        key = (box.row, box.column)
        done = self._begun.get(key, 0)
        left = item.lines[done:]
        take = len(left) if last else min(room, len(left))
        if cut == "cut" and not last:
            share = -(-len(item.lines) * (end - begin) // box.row_span)
            take = min(take, max(1, share))
        self._begun[key] = done + take
        return left[:take]

    def _write(self, item: _Placed, lines: list[str], y0: float, y1: float) -> None:
        size = self.options.size
        step = size * LEADING
        y = (y0 + y1 - step * len(lines)) / 2
        box = item.box
        for line in lines:
            if line.strip():
                long = self.measure(line, size)
                centred = box.address is not None or box.header or box.group
                x = (item.x0 + item.x1 - long) / 2 if centred else item.x0 + PAD
                self.page.marks.append(Text(x, y + size, line, size, box.address, table=True))
            y += step

    def _border(self, item: _Placed, y0: float, y1: float) -> None:
        x0, x1, marks = item.x0, item.x1, self.page.marks
        box = item.box
        if self.options.diagonal and box.header and (box.row, box.column) == (0, 0) and box.row_span > 1:
            marks.append(Stroke(x0, y0, x1, y1))
        if self.options.rules == "filled_head":
            if box.header:
                marks.insert(0, Rect(x0, y0, x1, y1, "grey"))
        elif self.options.rules == "horizontal":
            marks += [Stroke(x0, y0, x1, y0), Stroke(x0, y1, x1, y1)]
        elif self.options.rules not in ("none", "three_line"):
            if self.options.rules == "ragged" and box.address is not None:
                # Somebody pulled at the borders of single cells.
                x0, x1 = x0 + self.rng.uniform(-1.4, 1.4), x1 + self.rng.uniform(-1.4, 1.4)
            marks += borders(self.options.rules, x0, y0, x1, y1, self.rng)

    def _long_rules(
        self, layout: Layout, edges: list[float], first: int, last: int, tops: dict[int, float]
    ) -> None:
        if self.options.rules != "three_line":
            return
        x0, x1 = edges[0], edges[-1]
        self.page.marks.append(Stroke(x0, tops[first], x1, tops[first], THICK))
        self.page.marks.append(Stroke(x0, tops[last], x1, tops[last], THICK))
        if first <= layout.header_rows < last and layout.header_rows:
            y = tops[layout.header_rows]
            self.page.marks.append(Stroke(x0, y, x1, y, THIN))
