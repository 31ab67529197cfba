"""How Word writes the numbers of its lists: Chinese numerals, stems, circles, letters."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
# ECMA-376, 17.18.59 ST_NumberFormat: names that write the same numerals.
_COUNTING = {
    "chineseCounting",
    "chineseCountingThousand",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "japaneseCounting",
    "koreanDigital2",
}
_DIGIT_BY_DIGIT = {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"}
_LEGAL = {"chineseLegalSimplified", "japaneseLegal", "ideographLegalTraditional"}


def format_number(value: int, form: str) -> str:
    """Return a list number as Word draws it.

    Args:
        value: The number.
        form: Word's name of the format (``w:numFmt``); an unknown one counts in digits.

    >>> format_number(12, "chineseCounting"), format_number(3, "decimalEnclosedCircle")
    ('十二', '③')
    """
    if form in ("none", "bullet"):
        return ""
    if form in _COUNTING:
        return _counting(value, _DIGITS, "十百千万")
    if form in _LEGAL:
        return _counting(value, _CAPITALS, "拾佰仟万")
    if form in _DIGIT_BY_DIGIT:
        return "".join(_DIGITS[int(digit)] for digit in str(value)) if value >= 0 else str(value)
    return _enclosed(value, form) or _lettered(value, form) or str(value)


def _counting(value: int, digits: str, units: str) -> str:
    """Write a number from 1 to 99 999 in Chinese numerals: 十二, 一百零三."""
    if not 0 < value < 100_000:
        return digits[0] if value == 0 else str(value)
    parts: list[str] = []
    gap = False
    for power in (4, 3, 2, 1, 0):
        digit = value // 10**power % 10
        if digit == 0:
            gap = bool(parts)
            continue
        if gap:
            parts.append("零")
        gap = False
        parts.append(digits[digit] + (units[power - 1] if power else ""))
    text = "".join(parts)
    return text[1:] if text.startswith("一十") else text


def _enclosed(value: int, form: str) -> str:
    """Write a number in a circle, in brackets or with its full stop, where Unicode has that shape."""
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese"):
        if 1 <= value <= 20:
            return chr(0x2460 + value - 1)
        if 21 <= value <= 35:
            return chr(0x3251 + value - 21)
        return ""
    first = {"decimalEnclosedParen": 0x2474, "decimalEnclosedFullstop": 0x2488}.get(form)
    if first is not None:
        return chr(first + value - 1) if 1 <= value <= 20 else ""
    if form == "ideographEnclosedCircle":
        return chr(0x3280 + value - 1) if 1 <= value <= 10 else ""
    return ""


def _lettered(value: int, form: str) -> str:
    """Write a number as stem, branch, letter, Roman numeral or in a variant of the digits."""
    if value < 1:
        return ""
    match form:
        case "ideographTraditional":
            return _STEMS[(value - 1) % 10]
        case "ideographZodiac":
            return _BRANCHES[(value - 1) % 12]
        case "upperLetter":
            return _letter(value).upper()
        case "lowerLetter":
            return _letter(value)
        case "upperRoman":
            return _roman(value).upper()
        case "lowerRoman":
            return _roman(value)
        case "decimalZero":
            return f"{value:02d}"
        case "decimalFullWidth" | "decimalFullWidth2":
            return str(value).translate(_FULL_WIDTH)
        case _:
            return ""


def _letter(value: int) -> str:
    """Return a … z, aa … zz, aaa …: Word repeats the letter."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _roman(value: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        count, value = divmod(value, worth)
        text += letters * min(count, 10)
    return text
