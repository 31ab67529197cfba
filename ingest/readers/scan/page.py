"""A straight page of a scan becomes grids and lines: lines found, words read, laid out as any page is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import cv2
import numpy as np

from ingest.model import BBox, Grid, GridCell, Line
from ingest.readers.pdf_glyphs import UNKNOWN, Glyph
from ingest.readers.pdf_lattice import Lattice, build_lattice, clean_edges, group_edges
from ingest.readers.pdf_layout import lay_out_page
from ingest.readers.pdf_marks import Edge
from ingest.readers.pdf_words import is_ideograph
from ingest.readers.scan.decode import Sign
from ingest.readers.scan.pieces import Piece, read_strips_of
from ingest.readers.scan.ruling import find_ruling
from ingest.readers.scan.sheet import PT, Gray, Sheet
from ingest.readers.scan.sizes import evened
from ingest.readers.scan.strips import Box, Strip, bands_of, em_of, find_running, lines_of, strips_of

INSET_PX = 2  # what is left out along the borders of a cell
SIDE_PX, REST_PX, REST_PART = 4, 6, 0.4  # the rest of a line: near the side, thin, along this part of it
FRAME_CELLS = 1  # a single cell is a frame around text and no table
HALF_EM, HALF_DIGIT_EM = 0.5, 0.28  # half the width of an ideograph and of other characters
BRACKET_EM = 0.45  # a bracket that opens stands in the right half of its square
CLOSE_EM = 0.8  # characters that stand nearer than this touch


def read_sheet(sheet: Sheet, number: int) -> list[Line | Grid]:
    """Given a straight page and its number from 1, return its blocks in reading order."""
    ruling = find_ruling(sheet.gray)
    bare = np.maximum(sheet.gray, cv2.dilate(ruling.mask, np.ones((3, 3), np.uint8)))
    lattices = _lattices(ruling.edges)
    strips, rest = _cell_strips(bare, lattices)
    strips += _tight(find_running(rest), rest)
    pieces = evened(read_strips_of(sheet, bare, strips))
    glyphs = [glyph for run, piece in enumerate(pieces) for glyph in _glyphs(piece, run)]
    height, width = sheet.gray.shape
    blocks = lay_out_page(glyphs, ruling.edges, (width / PT, height / PT), number)
    return [_as_read(block, pieces, sheet) for block in blocks]


def _lattices(edges: Iterable[Edge]) -> list[Lattice]:
    groups = group_edges(clean_edges(edges))
    lattices = [build_lattice(group) for group in groups]
    tables = [lattice for lattice in lattices if len(lattice.regions) > FRAME_CELLS]
    return sorted(tables, key=lambda lattice: len(lattice.regions), reverse=True)


def _cell_strips(bare: Gray, lattices: Sequence[Lattice]) -> tuple[list[Strip], Gray]:
    """Return the strips of all cells, and the page without its tables."""
    ink = np.where(bare < 150, 255, 0).astype(np.uint8)
    rest = bare.copy()
    strips: list[Strip] = []
    for lattice in lattices:
        boxes = [_inside(lattice, index) for index in range(len(lattice.regions))]
        for box in boxes:
            _clear_sides(ink[box.y0 : box.y1, box.x0 : box.x1], bare[box.y0 : box.y1, box.x0 : box.x1])
        bands = [bands_of(ink[box.y0 : box.y1, box.x0 : box.x1]) for box in boxes]
        em = em_of([bottom - top for found in bands for top, bottom in found])
        for box, found in zip(boxes, bands, strict=True):
            area = ink[box.y0 : box.y1, box.x0 : box.x1]
            strips += strips_of(area, lines_of(found, em), em, box.x0, box.y0)
            area[:] = 0
        x0, top, x1, bottom = (round(edge * PT) for edge in lattice.box)
        rest[max(0, top) : bottom + 1, max(0, x0) : x1 + 1] = 255
    return strips, rest


def _inside(lattice: Lattice, index: int) -> Box:
    region = lattice.regions[index]
    return Box(
        round(lattice.xs[region.column] * PT) + INSET_PX,
        round(lattice.ys[region.row] * PT) + INSET_PX,
        round(lattice.xs[region.end_column] * PT) - INSET_PX,
        round(lattice.ys[region.end_row] * PT) - INSET_PX,
    )


def _clear_sides(ink: Gray, bare: Gray) -> None:
    """Take out, in place, what is left of ruled lines along the sides of a cell."""
    tall, wide = ink.shape
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    for index in range(1, count):
        left, top, width, height = (int(value) for value in stats[index, :4])
        at_side = left <= SIDE_PX or left + width >= wide - SIDE_PX
        at_end = top <= SIDE_PX or top + height >= tall - SIDE_PX
        upright = at_side and width <= REST_PX and height >= REST_PART * tall
        level = at_end and height <= REST_PX and width >= REST_PART * wide
        if upright or level:
            rest = labels == index
            ink[rest] = 0
            bare[cv2.dilate(rest.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = 255


def _tight(strips: Iterable[Strip], bare: Gray) -> list[Strip]:
    """Return strips of running text no larger than the ink in them."""
    result: list[Strip] = []
    for strip in strips:
        box = strip.box
        ink = bare[box.y0 : box.y1, box.x0 : box.x1] < 150
        rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
        if rows.size and columns.size:
            tight = Box(
                box.x0 + int(columns[0]),
                box.y0 + int(rows[0]),
                box.x0 + int(columns[-1]) + 1,
                box.y0 + int(rows[-1]) + 1,
            )
            result.append(Strip(tight, tight.y1 - tight.y0))
    return result


def _glyphs(piece: Piece, run: int) -> list[Glyph]:
    """Return the characters of a piece as a page of words has them, in points."""
    box, em = piece.strip.box, piece.strip.em
    # The box of a character is its em box, as it is in a text layer: digits fill only a part of it.
    middle, half = (box.y0 + box.y1) / 2, max(em, box.y1 - box.y0) / 2
    top, bottom, size = (middle - half) / PT, (middle + half) / PT, em / PT
    signs = [sign for sign in piece.signs if not sign.text.isspace()]
    if not signs:
        return [Glyph(UNKNOWN, box.x0 / PT, top, box.x1 / PT, bottom, size, run=run)]
    halves = [em * (HALF_EM if is_ideograph(sign.text) else HALF_DIGIT_EM) for sign in signs]
    starts = [sign.at - half for sign, half in zip(signs, halves, strict=True)]
    ends = [sign.at + half for sign, half in zip(signs, halves, strict=True)]
    starts[0], ends[-1] = min(box.x0, signs[0].at), max(box.x1, signs[-1].at)
    if not piece.strip.cell and signs[0].text in "(（":
        starts[0] -= BRACKET_EM * em
    spaced = _spaced(piece.signs)
    for index in range(1, len(signs)):
        if not spaced[index] and starts[index] - ends[index - 1] < CLOSE_EM * em:
            starts[index] = ends[index - 1] = (signs[index - 1].at + signs[index].at) / 2
    return [
        Glyph(sign.text, x0 / PT, top, x1 / PT, bottom, size, spaced=gap, run=run)
        for sign, x0, x1, gap in zip(signs, starts, ends, spaced, strict=True)
    ]


def _spaced(signs: Sequence[Sign]) -> list[bool]:
    """Return for each character that is no space whether a space stands before it."""
    return [
        index > 0 and signs[index - 1].text.isspace()
        for index, sign in enumerate(signs)
        if not sign.text.isspace()
    ]


def _as_read(block: Line | Grid, pieces: Sequence[Piece], sheet: Sheet) -> Line | Grid:
    """Return a block with how sure it is, its boxes on the page as displayed."""
    if isinstance(block, Line):
        sure = min((piece.sure for piece in _pieces_in(block.bbox, pieces)), default=None)
        return replace(block, bbox=_displayed(block.bbox, sheet), method="ocr", confidence=_rounded(sure))
    cells = tuple(_cell(cell, pieces, sheet) for cell in block.cells)
    return replace(block, cells=cells, method="ocr")


def _cell(cell: GridCell, pieces: Sequence[Piece], sheet: Sheet) -> GridCell:
    inside = _pieces_in(cell.bbox, pieces) if cell.text else []
    sure = min((piece.sure for piece in inside), default=None)
    other = inside[0].other if len(inside) == 1 else ""
    return cell._replace(bbox=_displayed(cell.bbox, sheet), confidence=_rounded(sure), other=other)


def _pieces_in(box: BBox | None, pieces: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in pieces if box is not None and _is_in(piece, box)]


def _rounded(sure: float | None) -> float | None:
    return None if sure is None else round(sure, 3)


def _is_in(piece: Piece, box: BBox) -> bool:
    x = (piece.strip.box.x0 + piece.strip.box.x1) / 2 / PT
    y = (piece.strip.box.y0 + piece.strip.box.y1) / 2 / PT
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _displayed(box: BBox | None, sheet: Sheet) -> BBox | None:
    """Return a box in points of the straight page as a box of the page as displayed."""
    if box is None:
        return None
    corners = np.array(
        [[[x * PT, y * PT]] for x in (box.x0, box.x1) for y in (box.top, box.bottom)], np.float64
    )
    moved = cv2.perspectiveTransform(corners, sheet.back).reshape(-1, 2)
    return BBox(*(float(v) for v in (*moved.min(axis=0), *moved.max(axis=0))))
