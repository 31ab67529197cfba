"""From marked-up text to blocks: which tables hold data and which only hold a page together.

Word files and web pages both give a tree of paragraphs and tables, nested at will. Reports
sit in it inside frames, boxes and layout tables. Here that tree becomes lines and grids.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass

from ingest.model import Grid, GridCell, Line
from ingest.readers.limits import MAX_BLOCKS, MAX_CELLS, too_large

# Rows that all cells of one table cover together.
MAX_COVERED = 1_000_000
# A cell of running text, as opposed to a label or a number with a note.
PROSE_CHARACTERS = 80
PROSE_SENTENCES = 2
# Cells with words that may stand beside a prose cell in a row that only lays out a page.
PROSE_NEIGHBOURS = 2
# A row of one cell that is the title or the heading of a section, and no part of a table.
HEADING = re.compile(r"^\s*[一二三四五六七八]\s*[、.．]|年度?报告|工作年报")
# The rows that part the blocks of 第二十条 belong to their table.
BLOCK_ROW = re.compile(r"^\s*第.{1,12}项\s*$")
# Private-use code points and the replacement character: shapes whose meaning is not in the file.
_UNKNOWN_GLYPH = re.compile(r"[\ue000-\uf8ff\ufffd]")
_UNKNOWN_GLYPH_DOUBT = "含有无法识别的字符"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as marked up.

    Attributes:
        text: Its words, lines separated by newlines.
        doubt: Why they cannot be relied on, as a Chinese clause, or "".
        linked: How many of its characters are links to elsewhere.
    """

    text: str
    doubt: str = ""
    linked: int = 0


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table as marked up, with all that stands in it."""

    row: int
    column: int
    content: tuple[Paragraph | Table, ...]
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table as marked up: visible rows only, no two cells covering the same place."""

    cells: tuple[TableCell, ...]
    rows: int
    columns: int


@dataclass
class _Counters:
    """Running numbers of a document, as a person counts its tables and paragraphs."""

    tables: int = 0
    paragraphs: int = 0
    cells: int = 0


def lay_out(blocks: Iterable[Paragraph | Table]) -> tuple[Line | Grid, ...]:
    """Given paragraphs and tables as marked up, return lines and grids in reading order.

    A table that only lays out a page (running text in its cells, tables in its cells, one
    cell a row) comes out as the lines and grids that stand in it.

    Raises:
        UnreadableFile: ``too_large`` beyond ``MAX_CELLS`` or ``MAX_BLOCKS``.
    """
    result: list[Line | Grid] = []
    for block in _flow(blocks, _Counters()):
        result.append(block)
        if len(result) > MAX_BLOCKS:
            raise too_large("文件内容过多")
    return tuple(result)


def _flow(blocks: Iterable[Paragraph | Table], count: _Counters) -> Iterator[Line | Grid]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from _lines(block, count)
        else:
            yield from _table(block, count)


def _lines(paragraph: Paragraph, count: _Counters) -> Iterator[Line]:
    texts = [text for text in paragraph.text.split("\n") if text.strip()]
    if not texts:
        return
    count.paragraphs += 1
    place = f"第{count.paragraphs}段"
    for index, text in enumerate(texts):
        # After a break inside a paragraph a writer may or may not have meant a new one.
        yield Line(text=text, place=place, method="markup", paragraph_start=True if index == 0 else None)


@dataclass(frozen=True, slots=True)
class _Sorted:
    """A table with its cells by the row they begin in and by their place as people count boxes."""

    table: Table
    rows: list[list[TableCell]]
    ordinals: dict[tuple[int, int], int]


def _table(table: Table, count: _Counters) -> Iterator[Line | Grid]:
    rows = _by_row(table)
    sorted_table = _Sorted(table, rows, _ordinals(table))
    number = first = 0
    for index in range(table.rows):
        if not (_only_lays_out(rows[index]) or _is_heading(table, rows[index])):
            continue
        number = yield from _piece(sorted_table, first, index, number, count)
        for cell in rows[index]:
            yield from _flow(cell.content, count)
        first = index + 1
    yield from _piece(sorted_table, first, table.rows, number, count)


