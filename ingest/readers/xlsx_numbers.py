"""How a spreadsheet shows a stored number: the part of number formats that changes what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

GENERAL = "General"
# ECMA-376, 18.8.30, with the forms that Chinese Excel and WPS show for the dates.
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"',
    36: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
# Excel stores 15 significant digits; what a binary fraction has beyond them is noise.
_SIGNIFICANT_DIGITS = 15
_EPOCH = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_LAST_DAY = 2_958_465  # 9999-12-31
_SECTION = re.compile(r'((?:"[^"]*"|\\.|_.|\*.|[^;"\\])*)(?:;|$)')
_BRACKETS = re.compile(r"\[[^\]]*\]")
_TOKEN = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|(?P<code>.)', re.DOTALL)
_DATE_CODE = re.compile(r"[ymdhs]", re.IGNORECASE)
_DATE_PART = re.compile(r'"([^"]*)"|\\(.)|(y+|m+|d+|h+|s+)|(.)', re.IGNORECASE | re.DOTALL)
_SCALED = re.compile(r"[0#?],+(?:[^0#?,]|$)|!")
SCALED_DOUBT = "显示格式对数值作了缩放，显示的与存储的不是同一个数"
NOT_SHOWN_DOUBT = "单元格存有数值，但设置为不显示"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows, and why it cannot be relied on, or ""."""

    text: str
    doubt: str = ""


@lru_cache(maxsize=4096)
def show_number(stored: str, code: str = GENERAL, from_1904: bool = False) -> Shown:
    """Given a number as stored and its format, return what the cell shows.

    Decimals are kept as stored, since rounding is for looks; a unit printed by the format
    is kept, percentages and dates are shown as such.

    >>> show_number("3.0").text, show_number("0.30000000000000004").text, show_number("0.125", "0.0%").text
    ('3', '0.3', '12.5%')
    >>> show_number("12", '0"件"').text, show_number("45313", "yyyy/m/d").text
    ('12件', '2024/1/22')
    """
    try:
        number = Decimal(stored.strip())
    except InvalidOperation:
        return Shown(stored)
    if not number.is_finite():
        return Shown(stored)
    section = _section(code, number)
    if section.strip().lower() in ("general", "g/通用格式", "@"):
        return Shown(_digits(number))
    before, placeholders, after = _split(section)
    if not placeholders:
        literal = before + after
        return Shown(literal, "" if literal.strip() else NOT_SHOWN_DOUBT)
    if _is_date(placeholders):
        return Shown(_date(number, section, from_1904))
    if _SCALED.search(placeholders):
        return Shown(_digits(number), SCALED_DOUBT)
    if "%" in placeholders:
        return Shown(before + _digits(number * 100) + "%")
    # Only a 0 in the format makes a place for a nought; # and ? leave it out.
    text = before + ("" if number == 0 and "0" not in placeholders else _digits(number)) + after
    return Shown(text, "" if text.strip() else NOT_SHOWN_DOUBT)


def shows_text(code: str) -> bool:
    """Return whether a format shows words at all: “;;;” shows nothing."""
    sections = _sections(code)
    return len(sections) < 4 or bool(sections[3].strip())


def _digits(number: Decimal) -> str:
    rounded = Decimal(f"{number:.{_SIGNIFICANT_DIGITS}g}")
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _sections(code: str) -> list[str]:
    parts = [match[1] for match in _SECTION.finditer(code)]
    # The pattern also matches nothing at the very end.
    return parts[:-1] if len(parts) > 1 and not code.endswith(";") else parts


def _section(code: str, number: Decimal) -> str:
    """Return the part of a format for a number: positive; negative; zero."""
    sections = [_BRACKETS.sub("", section) for section in _sections(code)]
    if number == 0 and len(sections) > 2:
        return sections[2]
    if number < 0 and len(sections) > 1:
        # The section writes its own sign, a bracket or a minus; the reader keeps the sign.
        return sections[0] if sections[1].strip() else sections[1]
    return sections[0]


def _split(section: str) -> tuple[str, str, str]:
    """Return the words before the placeholders of a section, the placeholders, and the words behind."""
    before = after = placeholders = ""
    for match in _TOKEN.finditer(section):
        word = match["quoted"] if match["quoted"] is not None else match["escaped"]
        if word is None and match["code"] is not None and _is_plain_word(match["code"]):
            word = match["code"]
        if word is None:
            placeholders += match["code"] or ""
        elif placeholders.strip():
            after += word
        else:
            before += word
    return before, placeholders.strip(), after


def _is_plain_word(char: str) -> bool:
    """Return whether a character of a format stands for itself without quotation marks."""
    return char in "$￥¥()（）:：-–—" or "\u4e00" <= char <= "\u9fff"


def _is_date(placeholders: str) -> bool:
    return _DATE_CODE.search(placeholders) is not None and not re.search(r"[0#?]", placeholders)


def _date(number: Decimal, section: str, from_1904: bool) -> str:
    if not 0 <= number <= _LAST_DAY:
        return _digits(number)
    moment = (_EPOCH_1904 if from_1904 else _EPOCH) + timedelta(seconds=round(float(number) * 86_400))
    after_hour = False
    text = ""
    for quoted, escaped, code, other in _DATE_PART.findall(section):
        if not code:
            text += quoted or escaped or other
            continue
        text += _date_part(moment, code.lower(), after_hour)
        after_hour = code[0] in "hH"
    return text.strip()


def _date_part(moment: datetime, code: str, after_hour: bool) -> str:
    match code[0]:
        case "y":
            return f"{moment.year:04d}" if len(code) > 2 else f"{moment.year % 100:02d}"
        case "m":
            value = moment.minute if after_hour else moment.month
        case "d":
            value = moment.day
        case "h":
            value = moment.hour
        case _:
            value = moment.second
    return f"{value:02d}" if len(code) > 1 else str(value)
