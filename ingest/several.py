"""A file that holds more than one report: last year's behind this year's, or those of many offices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, takewhile

from form.spelling import plain
from ingest.identity import Title, find_title, title_at
from ingest.model import Document, Grid, Line
from ingest.sections import find_headings
from ingest.tables.rows import GridRow, cut, rows_of

# So many headings of parts of a report make what stands behind a title a report.
HEADINGS_MIN = 4
# Where they are those of tables, the three tables alone are one.
TABLES_MIN = 3
# A title is broken over so many lines at most.
TITLE_LINES = 3
_YEAR = re.compile(r"(?<!\d)20[12]\d(?!\d)")


def first_report(document: Document, file_name: str) -> tuple[Document, int]:
    """Given a document, return the part of it that is one report, and how many reports it holds.

    The first one counts, or the one whose year the file's name says.
    """
    blocks = [piece for block in document.blocks for piece in _opened(block)]
    starts = _starts(blocks)
    if len(starts) < 2:
        return document, 1
    bounds = [0, *starts[1:], len(blocks)]
    parts = [blocks[first:stop] for first, stop in pairwise(bounds)]
    named = set(_YEAR.findall(plain(file_name).rsplit(".", 1)[0]))
    titles = [find_title(_lines(part)) for part in parts]
    fitting = [at for at, title in enumerate(titles) if title is not None and str(title.year) in named]
    own = parts[fitting[0] if len(fitting) == 1 else 0]
    return replace(document, blocks=tuple(own)), len(parts)


def _opened(block: Line | Grid) -> Iterator[Line | Grid]:
    """Yield a grid of a sheet in the pieces that its headings and titles part, these as lines; else the block itself."""
    if isinstance(block, Line) or block.page is not None:
        yield block
        return
    for heading, run in groupby(rows_of(block), key=_heading):
        rows = [row.index for row in run]
        yield heading if heading is not None else cut(block, rows)


def _heading(row: GridRow) -> Line | None:
    """Return the words of a row as a line where these are a heading or a title, and all that the row has."""
    filled = [cell for cell in row.cells if cell.text.strip()]
    if len(filled) != 1 or filled[0].row_span > 1:
        return None
    line = Line(filled[0].text, place=filled[0].place, method=row.grid.method)
    return line if title_at([line]) or find_headings([line]) else None


def _lines(blocks: Sequence[Line | Grid]) -> list[Line]:
    return [block for block in blocks if isinstance(block, Line)]


def _starts(blocks: Sequence[Line | Grid]) -> list[int]:
    """Return where reports begin: titles behind each of which all the parts of a report follow.

    The same title again is that of a cover or of a list of contents.
    """
    titles = [(at, title) for at in range(len(blocks)) if (title := _title(blocks, at)) is not None]
    bounds = [*(at for at, _ in titles), len(blocks)]
    found: list[int] = []
    known: set[tuple[int | None, str | None]] = set()
    for (at, title), stop in zip(titles, bounds[1:], strict=True):
        name = (title.year, title.organisation)
        if name not in known and _has_parts(blocks[at:stop]):
            found.append(at)
            known.add(name)
    return found


def _has_parts(blocks: Sequence[Line | Grid]) -> bool:
    headings = len(find_headings(_lines(blocks)))
    tables = sum(isinstance(block, Grid) for block in blocks)
    return headings >= HEADINGS_MIN or min(headings, tables) >= TABLES_MIN


def _title(blocks: Sequence[Line | Grid], at: int) -> Title | None:
    """Return the title that begins at a block, with year and publisher, or None."""
    following = takewhile(lambda block: isinstance(block, Line), blocks[at : at + TITLE_LINES])
    window = [block for block in following if isinstance(block, Line)]
    if not any("公开" in line.text for line in window):
        return None
    title = title_at(window)
    return title if title is not None and title.year is not None and title.organisation else None
