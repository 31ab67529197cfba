"""What a figure means: its words, and the very cells of the form that it is read from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import form
from form import Address
from ui import words
from ui.derive import cell_key
from ui.html import BREAK, NOTHING, Safe, go, join, tag


@dataclass(frozen=True, slots=True)
class Meaning:
    """What stands behind 定义.

    Attributes:
        said: What is counted, and how it is added up.
        cells: The cells of the form that the figure is read from, in form order.
        terms: Words that the figure uses, each with what it stands for.
    """

    said: str
    cells: tuple[Address, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()


@cache
def body(meaning: Meaning) -> Safe:
    """Given a meaning, return it with its cells, each with unit, edition and source and leading to its own line."""
    terms = (tag("li", tag("b", name), "　", said) for name, said in meaning.terms)
    more = go("数据说明：用词、加总的规则、每一格的依据", "notes")
    return join(
        [
            tag("p", meaning.said),
            _cells(meaning.cells) if meaning.cells else NOTHING,
            tag("ul", join(terms), class_="terms") if meaning.terms else NOTHING,
            tag("p", more, class_="links"),
        ]
    )


def _cells(cells: tuple[Address, ...]) -> Safe:
    names = ("表中的格", "单位", "依据")
    head = tag("thead", tag("tr", join(tag("th", name, scope="col") for name in names)))
    rows = [
        tag(
            "tr",
            tag("td", to_line(cell, form.describe(*cell)), class_="links"),
            tag("td", form.column_of(cell).unit),
            tag(
                "td",
                join((f"{key} 版：{form.EDITIONS[key].circular}" for key in form.editions_of(cell)), BREAK),
            ),
        )
        for cell in cells
    ]
    return tag("div", tag("table", head, tag("tbody", join(rows)), class_="plain meant"), class_="scroll")


def to_line(cell: Address, content: object) -> Safe:
    """Given a cell of the form and what to show, return a link to the cell's line on the page 数据说明."""
    return go(content, "notes", cell=cell_key(cell))


def editions(cell: Address) -> str:
    """Return the editions of the form that have the cell: 2021 版、2019 版."""
    return "、".join(f"{key} 版" for key in form.editions_of(cell)) or words.NOTHING


def circulars(cell: Address) -> str:
    """Return the circulars that prescribe the cell."""
    return "、".join(form.EDITIONS[key].circular for key in form.editions_of(cell)) or words.NOTHING
