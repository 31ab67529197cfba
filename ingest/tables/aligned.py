"""Text tables whose rows are parted alike: copied out of a sheet or written as Markdown, they are grids.

Every row has as many cells as the others, merged ones leave blanks, and so a cell's place
says its column. Rows that are parted differently stay text (:mod:`ingest.tables.stream`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.model import Grid, GridCell, Line

# Narrower tables are told by their labels alone; a block of fewer rows proves nothing.
COLUMNS_MIN = 8
ROWS_MIN = 2
_BARS = str.maketrans("│┃║¦｜", "|||||")
_RULE = re.compile(r"^[\s+=:|─━═┄┅┈┉┼├┤┬┴┌┐└┘╔╗╚╝╠╣╦╩╬-]+$")
_DRAWN = re.compile(r"[─━═┼├┤┬┴┌┐└┘╔╗╚╝╠╣╦╩╬+]|-{3}")


def plain_bars(lines: Sequence[Line]) -> list[Line]:
    """Given lines, return them with drawn bars as “|” and without lines that only draw a rule."""
    return [replace(line, text=line.text.translate(_BARS)) for line in lines if not is_rule(line.text)]


def is_rule(text: str) -> bool:
    """Say whether a line only draws a rule: a frame, or the dashes under a Markdown head.

    A line of single dashes between bars is a row of noughts.
    """
    bars = text.translate(_BARS)
    if not _RULE.match(bars) or not _DRAWN.search(bars):
        return False
    cells = [cell.strip() for cell in bars.strip().strip("|").split("|")]
    return any(_DRAWN.search(cell) for cell in cells)


def with_grids(blocks: Sequence[Line | Grid]) -> list[Line | Grid]:
    """Given the blocks of a document, return them with lines that are rows of one table as a grid."""
    found: list[Line | Grid] = []
    rows: list[Line] = []
    for block in blocks:
        if isinstance(block, Line) and _is_parted(block.text):
            rows.append(block)
            continue
        found.extend(_settle(rows))
        rows = []
        found.append(block)
    return [*found, *_settle(rows)]


def _is_parted(text: str) -> bool:
    return "|" in text.strip() or "\t" in text.strip(" ")


def _settle(rows: Sequence[Line]) -> Iterator[Line | Grid]:
    cells = [_cells(row.text) for row in rows]
    widths = {len(row) for row in cells}
    aligned = len(widths) == 1 and widths.pop() >= COLUMNS_MIN and len(rows) >= ROWS_MIN
    if aligned and any(not text for row in cells for text in row):
        yield _grid(rows, cells)
    else:
        yield from rows


def _cells(text: str) -> list[str]:
    if "|" not in text:
        return [cell.strip() for cell in text.split("\t")]
    framed = text.strip()
    return [cell.strip() for cell in framed.removeprefix("|").removesuffix("|").split("|")]


def _grid(rows: Sequence[Line], cells: Sequence[Sequence[str]]) -> Grid:
    return Grid(
        cells=tuple(
            GridCell(at, column, text, bbox=line.bbox, place=line.place)
            for at, (line, texts) in enumerate(zip(rows, cells, strict=True))
            for column, text in enumerate(texts)
        ),
        rows=len(rows),
        columns=len(cells[0]),
        page=rows[0].page,
        method="text",
    )
