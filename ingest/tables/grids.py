"""From grids to records: which rows of which grid belong to which statutory table.

Nothing here goes by the number or the order of the tables, nor by pages: a row says by its
own labels what it is, and rows that say nothing go with their neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import Protocol

from form import TABLES
from form.printed import SUBJECT
from form.sections import SECTIONS
from form.spelling import plain, skeleton, without_item
from ingest.model import BBox, Document, Grid, GridCell, Line
from ingest.tables import applications, disclosure, litigation
from ingest.tables.labels import column_index, group_skeletons, row_index
from ingest.tables.records import Record
from ingest.tables.rows import GridRow, cut, is_number, rows_of
from ingest.tables.stacked import unstacked
from ingest.tables.turned import upright

# A cell longer than this is a paragraph and no label (the longest label of the form has 37).
PROSE_MIN_CHARS = 60
# Labels shorter than this stand in other tables too (其他, 总计) and prove nothing.
TELLING_MIN_CHARS = 4
# How many cells a row of each table has: its numbers, and the cells for its label and groups.
CELLS_OF_ROW = {"litigation": (15, 15), "applications": (7, 11), "disclosure": (2, 5)}
# Heads of columns that prove a table only in company.
HEADS_MIN = 2
# Words alone in a row that name a year are a caption: no label of the form does.
_DATED = re.compile(r"20[12]\d年")
# A layout of a page has at least its title, its prose and a table.
LAYOUT_ROWS_MIN = 6
_SENTENCE = re.compile("[。；]")
# Lines before a table that may say what it is.
CAPTION_LINES = 4


@dataclass(frozen=True, slots=True)
class Segment:
    """Rows of one grid that stand together and belong to one table, or to none."""

    table: str | None
    rows: tuple[GridRow, ...]


class TableReader(Protocol):
    """Reads the rows of one table, piece after piece."""

    def read(self, rows: Iterable[GridRow], caption: str) -> list[Record]:
        """Given the rows of one piece and the lines of text before it, return its records."""
        ...


@dataclass(frozen=True, slots=True)
class GridReading:
    """What the grids of a document hold: records, and everything else as lines in reading order."""

    records: tuple[Record, ...]
    lines: tuple[Line, ...]


def read_grids(document: Document) -> GridReading:
    """Given a document, return the records of its statutory tables and the rest as lines."""
    pieces: list[Line | Segment] = []
    last: str | None = None
    for block in document.blocks:
        if isinstance(block, Line):
            pieces.append(block)
            last = _announced(block) or last
            continue
        segments = segment(block, last)
        pieces.extend(segments)
        last = next((found.table for found in reversed(segments) if found.table), last)
    return _read_pieces(pieces)


def _announced(line: Line) -> str | None:
    """Return the table that a line outside every grid is the heading or a part of the head of."""
    text = skeleton(line.text)
    for table in TABLES.values():
        if skeleton(without_item(table.title)) in text:
            return table.key
    cases = (skeleton(row.label) for row in TABLES["litigation"].rows[1:])
    return "litigation" if any(case in text for case in cases) else None


def _read_pieces(pieces: list[Line | Segment]) -> GridReading:
    cases = litigation.GridReader()
    readers: dict[str, TableReader] = {
        "disclosure": disclosure.GridReader(),
        "applications": applications.GridReader(),
        "litigation": cases,
    }
    records: list[Record] = []
    lines: list[Line] = []
    first = 0  # of the lines since the last piece of a table
    for piece in pieces:
        if isinstance(piece, Line):
            lines.append(piece)
        elif piece.table is None:
            lines.extend(line for row in piece.rows for line in lines_of(row))
        else:
            caption = "\n".join(line.text for line in lines[first:][-CAPTION_LINES:])
            found = readers[piece.table].read(piece.rows, caption)
            records.extend(replace(record, caption=caption) for record in found)
            first = len(lines)
    return GridReading((*records, *cases.unfilled()), tuple(lines))


def segment(grid: Grid, before: str | None) -> list[Segment]:
    """Given a grid and the table that the last one ended with, return its rows cut by table."""
    return [found for part in _parts(grid) for found in _segment(part, before)]


def _parts(grid: Grid) -> list[Grid]:
    """Return a grid as a person reads it: a table on its side upright, without the prose around it."""
    if (side := _side(grid)) is not None:
        rest = replace(grid, cells=tuple(cell for cell in grid.cells if cell is not side))
        alone = side._replace(row=0, column=0, row_span=1, column_span=1)
        return [Grid((alone,), 1, 1, grid.page, grid.method), *_parts(rest)]
    if upright(grid) is grid:
        return [unstacked(grid)]
    runs = groupby(rows_of(grid), key=lambda row: _vote(row) == "prose")
    parts = [(prose, cut(grid, [row.index for row in run])) for prose, run in runs]
    return [part if prose else unstacked(upright(part)) for prose, part in parts]


def _side(grid: Grid) -> GridCell | None:
    """Return the menu of a page beside a layout in which prose and tables stand below each other, or None."""
    wholes = [cell for cell in grid.cells if cell.row_span == grid.rows and cell.text.strip()]
    if len(wholes) != 1 or grid.rows < LAYOUT_ROWS_MIN:
        return None
    others = (cell for cell in grid.cells if cell is not wholes[0])
    has_prose = any(
        len(skeleton(cell.text)) >= PROSE_MIN_CHARS and _SENTENCE.search(cell.text) for cell in others
    )
    return wholes[0] if has_prose and not _is_label(wholes[0].text) else None


def _is_label(text: str) -> bool:
    return any(skeleton(text) in group_skeletons(table) or row_index(table).find(text) for table in TABLES)


def _segment(grid: Grid, before: str | None) -> list[Segment]:
    rows = rows_of(grid)
    votes = [_vote(row) for row in rows]
    if before != "disclosure" and _counts_kinds(rows, votes):
        return [Segment(None, rows)]
    if not any(vote for vote in votes if vote != "prose"):
        continued = before if before and _continues(rows, before) else None
        votes = [vote or continued for vote in votes]
    tables = _fill(rows, votes)
    return [
        Segment(table, tuple(row for row, _ in group))
        for table, group in groupby(zip(rows, tables, strict=True), key=lambda pair: pair[1])
    ]


def _counts_kinds(rows: Sequence[GridRow], votes: Sequence[str | None]) -> bool:
    """Say whether a grid only counts kinds of information, of which some are called as rows of the form are.

    It has neither blocks nor heads of the form, but kinds that the form does not have.
    """
    if "disclosure" not in votes or not {"disclosure", "prose", None}.issuperset(votes):
        return False
    texts = [cell.text for row in rows for cell in row.starting if cell.text.strip()]
    if any(column_index("disclosure").exact(text) or _names_block(text) for text in texts):
        return False
    return any(
        row.number_cells and vote is None and _says_words(row) for row, vote in zip(rows, votes, strict=True)
    )


def _says_words(row: GridRow) -> bool:
    """Say whether a row has words that are like no label of the disclosure table."""
    words = [cell.text for cell in row.starting if cell.text.strip() and not is_number(cell.text)]
    return bool(words) and not any(row_index("disclosure").find(text) for text in words)


def _names_block(text: str) -> bool:
    return skeleton(text) in {*group_skeletons("disclosure"), skeleton(SUBJECT)}


def _fill(rows: Sequence[GridRow], votes: Sequence[str | None]) -> list[str | None]:
    """Give rows that say nothing to the table above them, the first ones to the table below."""
    filled: list[str | None] = []
    after_prose = False
    for at, (row, vote) in enumerate(zip(rows, votes, strict=True)):
        following = next((known for known in votes[at:] if known is not None), None)
        above = next((known for known in reversed(filled) if known is not None), None)
        after_prose = vote == "prose" or (after_prose and vote is None and _is_one_text(row))
        if vote is not None:
            filled.append(None if vote == "prose" else vote)
        elif above is None or after_prose:
            filled.append(None if following == "prose" else following)
        else:
            filled.append(above)
    return filled


def _is_one_text(row: GridRow) -> bool:
    """Say whether a row holds one text without a digit: below a heading or paragraph it is rather another, as 无。 is."""
    filled = [cell.text for cell in row.cells if cell.text.strip()]
    return len(filled) == 1 and not (row.number_cells and re.search(r"\d", plain(filled[0])))


def _continues(rows: Iterable[GridRow], table: str) -> bool:
    """Say whether rows without any known label can be the rest of a table: as many cells side by side."""
    least, most = CELLS_OF_ROW[table]
    return any(row.number_cells >= HEADS_MIN and least <= len(row.cells) <= most for row in rows)


def _vote(row: GridRow) -> str | None:
    """Return the table that a row's own labels speak for, "prose" for a paragraph, or None."""
    own = [cell for cell in row.cells if cell.text.strip()]
    if not own:
        return None
    if len(own) == 1 and _is_prose(own[0], row):
        return "prose"
    tests = (
        ("litigation", _says_litigation),
        ("applications", _says_applications),
        ("disclosure", _says_disclosure),
    )
    return next((table for table, says in tests if says(own)), None)


