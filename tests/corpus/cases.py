"""A case: a file and what it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Literal

from form.model import Address
from ingest.model import BBox
from tests.corpus.blocks import Block
from tests.corpus.layout import lay_out
from tests.corpus.numbers import choose_hand
from tests.corpus.prose import compose
from tests.corpus.style import Style
from tests.corpus.truth import Truth

Convert = Literal["none", "office", "chromium"]


@dataclass(frozen=True, slots=True)
class Case:
    """A file and what it says.

    Attributes:
        path: The file; before conversion, where ``convert`` is not "none".
        truth: What it says.
        drawn: Where its numbers stand, as (page, box), where the writer knows it exactly.
        convert: The program that has yet to make a PDF of it.
    """

    path: Path
    truth: Truth
    drawn: Mapping[Address, tuple[int, BBox]] = field(default_factory=dict)
    convert: Convert = "none"


Recipe = Callable[[Random, Path], Case]


def document(truth: Truth, style: Style, rng: Random) -> list[Block]:
    """Given a report and habits, return the whole document."""
    return compose(truth, style, lay_out(truth, style, rng), rng)


def ordinary(rng: Random) -> Style:
    """Given a source of chance, return the habits of an ordinary office."""
    return Style(
        hand=choose_hand(rng, "plain"), disclosure=rng.choice(("one", "four")), vertical=rng.random() < 0.3
    )
