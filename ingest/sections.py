"""Where the six parts of a report begin, and the text of its prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from form.sections import SECTIONS, Section
from form.spelling import plain, skeleton, without_item
from ingest.model import Line

# A heading is damaged, but still one, from this likeness on (0 to 100).
HEADING_LIKENESS_MIN = 78.0
# The longest heading of the form has 19 characters; with a number and an alias it stays under this.
HEADING_MAX_CHARS = 34
# How far around its words a heading is looked at.
NEXT_TO_CHARS = 24
# With fewer headings a report is not numbered at all, and says all under one.
HEADED_MIN = 3
# The parts whose tables office clerks put into words as well.
BESIDE_TABLES = (3, 4)
_SENTENCE = re.compile(r"[^。]{6,}。")
_OF_A_TABLE = re.compile(
    r"结果维持|勾稽|商业企业|新收政府信息公开申请数量|结转下年度继续|信息内容|第二十条|\d\s+\d|[|\t]"
)
_NUMERALS = "一二三四五六"
_ORDINAL = re.compile(
    r"^(?:第?[一二三四五六七八九][、.．,，部章节]|[（(][一二三四五六][)）]|[1-9][、.．]|第[一二三四五六]部分)"
)
_LOWER_ORDINAL = re.compile(r"^\(\s*([一二三四五六七八九])\s*\)")
_PAGE_NUMBER = re.compile(
    r"^(?:[-—–―·•~]{1,2}\s*\d{1,3}\s*[-—–―·•~]{1,2}|第\s*\d{1,3}\s*页.{0,12}|\d{1,3}\s*/\s*\d{1,3}页?|共\s*\d+\s*页)$"
)
_BULLETS = " \t\u3000-–•·●■◆#*"
_STOP = re.compile(r"[,。;!?:]")
_ENDS_SENTENCE = re.compile(r"[。！？!?：:；;]$")
# A heading with a line to itself: numbered, short, and without any stop.
_SUBHEADING = re.compile(
    r"^(?:[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、|\d+[.、．])[^，。；：！,;:]{1,16}$"
)
_STARTS_ITEM = re.compile(r"^\s*(?:[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、)")


class Position(NamedTuple):
    """A place in the lines: which line, and which character of it."""

    line: int
    char: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found: the part it opens, where it begins and where it ends, and how sure it is."""

    number: int
    start: Position
    end: Position
    strength: int


def is_page_number(text: str) -> bool:
    """Say whether a line is nothing but a page number."""
    return _PAGE_NUMBER.match(plain(text).strip()) is not None


def find_headings(lines: Sequence[Line]) -> list[Heading]:
    """Given the lines of a report, return the heading of each part that has one, in document order."""
    found = _literal(lines) + _damaged(lines)
    best: dict[int, Heading] = {}
    for heading in found:
        known = best.get(heading.number)
        # A table of contents comes first, so of equals the last one counts.
        if known is None or heading.strength >= known.strength:
            best[heading.number] = heading
    return sorted(best.values(), key=lambda heading: heading.start)


@cache
def _spellings(section: Section) -> tuple[str, ...]:
    return tuple(
        sorted(
            {skeleton(without_item(text)) for text in (section.title, *section.aliases)},
            key=len,
            reverse=True,
        )
    )


@cache
def _numbers() -> dict[str, int]:
    """Return the number of the part that each spelling of a heading opens."""
    return {spelling: section.number for section in SECTIONS for spelling in _spellings(section)}


def _literal(lines: Sequence[Line]) -> list[Heading]:
    """Find headings spelt as known, also where a line break or other text stands around them."""
    body, places = _flatten(lines)
    found = []
    for section in SECTIONS:
        for spelling in _spellings(section):
            at = body.find(spelling)
            while at >= 0:
                heading = _judge(section, lines, places[at], places[at + len(spelling) - 1])
                if heading is not None:
                    found.append(heading)
                at = body.find(spelling, at + 1)
    return sorted(found, key=lambda heading: heading.start)


def _flatten(lines: Sequence[Line]) -> tuple[str, list[Position]]:
    """Return the word characters of all lines and the place of each."""
    chars: list[str] = []
    places: list[Position] = []
    for number, line in enumerate(lines):
        for at, char in enumerate(line.text):
            for word in _word(char):
                chars.append(word)
                places.append(Position(number, at))
    return "".join(chars), places


@cache
def _word(char: str) -> str:
    return skeleton(char)


def _judge(section: Section, lines: Sequence[Line], first: Position, last: Position) -> Heading | None:
    """Hold words that are spelt like a heading against where they stand."""
    # Only what stands next to the words matters; a line can be as long as a report.
    left = max(0, first.char - NEXT_TO_CHARS)
    printed = plain(lines[first.line].text[left : first.char])
    # A bar before it is the frame of its row.
    before = printed.lstrip("| \t")
    after = lines[last.line].text[last.char + 1 : last.char + 1 + NEXT_TO_CHARS]
    ordinal = re.search(
        r"(?:^|[^\w])(?:第?[一二三四五六七八九]|[（(][一二三四五六][)）]|\d)\s*[、.．,，)）]?\s*$", before
    )
    numbered = re.search(rf"{_NUMERALS[section.number - 1]}\s*[、.．,，]\s*$", before) is not None
    # A list of a web page keeps its bullet where it loses its number: “- 总体情况”.
    begins = left == 0 and (
        not before.strip(_BULLETS) or _ORDINAL.fullmatch(re.sub(r"\s", "", before)) is not None
    )
    ends = not skeleton(after) and not re.search(r"[，,。；]", after)
    if (not begins and not numbered) or _is_part_of_another(before.strip(), section.number):
        return None
    strength = 2 * int(numbered) + int(begins) + 2 * int(ends and begins)
    if strength < 2:
        return None
    start = (
        first.char
        if not (ordinal or begins)
        else left + len(printed) - len(before) + _ordinal_start(before, begins)
    )
    return Heading(section.number, Position(first.line, start), Position(last.line, last.char + 1), strength)


