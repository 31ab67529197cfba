"""Chinese text set into lines: what may not begin or end a line, and how a full line is spread."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

SONG = "DisclosureSong"
HEI = "DisclosureHei"
FONT_FOLDER = Path(__file__).resolve().parents[2] / "data" / "fonts"

_NOT_FIRST = set("，。、；：？！）》〉”’」』】〕…—％%,.;:?!)]")
_NOT_LAST = set("（《〈“‘「『【〔([")
_WORD = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,+\-]*|.", re.DOTALL)


@lru_cache(maxsize=1)
def register_fonts() -> None:
    """Make the fonts in ``data/fonts`` known to reportlab, once a process."""
    for name in (SONG, HEI):
        pdfmetrics.registerFont(TTFont(name, str(FONT_FOLDER / f"{name}.ttf")))


@lru_cache(maxsize=8192)
def _width(word: str, font: str) -> float:
    """Return the width of a word at one point."""
    return float(pdfmetrics.stringWidth(word, font, 1))


def width_of(text: str, font: str, size: float) -> float:
    """Return the width of a text in points."""
    return size * sum(_width(word, font) for word in _WORD.findall(text))


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of set text: its words, the indent before them and its natural width, in points."""

    text: str
    indent: float
    width: float
    is_last: bool


def set_paragraph(text: str, font: str, size: float, measure: float, indent: float = 0.0) -> list[SetLine]:
    """Given a paragraph, return its lines.

    Args:
        text: The paragraph; a line feed in it ends a line.
        font: Name of a registered font.
        size: Size in points.
        measure: Width of the column in points.
        indent: Indent of the first line in points.
    """
    lines: list[SetLine] = []
    for piece in text.split("\n"):
        words = [(word, size * _width(word, font)) for word in _WORD.findall(piece)]
        pieces = list(_fill(words, measure, indent))
        for place, (line, width) in enumerate(pieces):
            first = not lines
            lines.append(SetLine(line, indent if first else 0.0, width, place == len(pieces) - 1))
        if not pieces:
            lines.append(SetLine("", 0.0, 0.0, True))
    return lines


def _fill(words: list[tuple[str, float]], measure: float, indent: float) -> Iterator[tuple[str, float]]:
    line: list[tuple[str, float]] = []
    room = measure - indent
    for word, width in words:
        used = sum(size for _, size in line)
        if line and used + width > room and not _may_hang(word, line):
            carried = _pull_down(line, word)
            yield "".join(text for text, _ in line), sum(size for _, size in line)
            line, room = carried, measure
        line.append((word, width))
    if line:
        yield "".join(text for text, _ in line), sum(size for _, size in line)


def _may_hang(word: str, line: list[tuple[str, float]]) -> bool:
    """Return whether a mark that cannot begin a line may hang out of this one; one mark may."""
    return word in _NOT_FIRST and line[-1][0] not in _NOT_FIRST


def _pull_down(line: list[tuple[str, float]], following: str) -> list[tuple[str, float]]:
    """Take off the end of a line what has to go to the next one, and return it."""
    carried: list[tuple[str, float]] = []
    while len(line) > 1 and (line[-1][0] in _NOT_LAST or following in _NOT_FIRST):
        carried.insert(0, line.pop())
        following = carried[0][0]
    return carried


def spread(line: SetLine, measure: float) -> float:
    """Return the space to add after each character so that a full line fills the measure, in points.

    A hanging mark makes it negative: the line is pressed together.
    """
    gaps = len(line.text) - 1
    if line.is_last or gaps < 1:
        return min(0.0, (measure - line.indent - line.width) / max(1, gaps))
    return (measure - line.indent - line.width) / gaps
