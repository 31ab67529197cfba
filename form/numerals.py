"""Chinese numerals: 〇 to 九, 十 百 千 万 亿, as counts are written in words."""

from __future__ import annotations

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_DIGITS |= dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True))
_UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_GROUPS = {"万": 10_000, "亿": 100_000_000}
NUMERAL_CHARS = "".join([*_DIGITS, *_UNITS, *_GROUPS])


def read_numeral(text: str) -> int | None:
    """Given a Chinese numeral, return its value; None where it is not one.

    >>> read_numeral("一百二十三"), read_numeral("两千零六"), read_numeral("二〇二四")
    (123, 2006, 2024)
    >>> read_numeral("一百二")
    120
    """
    if not text or any(char not in NUMERAL_CHARS for char in text):
        return None
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    return _with_units(text)


def _trailing(text: str, digit: int) -> int:
    """Return the worth of the last digit: 一百二 is 120, 一百零二 is 102, 一万二 is 12 000."""
    before = text[-2] if len(text) > 1 else ""
    return digit * {"百": 10, "佰": 10, "千": 100, "仟": 100, "万": 1000, "亿": 10_000_000}.get(before, 1)


def _with_units(text: str) -> int | None:
    total = group = 0
    digit: int | None = None
    last_unit = 10_000
    for char in text:
        if char in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[char]
        elif char in _UNITS:
            unit = _UNITS[char]
            if unit >= last_unit or (digit is None and not (unit == 10 and group == 0)):
                return None
            group += (1 if digit is None else digit) * unit
            digit, last_unit = None, unit
        else:
            group += digit or 0
            if group == 0 and total == 0:
                return None
            total = (total + group) * _GROUPS[char]
            group, digit, last_unit = 0, None, 10_000
    return total + group + _trailing(text, digit or 0)
