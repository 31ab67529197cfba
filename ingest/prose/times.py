"""Marks of time: whether a clause speaks of the report's year."""

from __future__ import annotations

import re

from ingest.prose import words

# Every mark of time has one of these characters.
_MAY_BE_TIME = re.compile(r"[年季月周日期至后今来均]")


def other_time(text: str, before: bool, year: int | None) -> bool:
    """Given a clause, return whether what it counts belongs to another time than the report's year.

    Args:
        text: The clause before the number, masked.
        before: What held before the clause.
        year: The report's year, or None where it is not known.
    """
    if not _MAY_BE_TIME.search(text):
        return before
    marks: list[tuple[int, bool]] = [(match.end(), True) for match in words.OTHER_TIME.finditer(text)]
    marks += [(match.end(), False) for match in words.THIS_TIME.finditer(text)]
    for match in words.YEAR.finditer(text):
        if not words.DOCUMENT_OF_YEAR.match(text, match.start()):
            marks.append((match.end(), _is_other_year(match, year)))
    for match in words.YEARS_SPAN.finditer(text):
        marks.append((match.end() + 1, match[1] != match[2]))
    return max(marks, default=(0, before))[1]


def _is_other_year(match: re.Match[str], year: int | None) -> bool:
    if year is None:
        return False
    stated = int(match[1])
    return stated < year if match["since"] else stated != year


def is_difference(text: str) -> bool:
    """Return whether the clause before a number compares, counts a change, or speaks of what is to come."""
    return any(marks.search(text) for marks in (words.COMPARISON, words.DIFFERENCE, words.FUTURE, words.RATE))
