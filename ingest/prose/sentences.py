"""Sentences of a section and, in each, the stretch of text around every number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.prose.quantities import Quantity, find_quantities

# A label further away than this from its number is none; it also keeps the reading linear.
REACH = 90
_SENTENCE_END = re.compile(r"[。!?]+|(?<!第)(?=\([一二三四五六七八九十]\))")
# A sub-heading on a line of its own runs into the sentence after it once line breaks are gone. The names of
# sub-headings and the way in which a sentence begins tell the two apart: (一)主动公开|2024年共公开…
_HEADING_LINE = re.compile(
    r"(?:\([一二三四五六七八九十]\)|[一二三四五六七八九十\d]{1,2}[.、])"
    r"(?:(?:主动公开|依申请公开|(?:政府)?信息公开)(?:政府信息)?(?:工作)?(?:完成|开展|进展|总体|基本)?(?:情况|方面)"
    r"|(?:主动公开|依申请公开)(?:政府信息)?(?:工作)?(?=20\d\d|全年|[本今]年|年内|年度|一年来|[我本全][镇乡街县区局办市单院委]|报告期|截[至止]"
    r"|一是|按照|根据|严格|坚持|通过|围绕|及时|进一步|认真|积极|依托|切实|加强|持续|始终|[^,;。:\d]{1,8}(?:镇|乡|街道|局|县|区)(?!域|级|村|务))"
    r"|(?:政府|政务)?信息(?:资源|公开|发布)?(?:规范化|规范|动态|日常)?管理(?:工作)?(?:情况|方面)?|(?:政府|政务)?(?:信息)?(?:公开)?(?:平台|载体|渠道|阵地)建设(?:工作)?(?:情况|方面)?"
    r"|(?:工作)?监督(?:和|与|及)?保障(?:工作)?(?:情况|方面)?|(?:强化|加强)?(?:组织|工作|监督)(?:领导|保障|机构)(?:情况|方面)?)"
    r"(?![,;。:、的和与及])"
)
_HEADING = re.compile(r"\([一二三四五六七八九十]\)([^,;。:0-9]{2,24})")
_STOP = frozenset(",;:()")
_SUMMED = re.compile(
    r"[二两三四五六七八九十\d]{1,2}(?:大类|类|个|项|大)(?:信息|内容|平台|渠道|方面|领域|栏目|载体|重点领域)"
    r"|[二两三四五六七八九十\d]{1,2}个[^,;。:、()\d]{0,6}(?:领域|方面)的"
)
# A number of what is no information ends what goes before it in a list: 校验结果36家、许可128户、…
_OTHER_COUNT = re.compile(
    r"\d[万亿余多]*(?:家|户|名|人次|人|位|元|亩|公里|平方米|米|小时|分钟|天|辆|栋|所|座|头|株|吨|公斤)(?=、)"
)
# 残疾人两项补贴信息12期: a numeral inside a name, before the number of the clause.
_IN_NAME = re.compile(r"[二两三四五六七八九十]{1,2}(?:项|类|大|个|种)[^,;。:、()\d]{2,16}\d")
_RIGHT_STOP = re.compile(r"[,;。:()!?、]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, from start to end, and the sub-heading it stands under ("" where there is none)."""

    start: int
    end: int
    heading: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A number with the stretches of squeezed text around it.

    Attributes:
        quantity: The number.
        lead: Start of the text since the number before it (or the sentence's start).
        left: Start of the clause that ends at the number.
        right: End of the clause that begins after the number.
        bracket: "(" where the number opens a bracket after a label, as in 政策文件(9条).
    """

    quantity: Quantity
    lead: int
    left: int
    right: int
    bracket: str = ""


def split_sentences(text: str) -> Iterator[Sentence]:
    """Given squeezed (and masked) text, yield its sentences in order."""
    start = 0
    heading = ""
    for end, following in _sentence_ends(text):
        if end > start:
            heading = _heading(text, start, heading)
            line = _HEADING_LINE.match(text, start, end)
            yield Sentence(line.end() if line else start, end, heading)
        start = following


def _sentence_ends(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence ends and where the next one begins."""
    for match in _SENTENCE_END.finditer(text):
        yield match.start(), match.end()
    yield len(text), len(text)


def _heading(text: str, start: int, current: str) -> str:
    match = _HEADING.match(text, start)
    return match[1] if match else current


def find_spots(text: str, sentence: Sentence) -> list[Spot]:
    """Given the masked text, return the numbers of a sentence with what stands around them."""
    quantities = [
        quantity
        for quantity in find_quantities(text[sentence.start : sentence.end])
        if not _sums_up(text, _moved(quantity, sentence.start))
    ]
    spots: list[Spot] = []
    previous = sentence.start
    for index, found in enumerate(quantities):
        quantity = _moved(found, sentence.start)
        following = quantities[index + 1].start + sentence.start if index + 1 < len(quantities) else None
        lead = max(previous, quantity.start - 3 * REACH)
        left, bracket = _clause_start(text, lead, quantity)
        for other in _OTHER_COUNT.finditer(text, left, quantity.start):
            left = other.end()
        right = _clause_end(text, quantity.end, sentence.end, following)
        spots.append(Spot(quantity, lead, left, right, bracket))
        previous = quantity.end
    return spots


def _sums_up(text: str, quantity: Quantity) -> bool:
    """Return whether a number only says how many labels went before: 安全、防汛、防火三类信息."""
    before = text[max(0, quantity.start - 1) : quantity.start]
    inside = before not in {"", ",", "。", ":", "了", "、", ";", "("}
    if quantity.in_words and inside and _IN_NAME.match(text, quantity.start):
        return True
    return bool(_SUMMED.match(text, quantity.start)) and inside


def _moved(quantity: Quantity, by: int) -> Quantity:
    return Quantity(
        quantity.start + by,
        quantity.end + by,
        quantity.value,
        quantity.unit,
        quantity.qualifier,
        quantity.in_words,
    )


def _clause_start(text: str, lead: int, quantity: Quantity) -> tuple[int, str]:
    """Return where the clause before a number begins; over a colon or bracket where nothing else is there."""
    start = _last_stop(text, max(lead, quantity.start - REACH), quantity.start)
    if start != quantity.start or start <= lead:
        return start, ""
    mark = text[start - 1]
    if mark == ":" or (mark == "(" and text[quantity.end : quantity.end + 1] in {")", ","}):
        return _last_stop(text, max(lead, start - 1 - REACH), start - 1), mark
    return start, ""


def _last_stop(text: str, low: int, high: int) -> int:
    for place in range(high - 1, low - 1, -1):
        if text[place] in _STOP:
            return place + 1
    return low


def _clause_end(text: str, start: int, end: int, following: int | None) -> int:
    """Return where the words after a number end; a list with 、 goes on if no other number is in it."""
    limit = min(end, start + REACH)
    stop = limit
    for match in _RIGHT_STOP.finditer(text, start, limit):
        if match[0] == "、" and following is None:
            continue
        if match[0] == "、" and following is not None and _reaches(text, match.start(), following):
            stop = match.start()
            break
        if match[0] != "、":
            stop = match.start()
            break
    return min(stop, following) if following is not None else stop


def _reaches(text: str, place: int, following: int) -> bool:
    """Return whether the next number stands in the same clause."""
    return not any(char in ",;。:()" for char in text[place : min(following, place + REACH)])