@cache
def _headings() -> frozenset[str]:
    """Return the skeletons of the headings of a report's parts."""
    return frozenset(
        skeleton(without_item(text)) for section in SECTIONS for text in (section.title, *section.aliases)
    )


def _is_prose(cell: GridCell, row: GridRow) -> bool:
    text = skeleton(cell.text)
    if skeleton(without_item(cell.text)) in _headings():
        return True
    known = any(
        row_index(table).find(cell.text) or text in group_skeletons(table)
        for table in ("applications", "disclosure", "litigation")
    )
    if known or "勾稽关系" in text:
        return False
    if _DATED.search(text):
        return True
    return len(text) >= PROSE_MIN_CHARS or (len(row.cells) == 1 and row.grid.columns > 0 and len(text) > 0)


def _heads(own: list[GridCell], table: str, leave_out: tuple[str, ...]) -> int:
    keys = {column_index(table).exact(cell.text) for cell in own}
    return len(keys - {None, *leave_out})


def _says_litigation(own: list[GridCell]) -> bool:
    if _heads(own, "litigation", ("total",)) >= HEADS_MIN:
        return True
    words = [cell for cell in own if not is_number(cell.text)]
    # An outcome alone beside numbers is the label of a row, where the table lies on its side.
    if len(words) == 1 and len(own) > 1 and _heads(words, "litigation", ("total",)):
        return True
    named = [cell for cell in words if _names_case(cell.text)]
    # 行政复议 and 行政诉讼 head columns of other tables too, among words that this one does not have.
    return bool(named) and len(words) - len(named) <= 1


