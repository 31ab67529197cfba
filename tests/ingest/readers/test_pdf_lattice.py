"""Drawn lines become the cells of ruled tables, however they are drawn."""

from __future__ import annotations

from itertools import pairwise

from ingest.readers.pdf_lattice import build_lattice, clean_edges, group_edges
from ingest.readers.pdf_marks import Edge

DASH, GAP = 4.5, 3.5  # as browsers draw a dashed border of one pixel, in points


def dashed(upright: bool, at: float, start: float, end: float, gap: float = GAP) -> list[Edge]:
    count = round((end - start + gap) / (DASH + gap))
    step = (end - start - DASH) / (count - 1)
    return [Edge(upright, at, start + k * step, start + k * step + DASH) for k in range(count)]


def boxes(xs: tuple[float, ...], ys: tuple[float, ...]) -> list[Edge]:
    level = [edge for y in ys for a, b in pairwise(xs) for edge in dashed(False, y, a, b)]
    upright = [edge for x in xs for a, b in pairwise(ys) for edge in dashed(True, x, a, b)]
    return level + upright


def test_dashes_are_lines_in_rows_of_any_height() -> None:
    xs, ys = (0.0, 60.0, 95.0, 140.0), (0.0, 15.0, 42.0, 57.0)
    (group,) = group_edges(clean_edges(boxes(xs, ys)))
    lattice = build_lattice(group)
    assert (lattice.xs, lattice.ys, len(lattice.regions)) == (xs, ys, 9)


def test_two_dashes_make_the_side_of_a_low_row() -> None:
    upright = [Edge(True, 0.0, 100.0, 104.5), Edge(True, 0.0, 109.75, 114.25)]
    assert clean_edges(upright) == [Edge(True, 0.0, 100.0, 114.25)]


def test_borders_of_two_tables_side_by_side_are_not_joined() -> None:
    sides = [Edge(False, 50.0, 0.0, 200.0), Edge(False, 50.0, 206.0, 400.0)]
    assert sorted(clean_edges(sides)) == sorted(sides)


def test_pieces_further_apart_than_dashes_stay_pieces() -> None:
    pieces = dashed(False, 0.0, 0.0, 60.0, gap=8.0)
    assert clean_edges(pieces) == pieces
