"""A row of a statutory table as found in a document, before it has its place in the form."""

from __future__ import annotations

from dataclasses import dataclass, replace

from form.numbers import MoneyUnit
from ingest.model import BBox, Grid, GridCell, Line, Method


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a row where a number belongs, with what is printed there.

    ``column`` is the key of the column, or None until the order of the slots decides it;
    ``unit`` is the money unit that the column's header prints; ``rows`` is how many rows of
    its grid the place covers.
    """

    text: str
    page: int | None
    bbox: BBox | None
    place: str
    method: Method
    column: str | None = None
    unit: MoneyUnit | None = None
    confidence: float | None = None
    doubt: str = ""
    rows: int = 1

    @property
    def blank(self) -> bool:
        """Say whether nothing is printed here and nothing stands against reading it so."""
        return not self.text.strip() and not self.doubt


@dataclass(frozen=True, slots=True)
class Record:
    """A row as found: its printed label and the slots at its right.

    Attributes:
        table: Key of the table.
        label: Words of the row's own cell.
        path: Words of all cells left of the slots, joined.
        slots: The places for numbers, left to right.
        row: Key of the row where the position already says it (litigation), or None.
        doubtful: True where the slots may not stand under the right columns.
        caption: The lines of text before the piece of table that it stands in.
    """

    table: str
    label: str
    path: str
    slots: tuple[Slot, ...]
    row: str | None = None
    doubtful: bool = False
    caption: str = ""

    @property
    def page(self) -> int | None:
        """Return the page of the first slot."""
        return self.slots[0].page if self.slots else None

    @property
    def blank(self) -> bool:
        """Say whether all slots are blank."""
        return all(slot.blank for slot in self.slots)


def slot_of_cell(
    cell: GridCell, grid: Grid, column: str | None = None, unit: MoneyUnit | None = None
) -> Slot:
    """Given a cell of a grid, return it as a slot."""
    return Slot(
        text=cell.text,
        page=grid.page,
        bbox=cell.bbox,
        place=cell.place,
        method=grid.method,
        column=column,
        unit=unit,
        confidence=cell.confidence,
        doubt=cell.doubt,
        rows=cell.row_span,
    )


def slot_of_line(text: str, line: Line) -> Slot:
    """Given a part of a line, return it as a slot at the line's place."""
    return Slot(text, line.page, line.bbox, line.place, line.method, confidence=line.confidence)


def join(first: Record, second: Record) -> Record:
    """Given the two pieces of a row that a page break cuts in two, return the whole row."""
    slots = tuple(_join_slots(one, two) for one, two in zip(first.slots, second.slots, strict=True))
    return replace(first, label=first.label + second.label, path=first.path + second.path, slots=slots)


def _join_slots(first: Slot, second: Slot) -> Slot:
    if second.blank:
        return first
    if first.blank:
        return replace(second, column=first.column or second.column, unit=first.unit or second.unit)
    return replace(first, text=f"{first.text}\n{second.text}")
