"""Heads with all their lines over rows that have level lines alone: the rows' columns are the head's.

All coordinates are in points in the reading frame.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.model import BBox, Grid
from ingest.readers.pdf_borders import SIDE_PT, Stack
from ingest.readers.pdf_glyphs import Glyph
from ingest.readers.pdf_lattice import SNAP_PT
from ingest.readers.pdf_marks import Edge
from ingest.readers.pdf_values import is_value, values_of
from ingest.readers.pdf_words import set_lines

ROW_EM = 2.5  # the first row below a head stands no further from it
COLUMNS_MIN = 2


@dataclass(frozen=True, slots=True)
class RuledHead:
    """A box with a line around each of its cells, and no number in it: where its last row's cells part."""

    box: BBox
    borders: tuple[float, ...]


def ruled_head(grid: Grid, box: BBox) -> RuledHead | None:
    """Given a ruled grid and its drawn box, return it as a head, or None where it has numbers or one column."""
    if any(is_value(cell.text.strip()) for cell in grid.cells) or len(grid.edges) != grid.columns + 1:
        return None
    last = sorted(cell.column for cell in grid.cells if cell.row + cell.row_span == grid.rows)
    borders = (*(grid.edges[column] for column in last), grid.edges[-1])
    return RuledHead(box, borders) if len(last) >= COLUMNS_MIN else None


def below_heads(stack: Stack, heads: Sequence[RuledHead], glyphs: Sequence[Glyph]) -> Iterator[Stack]:
    """Given lines above one another, yield them parted by the heads between them, each with its head's borders.

    Tables that have heads of their own are not one, however alike their sides are.
    """
    wide = sorted((head for head in heads if _is_as_wide(stack, head)), key=lambda head: head.box.top)
    level = sorted({rule.at for rule in stack.rules} | {head.box.top for head in wide})
    own = [head for head in wide if _has_row(stack, head, level, glyphs)]
    floor = float("-inf")
    above: RuledHead | None = None
    for head in (*own, None):
        end = head.box.top if head else float("inf")
        rules = tuple(rule for rule in stack.rules if floor <= rule.at < end - SNAP_PT)
        if above:
            rules = (_level(stack, above.box.bottom), *rules)
            if head and _holds_row(stack, rules[-1].at, end, glyphs):
                # A row right over the next head has that one's line for its own.
                rules = (*rules, _level(stack, end))
        if len(rules) > 1:
            yield replace(stack, rules=rules, borders=above.borders if above else ())
        if head:
            above, floor = head, head.box.bottom + SNAP_PT


def _level(stack: Stack, at: float) -> Edge:
    return Edge(False, at, stack.left, stack.right)


def _holds_row(stack: Stack, top: float, bottom: float, glyphs: Sequence[Glyph]) -> bool:
    """Say whether numbers stand between two heights, and not a heading."""
    lines = set_lines([glyph for glyph in glyphs if stack.holds(glyph) and top < glyph.middle < bottom], 0.0)
    return any(values_of(line) for line in lines)


def _is_as_wide(stack: Stack, head: RuledHead) -> bool:
    return abs(head.box.x0 - stack.left) <= SIDE_PT and abs(head.box.x1 - stack.right) <= SIDE_PT


def _has_row(stack: Stack, head: RuledHead, level: Sequence[float], glyphs: Sequence[Glyph]) -> bool:
    """Say whether something stands close below a head and over the next line."""
    end = min((at for at in level if at > head.box.bottom + SNAP_PT), default=head.box.bottom)
    inside = [glyph for glyph in glyphs if stack.holds(glyph) and head.box.bottom < glyph.middle < end]
    return any(glyph.middle - head.box.bottom < ROW_EM * glyph.size for glyph in inside)
