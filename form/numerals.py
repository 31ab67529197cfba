"""Chinese numerals: 〇 to 九, 十 百 千 万 亿, as counts are written in words."""

from __future__ import annotations

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_DIGITS |= dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True))
_UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
NUMERAL_CHARS = "".join([*_DIGITS, *_UNITS, "万", "亿"])


def read_numeral(text: str) -> int | None:
    """Given a Chinese numeral, return its value; None where it is not one.

    >>> read_numeral("一百二十三"), read_numeral("两千零六"), read_numeral("二〇二四")
    (123, 2006, 2024)
    >>> read_numeral("一百二")
    120

    Two digits side by side are no number: 三四 is "three or four", not 34.
    """
    if not text or any(char not in NUMERAL_CHARS for char in text):
        return None
    if all(char in _DIGITS for char in text):
        return _digit_by_digit(text)
    return _with_units(text)


def _digit_by_digit(text: str) -> int | None:
    if len(text) > 1 and ("两" in text or (len(text) == 2 and 0 not in map(_DIGITS.get, text))):
        return None
    return int("".join(str(_DIGITS[char]) for char in text))


def _trailing(text: str, digit: int) -> int:
    """Return the worth of the last digit: 一百二 is 120, 一百零二 is 102, 一万二 is 12 000."""
    before = text[-2] if len(text) > 1 else ""
    return digit * {"百": 10, "佰": 10, "千": 100, "仟": 100, "万": 1000, "亿": 10_000_000}.get(before, 1)


def _with_units(text: str) -> int | None:
    """Return the value of a numeral: each group times the 亿 or 万 behind it, added up."""
    before, hundred_million, rest = text.rpartition("亿")
    if hundred_million:
        return _joined(_with_groups(before), rest, 100_000_000, text)
    return _with_groups(text)


def _with_groups(text: str) -> int | None:
    before, ten_thousand, rest = text.rpartition("万")
    if ten_thousand:
        return _joined(_below_ten_thousand(before), rest, 10_000, text)
    return _below_ten_thousand(text)


def _joined(multiple: int | None, rest: str, unit: int, text: str) -> int | None:
    if not multiple:
        return None
    if not rest:
        return multiple * unit
    below = _trailing(text, _DIGITS[rest]) if rest in _DIGITS else _with_groups(rest)
    return None if below is None or below >= unit else multiple * unit + below


def _below_ten_thousand(text: str) -> int | None:
    if not text:
        return None
    total = 0
    digit: int | None = None
    last_unit = 10_000
    for char in text:
        if char in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[char]
            continue
        unit = _UNITS.get(char, 0)
        if not 0 < unit < last_unit or (digit is None and not (unit == 10 and total == 0)):
            return None
        total += (1 if digit is None else digit) * unit
        digit, last_unit = None, unit
    return total + _trailing(text, digit or 0)
