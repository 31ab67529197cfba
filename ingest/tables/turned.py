"""Tables set the other way round: a row for each applicant or outcome, a column for each kind of result or case."""

from __future__ import annotations

from dataclasses import replace

from ingest.model import Grid
from ingest.tables.labels import LabelIndex, column_index

# So many heads of the form in one column, and fewer in every row, are a table that lies on its side.
HEADS_MIN = {"applications": 5, "litigation": 4}


def upright(grid: Grid) -> Grid:
    """Given a grid, return it as the form has it: rows and columns changed where its heads stand in a column."""
    if not any(_lies(grid, column_index(table), least) for table, least in HEADS_MIN.items()):
        return grid
    cells = tuple(
        cell._replace(row=cell.column, column=cell.row, row_span=cell.column_span, column_span=cell.row_span)
        for cell in grid.cells
    )
    cells = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    return replace(grid, cells=cells, rows=grid.columns, columns=grid.rows, edges=())


def _lies(grid: Grid, index: LabelIndex, least: int) -> bool:
    by_column: dict[int, set[str]] = {}
    by_row: dict[int, set[str]] = {}
    for cell in grid.cells:
        key = index.exact(cell.text)
        if key is not None:
            by_column.setdefault(cell.column, set()).add(key)
            by_row.setdefault(cell.row, set()).add(key)
    most = max((len(keys) for keys in by_column.values()), default=0)
    return most >= least and max(len(keys) for keys in by_row.values()) < most - 1
