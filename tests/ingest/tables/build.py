"""Documents made by hand for the tests of the tables: what a reader would hand over, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from form import EDITIONS
from form.model import Address
from ingest.model import Document, Grid, GridCell, Line
from ingest.tables import TablesRead, read_tables

Values = dict[Address, str]
NUMBERS = 7


def zeros(edition: str = "2021") -> Values:
    """Return every cell of an edition as a printed 0."""
    return dict.fromkeys(EDITIONS[edition].addresses(), "0")


def grid(rows: Sequence[Sequence[str | tuple[str, int]]], page: int | None = 1) -> Grid:
    """Return a grid of rows whose cells are texts, or (text, columns that it spans)."""
    cells = []
    width = max(sum(cell[1] if isinstance(cell, tuple) else 1 for cell in row) for row in rows)
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            text, span = cell if isinstance(cell, tuple) else (cell, 1)
            cells.append(
                GridCell(at, column, text, column_span=span, place=f"表1 第{at + 1}行第{column + 1}列")
            )
            column += span
    return Grid(tuple(cells), len(rows), width, page, "lattice")


def application_rows(values: Values, edition: str = "2021") -> list[list[str | tuple[str, int]]]:
    """Return the rows of the table of applications as on paper: group, label, seven numbers."""
    table = EDITIONS[edition].table("applications")
    rows: list[list[str | tuple[str, int]]] = []
    for row in table.rows:
        numbers = [values[Address(table.key, row.key, column)] for column in row.columns]
        if len(row.groups) == 2:
            rows.append(["", "", row.label, *numbers])
        elif row.groups:
            rows.append(["", (row.label, 2), *numbers])
        else:
            rows.append([(row.label, 3), *numbers])
    return rows


def application_header(edition: str = "2021") -> list[list[str | tuple[str, int]]]:
    """Return the heads of the table of applications, the storeys written out."""
    labels = [column.label for column in EDITIONS[edition].table("applications").columns]
    return [
        [
            ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3),
            ("申请人情况", NUMBERS),
        ],
        [("", 3), labels[0], ("法人或其他组织", 5), labels[-1]],
        [("", 3), "", *labels[1:-1], ""],
    ]


def disclosure_rows(values: Values, edition: str = "2021") -> list[list[str | tuple[str, int]]]:
    """Return the blocks of the disclosure table as on paper."""
    table = EDITIONS[edition].table("disclosure")
    rows: list[list[str | tuple[str, int]]] = []
    block = ""
    for row in table.rows:
        span = 6 // len(row.columns)
        if row.block != block:
            block = row.block
            rows.append([(block, 7)])
            heads: list[str | tuple[str, int]] = [(table.column(key).label, span) for key in row.columns]
            rows.append(["信息内容", *heads])
        numbers: list[str | tuple[str, int]] = [
            (values[Address(table.key, row.key, key)], span) for key in row.columns
        ]
        rows.append([row.label, *numbers])
    return rows


def litigation_rows(values: Values) -> list[list[str | tuple[str, int]]]:
    """Return the line of fifteen numbers under its three storeys of heads."""
    table = EDITIONS["2021"].table("litigation")
    outcomes = [column.label for column in table.columns]
    numbers = [values[address] for address in table.addresses()]
    return [
        [("行政复议", 5), ("行政诉讼", 10)],
        [*outcomes, ("未经复议直接起诉", 5), ("复议后起诉", 5)],
        ["", "", "", "", "", *outcomes, *outcomes],
        [*numbers],
    ]


def whole(values: Values, edition: str = "2021") -> list[Grid | Line]:
    """Return the three tables of a report."""
    return [
        grid(disclosure_rows(values, edition)),
        grid([*application_header(edition), *application_rows(values, edition)]),
        grid(litigation_rows(values)),
    ]


def read(*blocks: Grid | Line, year: int | None = 2024) -> TablesRead:
    """Read a document of these blocks."""
    return read_tables(Document("pdf", 1, blocks), year)


def values_of(found: TablesRead) -> dict[Address, Decimal | None]:
    """Return the values that were read, by address."""
    return {Address(cell.table, cell.row, cell.column): cell.value for cell in found.cells}


def places_of(found: TablesRead, rule: str) -> set[tuple[str | None, str | None, str | None]]:
    """Return the places that findings of a rule name."""
    return {(item.table, item.row, item.column) for item in found.findings if item.rule == rule}
