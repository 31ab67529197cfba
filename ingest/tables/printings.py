"""A table that a report prints more than once: last year's beside this year's, or one for each office."""

from __future__ import annotations

import re
from collections.abc import Sequence

from form.spelling import plain
from ingest.tables.labels import row_index
from ingest.tables.records import Record

# Fewer rows than this are no table of their own, but a row that is said again.
ROWS_MIN = {"disclosure": 3, "applications": 6, "litigation": 2}
_YEAR = re.compile(r"(?<!\d)(20[12]\d)(?=年)")
_LAST_YEAR = re.compile(r"上年|上一年|去年|往年|前一年")
_THIS_YEAR = re.compile(r"本年度?(?:数据|情况|统计)|本报告年度")
# A caption is near its table, and short.
CAPTION_MAX_CHARS = 40


def printings(table: str, records: Sequence[Record]) -> list[list[Record]]:
    """Given the records of a table in document order, return them by printing: one that starts over is another."""
    parts: list[list[Record]] = [[]]
    seen: set[tuple[str, str | None]] = set()
    last = None
    for record in records:
        key = _row_of(table, record)
        places = {(key, slot.column) for slot in record.slots} if key else set()
        if key != last and places & seen:
            parts.append([])
            seen = set()
        parts[-1].append(record)
        seen |= places
        last = key or last
    whole = [part for part in parts if _rows_in(table, part) >= ROWS_MIN[table]]
    return whole if len(whole) > 1 and len(whole) == len(parts) else [list(records)]


def _row_of(table: str, record: Record) -> str | None:
    if record.row is not None or record.doubtful:
        return record.row
    index = row_index(table)
    return index.exact(record.label) or index.suffix(record.label)


def _rows_in(table: str, records: Sequence[Record]) -> int:
    return len({key for record in records if (key := _row_of(table, record))})


def of_year(parts: Sequence[Sequence[Record]], year: int | None) -> int | None:
    """Given the printings of a table, return which is the report's own by its caption, or None."""
    said = [year_said(part[0].caption, year) for part in parts]
    own = [at for at, of in enumerate(said) if of is not None and of == year]
    if len(own) == 1:
        return own[0]
    silent = [at for at, of in enumerate(said) if of is None]
    return silent[0] if not own and len(silent) == 1 and year is not None else None


def year_said(caption: str, year: int | None) -> int | None:
    """Given the words before a table, return the year that they say it is of; ``year`` is the report's."""
    for line in reversed(caption.split("\n")):
        text = re.sub(r"\s", "", plain(line))
        if not text or len(text) > CAPTION_MAX_CHARS:
            continue
        years = set(_YEAR.findall(text))
        if len(years) == 1:
            return int(years.pop())
        if year is not None and _LAST_YEAR.search(text) and not _THIS_YEAR.search(text):
            return year - 1
        if year is not None and _THIS_YEAR.search(text):
            return year
    return None
