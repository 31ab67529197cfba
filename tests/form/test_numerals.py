"""Chinese numerals say what they say, and what is none is not read as one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form.numerals import NUMERAL_CHARS, read_numeral

DIGITS = "零一二三四五六七八九"


def write_numeral(number: int) -> str:
    """Return the number in words, as a careful writer would: 10203 is 一万零二百零三."""
    if number == 0:
        return "零"
    words, gap = "", False
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group, number = divmod(number, unit)
        if group == 0:
            gap = gap or bool(words)
            continue
        if words and (gap or group < 1000):
            words += "零"
        words, gap = words + _write_group(group) + name, False
    return words[1:] if words.startswith("一十") else words


def _write_group(group: int) -> str:
    words, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, group = divmod(group, unit)
        if digit == 0:
            gap = gap or bool(words)
            continue
        words, gap = words + ("零" if gap else "") + DIGITS[digit] + name, False
    return words


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_a_number_written_in_words_is_read_back(number: int) -> None:
    assert read_numeral(write_numeral(number)) == number


@given(st.integers(min_value=0, max_value=9999))
def test_the_numerals_of_a_cheque_are_read_too(number: int) -> None:
    written = write_numeral(number).translate(
        str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
    )
    assert read_numeral(written) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一百二", 120),
        ("一佰二", 120),
        ("二○二四", 2024),
        ("两千三", 2300),
        ("一万二", 12_000),
        ("一亿二", 120_000_000),
        ("一亿二千万", 120_000_000),
        ("两万二千亿", 2_200_000_000_000),
        ("一百零二", 102),
        ("二〇二四", 2024),
        ("二零一九", 2019),
        ("三〇", 30),
    ],
)
def test_shortened_and_digit_by_digit_numerals_are_read(text: str, value: int) -> None:
    assert read_numeral(text) == value


@pytest.mark.parametrize(
    "text", ["", "件", "百", "千", "万", "亿", "十十", "百十", "一百百", "一十百", "12", "一万万", "零万"]
)
def test_what_is_no_numeral_is_not_read(text: str) -> None:
    assert read_numeral(text) is None


@pytest.mark.parametrize("text", ["两三", "三四", "三五", "七八"])
def test_two_digits_side_by_side_are_no_number(text: str) -> None:
    assert read_numeral(text) is None


@given(st.text(alphabet=NUMERAL_CHARS + "件余", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    value = read_numeral(text)
    assert value is None or value >= 0
