"""A ruled table and the characters in it become a grid; running text in its boxes is let go.

Word processors draw boxes round body text, and body text and a table share one outer box.
A box row that spans the whole width and holds running text is not a row of a table.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.model import BBox, Grid, GridCell
from ingest.readers.pdf_frame import Frame
from ingest.readers.pdf_glyphs import Glyph
from ingest.readers.pdf_lattice import Lattice, Region
from ingest.readers.pdf_values import is_value
from ingest.readers.pdf_words import TextLine, box_of, is_unknown, joined, rows_of, set_lines, tracking_of

PROSE_CHARACTERS = 40  # a row as long as this is running text; the form's widest row has 35
PROSE_CELL_CHARACTERS = 60  # … a cell beside others
FULL_EM = 2.0  # a line that leaves less of its cell free, margins included, was broken by it
TIGHT_EM = 0.1  # digits of one number in one text object are set closer than this
OPEN_ROWS, OPEN_COLUMNS = 3, 3  # so many numbers one below the other, side by side, are rows without borders
_DIGITS = re.compile(r"[\d.,．，]+")
_SENTENCE = re.compile(r"[。；]")
UNKNOWN_GLYPH_DOUBT = "含有无法识别的字符"


@dataclass(frozen=True, slots=True)
class TablePieces:
    """The grids of a ruled table, and the characters in its box that belong to none.

    ``open`` says that nothing was read because no borders part its rows.
    """

    grids: tuple[Grid, ...]
    loose: tuple[Glyph, ...]
    open: bool = False


def read_table(
    lattice: Lattice,
    glyphs: Sequence[Glyph],
    frame: Frame,
    page: int,
    beyond: Mapping[int, float] | None = None,
) -> TablePieces:
    """Given a ruled table and the characters in its box, all in the frame, return its grids.

    Boxes of the grids' cells are on the page as displayed. ``beyond`` gives for characters (by
    ``id``) that reach over a border where they belong instead, as x in points.
    """
    held: list[list[Glyph]] = [[] for _ in lattice.regions]
    loose: list[Glyph] = []
    for word in _words(glyphs):
        for glyph in word:
            centre = (word[0].x0 + word[-1].x1) / 2 if len(word) > 1 else glyph.centre
            centre = beyond.get(id(glyph), centre) if beyond else centre
            index = lattice.at(centre, glyph.middle)
            (loose if index is None else held[index]).append(glyph)
    tracking = tracking_of(glyphs)
    texts = [
        cell_text(group, tracking, lattice.xs[region.end_column] - lattice.xs[region.column])
        for group, region in zip(held, lattice.regions, strict=True)
    ]
    if _is_open_between_rows(lattice, held, texts):
        return TablePieces((), tuple(glyphs), open=True)
    grids: list[Grid] = []
    kept: set[int] = set()
    for first, end in _table_rows(lattice, texts):
        inside = [i for i, region in enumerate(lattice.regions) if first <= region.row < end]
        inside = _without_open_sides(lattice, inside, texts)
        if _is_table(lattice, texts, inside):
            kept.update(inside)
            grids.append(_grid(lattice, inside, texts, held, frame, page))
    for index, group in enumerate(held):
        if index not in kept:
            loose += group
    return TablePieces(tuple(grids), tuple(loose))


def _is_open_between_rows(lattice: Lattice, held: Sequence[Sequence[Glyph]], texts: Sequence[str]) -> bool:
    """Return whether numbers stand row by row in cells that no border parts: only the columns are ruled.

    A number that its narrow column breaks over lines is one line of its cell's text.
    """
    stacks: dict[int, Counter[tuple[int, ...]]] = defaultdict(Counter)
    for group, region, text in zip(held, lattice.regions, texts, strict=True):
        count = _numbers_below(text)
        if count >= OPEN_ROWS:
            stacks[region.row][tuple(round(row[0].middle) for row in rows_of(group)[-count:])] += 1
    if any(max(heights.values()) >= OPEN_COLUMNS for heights in stacks.values()):
        return True
    return len(lattice.ys) == 2 and _is_head_and_row(texts)


def _numbers_below(text: str) -> int:
    """Return how many lines at the end of a cell are numbers."""
    lines = text.split("\n")
    return next((k for k, line in enumerate(reversed(lines)) if not is_value(line)), len(lines))


def _is_head_and_row(texts: Sequence[str]) -> bool:
    """Return whether the cells of one row side by side each hold a head and what stands under it."""
    filled = [text for text in texts if text]
    heads = sum(0 < _numbers_below(text) < len(text.split("\n")) for text in filled)
    return heads > 0 and len(filled) > 1 and all("\n" in text for text in filled)


def _words(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the characters, digits of one number together: it may be wider than its cell."""
    numbers: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        if glyph.text.isdigit() and not glyph.turn:
            numbers[glyph.run, round(glyph.middle)].append(glyph)
        else:
            yield [glyph]
    for digits in numbers.values():
        digits.sort(key=lambda g: g.x0)
        word = [digits[0]]
        for glyph in digits[1:]:
            if glyph.x0 - word[-1].x1 > TIGHT_EM * glyph.size:
                yield word
                word = []
            word.append(glyph)
        yield word


