"""Noun phrases: trimmed of the words around them, and lists of them cut into their parts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.prose import words

_SUMMED_UP = re.compile(
    r"等?[二两三四五六七八九十\d]{1,2}(?:大类|类|个|项|大)(?:信息|内容|平台|渠道|方面|领域|栏目|载体|重点领域)$"
)
ABOUT_LIST = re.compile(r"(?:涉及|有关|关于)(?!.*的)")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of squeezed text."""

    start: int
    end: int


def cleaned(masked: str, start: int, end: int) -> Span | None:
    """Return the noun phrase between start and end without connectives around it; None where nothing is left."""
    end = trim_end(masked, start, end)
    while start < end:
        step = words.OWN_TIME.match(masked[start : start + 24])
        if step is None or words.DOCUMENT_OF_YEAR.match(masked[start : start + 24]):
            step = words.LEADING.match(masked[start : min(end, start + 12)])
        if step is None:
            step = words.DETERMINER.match(masked[start : min(end, start + 8)])
        if step is None or step.end() == 0:
            break
        start = min(end, start + step.end())
    if start >= end or not re.search(r"[\u4e00-\u9fffA-Za-z□]", masked[start:end]):
        return None
    return Span(start, end)


def trim_end(masked: str, start: int, end: int) -> int:
    while start < end:
        match = words.TRAILING.search(masked[max(start, end - 8) : end])
        if match is None:
            break
        end -= len(match[0])
    return end


def split_label(masked: str, span: Span, count: int | None) -> list[Span] | None:
    """Given a list of labels (A、B和C), return its parts; None where they are not ``count`` in number."""
    marks = [
        match.span()
        for match in re.finditer(
            r"[、,](?:以及|及|和|与)?|(?<=”)(?=“)|(?<=》)(?=《)", masked[span.start : span.end]
        )
    ]
    last = marks[-1][1] if marks else 0
    joints = [match.span() for match in re.finditer(r"以及|和|及|与", masked[span.start : span.end])]
    joints = [joint for joint in joints if not any(low <= joint[0] < high for low, high in marks)]
    tail = [joint for joint in joints if joint[0] > last][-1:]
    choices = (
        [marks + tail, marks, sorted(marks + joints)]
        if count is None
        else [marks, marks + tail, sorted(marks + joints)]
    )
    for choice in choices:
        if count is None or len(choice) + 1 == count:
            return _cut(masked, span, choice)
    return None


def _cut(masked: str, span: Span, marks: list[tuple[int, int]]) -> list[Span] | None:
    summed = _SUMMED_UP.search(masked[span.start : span.end])
    span = Span(span.start, span.end - len(summed[0])) if summed else span
    edges = [0, *(edge for mark in marks for edge in mark), span.end - span.start]
    parts: list[Span] = []
    for low, high in zip(edges[::2], edges[1::2], strict=True):
        part = cleaned(masked, span.start + low, span.start + high)
        about = ABOUT_LIST.match(masked, part.start, part.end) if part and not parts else None
        part = Span(about.end(), part.end) if part and about else part
        if part is None:
            return None
        if masked[part.start : part.end].endswith("等") and part.end - part.start > 1:
            part = Span(part.start, part.end - 1)
        parts.append(part)
    return parts
