"""How people write a number, a nought and an amount of money in a cell.

Deliberately written without a look at the parser's own reading of numbers: the format
note is the only source.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Literal

from form.model import Kind

Mood = Literal["plain", "people"]
Money = Literal["header_wan", "header_yuan", "cell_yuan", "cell_wan", "nowhere"]

_FULL_WIDTH = str.maketrans("0123456789.,+-", "０１２３４５６７８９．，＋－")
_NOUGHTS = ("0", "0", "0", "０", "〇", "零", "无", "—", "——", "-", "/")
_NOTES = ("（其中修订{}件）", "(含上年{}件)", "（较上年增加{}件）")
_UNITS = {"count": "件", "change": "项"}


@dataclass(frozen=True, slots=True)
class Hand:
    """How one office writes its numbers; it keeps to its habits within a report.

    Attributes:
        mood: ``plain`` digits, or the mixture that people produce.
        money: Where the unit of an amount is printed.
        nought: What it writes for nought; "" for a different one in each cell.
    """

    mood: Mood = "plain"
    money: Money = "header_wan"
    nought: str = "0"


def choose_hand(rng: Random, mood: Mood | None = None) -> Hand:
    """Given a source of chance, return the habits of an office."""
    mood = mood or rng.choice(("plain", "people"))
    money: Money = rng.choice(("header_wan", "header_wan", "header_yuan", "cell_yuan", "cell_wan"))
    if mood == "plain":
        return Hand(money=money)
    return Hand("people", money, rng.choice((*_NOUGHTS, "")))


def write_number(rng: Random, value: Decimal | None, kind: Kind, hand: Hand) -> str:
    """Given a value, return what the office writes into the cell; "" for None."""
    if value is None:
        return ""
    if value == 0:
        return hand.nought or rng.choice(_NOUGHTS)
    if kind == "amount":
        return _amount(rng, value, hand)
    if hand.mood == "plain":
        return str(int(value))
    return _count(rng, int(value), kind)


def _count(rng: Random, value: int, kind: Kind) -> str:
    unit = _UNITS[kind]
    bare = str(abs(value))
    sign = "" if value > 0 else "-"
    if kind == "change" and rng.random() < 0.5:
        sign = rng.choice(("+", "增", "增加")) if value > 0 else rng.choice(("减", "减少", "－", "−"))
    match rng.randrange(8):
        case 0:
            return (sign + bare).translate(_FULL_WIDTH)
        case 1:
            return sign + f"{abs(value):,}"
        case 2:
            return sign + bare + unit
        case 3:
            return sign + bare + rng.choice(_NOTES).format(rng.randint(1, abs(value)))
        case 4:
            return sign + f"{abs(value):,}".translate(_FULL_WIDTH)
        case _:
            return sign + bare


def _amount(rng: Random, value: Decimal, hand: Hand) -> str:
    """``value`` is in 万元."""
    in_yuan = value * 10_000
    people = hand.mood == "people"
    match hand.money:
        case "header_yuan":
            return f"{in_yuan:,.0f}" if people and rng.random() < 0.4 else f"{in_yuan:.0f}"
        case "cell_yuan":
            written = f"{in_yuan:,.2f}" if people and rng.random() < 0.4 else f"{in_yuan:.0f}"
            return written + "元"
        case "cell_wan":
            return f"{value.normalize():f}万元"
        case _:
            written = f"{value.normalize():f}"
            return written.translate(_FULL_WIDTH) if people and rng.random() < 0.3 else written


def money_header(label: str, hand: Hand, default: bool) -> str:
    """Given the header of an amount, return it with the unit that the office prints in it.

    Args:
        label: The header without a unit.
        hand: The office's habits.
        default: Whether the form itself prints 万元 there.
    """
    match hand.money:
        case "header_yuan":
            return f"{label}（单位：元）"
        case "nowhere":
            return label
        case "cell_yuan" | "cell_wan" if not default:
            return label
        case _:
            return f"{label}（单位：万元）"
