"""How a number is written in a cell of the form, and what it says.

A cell is read strictly: either the whole of it is a number as people write one, or the
reading says why it is not. Nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from form.model import Kind
from form.numerals import NUMERAL_CHARS, read_numeral
from form.spelling import plain

Problem = Literal["blank", "unreadable", "several", "unit_missing", "negative", "fraction"]
MoneyUnit = Literal["元", "万元", "亿元"]

# What reports write for nought (an empty cell is not among them).
_ZERO_MARKS = re.compile(r"^(?:无|零|〇|○|[-－–—―─━_﹣−ー/／\\]{1,4})$")
_NOTE = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_COUNT_UNITS = "件|条|项|个|份|部|起|宗|次|人次|篇|期|户|例"
_DIGITS = r"\d{1,3}(?:[,，'\u2009\u00a0 ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_NUMBER = re.compile(
    rf"^(?P<sign>[+＋\-－–—−]|增加?|减少?|增长|下降)?\s*(?P<digits>{_DIGITS})\s*(?P<unit>{_COUNT_UNITS}|亿元|万元|元|万)?$"
)
_NUMERAL = re.compile(rf"^(?P<sign>增加?|减少?)?(?P<digits>[{NUMERAL_CHARS}]+)(?P<unit>{_COUNT_UNITS})?$")
# A lone 一 is a numeral to one writer and a dash to another.
_ONE_OR_DASH = re.compile(r"^一+$")
_UNCHANGED = re.compile(r"^(?:不变|无变化|持平|无增减)$")
_DOWN = set("-－–—−减") | {"减少", "下降"}
_WAN: dict[str, Decimal] = {"元": Decimal(10_000), "万元": Decimal(1), "万": Decimal(1), "亿元": Decimal("0.0001")}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says: its value (money in 万元), or None and the problem.

    ``negative`` and ``fraction`` come with the value as printed: it can be read, though
    a count cannot be that.
    """

    value: Decimal | None
    problem: Problem | None = None


def read_number(text: str, kind: Kind = "count", unit: MoneyUnit | None = None) -> Reading:
    """Given the text of a cell, return its value or why it has none.

    Args:
        text: The cell as printed.
        kind: What the column holds.
        unit: For amounts, the unit that header or table print; the cell's own goes before it.

    >>> read_number("1,234件").value, read_number("—").value, read_number("").problem
    (Decimal('1234'), Decimal('0'), 'blank')
    >>> read_number("32000元", "amount", "万元").value
    Decimal('3.2')
    """
    content = plain(text).strip()
    if not content:
        return Reading(None, "blank")
    if _ZERO_MARKS.match(re.sub(r"\s+", "", content)) or (kind == "change" and _UNCHANGED.match(content)):
        return Reading(Decimal(0))
    if _ONE_OR_DASH.match(content):
        return Reading(None, "unreadable")
    return _read_written(content, kind, unit)


def _read_written(content: str, kind: Kind, unit: MoneyUnit | None) -> Reading:
    bare = re.sub(r"[\r\n\t]+", " ", _NOTE.sub(" ", content)).strip()
    match = _NUMBER.match(bare)
    if match is not None:
        number = Decimal(re.sub(r"[^\d.]", "", match["digits"]))
    else:
        match = _NUMERAL.match(re.sub(r"\s+", "", bare))
        numeral = read_numeral(match["digits"]) if match is not None else None
        if match is None or numeral is None:
            several = len(re.findall(r"\d+", bare)) > 1
            return Reading(None, "several" if several else "unreadable")
        number = Decimal(numeral)
    sign = -1 if match["sign"] in _DOWN else 1
    return _judge(sign * number, match["unit"], kind, unit)


def _judge(number: Decimal, printed_unit: str | None, kind: Kind, unit: MoneyUnit | None) -> Reading:
    """Hold a number that was read against what its column can be."""
    money = printed_unit in _WAN
    if kind == "amount":
        if printed_unit is not None and not money:
            return Reading(None, "unreadable")
        return _money(number, printed_unit or unit)
    if money:
        return Reading(None, "unreadable")
    if number != number.to_integral_value():
        return Reading(number, "fraction")
    whole = Decimal(int(number))
    if kind == "count" and whole < 0:
        return Reading(whole, "negative")
    return Reading(whole)


def _money(number: Decimal, unit: str | None) -> Reading:
    if number == 0:
        return Reading(Decimal(0))
    if unit is None:
        return Reading(None, "unit_missing")
    value = number / _WAN[unit]
    return Reading(value, "negative" if value < 0 else None)


_UNIT_IN_WORDS = re.compile(r"(?:单位\s*[:：]?\s*|[(（\[【]\s*)(人民币)?\s*(亿元|万元|元)|(亿元|万元|元)\s*[)）\]】]")


def money_unit(text: str) -> MoneyUnit | None:
    """Given the words of a header or of a caption, return the money unit that they print.

    >>> money_unit("本年收费金额（单位：万元）")
    '万元'
    """
    match = _UNIT_IN_WORDS.search(plain(text).replace(" ", ""))
    found = (match[2] or match[3]) if match else None
    return found if found in ("元", "万元", "亿元") else None
