"""How a number is written in a cell of the form, and what it says.

A cell is read strictly: either the whole of it is a number as people write one, or the
reading says why it is not. Nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from form.model import Kind
from form.numerals import NUMERAL_CHARS, read_numeral
from form.spelling import plain

Problem = Literal["blank", "unreadable", "several", "unit_missing", "negative", "fraction"]
MoneyUnit = Literal["元", "万元", "亿元"]

# The longest note beside a number seen has some 30 characters.
CELL_MAX_CHARS = 200
# More digits than this are a telephone or an account, and no float keeps them.
DIGITS_MAX = 15

# What reports write for nought (an empty cell is not among them).
_ZERO_MARKS = re.compile(r"^(?:无|零|〇|○|[-－–—―─━_﹣−ー/／∕╱\\]{1,4})$")
_NOTE = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
# A note that the end of a page cuts: 25（较上年 on one page, 增加8件） before the next number on the other.
_CUT_NOTE = re.compile(
    r"[(（\[【]\s*(?:[一-龥][^()（）\[\]【】]*)?$|^(?![一二三四五六七八九十百千万零])[一-龥][^()（）\[\]【】]*[)）\]】]"
)
# 1,67 and 4 below it: the comma says that three digits follow it, the line has only some of them.
_CUT_THOUSANDS = re.compile(r"(?<=,)(\d{0,2})[ \t]*\n\s*(\d{1,3})(?!\d)")
_COUNT_UNITS = "件|条|项|个|份|部|起|宗|次|人次|篇|期|户|例"
_DIGITS = r"[1-9]\d{0,2}(?:[,，' ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_NUMBER = re.compile(
    rf"^(?P<sign>[+＋\-－–—−]|增加?|减少?|增长|下降)?\s*(?P<digits>{_DIGITS})\s*(?P<unit>{_COUNT_UNITS}|亿元|万元|元|万)?$"
)
_NUMERAL = re.compile(
    rf"^(?P<sign>增加?|减少?)?(?P<digits>[{NUMERAL_CHARS}]+)(?P<unit>{_COUNT_UNITS}|亿元|万元|元)?$"
)
_CURRENCY = re.compile(r"^(?:人民币|[¥￥])\s*(.+?)(?:元?整?)$")
_SPACED_UNIT = re.compile(r"(?<=[万亿])\s+(?=元)")
_UNIT_NOTE = re.compile(r"[(（\[【](?:单位[:：]?)?(?:人民币)?(亿元|万元|元)[)）\]】]")
# A lone 一 is a numeral to one writer and a dash to another.
_ONE_OR_DASH = re.compile(r"^一+$")
_UNCHANGED = re.compile(r"^(?:不变|无变化|持平|无增减)$")
_DOWN = set("-－–—−减") | {"减少", "下降"}
_MONEY_UNITS: dict[str, MoneyUnit] = {"元": "元", "万元": "万元", "亿元": "亿元"}
_WAN: dict[str, Decimal] = {
    "元": Decimal(10_000),
    "万元": Decimal(1),
    "万": Decimal(1),
    "亿元": Decimal("0.0001"),
}


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
    content = plain(_without_marks(text)).strip().rstrip("。;")
    if not content:
        return Reading(None, "unreadable" if plain(text).strip() else "blank")
    if _ZERO_MARKS.match(re.sub(r"\s+", "", content)) or (kind == "change" and _UNCHANGED.match(content)):
        return Reading(Decimal(0))
    if _ONE_OR_DASH.match(content):
        return Reading(None, "unreadable")
    if kind == "amount":
        unit = _unit_in_note(content) or unit
        content = _bare_amount(content)
    return _read_written(content, kind, unit)


def _without_marks(text: str) -> str:
    """Return the text without raised, lowered and circled signs: 3① is 3 with a footnote, not 31."""
    return "".join(
        char
        for char in text
        if not unicodedata.decomposition(char).startswith(("<super>", "<sub>", "<circle>"))
    )


def _unit_in_note(content: str) -> MoneyUnit | None:
    match = _UNIT_NOTE.search(content.replace(" ", ""))
    return _MONEY_UNITS[match[1]] if match else None


def _bare_amount(content: str) -> str:
    """Return an amount without what only says that it is money: ¥300 and 人民币300元整 are 300元."""
    content = _SPACED_UNIT.sub("", content)
    match = _CURRENCY.match(content)
    if match is None:
        return content.removesuffix("整") if content.endswith("元整") else content
    return match[1] if match[1].endswith("万") else f"{match[1]}元"


def _read_written(content: str, kind: Kind, unit: MoneyUnit | None) -> Reading:
    if len(content) > CELL_MAX_CHARS or sum(char.isdigit() for char in _NOTE.sub("", content)) > DIGITS_MAX:
        return Reading(None, "unreadable")
    content = _CUT_THOUSANDS.sub(_mended, content)
    # What a note or a line break parts is two numbers, where a single space may part thousands.
    bare = re.sub(r"[\r\n\t]+", "  ", without_notes(content)).strip()
    match = _NUMBER.match(bare)
    if match is not None:
        number, printed = Decimal(re.sub(r"[^\d.]", "", match["digits"])), match["unit"]
    else:
        match = _NUMERAL.match(re.sub(r"\s+", "", bare))
        numeral = read_numeral(match["digits"]) if match is not None else None
        if match is None or numeral is None:
            several = len(re.findall(r"\d+", bare)) > 1
            return Reading(None, "several" if several else "unreadable")
        # 三万 in words is 30 000 元, whatever unit the header prints.
        in_words = "元" if kind == "amount" and re.search("[万亿]", match["digits"]) else None
        number, printed = Decimal(numeral), match["unit"] or in_words
    sign = -1 if match["sign"] in _DOWN else 1
    return _judge(sign * number, printed, kind, unit)


def without_notes(text: str) -> str:
    """Given the text of a cell, return it with blanks for the notes beside its number, whole or cut by a page.

    >>> without_notes("13（较上年增加2件）").strip()
    '13'
    """
    return _CUT_NOTE.sub("  ", _NOTE.sub("  ", text))


def _mended(cut: re.Match[str]) -> str:
    """Return the digits behind a comma put together where they are three."""
    whole = cut[1] + cut[2]
    return whole if len(whole) == 3 else cut[0]


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


_UNIT_IN_WORDS = re.compile(
    r"(?:单位[:：]?|[(（\[【])(?:人民币)?(?P<after>亿元|万元|元)(?![/或、])"
    r"|(?<![/或、万亿])(?P<before>亿元|万元|元)[)）\]】]"
    r"|金额[:：,，]?(?P<last>亿元|万元|元)$"
)


def money_unit(text: str) -> MoneyUnit | None:
    """Given the words of a header or of a caption, return the money unit that they print.

    >>> money_unit("本年收费金额（单位：万元）")
    '万元'
    """
    flat = re.sub(r"\s+", "", plain(text))
    match = _UNIT_IN_WORDS.search(flat)
    unit = _MONEY_UNITS[match["after"] or match["before"] or match["last"]] if match else None
    # The other half of a broken 万元 may stand before or elsewhere: a factor of ten thousand.
    broken = "万" in flat or flat.count("(") < flat.count(")")
    return None if unit == "元" and broken else unit


def written_unit(text: str) -> MoneyUnit | None:
    """Given the text of a cell, return the money unit that is written in it, or None.

    A note beside the number says nothing of it; a currency sign alone says 元.

    >>> written_unit("32000元"), written_unit("3.2（其中罚没300元）"), written_unit("¥300")
    ('元', None, '元')
    """
    content = re.sub(r"\s+", "", plain(text))
    bare = _NOTE.sub("", content)
    match = re.search("亿元|万元|元|万", bare)
    if match is not None:
        return _MONEY_UNITS.get(match[0], "万元")
    return _unit_in_note(content) or ("元" if _CURRENCY.match(bare) else None)
