"""Which words of a line stand in columns of numbers."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.readers.pdf_words import Segment, TextLine

VALUE_SHARE = 0.7  # the part of the words in columns that have to be numbers
PROSE_LENGTH = 25  # a line of one piece with as many characters is running text or a title

_VALUE = re.compile(
    r"(?:[+\-−＋－增减]?[\d０-９][\d０-９,，.．%]*[⁰¹²³⁴-⁹]*(?:\s*[万亿]?[件条个项元宗次]?)?(?:[（(][^（）()]*[)）])?"
    r"|[〇零无/／]|[—–\-－―─]{1,4})"
)
_NOTED = re.compile(r"[\d０-９][\d０-９,，.．]*[件条个项]?[（(][^（）()]*")


def is_value(text: str) -> bool:
    """Return whether a text can stand in a number's place: a number, or a mark for none."""
    return _VALUE.fullmatch(text) is not None


def begins_value(text: str) -> bool:
    """Return whether a text can be the first line of a number's cell: a note may go on below."""
    return is_value(text) or _NOTED.fullmatch(text) is not None


def values_of(line: TextLine, test: Callable[[str], bool] = is_value) -> tuple[Segment, ...]:
    """Return the words of a line that stand in columns: from a number on, nearly all are numbers."""
    good = [test(segment.text) for segment in line.segments]
    for start, first in enumerate(good):
        if first and sum(good[start:]) >= VALUE_SHARE * len(good[start:]):
            words = any(not known for known in good[:start])
            later = next((k for k in range(start, len(good)) if not good[k]), None)
            # A serial number before the label is no value.
            if words or later is None or later > start + 1:
                return line.segments[start:]
    return ()


def is_running(line: TextLine) -> bool:
    """Return whether a line is running text: one long piece, or the end of a sentence."""
    longest = max(len(segment.text) for segment in line.segments)
    return longest >= PROSE_LENGTH or line.text.endswith("。")
