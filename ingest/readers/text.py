"""Plain text, as people copy it out of PDF files and web pages: a line of the file is a line."""

from __future__ import annotations

import csv
import re
from itertools import pairwise
from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.model import Document, Line
from ingest.readers.charset import decode, looks_like_text
from ingest.readers.limits import MAX_BLOCKS, MAX_TEXT_BYTES, too_large

# Only these end a line: a form feed or U+2028 inside one is a character of it.
_LINE_END = re.compile(r"\r\n|\r|\n")
# Lines at least this long tell how a text is broken: shorter ones are headings and cells.
_LONG_LINE = 15
# Share of long lines cut in mid-sentence from which on empty lines are no sign of a paragraph.
_CUT_SHARE = 1 / 3
# As many lines with so many separators each are rows as a spreadsheet saves them; prose has “；” instead.
_SEPARATED_LINES, _SEPARATORS = 8, 2
# A line that is nothing but fields with commas between them, in quotation marks or without blanks.
_FIELD = r'(?:"(?:[^"]|"")*"|[^",;|\s。]*)'
_FIELDS = re.compile(rf"{_FIELD}(?:,{_FIELD})+")
# So many numbers that count up prove that they are those of pages.
_PAGES_MIN = 2
# Empty lines before the number of a page, the more telling first.
_PAGE_GAPS = (2, 1)
_NUMBER = re.compile(r"[\d,.]+")
# A line's own number, as a numbered listing puts it before each; so many prove that it is one.
_LINE_NUMBER = re.compile(r"\s*(\d+)(?:[ \t\u3000:：]+|$)")
_LINES_MIN = 20
_SENTENCE_ENDS = "。！？；：:;!?…”）)〕】》|"


def read_text(path: Path) -> Document:
    """Given a text file in any encoding in use here, return its lines, each with its number.

    Raises:
        UnreadableFile: ``unsupported`` where it is not text, ``empty`` or ``too_large``.
    """
    if path.stat().st_size > MAX_TEXT_BYTES:
        raise too_large("文本文件过大")
    text = decode(path.read_bytes())
    if text is None or not looks_like_text(text):
        raise UnreadableFile(
            "unsupported", "文件不是可读的文本，请导入 PDF、Word、网页、表格或纯文本格式的年度报告"
        )
    lines = text_lines(text)
    if not lines:
        raise UnreadableFile("empty", "文件中没有文字，请确认选对了文件")
    return Document(format="text", pages=0, blocks=lines)


def text_lines(text: str) -> tuple[Line, ...]:
    """Given a text, return its lines that are not empty, as they stand, with their numbers from 1.

    Raises:
        UnreadableFile: ``too_large`` beyond ``MAX_BLOCKS`` lines.
    """
    rows = _LINE_END.split(text)
    if len(rows) > MAX_BLOCKS:
        raise too_large("文本文件的行数过多")
    rows = _without_page_numbers(_with_tabs(_single_bars(_without_line_numbers(rows))))
    telling = _gaps_tell_paragraphs(rows)
    result: list[Line] = []
    gap = True
    for number, row in enumerate(rows, start=1):
        if not row.strip("\ufeff \t\u3000\xa0\x0b\x1f"):
            gap = True
            continue
        result.append(
            Line(text=row, place=f"第{number}行", paragraph_start=True if gap and telling else None)
        )
        gap = False
    return tuple(result)


def _without_page_numbers(rows: list[str]) -> list[str]:
    """Return the lines with empty ones for page numbers: numbers alone below a gap that count up by one.

    Where any other number stands below as wide a gap, it parts cells, and no number is sure to be a page's.
    """
    alone = [(at, row.strip()) for at, row in enumerate(rows) if _NUMBER.fullmatch(row.strip())]
    for gap in _PAGE_GAPS:
        below = [
            (at, text) for at, text in alone if at >= gap and not any(map(str.strip, rows[at - gap : at]))
        ]
        counting = [str(number) for number in range(1, len(below) + 1)]
        if len(below) >= _PAGES_MIN and [text for _, text in below] == counting:
            numbers = {at for at, _ in below}
            return ["" if at in numbers else row for at, row in enumerate(rows)]
    return rows


def _without_line_numbers(rows: list[str]) -> list[str]:
    """Return the lines without their own numbers, where every line with words begins with its number: 1, 2, 3 …"""
    numbered = [(row, _LINE_NUMBER.match(row)) for row in rows]
    numbers = [int(match[1]) for row, match in numbered if match and row.strip()]
    counted = numbers == list(range(1, len(numbers) + 1)) and len(numbers) >= _LINES_MIN
    if not counted or any(row.strip() and not match for row, match in numbered):
        return rows
    return [row[match.end() :] if match else row for row, match in numbered]


def _single_bars(rows: list[str]) -> list[str]:
    """Return the lines with one bar between cells, where every bar of the text is doubled."""
    barred = [row for row in rows if "|" in row]
    if len(barred) < _SEPARATED_LINES or any("|" in row.replace("||", "") for row in barred):
        return rows
    return [row.replace("||", "|") for row in rows]


def _with_tabs(rows: list[str]) -> list[str]:
    """Return the lines with tabs between their cells where semicolons or commas part them."""
    fields = [_fields(row) for row in rows]
    if sum(cells is not None for cells in fields) >= _SEPARATED_LINES:
        return [row if cells is None else "\t".join(cells) for row, cells in zip(rows, fields, strict=True)]
    parted = [row.count(";") >= _SEPARATORS for row in rows]
    if sum(parted) < _SEPARATED_LINES:
        return rows
    return [row.replace(";", "\t") if cells else row for row, cells in zip(rows, parted, strict=True)]


def _fields(row: str) -> list[str] | None:
    """Return the fields of a line that commas part, or None where commas are part of its words or numbers."""
    words = row.strip()
    if not _FIELDS.fullmatch(words) or not ('"' in words or words.count(",") >= _SEPARATORS):
        return None
    return next(csv.reader([words]))


def _gaps_tell_paragraphs(rows: list[str]) -> bool:
    """Return whether empty lines part paragraphs; text copied out of a PDF may have one after each line."""
    long_before_gap = cut = 0
    for row, following in pairwise(rows):
        words = row.strip()
        if len(words) >= _LONG_LINE and not following.strip():
            long_before_gap += 1
            cut += words[-1] not in _SENTENCE_ENDS
    return cut <= long_before_gap * _CUT_SHARE
