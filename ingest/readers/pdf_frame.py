"""From a page as displayed to the frame in which its text reads upright, and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.model import BBox
from ingest.readers.pdf_glyphs import Glyph
from ingest.readers.pdf_marks import Edge


@dataclass(frozen=True, slots=True)
class Frame:
    """A page turned so that text that is turned ``turn`` quarter turns clockwise reads upright."""

    width: float
    height: float
    turn: int

    def box(self, box: BBox) -> BBox:
        """Return a box of the page as displayed in this frame."""
        x0, top, x1, bottom = box
        match self.turn:
            case 0:
                return box
            case 1:
                return BBox(top, self.width - x1, bottom, self.width - x0)
            case 2:
                return BBox(self.width - x1, self.height - bottom, self.width - x0, self.height - top)
            case _:
                return BBox(self.height - bottom, x0, self.height - top, x1)

    def back(self, box: BBox) -> BBox:
        """Return a box of this frame on the page as displayed."""
        if not self.turn:
            return box
        turned = self.turn % 2
        width, height = (self.height, self.width) if turned else (self.width, self.height)
        return Frame(width, height, -self.turn % 4).box(box)

    def glyph(self, glyph: Glyph) -> Glyph:
        """Return a character of the page as displayed in this frame."""
        if not self.turn:
            return glyph
        x0, top, x1, bottom = self.box(BBox(glyph.x0, glyph.top, glyph.x1, glyph.bottom))
        return glyph._replace(x0=x0, top=top, x1=x1, bottom=bottom, turn=(glyph.turn - self.turn) % 4)

    def glyphs(self, glyphs: Iterable[Glyph]) -> list[Glyph]:
        """Return characters of the page as displayed in this frame."""
        return [self.glyph(glyph) for glyph in glyphs] if self.turn else list(glyphs)

    def edge(self, edge: Edge) -> Edge:
        """Return a line of the page as displayed in this frame."""
        if not self.turn:
            return edge
        if edge.upright:
            x0, top, x1, bottom = self.box(BBox(edge.at, edge.start, edge.at, edge.end))
        else:
            x0, top, x1, bottom = self.box(BBox(edge.start, edge.at, edge.end, edge.at))
        if x1 - x0 < bottom - top:
            return Edge(True, (x0 + x1) / 2, top, bottom)
        return Edge(False, (top + bottom) / 2, x0, x1)


def main_turn(glyphs: Iterable[Glyph]) -> int:
    """Return how most of the characters are turned, in quarter turns clockwise."""
    turns = Counter(glyph.turn for glyph in glyphs)
    return max(turns, key=lambda turn: (turns[turn], -turn)) if turns else 0
