"""How an office lays out and spells its report: everything but the file format."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Literal

from tests.corpus.numbers import Hand, choose_hand

Groups = Literal["merged", "repeated", "first", "flat"]
Items = Literal["inside", "own_column", "serial_column"]
Order = Literal["usual", "tables_first", "tables_last", "tables_swapped"]


@dataclass(frozen=True, slots=True)
class Style:
    """The habits that show on paper.

    Attributes:
        hand: How numbers are written.
        noise: Share of labels spelt otherwise than the form spells them.
        damaged: Whether noise may also lose a character of a label.
        disclosure: The blocks of 第二十条 as one table or each as its own.
        groups: The cells left of the rows: merged, repeated in each row, printed in the
            first row only, or joined to the row's own label.
        items: Where the item numbers stand.
        rows_shuffled: Rows of a group in another order than the form's.
        order: Where the tables stand.
        vertical: 三、本年度办理结果 written one character a line.
        extra_row: A row that the form does not have, all noughts.
        gap: What is printed in an empty cell.
        head: The head of 表三 in three rows, in one, with words a character a line, or with 总计 first.
        bare: Row labels without their item numbers.
        litigation: 表四 as a line of fifteen numbers, or as three rows.
        titles_inside: The title of a section as the first row of its table.
        joined: All tables as one.
        old_table: A table of the form of before 2019 at the end, with other numbers.
        trap: Prose that reads like rows of a table, about other years.
    """

    hand: Hand = field(default_factory=Hand)
    noise: float = 0.0
    damaged: bool = False
    disclosure: Literal["one", "four"] = "one"
    groups: Groups = "merged"
    items: Items = "inside"
    rows_shuffled: bool = False
    order: Order = "usual"
    vertical: bool = False
    extra_row: bool = False
    gap: str = ""
    head: Literal["three_rows", "flat", "vertical", "total_first"] = "three_rows"
    bare: bool = False
    litigation: Literal["line", "rows"] = "line"
    titles_inside: bool = False
    joined: bool = False
    old_table: bool = False
    trap: bool = False


def choose_style(rng: Random) -> Style:
    """Given a source of chance, return habits as they are met, mostly ordinary ones."""
    return Style(
        hand=choose_hand(rng),
        noise=rng.choice((0.0, 0.0, 0.1, 0.3)),
        disclosure=rng.choice(("one", "one", "four")),
        groups=rng.choices(("merged", "repeated", "first", "flat"), weights=(12, 1, 1, 1))[0],
        items=rng.choices(("inside", "own_column", "serial_column"), weights=(12, 1, 1))[0],
        rows_shuffled=rng.random() < 0.08,
        order=rng.choices(("usual", "tables_first", "tables_last", "tables_swapped"), weights=(12, 1, 1, 1))[
            0
        ],
        vertical=rng.random() < 0.3,
        extra_row=rng.random() < 0.05,
        gap=rng.choice(("", "", "\u3000", " ")),
        head=rng.choices(("three_rows", "flat", "vertical", "total_first"), weights=(12, 2, 2, 1))[0],
        bare=rng.random() < 0.08,
        litigation=rng.choices(("line", "rows"), weights=(8, 1))[0],
        titles_inside=rng.random() < 0.1,
        joined=rng.random() < 0.08,
        old_table=rng.random() < 0.15,
        trap=rng.random() < 0.3,
    )


def spell(rng: Random, label: str, style: Style) -> str:
    """Given a label of the form, return it as the office spells it."""
    if rng.random() >= style.noise:
        return label
    kinds = [_space, _marks, _half_width, _mark_after_item]
    if style.damaged:
        kinds.append(_lose_one)
    return rng.choice(kinds)(rng, label)


def _space(rng: Random, label: str) -> str:
    at = rng.randrange(1, len(label)) if len(label) > 1 else 0
    return label[:at] + rng.choice((" ", "\u3000", "  ")) + label[at:]


def _marks(_rng: Random, label: str) -> str:
    return label.replace("“", '"').replace("”", '"').replace("、", "，", 1)


def _half_width(_rng: Random, label: str) -> str:
    return label.replace("（", "(").replace("）", ")").replace("：", ":")


def _mark_after_item(rng: Random, label: str) -> str:
    if len(label) > 2 and label[0].isdigit() and label[1] == ".":
        return label[0] + rng.choice(("、", "．", ". ", "，")) + label[2:]
    return label


def _lose_one(rng: Random, label: str) -> str:
    # A short label that loses a character is another label; people would not know it either.
    if len(label) < 8:
        return label
    at = rng.randrange(3, len(label) - 1)
    return label[:at] + label[at + 1 :]
