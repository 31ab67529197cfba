"""Running text as tokens: words, numbers and, where cells are parted by a mark, blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from form.numbers import read_number
from form.spelling import plain
from ingest.model import Line
from ingest.sections import Position, is_page_number

Kind = Literal["words", "number", "blank"]

_NUMERAL_WORD = re.compile(r"^[一二三四五六七八九十百千两]+$")
# Every value has a digit or is one of the marks of nought; most words are told by that at once.
_MAY_BE_VALUE = re.compile(r"\d|^[^\u4e00-\u9fff]{1,4}$|[零〇○无变平减]")
_WORDS = re.compile(r"\S+")
_BARS = ("|", "｜")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a blank of the stream, with where it stands."""

    kind: Kind
    text: str
    start: Position
    end: Position


def tokens_of(lines: Sequence[Line], start: Position, stop: Position) -> Iterator[Token]:
    """Cut the text between two places into tokens."""
    marks = [line.text.strip() for line in lines[start.line : stop.line + 1]]
    alone = sum(mark in _BARS for mark in marks) > max(2, sum(_ends_in_bar(mark) for mark in marks))
    open_cell = True
    for number in range(start.line, min(stop.line, len(lines) - 1) + 1):
        text = lines[number].text
        begin = start.char if number == start.line else 0
        end = stop.char if number == stop.line else len(text)
        if is_page_number(text[begin:end]):
            continue
        if alone:
            yield from _cell_a_line(text, number, begin, end, open_cell)
            open_cell = text[begin:end].strip() in _BARS
        elif text[begin:end].strip() in _BARS:
            # A cell left empty, or the frame of the next row: what is too many at a row's end is taken off.
            yield Token("blank", "", Position(number, begin), Position(number, end))
        elif re.search(r"[|｜\t]", text[begin:end].strip(" ")):
            yield from _without_ordinal(list(_parted(text, number, begin, end)))
        else:
            yield from _without_ordinal(list(_spaced(text, number, begin, end)))


def _ends_in_bar(line: str) -> bool:
    """Say whether a line is the last or only cell of its row with the bar behind it; a bar alone then begins a row."""
    return line.endswith(_BARS) and bool(line.strip("|｜ "))


def _cell_a_line(text: str, number: int, begin: int, end: int, open_cell: bool) -> Iterator[Token]:
    """A line that is a cell, or the mark that ends one; a mark right after a mark ends an empty cell."""
    content = text[begin:end]
    if content.strip() in _BARS:
        if open_cell:
            yield Token("blank", "", Position(number, begin), Position(number, end))
        return
    yield _token(content, number, begin)


def _parted(text: str, number: int, begin: int, end: int) -> Iterator[Token]:
    """A row whose cells are parted by “|” or tabs; marks at its two ends are a frame, not cells."""
    separators = [match.start() for match in re.finditer(r"[|｜\t]", text[begin:end])]
    bounds = [begin - 1, *(begin + at for at in separators), end]
    cells = [(left + 1, right) for left, right in pairwise(bounds)]
    framed = text[begin:end].strip()
    if framed[:1] in _BARS:
        cells = cells[1:]
    if framed[-1:] in _BARS:
        cells = cells[:-1]
    for left, right in cells:
        content = text[left:right]
        if content.strip():
            yield _token(content, number, left)
        else:
            yield Token("blank", "", Position(number, left), Position(number, right))


def _spaced(text: str, number: int, begin: int, end: int) -> Iterator[Token]:
    for match in _WORDS.finditer(text, begin, end):
        yield _token(match[0], number, match.start())


def _without_ordinal(tokens: list[Token]) -> list[Token]:
    """Drop a number that begins a line with words right after it: it numbers the row.

    No row is numbered 0: that is the last value of the row before, in text broken at a width.
    """
    filled = [at for at, token in enumerate(tokens) if token.kind != "blank"]
    if len(filled) < 2 or tokens[filled[1]].kind != "words":
        return tokens
    first = tokens[filled[0]].text
    if not first.isdecimal() or int(first) == 0:
        return tokens
    return tokens[filled[0] + 1 :]


def _token(content: str, number: int, begin: int) -> Token:
    body = content.strip()
    at = begin + content.index(body)
    kind: Kind = "number" if _is_value(body) else "words"
    return Token(kind, body, Position(number, at), Position(number, at + len(body)))


def _is_value(text: str) -> bool:
    """Say whether a token is a number; single numerals are words here (三、本年度… set upright)."""
    if not _MAY_BE_VALUE.search(text) or _NUMERAL_WORD.match(plain(text)):
        return False
    return (
        read_number(text, "amount", "万元").value is not None or read_number(text, "change").value is not None
    )
