"""Numbers of the prose with their units and qualifiers: 236条, 10余条, 近千条, 一百二十三篇, 1.2万余份."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from form.numerals import read_numeral
from ingest.model import Qualifier

_SCALE = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_BEFORE = r"(?P<before>不少于|不低于|大约|将近|接近|超过|至少|多达|(?<![民公合契预])约|近|超|逾|上(?=[百千万])|过(?=[百千万\d]))?"
_ARABIC = r"(?P<arabic>\d{1,3}(?:,\d{3}){1,3}(?![\d,])|\d{1,9}(?:\.\d{1,4})?)(?P<scale>[百千万亿])?"
_NUMERAL = r"(?P<numeral>[〇零一二三四五六七八九十百千万两]{1,12})"
_AFTER = r"(?P<more>余|多|来)?(?P<late_scale>[千万亿](?=[条篇份件余多次张册]))?(?P<more_still>余|多)?"
# What is counted, as counts of information are written; longer ones first. The guards keep 条例, 项目, 部门.
_UNIT = (
    r"(?P<unit>条次|张次|份次|篇次|件次|期次|条目|条(?![例件款幅])|篇(?!章|幅)|则|份(?!额)|期(?![间限内末中])|件(?!事)"
    r"|部(?![门分署委])|幅(?!度)|张(?!贴)|册|块|本(?![年镇乡级单街机地部辖区县])|项(?!目)|次(?!日|数)|场次|场(?!所|景)|个(?!别|人|月|工作日|百分点)"
    r"|类(?!别|型)|版(?!面|块)|页(?!面)|起(?!草)|宗|例|处(?![理罚置])|段|集(?!中|体|成)|支(?!部|持|出|撑)|套|面(?!向|对|积)|组(?!织|成|长)|批次|批|遍|辑|档|封|句|首|帧|栏|盘|枚|卷|道|笔(?!记|试|者)|块次|屏次)?"
)
_LATER = r"(?:\((?:条|篇|次|件|份|期|个|项|余)\))?(?P<later>以上|左右|上下|余|多(?=[,;。、)]))?"
_QUANTITY = re.compile(_BEFORE + rf"(?:{_ARABIC}|{_NUMERAL})" + _AFTER + _UNIT + _LATER)
# What may not stand before a number that counts something: 第3条, 〔2021〕30号, 1-12条, 统一, 唯一.
_NO_COUNT_BEFORE = re.compile(r"(?:第|〔|\[|[\d.]|\d-|(?<![A-Za-z][A-Za-z])[A-Za-z]\.?|星期|电话:?|邮编:?)$")
# A numeral is part of a word here: 统一, 唯一, 专一.
_WORD_BEFORE_NUMERAL = re.compile(r"[统唯同专逐单万之]$")
_BARE_END = re.compile(r"[,;。、)!?]|$")
# 公开方式:1、公开栏。2、网站。: the items of a list.
_NUMBERED = re.compile(r"、[^、]{2,150}?[;。]2、")
_IN_BRACKETS = re.compile(r"[\u4e00-\u9fff”》]\($")
_CJK_BEFORE = re.compile(r"[\u4e00-\u9fff”》）):]$")

_AT_LEAST = frozenset(
    {"不少于", "不低于", "超过", "至少", "多达", "超", "逾", "上", "过", "余", "多", "以上"}
)
_ABOUT = frozenset({"大约", "将近", "接近", "约", "近", "来", "左右", "上下"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what it counts: its place in the squeezed text, qualifiers and unit included.

    ``unit`` is "" where none is printed; ``in_words`` is true of a Chinese numeral.
    """

    start: int
    end: int
    value: float
    unit: str
    qualifier: Qualifier
    in_words: bool


def find_quantities(text: str) -> Iterator[Quantity]:
    """Given squeezed (and masked) text, yield the numbers that may count something, in order.

    Years, dates, percentages, ordinals and document numbers carry no counting unit and
    are not among them.
    """
    place = 0
    while (match := _QUANTITY.search(text, place)) is not None:
        quantity = _read(match, text)
        if quantity is not None:
            yield quantity
        place = max(match.end() if quantity is not None else _past_number(match), match.start() + 1)


def _past_number(match: re.Match[str]) -> int:
    return match.end("arabic") if match["arabic"] else match.end("numeral")


def _read(match: re.Match[str], text: str) -> Quantity | None:
    before = text[max(0, match.start() - 4) : match.start()]
    value = _value(match)
    if value is None or _NO_COUNT_BEFORE.search(before):
        return None
    if match["numeral"] and _WORD_BEFORE_NUMERAL.search(before):
        return None
    unit = match["unit"] or ""
    end = match.end()
    if not unit and value == 1 and _NUMBERED.match(text, end):
        return None
    if not unit:
        bracketed = _IN_BRACKETS.search(before) and text[end : end + 1] == ")"
        if (
            match["numeral"]
            or not (bracketed or _CJK_BEFORE.search(before))
            or not _BARE_END.match(text, end)
        ):
            return None
        end = match.end() if match["more"] or match["later"] else _past_number(match)
        if value >= 1_000_000 or not _BARE_END.match(text, end):
            return None
    return Quantity(match.start(), end, value, unit, _qualifier(match), match["numeral"] is not None)


def _value(match: re.Match[str]) -> float | None:
    value: float
    if match["arabic"]:
        value = float(match["arabic"].replace(",", "")) * _SCALE.get(match["scale"] or "", 1)
    else:
        numeral = match["numeral"]
        # “近千条”, “万余条”: the bare word for the scale is the number.
        read = _SCALE.get(numeral) or read_numeral(numeral)
        if read is None:
            return None
        value = float(read)
    return value * _SCALE.get(match["late_scale"] or "", 1)


def _qualifier(match: re.Match[str]) -> Qualifier:
    marks = {match["before"], match["more"], match["more_still"], match["later"]}
    if marks & _AT_LEAST:
        return "at_least"
    return "about" if marks & _ABOUT else "exact"
