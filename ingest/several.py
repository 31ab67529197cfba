"""A file that holds more than one report: last year's behind this year's, or those of many offices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from form.spelling import plain
from ingest.identity import Title, find_title, title_at
from ingest.model import Document, Grid, Line
from ingest.sections import find_headings

# So many headings of parts of a report make what stands behind a title a report.
HEADINGS_MIN = 4
# A title is broken over so many lines at most.
TITLE_LINES = 3
_YEAR = re.compile(r"(?<!\d)20[12]\d(?!\d)")


def first_report(document: Document, file_name: str) -> tuple[Document, int]:
    """Given a document, return the part of it that is one report, and how many reports it holds.

    The first one counts, or the one whose year the file's name says.
    """
    starts = _starts(document.blocks)
    if len(starts) < 2:
        return document, 1
    bounds = [0, *starts[1:], len(document.blocks)]
    parts = [document.blocks[first:stop] for first, stop in pairwise(bounds)]
    named = set(_YEAR.findall(plain(file_name).rsplit(".", 1)[0]))
    titles = [find_title(_lines(part)) for part in parts]
    fitting = [at for at, title in enumerate(titles) if title is not None and str(title.year) in named]
    own = parts[fitting[0] if len(fitting) == 1 else 0]
    return replace(document, blocks=tuple(own)), len(parts)


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
        if name not in known and len(find_headings(_lines(blocks[at:stop]))) >= HEADINGS_MIN:
            found.append(at)
            known.add(name)
    return found


def _title(blocks: Sequence[Line | Grid], at: int) -> Title | None:
    """Return the title that begins at a block, with year and publisher, or None."""
    window = [block for block in blocks[at : at + TITLE_LINES] if isinstance(block, Line)]
    if not isinstance(blocks[at], Line) or not any("公开" in line.text for line in window):
        return None
    title = title_at(window)
    return title if title is not None and title.year is not None and title.organisation else None
