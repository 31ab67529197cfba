"""What stands on a page and belongs to no sentence: page numbers, and the signature at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from form.numerals import read_numeral
from form.spelling import plain
from ingest.model import Line
from ingest.sections import find_headings, is_page_number

# Bare numbers are page numbers where they count on; between two of them tables may take some pages.
STEP_MAX = 5
_BARE_NUMBER = re.compile(r"^\d{1,3}$")
_DATE = re.compile(
    r"^(20\d{2}|[二][〇○零][〇○零一二三四五六七八九]{2})年"
    r"(\d{1,2}|[一二三四五六七八九十]{1,2})月(\d{1,2}|[一二三四五六七八九十]{1,3})日$"
)
_SIGNATURE = re.compile(r"^[一-龥]{2,30}(?:人民政府|办事处|委员会|办公室|局|中心|厅|院|镇|乡|街道)$")


def without_page_numbers(lines: Sequence[Line]) -> list[Line]:
    """Given the lines of a report, return them without those that are nothing but a page number.

    A number without any mark is one at the head or foot of its page; where there are no
    pages, only where such numbers count on through the document.
    """
    bare = [at for at, line in enumerate(lines) if _BARE_NUMBER.match(plain(line.text).strip())]
    numbers = {at for at in bare if _at_edge(lines, at)} | _counting(
        lines, [at for at in bare if not lines[at].page]
    )
    return [line for at, line in enumerate(lines) if at not in numbers and not is_page_number(line.text)]


def _at_edge(lines: Sequence[Line], at: int) -> bool:
    page = lines[at].page
    if page is None:
        return False
    before = lines[at - 1].page if at > 0 else None
    after = lines[at + 1].page if at + 1 < len(lines) else None
    return page != before or page != after


def _counting(lines: Sequence[Line], bare: Sequence[int]) -> set[int]:
    """Return the lines whose numbers count on, each a little more than the one before it."""
    chain: list[int] = []
    for at in bare:
        number = int(plain(lines[at].text))
        last = int(plain(lines[chain[-1]].text)) if chain else 0
        if 0 < number - last <= STEP_MAX:
            chain.append(at)
    return set(chain) if len(chain) > 1 else set()


@dataclass(frozen=True, slots=True)
class Signature:
    """The end of a report: who signed it, on which day (ISO), and the line at which that begins."""

    organisation: str | None
    date: str | None
    line: int


def signature_of(lines: Sequence[Line]) -> Signature:
    """Given the lines of a report, return its signature; without one, one that begins after the last line.

    A signature is a line that is a date, with the publisher's name in the line before it, or
    such a name as the last line.
    """
    texts = [re.sub(r"\s", "", plain(line.text)) for line in lines]
    headings = find_headings(lines)
    first = headings[-1].end.line if headings else 0
    for at in range(len(texts) - 1, first, -1):
        dated = _DATE.match(texts[at])
        if dated:
            signed = _SIGNATURE.match(texts[at - 1]) is not None
            return Signature(texts[at - 1] if signed else None, _iso(dated), at - int(signed))
    if texts and _SIGNATURE.match(texts[-1]):
        return Signature(texts[-1], None, len(texts) - 1)
    return Signature(None, None, len(texts))


def _iso(dated: re.Match[str]) -> str | None:
    """Return a date in digits or numerals as ISO; None where there is no such day."""
    numbers = [
        int(part) if part.isdigit() else read_numeral(part.replace("○", "〇")) for part in dated.groups()
    ]
    try:
        return date(*(number or 0 for number in numbers)).isoformat()
    except ValueError:
        return None
