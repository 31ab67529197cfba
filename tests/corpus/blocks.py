"""What a report is made of before any file format: paragraphs and laid-out tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from form.model import Address

ParagraphKind = Literal["title", "heading", "body", "sign"]


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a laid-out table.

    ``group`` marks the merged cells at the left, which page breaks like to cut;
    ``vertical`` the one written a character a line.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    address: Address | None = None
    header: bool = False
    group: bool = False
    vertical: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A table on paper.

    Attributes:
        key: The table of the form that it is, or is a part of.
        boxes: Its cells in reading order; together they cover every place once.
        rows: Number of rows.
        widths: Relative width of each column.
        header_rows: Number of rows at the top that are its head.
    """

    key: str
    boxes: tuple[Box, ...]
    rows: int
    widths: tuple[float, ...]
    header_rows: int

    @property
    def columns(self) -> int:
        """Return the number of columns."""
        return len(self.widths)

    def row_boxes(self, row: int) -> tuple[Box, ...]:
        """Given a row, return the boxes that begin in it, from left to right."""
        return tuple(sorted((box for box in self.boxes if box.row == row), key=lambda box: box.column))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose."""

    text: str
    kind: ParagraphKind = "body"


Block = Paragraph | Layout
