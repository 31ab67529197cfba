"""Platforms as a text names them: where the phrase begins and ends, and whether it means more than one."""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.prose import words
from ingest.prose.phrases import Span, cleaned
from ingest.prose.text import Squeezed

_JOINT = re.compile(r"[、,]|和|及|与|以及|或")
_PREPOSITION = re.compile(
    r"通过|利用|依托|借助|运用|依靠|借力|运营|维护|办好|管好|用好|用活|用足|发挥好?|充分运用|(?<!现)在(?!建|线|职|册)|(?:^|(?<=[,;:、年镇乡道县局办]))(?:经(?!办|济|开|营)|由|于|从|用|以|向|被|对)"
)
_QUOTE_AFTER = re.compile(r"(?:“□+”|《□+》|\"□+\"|「□+」)(?:账号|号)?|□{3,}|\([^()\d,。]{2,14}(?=\))\)")
# A name in quotation marks that something was published through is a platform, whatever it is called.
_BY_NAME = re.compile(r"(?:通过|利用|依托|借助|在)(“□+”|《□+》|\"□+\")(?:上|平台)?(?:共|累计|全年)*$")
_NAME_AFTER = re.compile(r"[“\"《「(][^”\"》」)]{1,24}[”\"》」)]{1,2}(?:账号|号)?(?:上)?")
_OFFICE = re.compile(r"(?:服务中心|图书馆|档案馆)$")
_MEANS = re.compile(r"通过|利用|依托|借助")
_MANY = re.compile(r"等|两微一端|矩阵群")


def platform_phrase(squeezed: Squeezed, start: int, end: int) -> tuple[Span | None, bool]:
    """Return the platform phrase between start and end and whether it means more than one platform."""
    masked = squeezed.masked
    heads = list(words.PLATFORM.finditer(squeezed.text, start, end))
    if heads and _OFFICE.search(heads[-1][0]) and not _PREPOSITION.search(masked, start, heads[0].start()):
        # “镇农业服务中心公开…”: without a word that says where, an office is who disclosed.
        return None, False
    if not heads:
        named = _BY_NAME.search(masked, start, end)
        return (Span(named.start(1), named.end(1)), False) if named else (None, False)
    means = list(_MEANS.finditer(masked, heads[0].end(), heads[-1].start()))
    if means and not _PREPOSITION.search(masked, start, heads[0].start()):
        # “服务中心通过公众号”: what stands before the means is who used them.
        heads = [head for head in heads if head.start() >= means[0].end()]
    begin = start
    for preposition in _PREPOSITION.finditer(masked, start, heads[0].start()):
        begin = preposition.end()
    stop = _last_joined(masked, heads, end)
    span = cleaned(masked, begin, stop)
    if span is None:
        return None, False
    joint = any(
        _JOINT.search(masked[left.end() : right.start()])
        for left, right in pairwise(heads)
        if right.start() < stop
    )
    joint = joint or bool(_MANY.search(squeezed.text[span.start : span.end]))
    several = joint or bool(words.SEVERAL_PLATFORMS.match(masked[stop : min(end, stop + 8)]))
    nameless = words.NAMELESS_PLATFORM.fullmatch(masked[span.start : span.end]) is not None
    return span, several or nameless


def _last_joined(masked: str, heads: list[re.Match[str]], end: int) -> int:
    """Return the end of the last platform word, with a name in quotes or brackets after it."""
    stop = heads[0].end()
    for left, right in pairwise(heads):
        between = masked[left.end() : right.start()]
        if re.fullmatch(r"等.{0,6}", between):
            break
        if re.search(r"[,;:]", between) and "、" not in between:
            break
        stop = right.end()
    while stop < end and masked[stop] in '”》"」□':
        stop += 1
    quoted = _QUOTE_AFTER.match(masked, stop, end)
    return quoted.end() if quoted else stop


def is_platform(text: str) -> bool:
    """Return whether a label is a platform, alone or with no more than “信息” after it."""
    last = _last_platform(text, 0, len(text))
    if last is None:
        return False
    rest = text[last:].lstrip('”》」"')
    named = _NAME_AFTER.match(rest)
    return words.ON_PLATFORM.fullmatch(rest, named.end() if named else 0) is not None


def platform_of(masked: str, span: Span) -> Span:
    """Given a label that is a platform, return it without “信息” and the like after its name."""
    last = _last_platform(masked, span.start, span.end)
    if last is None:
        return span
    quoted = _QUOTE_AFTER.match(masked, last, span.end)
    if masked[last : span.end] == "类":
        return span
    return Span(span.start, quoted.end() if quoted else last)


def _last_platform(text: str, start: int, end: int) -> int | None:
    """Return the end of the last platform word between start and end."""
    return max((match.end() for match in words.PLATFORM.finditer(text, start, end)), default=None)
