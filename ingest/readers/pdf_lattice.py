"""Drawn lines become the cells of ruled tables.

Lines that touch belong to one table. Its lines cut it into small boxes; boxes with no line
between them are one cell. An outer border that is not drawn is taken to be where the other
lines end, so a table open at the sides, or cut by the end of a page, is whole.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from ingest.model import BBox
from ingest.readers.pdf_marks import Edge

SNAP_PT = 4.5  # parallel lines nearer than this are one (double borders, borders of each cell)
HAIR_PT = 0.8  # lines drawn twice at one place differ by less
JOIN_PT = 3.0  # pieces of a line nearer than this are one (dots, a piece for each cell)
DASH_PT = 12.0  # a piece that is no longer may be a dash
DASH_GAP = 1.5  # the gap between dashes, in terms of the shorter one, where a side has room for two only
TOUCH_PT = 3.0  # lines whose ends are nearer than this meet
SHORT_PT = 4.0  # a line that is shorter after joining is a dot
OPEN_SIDE_PT = 8.0  # lines that stick out further than this stand for a column of their own
COVERED = 0.6  # the part of a box's side that has to be drawn to be a border
MAX_LINES = 4_000  # lines of a page after joining; beyond this it is a drawing


class Region(NamedTuple):
    """A cell as drawn: rows and columns it covers, the ends excluded."""

    row: int
    column: int
    end_row: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """A ruled table: where its columns and rows part, in points, and its cells.

    ``owner`` gives for each small box (row, column) the index of its cell; ``open_left`` and
    ``open_right`` whether no border is drawn at that end of a row.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]
    owner: tuple[tuple[int, ...], ...]
    open_left: tuple[bool, ...]
    open_right: tuple[bool, ...]

    @property
    def box(self) -> BBox:
        """Return the box of the whole table."""
        return BBox(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def at(self, x: float, y: float) -> int | None:
        """Return the index of the cell at a point, or None outside the table."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1:
            return self.owner[row][column]
        return None


def clean_edges(edges: Iterable[Edge], snap: float = HAIR_PT) -> list[Edge]:
    """Return the lines with parallels nearer than ``snap`` points made one and pieces joined.

    On a whole page only a hair may be snapped: tables above one another have lines of their own.
    """
    result: list[Edge] = []
    edges = list(edges)
    for upright in (False, True):
        for at, group in _snapped([edge for edge in edges if edge.upright == upright], snap):
            result += _joined(upright, at, group)
    return result


def group_edges(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Given clean lines, return those that touch one another together; lone lines are left out."""
    flat = [edge for edge in edges if not edge.upright]
    upright = [edge for edge in edges if edge.upright]
    if not flat or not upright or len(edges) > MAX_LINES:
        return []
    root = list(range(len(edges)))
    for i, j in zip(*np.nonzero(_meeting(flat, upright)), strict=True):
        _unite(root, int(i), len(flat) + int(j))
    groups: dict[int, list[Edge]] = defaultdict(list)
    for index, edge in enumerate(flat + upright):
        groups[_find(root, index)].append(edge)
    return [group for group in groups.values() if _is_table(group)]


def build_lattice(edges: Sequence[Edge]) -> Lattice:
    """Given the lines of one table, return its cells."""
    edges = clean_edges(edges, SNAP_PT)
    xs = _positions([e.at for e in edges if e.upright], [e for e in edges if not e.upright])
    ys = _positions([e.at for e in edges if not e.upright], [e for e in edges if e.upright])
    left_walls = _walls([e for e in edges if e.upright], xs, ys)
    top_walls = _walls([e for e in edges if not e.upright], ys, xs)
    owner = _flood(len(ys) - 1, len(xs) - 1, left_walls, top_walls)
    regions, owner = _rectangles(owner)
    ends = tuple(tuple(not drawn for drawn in left_walls[end]) for end in (0, -1))
    return Lattice(tuple(xs), tuple(ys), tuple(regions), tuple(map(tuple, owner)), *ends)


def _snapped(edges: list[Edge], snap: float) -> list[tuple[float, list[Edge]]]:
    groups: list[tuple[float, list[Edge]]] = []
    group: list[Edge] = []
    for edge in sorted(edges, key=lambda e: e.at):
        if group and edge.at - group[0].at > snap:
            groups.append((_middle(group), group))
            group = []
        group.append(edge)
    if group:
        groups.append((_middle(group), group))
    return groups


def _middle(group: list[Edge]) -> float:
    weight = sum(edge.end - edge.start for edge in group)
    if weight <= 0:
        return group[0].at
    return sum(edge.at * (edge.end - edge.start) for edge in group) / weight


def _joined(upright: bool, at: float, group: list[Edge]) -> list[Edge]:
    pieces: list[list[float]] = []
    dash = 0.0  # how long the piece before is, as drawn
    for edge in sorted(group, key=lambda e: e.start):
        length = edge.end - edge.start
        reach = max(JOIN_PT, DASH_GAP * min(dash, length)) if max(dash, length) <= DASH_PT else JOIN_PT
        if pieces and edge.start - pieces[-1][1] <= reach:
            pieces[-1][1] = max(pieces[-1][1], edge.end)
        else:
            pieces.append([edge.start, edge.end])
        dash = length
    return [Edge(upright, at, start, end) for start, end in pieces if end - start >= SHORT_PT]


def _meeting(flat: list[Edge], upright: list[Edge]) -> Any:
    """Return a table of truth: which flat line (row) meets which upright line (column)."""
    h = np.array([edge[1:] for edge in flat])
    v = np.array([edge[1:] for edge in upright])
    inside_x = (v[None, :, 0] >= h[:, None, 1] - TOUCH_PT) & (v[None, :, 0] <= h[:, None, 2] + TOUCH_PT)
    inside_y = (h[:, None, 0] >= v[None, :, 1] - TOUCH_PT) & (h[:, None, 0] <= v[None, :, 2] + TOUCH_PT)
    return inside_x & inside_y


def _find(root: list[int], index: int) -> int:
    while root[index] != index:
        root[index] = root[root[index]]
        index = root[index]
    return index


def _unite(root: list[int], first: int, second: int) -> None:
    root[_find(root, first)] = _find(root, second)


def _is_table(group: list[Edge]) -> bool:
    upright = sum(edge.upright for edge in group)
    return min(upright, len(group) - upright) >= 1 and len(group) >= 3


def _positions(ats: list[float], across: list[Edge]) -> list[float]:
    """Return where columns (or rows) part, open outer sides closed where the crossing lines end."""
    positions = sorted(set(ats))
    first, last = min(edge.start for edge in across), max(edge.end for edge in across)
    if first < positions[0] - OPEN_SIDE_PT or (len(positions) == 1 and first < positions[0] - SNAP_PT):
        positions.insert(0, first)
    if last > positions[-1] + OPEN_SIDE_PT or (len(positions) == 1 and last > positions[-1] + SNAP_PT):
        positions.append(last)
    return positions if len(positions) > 1 else [positions[0], positions[0] + OPEN_SIDE_PT]


def _walls(edges: list[Edge], ats: list[float], across: list[float]) -> list[list[bool]]:
    """Return for each position and each stretch across it whether a border is drawn there."""
    index = {at: i for i, at in enumerate(ats)}
    walls = [[False] * (len(across) - 1) for _ in ats]
    for edge in edges:
        line = walls[index[edge.at]]
        for i, (start, end) in enumerate(itertools.pairwise(across)):
            if min(edge.end, end) - max(edge.start, start) >= COVERED * (end - start):
                line[i] = True
    return walls


def _flood(
    rows: int, columns: int, left_walls: list[list[bool]], top_walls: list[list[bool]]
) -> list[list[int]]:
    """Return for each small box the number of its cell."""
    root = list(range(rows * columns))
    for row in range(rows):
        for column in range(columns):
            if column and not left_walls[column][row]:
                _unite(root, row * columns + column, row * columns + column - 1)
            if row and not top_walls[row][column]:
                _unite(root, row * columns + column, (row - 1) * columns + column)
    return [[_find(root, row * columns + column) for column in range(columns)] for row in range(rows)]


def _rectangles(owner: list[list[int]]) -> tuple[list[Region], list[list[int]]]:
    """Return the cells as rectangles; one that is none (a border is missing) is cut by rows."""
    regions: list[Region] = []
    result = [[-1] * len(row) for row in owner]
    for row, numbers in enumerate(owner):
        column = 0
        while column < len(numbers):
            end = column + 1
            while end < len(numbers) and numbers[end] == numbers[column]:
                end += 1
            if result[row][column] < 0:
                last = row + 1
                while last < len(owner) and _same_run(owner[last], numbers[column], column, end):
                    last += 1
                for y in range(row, last):
                    result[y][column:end] = [len(regions)] * (end - column)
                regions.append(Region(row, column, last, end))
            column = end
    return regions, result


def _same_run(numbers: list[int], number: int, column: int, end: int) -> bool:
    if any(numbers[x] != number for x in range(column, end)):
        return False
    before = column > 0 and numbers[column - 1] == number
    after = end < len(numbers) and numbers[end] == number
    return not before and not after