def _names_case(text: str) -> bool:
    index = row_index("litigation")
    return index.exact(text) is not None or skeleton(text) in group_skeletons("litigation")


def _says_applications(own: list[GridCell]) -> bool:
    if _heads(own, "applications", ("total", "other_org")) >= HEADS_MIN:
        return True
    return any(
        len(skeleton(cell.text)) >= TELLING_MIN_CHARS
        and (
            row_index("applications").exact(cell.text) is not None
            or row_index("applications").suffix(cell.text) is not None
            or skeleton(cell.text) in group_skeletons("applications")
        )
        for cell in own
    )


def _says_disclosure(own: list[GridCell]) -> bool:
    return any(
        row_index("disclosure").exact(cell.text) is not None
        or column_index("disclosure").exact(cell.text) is not None
        or skeleton(cell.text) in group_skeletons("disclosure")
        for cell in own
    )


def lines_of(row: GridRow) -> list[Line]:
    """Given a row of a grid that is no statutory table, return its text as lines."""
    filled = [cell for cell in row.starting if cell.text.strip()]
    if not filled:
        return []
    first = filled[0]
    whole = Line(
        text="\t".join(" ".join(cell.text.split("\n")) for cell in filled),
        page=row.grid.page,
        bbox=_around(cell.bbox for cell in filled),
        place=first.place,
        method=row.grid.method,
        confidence=first.confidence,
    )
    if len(filled) > 1:
        return [whole]
    return [replace(whole, text=text) for text in first.text.split("\n") if text.strip()]


def _around(boxes: Iterable[BBox | None]) -> BBox | None:
    known = [box for box in boxes if box is not None]
    if not known:
        return None
    return BBox(
        min(box.x0 for box in known),
        min(box.top for box in known),
        max(box.x1 for box in known),
        max(box.bottom for box in known),
    )