def _by_row(table: Table) -> list[list[TableCell]]:
    rows: list[list[TableCell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    return rows


def _only_lays_out(cells: list[TableCell]) -> bool:
    """Return whether a row of these cells holds a page together and not data."""
    if any(_holds_data_table(cell) for cell in cells):
        return True
    worded = sum(1 for cell in cells if any(True for _ in _words(cell)))
    return worded <= 1 + PROSE_NEIGHBOURS and any(_is_prose(cell) for cell in cells)


def _is_heading(table: Table, cells: list[TableCell]) -> bool:
    """Return whether a row is a title or the heading of a section set over a whole table."""
    return _is_alone(table, cells) and HEADING.search(_text(cells[0])) is not None


def _is_alone(table: Table, cells: list[TableCell]) -> bool:
    """Return whether a row has one cell, with words, over the whole width of its table."""
    return len(cells) == 1 and cells[0].column_span >= table.columns and bool(_text(cells[0]).strip())


def _holds_data_table(cell: TableCell) -> bool:
    for block in cell.content:
        if isinstance(block, Table) and (
            len({inner.row for inner in block.cells}) < len(block.cells)
            or any(_holds_data_table(inner) for inner in block.cells)
        ):
            return True
    return False


def _text(cell: TableCell) -> str:
    return "\n".join(paragraph.text for paragraph in _words(cell))


def _is_prose(cell: TableCell) -> bool:
    text = _text(cell)
    return len(text) >= PROSE_CHARACTERS and text.count("。") >= PROSE_SENTENCES


def _words(cell: TableCell) -> Iterator[Paragraph]:
    """Yield the paragraphs of a cell that hold words, those of one-column tables in it too."""
    for block in cell.content:
        if isinstance(block, Table):
            for inner in block.cells:
                yield from _words(inner)
        elif block.text.strip():
            yield block


def _piece(
    table: _Sorted, first: int, end: int, number: int, count: _Counters
) -> Generator[Line | Grid, None, int]:
    """Yield rows of a table, the last excluded, as a grid and lines; return the table's number, 0 for none yet.

    Rows of one cell above and below the others are no part of the grid: titles, units, notes.
    """
    last = end
    while first < end and _stands_outside(table, first):
        yield from _flow(table.rows[first][0].content, count)
        first += 1
    while last > first and _stands_outside(table, last - 1):
        last -= 1
    number = yield from _grid(table, first, last, number, count)
    for cells in table.rows[last:end]:
        yield from _flow(cells[0].content, count)
    return number


def _stands_outside(table: _Sorted, row: int) -> bool:
    cells = table.rows[row]
    return _is_alone(table.table, cells) and BLOCK_ROW.match(_text(cells[0])) is None


def _grid(
    table: _Sorted, first: int, end: int, number: int, count: _Counters
) -> Generator[Line | Grid, None, int]:
    cells = [cell for row in table.rows[first:end] for cell in row]
    if not any(any(True for _ in _words(cell)) for cell in cells):
        return number
    if len({cell.row for cell in cells}) == len(cells):
        for cell in cells:
            yield from _flow(_words(cell), count)
        return number
    count.cells += len(cells)
    if count.cells > MAX_CELLS:
        raise too_large("文件中的表格过大")
    if number == 0:
        count.tables += 1
        number = count.tables
    # Columns in which no cell begins come from spans wider than the table: nobody sees them.
    begins = sorted({cell.column for cell in cells})
    yield Grid(
        cells=tuple(_grid_cell(cell, first, end, begins, _place(cell, number, table)) for cell in cells),
        rows=end - first,
        columns=len(begins),
        page=None,
        method="markup",
    )
    return number


def _place(cell: TableCell, number: int, table: _Sorted) -> str:
    return f"表{number} 第{cell.row + 1}行第{table.ordinals[cell.row, cell.column]}列"


def _grid_cell(cell: TableCell, first: int, end: int, begins: list[int], place: str) -> GridCell:
    """Return a cell as it stands in the rows and columns of its piece."""
    text = _text(cell)
    doubt = next((paragraph.doubt for paragraph in _words(cell) if paragraph.doubt), "")
    column = bisect_left(begins, cell.column)
    return GridCell(
        row=cell.row - first,
        column=column,
        text=text,
        row_span=min(cell.row_span, end - cell.row),
        column_span=bisect_left(begins, cell.column + cell.column_span) - column,
        place=place,
        doubt=doubt or (_UNKNOWN_GLYPH_DOUBT if _UNKNOWN_GLYPH.search(text) else ""),
    )


def _ordinals(table: Table) -> dict[tuple[int, int], int]:
    """Return for each cell its place in its first row as one counts boxes from the left.

    Files count hidden grid columns, people count what they see.
    """
    if sum(cell.row_span for cell in table.cells) > MAX_COVERED:
        raise too_large("文件中的合并单元格过多")
    covering: list[list[TableCell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            covering[row].append(cell)
    result: dict[tuple[int, int], int] = {}
    for row, cells in enumerate(covering):
        for ordinal, cell in enumerate(sorted(cells, key=lambda one: one.column), start=1):
            if cell.row == row:
                result[cell.row, cell.column] = ordinal
    return result
