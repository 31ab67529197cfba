"""Tables without drawn cells: numbers that stand in columns, and the words beside and above them.

Short number-like words that line up make the columns; each line of them is a row. Words above
are the head, words to the left the labels. Running text has no such lines and never becomes a
table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ingest.model import BBox, Grid
from ingest.readers.pdf_assembly import assemble, find_columns, sort_pieces
from ingest.readers.pdf_frame import Frame
from ingest.readers.pdf_lattice import Region
from ingest.readers.pdf_tables import grid_cell
from ingest.readers.pdf_words import Segment, TextLine, around

PROSE_LENGTH = 25  # a line of one piece with as many characters is running text or a title
HEADING_SIZE = 1.2  # a line set larger than the numbers by this factor is a heading
HEAD_GAP_EM = 4.0  # the head stands no further above the first row
MAX_TABLE_LINES = 150  # lines of a table on one page; more is not a report

_VALUE = re.compile(
    r"(?:[+\-−＋－]?[\d０-９][\d０-９,，.．%]*(?:\s*[万亿]?[件条个项元宗次]?)?(?:[（(][^（）()]*[)）])?"
    r"|[〇零无/／]|[—–\-－―─]{1,4})"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A table found among lines: the grid, its box in the frame, and the lines that it took up."""

    grid: Grid
    box: BBox
    first: int
    end: int


def is_value(text: str) -> bool:
    """Return whether a text can stand in a number's place: a number, or a mark for none."""
    return _VALUE.fullmatch(text) is not None


def find_tables(lines: Sequence[TextLine], rules: Sequence[float], frame: Frame, page: int) -> list[Found]:
    """Given the lines of a page downwards and heights of rules in points, return tables among them."""
    values = [_values(line) for line in lines]
    found: list[Found] = []
    floor = 0
    for first, end in _bands(lines, values):
        table = _table(lines, values, max(first, floor), end, rules, frame, page)
        if table:
            found.append(table)
            floor = table.end
    return found


def _values(line: TextLine) -> tuple[Segment, ...]:
    """Return the number-like words that end a line: what stands in columns."""
    start = len(line.segments)
    while start and is_value(line.segments[start - 1].text):
        start -= 1
    return line.segments[start:]


def _bands(lines: Sequence[TextLine], values: Sequence[Sequence[Segment]]) -> list[tuple[int, int]]:
    """Return stretches of lines, head included, that hold rows of the same columns."""
    rows = [index for index, found in enumerate(values) if found]
    bands: list[tuple[int, int]] = []
    start: int | None = None
    last = -1
    for index in rows:
        head = _head_start(lines, values, index, last + 1)
        parted = start is not None and (head < index or _broken(lines, last + 1, index))
        if start is None or parted:
            if start is not None:
                bands.append((start, _label_end(lines, values, last, head)))
            start = head
        last = index
        if index + 1 - start > MAX_TABLE_LINES:
            break
    if start is not None:
        bands.append((start, _label_end(lines, values, last, len(lines))))
    return bands


def _broken(lines: Sequence[TextLine], first: int, end: int) -> bool:
    return any(is_running(lines[index]) for index in range(first, end))


def is_running(line: TextLine) -> bool:
    """Return whether a line is running text: one long piece, or the end of a sentence."""
    longest = max(len(segment.text) for segment in line.segments)
    return longest >= PROSE_LENGTH or line.text.endswith("。")


def _head_start(lines: Sequence[TextLine], values: Sequence[Sequence[Segment]], row: int, floor: int) -> int:
    """Return the first line of the head above a row, or the row itself where it has none."""
    reach = around(segment.box for segment in values[row])
    size = values[row][0].size
    start, below = row, lines[row]
    for index in range(row - 1, floor - 1, -1):
        line = lines[index]
        if below.box.top - line.box.bottom > HEAD_GAP_EM * size or line.size > HEADING_SIZE * size:
            break
        if is_running(line) and len(line.segments) == 1:
            break
        if any(_over(segment, reach, size) for segment in line.segments):
            start = index
        elif len(line.segments) == 1 and len(line.text) > 8 and start < row:
            break
        below = line
    return start


def _over(segment: Segment, reach: BBox, size: float) -> bool:
    """Return whether words stand above the columns of numbers, and not beside them."""
    inside = segment.box.x1 > reach.x0 - size / 2 and segment.box.x0 < reach.x1 + size / 2
    return inside and segment.centre > reach.x0 - 3 * size and not is_value(segment.text)


def _label_end(lines: Sequence[TextLine], values: Sequence[Sequence[Segment]], row: int, limit: int) -> int:
    """Return the line after the last that may belong to the label of the last row."""
    reach = around(segment.box for segment in values[row])
    labelled = values[row][0].box.x0 - min(segment.box.x0 for segment in lines[row].segments) > 0
    end = row + 1
    while end < limit:
        line, size = lines[end], lines[end].size
        near = line.segments[0].middle - lines[end - 1].segments[0].middle <= 1.6 * size
        beside = line.box.x1 < reach.x0 + size and len(line.text) < PROSE_LENGTH
        alone = not labelled and len(lines[row].segments) > len(values[row])
        if not near or not beside or alone or line.size > HEADING_SIZE * values[row][0].size:
            break
        end += 1
    return end


def _table(
    lines: Sequence[TextLine],
    values: Sequence[Sequence[Segment]],
    first: int,
    end: int,
    rules: Sequence[float],
    frame: Frame,
    page: int,
) -> Found | None:
    """Return the table that stands in a stretch of lines, or None where they only look like one."""
    rows = [index for index in range(first, end) if values[index]]
    if not _is_tabular(lines, values, rows, first):
        return None
    columns = find_columns([lines[index] for index in rows], [values[index] for index in rows])
    heights = [median(segment.middle for segment in values[index]) for index in rows]
    sheet = sort_pieces(lines[first:end], [index - first for index in rows], columns)
    box = around(line.box for line in lines[first:end])
    cells, edges, count = assemble(sheet, heights, rules, columns, box)
    placed = tuple(
        grid_cell(Region(*cell.place), cell.text, frame.back(cell.box), page)
        for cell in sorted(cells, key=lambda cell: cell.place)
    )
    return Found(Grid(placed, count, len(edges) - 1, page, "words", edges), box, first, end)


def _is_tabular(
    lines: Sequence[TextLine], values: Sequence[Sequence[Segment]], rows: Sequence[int], first: int
) -> bool:
    """Return whether lines hold a table: several numbers a line, or one a line under a head or another."""
    if not rows:
        return False
    if any(len(values[index]) > 2 for index in rows):
        return True
    labelled = [index for index in rows if len(lines[index].segments) > len(values[index])]
    return bool(labelled) and (len(rows) > 1 or first < rows[0])
