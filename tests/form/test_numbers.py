"""A cell's text says a number, or says why it is none; never a wrong number in silence."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form.model import Kind
from form.numbers import MoneyUnit, Problem, money_unit, read_number, written_unit

COUNTS = st.integers(min_value=0, max_value=9_999_999)
SPACES = st.sampled_from(["", " ", "\n", "\u3000", "\u00a0", "  "])
UNITS = st.sampled_from(["", "件", "条", "项", "个", "份"])
NOTES = st.sampled_from(["", "（其中修订16件）", "(含上年结转2件)", "[注1]", "①", "²"])


def _full_width(text: str) -> str:
    return text.translate(str.maketrans("0123456789,", "０１２３４５６７８９，"))


STYLES: tuple[Callable[[int], str], ...] = (
    str,
    "{:,}".format,
    lambda number: f"{number:,}".replace(",", "，"),
    lambda number: f"{number:,}".replace(",", " "),
    lambda number: f"{number:,}".replace(",", "\u2009"),
    lambda number: _full_width(str(number)),
    lambda number: _full_width(f"{number:,}"),
    lambda number: f"{number}.0",
)


@given(COUNTS, st.sampled_from(STYLES), SPACES, UNITS, NOTES, SPACES)
def test_a_count_is_read_however_it_is_written(
    number: int, style: Callable[[int], str], before: str, unit: str, note: str, after: str
) -> None:
    assert read_number(f"{before}{style(number)}{unit}{note}{after}").value == number


@pytest.mark.parametrize(
    "mark",
    [
        "0",
        "０",
        "〇",
        "零",
        "无",
        "—",
        "——",
        "--",
        "-",
        "－",
        "–",
        "/",
        "／",
        "\\",
        " 0 ",
        "0件",
        "零件",
        "0.00",
        "无。",
    ],
)
def test_every_mark_for_nought_is_nought(mark: str) -> None:
    assert read_number(mark).value == 0
    assert read_number(mark).problem is None


@pytest.mark.parametrize("text", ["", " ", "\n", "\u3000", "\u200b", "\ufeff"])
def test_a_blank_cell_is_not_zero(text: str) -> None:
    reading = read_number(text)
    assert (reading.value, reading.problem) == (None, "blank")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("一", "unreadable"),
        ("一一", "unreadable"),
        ("O", "unreadable"),
        ("l2", "unreadable"),
        ("①", "unreadable"),
        ("#REF!", "unreadable"),
        ("约3", "unreadable"),
        ("3余", "unreadable"),
        ("50%", "unreadable"),
        ("2024年", "unreadable"),
        ("（3）", "unreadable"),
        ("三四", "unreadable"),
        ("32000元", "unreadable"),
        ("3、2", "several"),
        ("3+2", "several"),
        ("1,23", "several"),
        ("1,2345", "several"),
        ("0,120", "several"),
        ("0 120", "several"),
        ("1 2", "several"),
        ("12件 3条", "several"),
        ("3（1）120", "several"),
    ],
)
def test_what_is_not_one_number_is_not_read_as_one(text: str, problem: Problem) -> None:
    reading = read_number(text)
    assert (reading.value, reading.problem) == (None, problem)


@given(st.integers(0, 999), st.integers(0, 999), st.sampled_from(["\n", "\r\n", "\t", "、", ";", "/", "  "]))
def test_two_numbers_in_a_cell_are_never_one(first: int, second: int, between: str) -> None:
    assert read_number(f"{first}{between}{second:03}").value is None


@given(st.integers(0, 999), st.sampled_from("①②⑳¹²³⁴₁"))
def test_a_footnote_mark_is_not_a_digit(number: int, mark: str) -> None:
    assert read_number(f"{number}{mark}").value == number


@given(st.text(alphabet="0123456789０１２,， .．-－+件元万（）()一二十百零无/\n", max_size=12))
def test_a_count_that_was_read_has_only_digits_that_were_printed(text: str) -> None:
    value = read_number(text).value
    outside_notes = re.sub(r"[(（][^()（）]*[)）]", "", text)
    # The end or the beginning of a note may be on another page.
    outside_notes = re.sub(r"^[\s]*[件元无][^()（）]*[)）]|[(（][\s]*[一-龥][^()（）]*$", "", outside_notes)
    digits = "".join(str(int(char)) for char in outside_notes if char.isdecimal())
    if value and digits:
        assert digits.lstrip("0").startswith(f"{abs(value):f}".replace(".", "").lstrip("0"))


@given(
    st.text(max_size=40),
    st.sampled_from(["count", "change", "amount"]),
    st.sampled_from([None, "元", "万元", "亿元"]),
)
def test_any_text_is_read_or_has_a_problem(text: str, kind: Kind, unit: MoneyUnit | None) -> None:
    reading = read_number(text, kind, unit)
    assert reading.value is not None or reading.problem is not None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("+3", 3),
        ("-3", -3),
        ("－３", -3),
        ("增3", 3),
        ("增加3项", 3),
        ("减2", -2),
        ("减少2", -2),
        ("持平", 0),
        ("无变化", 0),
        ("/", 0),
    ],
)
def test_a_change_has_its_sign(text: str, value: int) -> None:
    reading = read_number(text, "change")
    assert (reading.value, reading.problem) == (value, None)


def test_a_change_both_ways_is_not_netted() -> None:
    assert read_number("增3减1", "change").problem == "several"


def test_a_negative_or_broken_count_keeps_its_value_and_says_so() -> None:
    assert read_number("-3") == read_number("－3")
    assert (read_number("-3").value, read_number("-3").problem) == (-3, "negative")
    assert (read_number("3.5").value, read_number("3.5").problem) == (Decimal("3.5"), "fraction")


@given(st.decimals(min_value=Decimal("0.01"), max_value=Decimal("99999999"), places=2))
def test_money_in_yuan_and_in_wan_is_the_same_money(yuan: Decimal) -> None:
    wan = yuan / 10_000
    for text, unit in [
        (f"{yuan}元", None),
        (f"{yuan:,}元", "万元"),
        (f"¥{yuan}", None),
        (f"人民币{yuan}元", "万元"),
        (f"{yuan}", "元"),
        (f"{yuan}（元）", "万元"),
        (f"{wan:f}万元", "元"),
        (f"{wan:f} 万 元", None),
        (f"{wan:f}", "万元"),
    ]:
        assert read_number(text, "amount", unit).value == wan, (text, unit)


@pytest.mark.parametrize(
    ("text", "unit", "wan"),
    [
        ("32000元", "万元", "3.2"),
        ("251,000.00元", None, "25.1"),
        ("二百元", None, "0.02"),
        ("一万二千元整", "万元", "1.2"),
        ("三万", "万元", "3"),
        ("1.2亿元", None, "12000"),
        ("0", None, "0"),
        ("无", None, "0"),
    ],
)
def test_an_amount_goes_by_the_unit_that_is_printed(text: str, unit: MoneyUnit | None, wan: str) -> None:
    assert read_number(text, "amount", unit).value == Decimal(wan)


def test_an_amount_without_a_unit_is_not_guessed() -> None:
    reading = read_number("3.2", "amount")
    assert (reading.value, reading.problem) == (None, "unit_missing")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("本年收费金额（单位：万元）", "万元"),
        ("本年收费金额\n（单位： 万 元）", "万元"),
        ("采购总金额（元）", "元"),
        ("金额单位：人民币万元", "万元"),
        ("采购总金额万元", "万元"),
        ("采购总金额", None),
        ("（单位：元/万元）", None),
        ("（万元或元）", None),
        ("单位：件", None),
    ],
)
def test_a_header_says_its_money_unit_or_none(text: str, unit: str | None) -> None:
    assert money_unit(text) == unit


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("32000元", "元"),
        ("3.2 万元", "万元"),
        ("3万", "万元"),
        ("3.2（万元）", "万元"),
        ("3.2（其中罚没收入300元）", None),
        ("￥300", "元"),
        ("人民币300", "元"),
        ("3.2", None),
        ("", None),
    ],
)
def test_the_unit_of_an_amount_is_its_own_and_not_that_of_a_note(text: str, unit: str | None) -> None:
    assert written_unit(text) == unit


def test_a_broken_head_does_not_say_yuan() -> None:
    assert money_unit("本年收费金额（单位：万\n元）") == "万元"
    assert money_unit("元）本年收费金额（单位：万") is None
    assert money_unit("元）") is None


def test_a_numeral_of_ten_thousands_is_a_count_and_in_money_it_is_yuan() -> None:
    assert read_number("三万").value == 30_000
    assert read_number("三万", "amount", "万元").value == 3
    assert read_number("三十", "amount", "万元").value == 30


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("25（较上年", 25),
        ("6（较上\n年增加1", 6),
        ("修订9件） 11", 11),
        ("件）\n12", 12),
        ("1，67\n4", 1674),
        ("12,345,\n678", 12345678),
    ],
)
def test_what_the_end_of_a_line_or_page_cuts_is_read(text: str, value: int) -> None:
    assert read_number(text).value == value


@pytest.mark.parametrize(
    "text",
    ["（较上年", "修订9件）", "25（3", "2\n5（较上年", "1,674\n5", "1,67\n45", "1,67 4", "3（其中（含）1）"],
)
def test_what_may_be_two_numbers_or_none_is_not_put_together(text: str) -> None:
    assert read_number(text).value is None
