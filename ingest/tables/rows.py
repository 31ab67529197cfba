"""Rows of a grid as a person sees them: the cells that stand side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from form.numbers import read_number
from ingest.model import Grid, GridCell


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a grid.

    Attributes:
        grid: The grid it is of.
        index: Its number from 0.
        cells: All cells that cover it, left to right, merged ones included.
    """

    grid: Grid
    index: int
    cells: tuple[GridCell, ...]

    @property
    def starting(self) -> tuple[GridCell, ...]:
        """Return the cells whose first row is this one."""
        return tuple(cell for cell in self.cells if cell.row == self.index)

    @property
    def number_cells(self) -> int:
        """Count the cells of this row that hold a number or a mark of nought."""
        return sum(1 for cell in self.starting if is_number(cell.text))


@dataclass(frozen=True, slots=True)
class Span:
    """What a header says about a stretch of a grid: a key over columns ``start`` to ``stop`` (excluded).

    ``x0`` and ``x1`` are the same stretch in points, where the grid has edges.
    """

    key: str
    start: int
    stop: int
    text: str = ""
    x0: float | None = None
    x1: float | None = None


def rows_of(grid: Grid) -> tuple[GridRow, ...]:
    """Given a grid, return its rows from top to bottom."""
    covering: list[list[GridCell]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        for index in range(cell.row, min(cell.row + cell.row_span, grid.rows)):
            covering[index].append(cell)
    return tuple(
        GridRow(grid, index, tuple(sorted(cells, key=lambda cell: cell.column)))
        for index, cells in enumerate(covering)
    )


def cut(grid: Grid, rows: Sequence[int]) -> Grid:
    """Given a grid and the numbers of some of its rows, which stand together, return these as one of its own."""
    first, last = rows[0], rows[-1]
    cells = tuple(
        cell._replace(
            row=max(cell.row, first) - first,
            row_span=min(cell.row + cell.row_span - 1, last) - max(cell.row, first) + 1,
        )
        for cell in grid.cells
        if cell.row <= last and cell.row + cell.row_span > first
    )
    return replace(grid, cells=cells, rows=len(rows))


def is_number(text: str) -> bool:
    """Say whether a cell's text is a number or a mark of nought."""
    return read_number(text, "amount", "万元").value is not None or read_number(text).value is not None


def span_of(cell: GridCell, grid: Grid, key: str) -> Span:
    """Given a header cell and the key it names, return the stretch that it stands over."""
    stop = cell.column + cell.column_span
    has_edges = len(grid.edges) > stop
    return Span(
        key,
        cell.column,
        stop,
        cell.text,
        grid.edges[cell.column] if has_edges else None,
        grid.edges[stop] if has_edges else None,
    )


def carried(spans: Sequence[Span], grid: Grid) -> list[Span]:
    """Given the header of the piece before, return it over the columns of this grid, by x position.

    An empty list where one of the two has no positions.
    """
    if len(grid.edges) != grid.columns + 1:
        return []
    moved: list[Span] = []
    for span in spans:
        covered = _columns_below(span, grid)
        if not covered or (moved and covered[0] < moved[-1].stop):
            return []
        moved.append(Span(span.key, covered[0], covered[-1] + 1, span.text, span.x0, span.x1))
    return moved


def _columns_below(span: Span, grid: Grid) -> list[int]:
    """Return the columns of a grid whose middles a head stands over, or the one that the head's own middle is over.

    Where no lines part the columns, the one beside the labels may reach far into these.
    """
    if span.x0 is None or span.x1 is None:
        return []
    sides = list(pairwise(grid.edges))
    covered = [at for at, (left, right) in enumerate(sides) if span.x0 <= (left + right) / 2 <= span.x1]
    middle = (span.x0 + span.x1) / 2
    return covered or [at for at, (left, right) in enumerate(sides) if left < middle < right]


def under(cell: GridCell, spans: Sequence[Span]) -> Span | None:
    """Given a cell, return the header span that it shares most columns with, or None."""

    def shared(span: Span) -> int:
        return min(cell.column + cell.column_span, span.stop) - max(cell.column, span.start)

    best = max(spans, key=shared, default=None)
    return best if best is not None and shared(best) > 0 else None


def cells_under(values: Sequence[GridCell], header: Sequence[Span]) -> tuple[dict[str, GridCell], bool]:
    """Given the cells of a row, return the one under each head, and whether a number may be another's.

    A cell beside all heads is of a column that the form does not have, if each head has a cell
    of its own; else it may have been moved.
    """
    found: dict[str, GridCell] = {}
    doubtful = beside = False
    for cell in values:
        span = under(cell, header)
        if span is None:
            beside = beside or not _empty(cell)
        elif cell.column + cell.column_span > span.stop and not _empty(cell):
            doubtful = True
        elif span.key not in found or _empty(found[span.key]):
            found[span.key] = cell
        elif not _empty(cell):
            doubtful = True
    whole = all(span.key in found and not _empty(found[span.key]) for span in header)
    return found, doubtful or (beside and not whole)


def _empty(cell: GridCell) -> bool:
    return not cell.text.strip() and not cell.doubt
