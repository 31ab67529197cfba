"""Tables without drawn cells: numbers that stand in columns, and the words beside and above them.

Short number-like words that line up make the columns; each line of them is a row. Words above
are the head, words to the left the labels. Running text has no such lines and never becomes a
table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ingest.model import BBox, Grid
from ingest.readers.pdf_assembly import assemble
from ingest.readers.pdf_frame import Frame
from ingest.readers.pdf_pieces import LEADING_EM, columns_of_head, find_columns, is_part, sort_pieces
from ingest.readers.pdf_serials import without_serials
from ingest.readers.pdf_tables import grid_cell
from ingest.readers.pdf_titles import opens_part
from ingest.readers.pdf_values import PROSE_LENGTH, is_running, is_value, values_of
from ingest.readers.pdf_words import Segment, TextLine, around

CONTINUED_LENGTH = 6  # a line above a table that only says that it goes on
CONTINUED = "续表"
STRAY_EM = 1.0  # words whose middle is nearer to a row than this belong to a cell of it
HEADING_SIZE = 1.2  # a line set larger than the numbers by this factor is a heading
PART_EM = 1.1  # lines of a number that its column breaks stand half a line off the others of its row
NEAR_LINES = 3  # a row's own line is no further from another line of its cells
LABEL_LEADING_EM = 1.6  # lines of a label are no further apart
FLUSH_PT = 1.0  # heads and numbers set flush right end at the same place
HEAD_GAP_EM = 4.0  # the head stands no further above the first row
MAX_TABLE_LINES = 150  # lines of a table on one page; more is not a report


@dataclass(frozen=True, slots=True)
class Found:
    """A table found among lines: the grid, its box in the frame, and the lines that it took up."""

    grid: Grid
    box: BBox
    first: int
    end: int


def find_tables(lines: Sequence[TextLine], rules: Sequence[float], frame: Frame, page: int) -> list[Found]:
    """Given the lines of a page downwards and heights of rules in points, return tables among them."""
    values = _rows(lines, without_serials(lines, [values_of(line) for line in lines]))
    found: list[Found] = []
    floor = 0
    for first, end in _bands(lines, values):
        table = _table(lines, values, max(first, floor), end, rules, frame, page)
        if table:
            found.append(table)
            floor = table.end
    return found


def _rows(lines: Sequence[TextLine], values: list[tuple[Segment, ...]]) -> list[tuple[Segment, ...]]:
    """Return the numbers of the lines that are rows: not of those that are a part of a cell, as of a long number."""
    return [
        ()
        if found and len(found) == len(lines[index].segments) and _is_part_of_row(lines, values, index)
        else found
        for index, found in enumerate(values)
    ]


def _is_part_of_row(lines: Sequence[TextLine], values: Sequence[Sequence[Segment]], index: int) -> bool:
    """Return whether a line stands closer to a row with more numbers than two rows with labels could."""
    own = values[index]
    near = [k for k in (index - 2, index - 1, index + 1, index + 2) if 0 <= k < len(lines) and values[k]]
    return any(
        (len(values[k]) > len(own) + 1 or (_is_labelled(lines[k], values[k]) and len(values[k]) >= len(own)))
        and abs(values[k][0].middle - own[0].middle) < PART_EM * own[0].size
        for k in near
    )


def _is_labelled(line: TextLine, found: Sequence[Segment]) -> bool:
    return len(line.segments) > len(found)


def _bands(lines: Sequence[TextLine], values: Sequence[Sequence[Segment]]) -> list[tuple[int, int]]:
    """Return stretches of lines, head included, that hold rows of the same columns."""
    rows = [index for index, found in enumerate(values) if found]
    bands: list[tuple[int, int]] = []
    start: int | None = None
    last = -1
    for index in rows:
        head = _head_start(lines, values, index, last + 1)
        parted = start is not None and (head < index or _broken(lines, values, last, index))
        if start is None or parted:
            if start is not None:
                bands.append((start, _label_end(lines, values, last, head)))
            start = head if head < index else _label_start(lines, values, index, last + 1)
        last = index
        if index + 1 - start > MAX_TABLE_LINES:
            break
    if start is not None:
        bands.append((start, _label_end(lines, values, last, len(lines))))
    return bands


def _broken(lines: Sequence[TextLine], values: Sequence[Sequence[Segment]], row: int, end: int) -> bool:
    """Return whether running text, a heading or 续表 stands below a row: not a long line of a label, which ends before the numbers."""
    left = values[row][0].box.x0
    return any(
        opens_part(line.text)
        or CONTINUED in line.text
        or (is_running(line) and (line.box.x1 > left or line.text.endswith("。")))
        for line in lines[row + 1 : end]
    )


def _head_start(lines: Sequence[TextLine], values: Sequence[Sequence[Segment]], row: int, floor: int) -> int:
    """Return the first line of the head above a row, or the row itself where it has none."""
    reach = around(segment.box for segment in values[row])
    size = values[row][0].size
    beside = lines[row].segments[: len(lines[row].segments) - len(values[row])]
    right = max((segment.box.x1 for segment in beside), default=reach.x1)
    start, below = row, lines[row]
    for index in range(row - 1, floor - 1, -1):
        line = lines[index]
        if below.box.top - line.box.bottom > HEAD_GAP_EM * size or line.size > HEADING_SIZE * size:
            break
        if len(line.segments) == 1 and (is_running(line) or opens_part(line.text) or CONTINUED in line.text):
            break
        over = [
            segment
            for segment in line.segments
            if _over(segment, reach, size)
            or (_behind(segment, right) and not _ends_label(segment, lines, values, index))
        ]
        if over and not _is_stray(over, lines, values, index):
            start = index
        elif len(line.segments) == 1 and len(line.text) > 8 and start < row:
            break
        below = line
    return start


def _label_start(lines: Sequence[TextLine], values: Sequence[Sequence[Segment]], row: int, floor: int) -> int:
    """Return the first line above a row without a head that may belong to its label."""
    reach = around(segment.box for segment in values[row])
    size = values[row][0].size
    start = row
    while start > floor and (
        _is_beside(lines[start - 1], lines[start], reach, size)
        or _is_begun_above(lines[start - 1], lines[row], reach)
    ):
        start -= 1
    return start


def _is_begun_above(line: TextLine, row: TextLine, reach: BBox) -> bool:
    """Return whether a line above a row holds nothing but the beginnings of notes in its cells."""
    near = row.segments[0].middle - line.segments[0].middle <= LEADING_EM * line.size
    return near and all(is_part(s.text) and s.centre >= reach.x0 for s in line.segments)


def _is_beside(line: TextLine, other: TextLine, reach: BBox, size: float) -> bool:
    """Return whether a line may be one of a label next to another line of it."""
    near = abs(other.segments[0].middle - line.segments[0].middle) <= LABEL_LEADING_EM * size
    short = line.box.x1 < reach.x0 + size and len(line.text) < PROSE_LENGTH
    return near and short and line.size <= HEADING_SIZE * size and not opens_part(line.text)


def _is_stray(
    over: Sequence[Segment], lines: Sequence[TextLine], values: Sequence[Sequence[Segment]], index: int
) -> bool:
    """Return whether words are another line of a cell with a number in it, such as a note."""
    reach = LEADING_EM if all(is_part(segment.text) for segment in over) else STRAY_EM
    near = [
        k for k in range(max(0, index - NEAR_LINES), index + NEAR_LINES + 1) if k < len(lines) and values[k]
    ]
    return any(abs(values[k][0].middle - over[0].middle) < reach * over[0].size for k in near)


def _over(segment: Segment, reach: BBox, size: float) -> bool:
    """Return whether words stand above the columns of numbers, and not beside them."""
    inside = segment.box.x1 > reach.x0 - size / 2 and segment.box.x0 < reach.x1 + size / 2
    level = segment.centre > reach.x0 - 3 * size or abs(segment.box.x1 - reach.x1) <= FLUSH_PT
    return inside and level and not is_value(segment.text)


def _behind(segment: Segment, right: float) -> bool:
    """Return whether words begin where the labels have ended: over numbers that are set elsewhere in their cells."""
    return segment.box.x0 > right and not is_value(segment.text)


def _ends_label(
    segment: Segment, lines: Sequence[TextLine], values: Sequence[Sequence[Segment]], index: int
) -> bool:
    """Return whether words are a further line of the label of a row above."""
    for k in range(max(0, index - NEAR_LINES), index):
        beside = lines[k].segments[: len(lines[k].segments) - len(values[k])] if values[k] else ()
        for label in beside:
            under = label.box.x0 - FLUSH_PT <= segment.box.x0 < segment.box.x1 <= label.box.x1 + segment.size
            if under and segment.middle - label.middle <= LABEL_LEADING_EM * segment.size:
                return True
    return False


def _label_end(lines: Sequence[TextLine], values: Sequence[Sequence[Segment]], row: int, limit: int) -> int:
    """Return the line after the last that may belong to the label of the last row."""
    reach = around(segment.box for segment in values[row])
    size = values[row][0].size
    end = row + 1
    while end < limit and _is_beside(lines[end], lines[end - 1], reach, size):
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
    of_head = columns_of_head(lines[first : rows[0]], lines[rows[0]]) if len(rows) == 1 else None
    columns = of_head or find_columns([lines[index] for index in rows], [values[index] for index in rows])
    heights = [median(segment.middle for segment in values[index]) for index in rows]
    sheet = sort_pieces(lines[first:end], [index - first for index in rows], columns)
    box = around(line.box for line in lines[first:end])
    cells, edges, count = assemble(sheet, heights, rules, columns, box)
    placed = tuple(
        grid_cell(cell.place, cell.text, frame.back(cell.box), page)
        for cell in sorted(cells, key=lambda cell: cell.place)
    )
    return Found(Grid(placed, count, len(edges) - 1, page, "words", edges), box, first, end)


def _is_tabular(
    lines: Sequence[TextLine], values: Sequence[Sequence[Segment]], rows: Sequence[int], first: int
) -> bool:
    """Return whether lines hold a table: several numbers a line, or one a line under a head or another."""
    if not rows:
        return False
    words = [len(lines[index].segments) - len(values[index]) for index in rows]
    if any(
        len(values[index]) > 2 or (len(values[index]) == 2 and n)
        for index, n in zip(rows, words, strict=True)
    ):
        return True
    labelled = [index for index in rows if len(lines[index].segments) > len(values[index])]
    # A row alone at the top of a page, or below 续表, goes on with the table of the page before.
    continued = all(len(line.text) <= CONTINUED_LENGTH for line in lines[:first])
    return bool(labelled) and (len(rows) > 1 or first < rows[0] or continued)
