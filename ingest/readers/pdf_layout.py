"""The blocks of a page: ruled tables first, then tables without lines, then running text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ingest.model import BBox, Grid, Line
from ingest.readers.pdf_columns import find_tables
from ingest.readers.pdf_frame import Frame, main_turn
from ingest.readers.pdf_glyphs import Glyph
from ingest.readers.pdf_lattice import build_lattice, clean_edges, group_edges
from ingest.readers.pdf_lines import place_lines
from ingest.readers.pdf_marks import Edge
from ingest.readers.pdf_notes import gather_notes
from ingest.readers.pdf_open_rows import close_rows
from ingest.readers.pdf_ruled_head import RuledHead, ruled_head
from ingest.readers.pdf_strips import read_ruled_rows
from ingest.readers.pdf_tables import read_table
from ingest.readers.pdf_words import around, set_lines

EDGE_PT = 2.0  # characters that stick out of a table's box by less belong to it

_Placed = tuple[BBox, Line | Grid]


def lay_out_page(
    glyphs: Sequence[Glyph], edges: Iterable[Edge], size: tuple[float, float], page: int
) -> list[Line | Grid]:
    """Given what stands on a page of a size in points, return its blocks in reading order."""
    frame = Frame(*size, main_turn(glyphs))
    placed: list[_Placed] = []
    heads: list[RuledHead] = []
    loose = list(glyphs)
    drawn = clean_edges(edges)
    groups = group_edges(drawn)
    touching = {edge for group in groups for edge in group}
    alone = [edge for edge in drawn if edge not in touching]
    for group in sorted(groups, key=_extent):
        found, loose = _ruled(group, alone, loose, size, page)
        placed += found
        heads += _heads(found, _box(group))
    by_turn: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in loose:
        by_turn[glyph.turn].append(glyph)
    for turn, members in by_turn.items():
        own = [] if turn else heads
        placed += _running(members, drawn, alone, own, Frame(*size, turn), page)
    placed.sort(key=lambda item: (frame.box(item[0]).top, frame.box(item[0]).x0))
    return [block for _, block in placed]


def _heads(found: Iterable[_Placed], box: BBox) -> list[RuledHead]:
    grids = [block for _, block in found if isinstance(block, Grid)]
    return [head for grid in grids if (head := ruled_head(grid, box))]


def _extent(group: Sequence[Edge]) -> float:
    box = _box(group)
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _box(group: Sequence[Edge]) -> BBox:
    return around(
        BBox(e.at, e.start, e.at, e.end) if e.upright else BBox(e.start, e.at, e.end, e.at) for e in group
    )


def _ruled(
    group: Sequence[Edge],
    alone: Sequence[Edge],
    glyphs: Sequence[Glyph],
    size: tuple[float, float],
    page: int,
) -> tuple[list[_Placed], list[Glyph]]:
    """Return the grids of a ruled table, and the characters of the page that are left.

    ``alone`` are the lines that meet no other: columns of a table without borders between its rows.
    """
    box = _box(group)
    inside: list[Glyph] = []
    outside: list[Glyph] = []
    for glyph in glyphs:
        within = (
            box.x0 - EDGE_PT <= glyph.centre <= box.x1 + EDGE_PT
            and box.top - EDGE_PT <= glyph.middle <= box.bottom + EDGE_PT
        )
        (inside if within else outside).append(glyph)
    if not inside:
        return [], outside
    frame = Frame(*size, main_turn(inside))
    edges, upright = [frame.edge(edge) for edge in group], frame.glyphs(inside)
    lattice = build_lattice(edges)
    pieces = read_table(lattice, upright, frame, page)
    if pieces.open:
        edges += [frame.edge(edge) for edge in alone if edge.upright and _is_within(edge, box)]
        pieces = read_table(build_lattice(close_rows(edges, lattice, upright)), upright, frame, page)
    taken = [_box_of_grid(grid) for grid in pieces.grids]
    kept = set(map(id, pieces.loose))
    loose = [g for g in inside if id(g) in kept] if not frame.turn else _untaken(inside, pieces.loose, frame)
    return list(zip(taken, pieces.grids, strict=True)), outside + loose


def _is_within(edge: Edge, box: BBox) -> bool:
    """Return whether an upright line runs inside a box."""
    return box.x0 < edge.at < box.x1 and box.top < (edge.start + edge.end) / 2 < box.bottom


def _untaken(inside: Sequence[Glyph], loose: Sequence[Glyph], frame: Frame) -> list[Glyph]:
    left = set(loose)
    return [glyph for glyph in inside if frame.glyph(glyph) in left]


def _box_of_grid(grid: Grid) -> BBox:
    return around(cell.bbox for cell in grid.cells if cell.bbox is not None)


def _running(
    glyphs: Sequence[Glyph],
    edges: Sequence[Edge],
    alone: Sequence[Edge],
    heads: Sequence[RuledHead],
    frame: Frame,
    page: int,
) -> list[_Placed]:
    """Return the characters outside ruled tables as lines, and as tables where they stand in columns.

    ``alone`` are the lines among the drawn ones that meet no other; ``heads`` have lines on all sides.
    """
    level = [edge for edge in map(frame.edge, alone) if not edge.upright]
    grids, upright = read_ruled_rows(frame.glyphs(glyphs), level, frame, page, heads)
    lines = gather_notes(set_lines(upright))
    rules = sorted(edge.at for edge in map(frame.edge, edges) if not edge.upright)
    found = find_tables(lines, rules, frame, page)
    taken = {index for table in found for index in range(table.first, table.end)}
    rest = [line for index, line in enumerate(lines) if index not in taken]
    placed: list[_Placed] = [(_box_of_grid(grid), grid) for grid in grids]
    placed += [(frame.back(table.box), table.grid) for table in found]
    return placed + [(line.bbox, line) for line in place_lines(rest, frame, page) if line.bbox is not None]
