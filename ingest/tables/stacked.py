"""Rows that a report stacks in one: each cell has a line for each of them, labels and numbers alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ingest.model import Grid, GridCell
from ingest.tables.labels import row_index
from ingest.tables.rows import GridRow, is_number, rows_of

# Tables whose rows are stacked: that of cases has one row only.
_TABLES = ("disclosure", "applications")
# So many cells of numbers with the same number of lines are no accident of wrapping.
STACKS_MIN = {"disclosure": 1, "applications": 5}


def unstacked(grid: Grid) -> Grid:
    """Given a grid without positions, return it with a row for each of the lines that its rows stack.

    A row is cut only where the lines of its label spell as many rows of the form as each cell has
    numbers. On a page the lines of a cell have places of their own, which its text does not tell.
    """
    if grid.page is not None:
        return grid
    heights = [_height(row) for row in rows_of(grid)]
    if all(height == 1 for height in heights):
        return grid
    starts = [sum(heights[:row]) for row in range(grid.rows + 1)]
    cells = [piece for cell in grid.cells for piece in _pieces(cell, heights, starts)]
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    return replace(grid, cells=tuple(ordered), rows=starts[-1])


def _height(row: GridRow) -> int:
    """Return how many rows of the form a row of the grid holds."""
    numbers = [
        lines for cell in row.starting if len(lines := _lines(cell)) > 1 and all(map(is_number, lines))
    ]
    heights = {len(lines) for lines in numbers}
    if len(heights) != 1 or any(cell.row_span > 1 for cell in row.starting if _is_stack(cell)):
        return 1
    height = heights.pop()
    labels = [cell for cell in row.starting if len(_lines(cell)) >= height and not _is_stack(cell)]
    for table in _TABLES:
        if len(numbers) >= STACKS_MIN[table] and any(_labels(table, cell, height) for cell in labels):
            return height
    return 1


def _is_stack(cell: GridCell) -> bool:
    lines = _lines(cell)
    return len(lines) > 1 and all(map(is_number, lines))


def _lines(cell: GridCell) -> list[str]:
    return [line for line in cell.text.split("\n") if line.strip()]


def _pieces(cell: GridCell, heights: Sequence[int], starts: Sequence[int]) -> list[GridCell]:
    """Return a cell at its place among more rows, cut where it stacks as many lines as its row."""
    height = heights[cell.row]
    texts = _lines(cell) if _is_stack(cell) else _spelt(cell, height)
    if cell.row_span > 1 or height == 1 or len(texts) != height:
        stop = starts[cell.row + cell.row_span]
        return [cell._replace(row=starts[cell.row], row_span=stop - starts[cell.row])]
    return [cell._replace(row=starts[cell.row] + at, text=text) for at, text in enumerate(texts)]


def _spelt(cell: GridCell, height: int) -> list[str]:
    found = (_labels(table, cell, height) for table in _TABLES)
    return next((labels for labels in found if labels), [])


def _labels(table: str, cell: GridCell, height: int) -> list[str]:
    """Return the lines of a cell joined to just so many labels of rows of the form, or nothing."""
    lines = tuple(_lines(cell))

    @cache
    def cut(start: int, wanted: int) -> tuple[str, ...] | None:
        if wanted == 0:
            return () if start == len(lines) else None
        for stop in range(start + 1, len(lines) - wanted + 2):
            label = "".join(lines[start:stop])
            rest = cut(stop, wanted - 1) if row_index(table).exact(label) else None
            if rest is not None:
                return (label, *rest)
        return None

    return list(cut(0, height) or ()) if height > 1 else []