def cell_text(glyphs: Sequence[Glyph], tracking: float, width: float) -> str:
    """Given the characters of a cell and its width, return its text, lines separated by newlines.

    Upright characters one below the other are lines of one character each; turned ones are
    read the way they run. A number broken because the cell is too narrow is one word.
    """
    if len(glyphs) < 2:  # most cells of a report hold one nought
        return glyphs[0].text if glyphs else ""
    if _is_one_number(glyphs):
        return "".join(glyph.text for glyph in glyphs)
    turns = {glyph.turn for glyph in glyphs}
    if len(turns) == 1 and (turn := turns.pop()):
        frame = Frame(0.0, 0.0, turn)
        glyphs = [frame.glyph(glyph) for glyph in glyphs]
    lines = set_lines(glyphs, tracking)
    if _is_broken_number(lines, width):
        return "".join(line.text for line in lines)
    return "\n".join(joined(segment.text for segment in line.segments) for line in lines)


def _is_one_number(glyphs: Sequence[Glyph]) -> bool:
    """Return whether characters are digits set one close to the next: most of the other cells."""
    first = glyphs[0]
    return all(
        left.text.isdigit()
        and right.text.isdigit()
        and not right.turn
        and not right.spaced
        and right.top == first.top
        and right.x0 - left.x0 >= 0
        and right.x0 - left.x1 <= TIGHT_EM * left.size
        for left, right in pairwise(glyphs)
    )


def _is_broken_number(lines: Sequence[TextLine], width: float) -> bool:
    """Return whether lines are one number, broken because its cell of a width is too narrow."""
    if len(lines) < 2 or not all(_DIGITS.fullmatch(line.text) for line in lines):
        return False
    widths = [line.box.x1 - line.box.x0 for line in lines]
    size = lines[0].size
    filled = width - max(widths) < FULL_EM * size
    return filled and all(max(widths) - line < 1.1 * size for line in widths[:-1])


def grid_cell(region: Region, text: str, box: BBox, page: int) -> GridCell:
    """Return a cell of a grid on a page, in doubt where a character is unknown."""
    return GridCell(
        row=region.row,
        column=region.column,
        text=text,
        row_span=region.end_row - region.row,
        column_span=region.end_column - region.column,
        bbox=box,
        place=f"第{page}页",
        doubt=UNKNOWN_GLYPH_DOUBT if is_unknown(text) else "",
    )


def _table_rows(lattice: Lattice, texts: Sequence[str]) -> list[tuple[int, int]]:
    """Return the stretches of rows that are tables: what is left without running text."""
    rows, columns = len(lattice.ys) - 1, len(lattice.xs) - 1
    wide = [""] * rows
    is_wide = [False] * rows
    for region, text in zip(lattice.regions, texts, strict=True):
        if region.end_column - region.column == columns:
            for row in range(region.row, region.end_row):
                is_wide[row], wide[row] = True, text
    result: list[tuple[int, int]] = []
    start = row = 0
    while row < rows:
        end = row
        while end < rows and is_wide[end]:
            end += 1
        if any(_is_prose(text, PROSE_CHARACTERS) for text in wide[row:end]):
            result.append((start, row))
            start = end
        row = max(end, row + 1)
    result.append((start, rows))
    return [(first, end) for first, end in result if first < end]


def _without_open_sides(lattice: Lattice, inside: list[int], texts: Sequence[str]) -> list[int]:
    """Return cells without an empty column at the side that no border closes: it is the page."""
    columns = len(lattice.xs) - 1
    sides = ((0, 1, lattice.open_left), (columns - 1, columns, lattice.open_right))
    for first, end, is_open in sides:
        side = [
            i for i in inside if (lattice.regions[i].column, lattice.regions[i].end_column) == (first, end)
        ]
        across = any(
            lattice.regions[i].column <= first < lattice.regions[i].end_column
            for i in inside
            if i not in side
        )
        if side and not across and not any(texts[i] for i in side):
            rows = [row for i in side for row in range(lattice.regions[i].row, lattice.regions[i].end_row)]
            if all(is_open[row] for row in rows):
                inside = [i for i in inside if i not in side]
    return inside


def _is_prose(text: str, characters: int) -> bool:
    letters = len("".join(text.split()))
    return letters >= characters or (letters > 10 and _SENTENCE.search(text) is not None)


def _is_table(lattice: Lattice, texts: Sequence[str], inside: Sequence[int]) -> bool:
    columns = {lattice.regions[i].column for i in inside} | {lattice.regions[i].end_column for i in inside}
    filled = [texts[i] for i in inside if texts[i]]
    if len(columns) <= 2 or not filled:
        return False
    prose = sum(_is_prose(text, PROSE_CELL_CHARACTERS) for text in filled)
    return 2 * prose < len(filled)


def _grid(
    lattice: Lattice,
    inside: Sequence[int],
    texts: Sequence[str],
    held: Sequence[Sequence[Glyph]],
    frame: Frame,
    page: int,
) -> Grid:
    """Return some cells of a ruled table as a grid, without rows and columns that none begins in."""
    regions = [lattice.regions[i] for i in inside]
    rows = _renumbered((r.row, r.end_row) for r in regions)
    columns = _renumbered((r.column, r.end_column) for r in regions)
    cells: list[GridCell] = []
    for index, region in zip(inside, regions, strict=True):
        x0, x1 = lattice.xs[region.column], lattice.xs[region.end_column]
        top, bottom = lattice.ys[region.row], lattice.ys[region.end_row]
        box = box_of(held[index]) if held[index] else BBox(x0, top, x1, bottom)
        place = Region(
            rows[region.row], columns[region.column], rows[region.end_row], columns[region.end_column]
        )
        cells.append(grid_cell(place, texts[index], frame.back(box), page))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    edges = tuple(lattice.xs[column] for column in sorted(columns))
    return Grid(tuple(cells), len(rows) - 1, len(columns) - 1, page, "lattice", edges)


def _renumbered(spans: Iterable[tuple[int, int]]) -> dict[int, int]:
    borders = sorted({border for span in spans for border in span})
    return {border: index for index, border in enumerate(borders)}
