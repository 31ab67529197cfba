"""What stands on a page: pieces of text, lines and boxes, and the options by which they are laid out.

Positions are in points from the top left corner of the page as a reader sees it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from form.model import Address

Rules = Literal[
    "full", "horizontal", "none", "three_line", "hair", "cell_rects", "dashed", "filled_head", "thin_rects", "dots",
    "double", "white", "ragged",
]  # fmt: skip
Cut = Literal["repeated", "empty", "empty_first", "cut"]
Breaks = Literal["row", "inside_row", "anywhere"]

LEADING = 1.25
PAD = 3.0
THIN, THICK = 0.5, 1.2


@dataclass(frozen=True, slots=True)
class PageOptions:
    """How the document is paged.

    Attributes:
        width: Width of the page as displayed, in points.
        height: Its height.
        margin: Empty edge on all sides.
        size: Font size of tables.
        rules: Which borders of a table are drawn.
        breaks: Where a page may end: between rows, also inside one, or also inside a table's head.
        cut: What a merged cell at the left prints on the next page.
        repeat_head: Whether the head is printed again on each page.
        continued: Whether 续表 is printed over the rest of a table.
        fill: How much of a page is used before it ends, 0 to 1: small values make many breaks.
        sideways: Tables lie on their side on pages of their own.
        body_boxes: A box around each line of prose: none, white or invisible ones.
        running_head: Words at the top of each page.
        diagonal: A slanting line through the first cell of a head.
        stretch: Gap between the characters of prose, in shares of the font size.
    """

    width: float = 595.3
    height: float = 841.9
    margin: float = 62.0
    size: float = 9.0
    rules: Rules = "full"
    breaks: Breaks = "row"
    cut: Cut = "empty"
    repeat_head: bool = False
    continued: bool = False
    fill: float = 1.0
    sideways: bool = False
    body_boxes: Literal["none", "white", "invisible"] = "none"
    running_head: str = ""
    diagonal: bool = False
    stretch: float = 0.0


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text with its base line's left end."""

    x: float
    y: float
    text: str
    size: float
    address: Address | None = None
    table: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line; ``white`` ones are drawn and cannot be seen."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float = THIN
    dashed: bool = False
    white: bool = False


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle: filled grey or black, stroked, stroked in white, or drawn without any paint."""

    x0: float
    y0: float
    x1: float
    y1: float
    paint: Literal["grey", "black", "stroke", "white", "nothing"]


Mark = Text | Stroke | Rect


@dataclass(slots=True)
class Page:
    """A page under construction; ``turned`` pages lie on their side."""

    width: float
    height: float
    turned: bool = False
    marks: list[Mark] = field(default_factory=list)


Measure = Callable[[str, float], float]
