"""From marked-up text to blocks: which tables hold data and which only hold a page together.

Word files and web pages both give a tree of paragraphs and tables, nested at will. Reports
sit in it inside frames, boxes and layout tables. Here that tree becomes lines and grids.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field, replace

from ingest.model import Grid, GridCell, Line
from ingest.readers.limits import MAX_BLOCKS, MAX_CELLS, too_large

# A cell of running text, as opposed to a label or a number with a note.
PROSE_CHARACTERS = 80
PROSE_SENTENCES = 2
# Cells with words that may stand beside a prose cell in a row that only lays out a page.
PROSE_NEIGHBOURS = 2
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


@dataclass
class _Piece:
    """Rows of a table that belong together: first row and the row after the last."""

    first: int
    end: int
    cells: list[TableCell] = field(default_factory=list)


def _table(table: Table, count: _Counters) -> Iterator[Line | Grid]:
    rows = _by_row(table)
    number = 0
    piece = _Piece(0, 0)
    for index in range(table.rows):
        if not _only_lays_out(rows[index]):
            piece.cells.extend(rows[index])
            piece.end = index + 1
            continue
        number = yield from _grid(table, piece, number, count)
        for cell in rows[index]:
            yield from _flow(cell.content, count)
        piece = _Piece(index + 1, index + 1)
    yield from _grid(table, piece, number, count)


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


def _holds_data_table(cell: TableCell) -> bool:
    for block in cell.content:
        if isinstance(block, Table) and (
            len({inner.row for inner in block.cells}) < len(block.cells)
            or any(_holds_data_table(inner) for inner in block.cells)
        ):
            return True
    return False


def _is_prose(cell: TableCell) -> bool:
    text = "".join(paragraph.text for paragraph in _words(cell))
    return len(text) >= PROSE_CHARACTERS and text.count("。") >= PROSE_SENTENCES


def _words(cell: TableCell) -> Iterator[Paragraph]:
    """Yield the paragraphs of a cell that hold words, those of one-column tables in it too."""
    for block in cell.content:
        if isinstance(block, Table):
            for inner in block.cells:
                yield from _words(inner)
        elif block.text.strip():
            yield block


def _grid(table: Table, piece: _Piece, number: int, count: _Counters) -> Generator[Line | Grid, None, int]:
    """Yield the rows of a piece as a grid, or as lines where each row is one cell; return the number."""
    cells = [cell for cell in piece.cells if cell.row < piece.end]
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
    ordinals = _ordinals(table, piece)
    placed = [_grid_cell(cell, piece, number, ordinals[cell.row, cell.column]) for cell in cells]
    # Columns in which no cell begins come from spans wider than the table: nobody sees them.
    begins = sorted({cell.column for cell in placed})
    yield Grid(
        cells=tuple(_narrowed(cell, begins) for cell in placed),
        rows=piece.end - piece.first,
        columns=len(begins),
        page=None,
        method="markup",
    )
    return number


def _narrowed(cell: GridCell, begins: list[int]) -> GridCell:
    first = bisect_left(begins, cell.column)
    return replace(
        cell, column=first, column_span=bisect_left(begins, cell.column + cell.column_span) - first
    )


def _ordinals(table: Table, piece: _Piece) -> dict[tuple[int, int], int]:
    """Return for each cell its place in its first row as one counts boxes from the left.

    Files count hidden grid columns, people count what they see.
    """
    covering: list[list[TableCell]] = [[] for _ in range(piece.first, piece.end)]
    for cell in table.cells:
        last = min(cell.row + cell.row_span, piece.end)
        for row in range(max(cell.row, piece.first), last):
            covering[row - piece.first].append(cell)
    result: dict[tuple[int, int], int] = {}
    for offset, cells in enumerate(covering):
        for ordinal, cell in enumerate(sorted(cells, key=lambda one: one.column), start=1):
            if cell.row == piece.first + offset:
                result[cell.row, cell.column] = ordinal
    return result


def _grid_cell(cell: TableCell, piece: _Piece, number: int, ordinal: int) -> GridCell:
    paragraphs = list(_words(cell))
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    doubt = next((paragraph.doubt for paragraph in paragraphs if paragraph.doubt), "")
    return GridCell(
        row=cell.row - piece.first,
        column=cell.column,
        text=text,
        row_span=min(cell.row_span, piece.end - cell.row),
        column_span=cell.column_span,
        place=f"表{number} 第{cell.row + 1}行第{ordinal}列",
        doubt=doubt or (_UNKNOWN_GLYPH_DOUBT if _UNKNOWN_GLYPH.search(text) else ""),
    )
