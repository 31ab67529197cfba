"""What travels through ingest: a document as its reader hands it over, and the report read from it.

Every reader, whatever the file, hands over a :class:`Document` of grids and lines. Every
later step knows only these. All values are frozen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

from form.model import Severity

Format = Literal["pdf", "docx", "html", "xlsx", "text", "image"]
Method = Literal["lattice", "words", "markup", "text", "ocr", "mixed"]
Qualifier = Literal["exact", "at_least", "about"]
ItemKind = Literal["total", "category", "channel"]


class BBox(NamedTuple):
    """A box on a page as displayed (after /Rotate), in points from its top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


class GridCell(NamedTuple):
    """A cell of a grid.

    Attributes:
        row: First row it covers, from 0.
        column: First column it covers, from 0.
        row_span: Number of rows it covers, ≥ 1.
        column_span: Number of columns it covers, ≥ 1.
        text: What is printed in it, lines separated by newlines; "" where it is empty.
        bbox: The box of its printed words; of the cell itself where it is empty; None
            where the format has no pages.
        place: Where it is, for a person: “第4页”, “表2 第5行第3列”, “Sheet1!C7”.
        confidence: How sure an OCR reading is, 0 to 1; None for digital text.
        doubt: Why the text cannot be relied on (an error value, a glyph without
            Unicode), as a Chinese clause, or "" where it can.
        other: What else an OCR reading may be, or "".
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    bbox: BBox | None = None
    place: str = ""
    confidence: float | None = None
    doubt: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it stands on one page (or, without pages, as one piece).

    Attributes:
        cells: Its cells in reading order; no two cover the same place.
        rows: Number of rows.
        columns: Number of columns.
        page: Page from 1, or None where the format has no pages.
        method: How it was found.
        edges: x positions of the ``columns + 1`` column borders in points, or () where
            there are none. They let a table that goes on over a page find its columns.
    """

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    page: int | None
    method: Method
    edges: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text outside every grid.

    Attributes:
        text: Its words; columns of a table that was not recognised are separated by
            tabs or by "|" where the reader can tell them apart.
        page: Page from 1, or None where the format has no pages.
        bbox: The box of its words, or None.
        place: “第4页”, “第88行”, “第12段”.
        paragraph_start: True where the reader knows that a paragraph begins here; None
            where it cannot tell (a line of a PDF).
    """

    text: str
    page: int | None = None
    bbox: BBox | None = None
    place: str = ""
    method: Method = "text"
    confidence: float | None = None
    paragraph_start: bool | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader hands over: grids and lines in reading order.

    Attributes:
        format: Kind of file.
        pages: Number of pages, or 0 where the format has none.
        blocks: Lines and grids in the order in which a person reads them.
        metadata: Facts that stand beside the report and not in it, under the keys
            ``published_on`` (ISO date), ``organisation``, ``title``, where the reader
            knows them.
        notes: Findings of the reader itself as (rule, Chinese sentence), e.g. a glyph
            without Unicode or a tracked deletion that was left out.
    """

    format: Format
    pages: int
    blocks: tuple[Line | Grid, ...]
    metadata: dict[str, str] = field(default_factory=dict)
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def grids(self) -> tuple[Grid, ...]:
        """Return the grids in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, Grid))

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the lines in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, Line))


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of the form with its address, the words it was read from, and its place.

    ``value`` is None where the cell is there and holds no number that can be read; money
    is in 万元.
    """

    table: str
    row: str
    column: str
    value: Decimal | None
    raw: str
    page: int | None
    bbox: BBox | None
    place: str
    method: Method
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class NarrativeItem:
    """A number that the prose counts: a total, a category or a channel of disclosure.

    ``evidence`` is a part of the section's text, word for word.
    """

    kind: ItemKind
    label: str
    category: str | None
    value: float
    unit: str
    qualifier: Qualifier
    evidence: str


@dataclass(frozen=True, slots=True)
class Stated:
    """What the prose says in words: 0 where it says none, None where it says nothing.

    ``processing_fee`` is the 信息处理费 of section 六, in 元.
    """

    applications_received: int | None = None
    review_cases: int | None = None
    lawsuit_cases: int | None = None
    processing_fee: float | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a report beside the words of another report that they repeat."""

    section: str
    own: str
    other: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a clerk has to look at, at the most exact place that can be named.

    Attributes:
        rule: A key of :data:`ingest.rules.RULES`.
        severity: The rule's.
        message: What is the matter, as a Chinese sentence with the numbers in it.
        table: Where it is; None, as row and column may be, for what has no such place.
        row: Row of the table.
        column: Column of the table.
        expected: The number that should stand there.
        actual: The number that is printed.
        suggestion: Changes that would put it right, a Chinese sentence a line, to ask about.
        about: Content hashes of the other reports that it rests on.
        passages: Words that are the same in another report.
    """

    rule: str
    severity: Severity
    message: str
    table: str | None = None
    row: str | None = None
    column: str | None = None
    expected: float | int | None = None
    actual: float | int | None = None
    suggestion: str = ""
    about: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose report it is and for which year, as the document itself says.

    Dates are ISO. ``published_on`` stands beside the report (a web page's metadata),
    ``signed_on`` under it.
    """

    town: str | None = None
    county: str | None = None
    organisation: str | None = None
    year: int | None = None
    period: tuple[str, str] | None = None
    published_on: str | None = None
    signed_on: str | None = None


@dataclass(frozen=True, slots=True)
class ReadError:
    """Why a file could not be read: a code for programs, a sentence for people."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """A file as read. The parse contract is its JSON form (:mod:`ingest.contract`)."""

    file: str
    sha256: str
    format: Format | None
    method: Method | None
    pages: int
    identity: Identity
    edition: str | None
    cells: tuple[Cell, ...] = ()
    narrative: tuple[NarrativeItem, ...] = ()
    stated: Stated = Stated()
    sections: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    error: ReadError | None = None