def _is_part_of_another(text: str, part: int) -> bool:
    """Say whether a heading is of a lower level: （一）主动公开情况 is within 一 and does not open part two."""
    match = _LOWER_ORDINAL.match(text)
    return match is not None and match[1] != _NUMERALS[part - 1]


def _ordinal_start(before: str, begins: bool) -> int:
    if begins:
        return 0
    match = re.search(r"[一二三四五六七八九第（(\d]+\s*[、.．,，)）]?\s*$", before)
    return match.start() if match else len(before)


def _damaged(lines: Sequence[Line]) -> list[Heading]:
    """Find headings with wrong or missing characters, or in other words: short numbered lines."""
    found = []
    for number, line in enumerate(lines):
        text = re.sub(r"\s", "", plain(line.text))
        if len(text) > HEADING_MAX_CHARS or not _ORDINAL.match(text):
            continue
        part = _alike(text) or _told(text)
        if part is not None and not _is_part_of_another(text, part):
            found.append(Heading(part, Position(number, 0), Position(number, len(line.text)), 1))
    return found


def _alike(text: str) -> int | None:
    like = process.extractOne(
        skeleton(without_item(text)), list(_numbers()), scorer=fuzz.ratio, score_cutoff=HEADING_LIKENESS_MIN
    )
    return _numbers()[like[0]] if like is not None else None


def _told(text: str) -> int | None:
    """Return the part whose own number a line has, in whatever words it names what the part is about."""
    if _STOP.search(text[2:]):
        return None
    return next(
        (
            section.number
            for section in SECTIONS
            if text.startswith(f"{_NUMERALS[section.number - 1]}、")
            and any(word in text for word in section.words)
        ),
        None,
    )


def between(lines: Sequence[Line], start: Position, stop: Position) -> list[Line]:
    """Given two places, return what stands between them, the first and last line cut."""
    cut = []
    for number in range(start.line, min(stop.line, len(lines) - 1) + 1):
        text = lines[number].text
        end = stop.char if number == stop.line else len(text)
        begin = start.char if number == start.line else 0
        if text[begin:end].strip():
            cut.append(replace(lines[number], text=text[begin:end]))
    return cut


def stretches(lines: Sequence[Line], headings: Sequence[Heading]) -> dict[int, tuple[Position, Position]]:
    """Given headings in order, return for each part where its content begins and ends."""
    stops = [heading.start for heading in headings[1:]] + [Position(len(lines), 0)]
    return {heading.number: (heading.end, stop) for heading, stop in zip(headings, stops, strict=False)}


def cut_sections(lines: Sequence[Line], preamble_end: int) -> dict[str, str]:
    """Given the lines outside tables, return the text of parts one, five and six.

    ``preamble_end`` is the first line after title and preamble; a report without headings
    keeps what follows under "1".
    """
    headings = find_headings(lines)
    parts = stretches(lines, headings)
    if 1 not in parts:
        stop = headings[0].start if headings else Position(len(lines), 0)
        parts[1] = (Position(preamble_end, 0), stop)
    texts = {
        str(number): flow(between(lines, *parts[number]))
        for number in (1, 5, 6)
        if number in parts and parts[number][0] < parts[number][1]
    }
    # 一、总体情况：… goes on behind its colon.
    return {number: bare for number, text in texts.items() if (bare := text.lstrip(":：,，.。"))}


def told_beside_tables(lines: Sequence[Line]) -> dict[str, str]:
    """Given the lines outside tables, return the sentences that stand under three and four beside their tables.

    What a table may have left there is no sentence of its own.
    """
    told = {}
    for number, (start, stop) in stretches(lines, find_headings(lines)).items():
        if number not in BESIDE_TABLES or stop <= start:
            continue
        sentences = _SENTENCE.findall(flow(between(lines, start, stop)))
        told[str(number)] = "".join(one for one in sentences if not _OF_A_TABLE.search(one))
    return {number: text for number, text in told.items() if text}


def flow(lines: Sequence[Line]) -> str:
    """Given lines, return them as running text: broken lines joined, a paragraph a line."""
    text = above = ""
    for line in lines:
        piece = line.text.strip()
        if not piece:
            continue
        if not text:
            text = piece
        elif _SUBHEADING.match(above) or _new_paragraph(text, line):
            text += "\n" + piece
        else:
            needs_space = (
                text[-1].isascii() and text[-1].isalpha() and piece[0].isascii() and piece[0].isalpha()
            )
            text += (" " if needs_space else "") + piece
        above = piece
    return text


def _new_paragraph(text: str, line: Line) -> bool:
    if line.method == "markup" and line.paragraph_start is not None:
        return line.paragraph_start
    if line.paragraph_start is False:
        return False
    ended = _ENDS_SENTENCE.search(text) is not None
    if line.method == "text":
        return ended
    return bool(line.paragraph_start) or (ended and _STARTS_ITEM.match(line.text) is not None)


def missing_sections(lines: Sequence[Line], sections: dict[str, str]) -> list[Section]:
    """Given the lines and the sections cut from them, return the parts of prose that a numbered report lacks."""
    headed = {heading.number for heading in find_headings(lines)}
    if len(headed) < HEADED_MIN:
        return []
    return [
        section
        for section in SECTIONS
        if section.table is None and section.number not in headed and str(section.number) not in sections
    ]
