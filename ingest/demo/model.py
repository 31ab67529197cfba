"""What the sample county is made of: units, reports with their truth, and what must be found in them.

Everything here is a frozen value; the writers turn it into files and the tests hold the
parser against it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from form import EDITIONS, Address, Edition
from form.units import TOWNSHIPS, UnitKind
from ingest.model import ItemKind, Qualifier

FileFormat = Literal["pdf", "docx", "text"]
Scope = Literal["report", "store", "years"]


@dataclass(frozen=True, slots=True)
class SampleUnit:
    """A unit of the invented county.

    Attributes:
        code: Key in the roster.
        name: Its name today.
        kind: What it is today.
        load: How much work it has, from 0 (a quiet township) to 4 (a department of the county).
        aliases: Other names it goes or went by.
        first_year: First report year of the unit, None where it was always there.
        last_year: Last report year of the unit, None where it still is.
        renamed: (first report year of today's name, the name before), or None.
        successors: Codes of the units that took over what it did.
    """

    code: str
    name: str
    kind: UnitKind
    load: int
    aliases: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    renamed: tuple[int, str] | None = None
    successors: tuple[str, ...] = ()

    def name_in(self, year: int) -> str:
        """Given a report year, return the name the unit had then."""
        if self.renamed is not None and year < self.renamed[0]:
            return self.renamed[1]
        return self.name

    def exists_in(self, year: int) -> bool:
        """Return whether the unit owes a report for that year."""
        return (self.first_year or year) <= year <= (self.last_year or year)

    @property
    def is_township(self) -> bool:
        """Return whether the unit is a 镇, 乡 or 街道."""
        return self.kind in TOWNSHIPS


@dataclass(frozen=True, slots=True)
class Item:
    """A number that the prose counts, as the parse contract has it (without its category)."""

    kind: ItemKind
    label: str
    value: int
    unit: str
    qualifier: Qualifier = "exact"


@dataclass(frozen=True, slots=True)
class StatedNumbers:
    """What the prose says in words: 0 where it says none, None where it is silent; the fee in 元."""

    applications_received: int | None = None
    review_cases: int | None = None
    lawsuit_cases: int | None = None
    processing_fee: int | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """A finding that must come out, at the most exact place that can be named.

    ``scope`` says who can tell: ``report`` from the one file, ``store`` when it is loaded
    beside others, ``years`` from other reports that are stored, of the year before or of other units.
    """

    rule: str
    table: str | None = None
    row: str | None = None
    column: str | None = None
    scope: Scope = "report"


@dataclass(frozen=True, slots=True)
class Look:
    """How a unit's clerk lays out a report; sizes in points.

    Attributes:
        margins: Left, right, top and bottom.
        body_size: Size of the body text.
        leading: Distance between lines of body text.
        table_size: Size of the words in tables.
        rule_width: Width of the table's lines.
        shaded: Whether the heads of the blocks of 第二十条 are tinted, as in the official form.
        one_table: Whether those blocks are one table or one each.
        vertical: Whether 三、本年度办理结果 stands one character a line.
        group_on_every_page: Whether a merged label cut by a page break is printed again.
        invisible_boxes: Whether the word processor drew unseen boxes around the body's lines.
        page_number: Pattern of the page number, "" for none.
        zero: How a nought is written in tables.
        text_shape: Shape of a text file.
        encoding: Encoding of a text file.
    """

    margins: tuple[float, float, float, float]
    body_size: float
    leading: float
    table_size: float
    rule_width: float
    shaded: bool
    one_table: bool
    vertical: bool
    group_on_every_page: bool
    invisible_boxes: bool
    page_number: str
    zero: str
    text_shape: Literal["copied", "cell_a_line", "bar_after_cell", "row_a_line", "tabs"]
    encoding: str


@dataclass(frozen=True, slots=True)
class Prose:
    """The words of a report, paragraph by paragraph."""

    title: tuple[str, ...]
    preamble: tuple[str, ...]
    overview: tuple[str, ...]
    problems: tuple[str, ...]
    other: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleReport:
    """A report as it is printed, and the truth about it.

    Attributes:
        unit: Whose it is.
        year: Report year, the title's.
        organisation: The publisher's name as the title prints it.
        town: The unit's name where it is a township, else None.
        edition: Key of the edition of its tables.
        format: Kind of file.
        file: Path of the file under the sample folder, with "/" between its parts.
        look: How it is laid out.
        prose: Its words.
        signed_on: Date under the signature, or None where it is not signed.
        printed: What stands in every cell of its tables.
        values: What those cells say (money in 万元); None where that cannot be read.
        tables: Keys of the tables it prints.
        row_labels: Labels that it prints otherwise than the form does.
        column_labels: The same for columns, by (row, column).
        unknown_row: A row that no form has: (table, label, what its cell says), or None.
        period: The period that the text states.
        items: What the prose counts.
        stated: What the prose says in words.
        expected: The findings that must come out of it.
        flaws: Keys of the flaws it has.
    """

    unit: SampleUnit
    year: int
    organisation: str
    town: str | None
    edition: str
    format: FileFormat
    file: str
    look: Look
    prose: Prose
    signed_on: date | None
    printed: dict[Address, str]
    values: dict[Address, Decimal | None]
    period: tuple[str, str]
    tables: tuple[str, ...] = ("disclosure", "applications", "litigation")
    row_labels: dict[tuple[str, str], str] = field(default_factory=dict)
    column_labels: dict[tuple[str, str], str] = field(default_factory=dict)
    unknown_row: tuple[str, str, str] | None = None
    items: tuple[Item, ...] = ()
    stated: StatedNumbers = StatedNumbers()
    expected: tuple[Expected, ...] = ()
    flaws: tuple[str, ...] = ()

    @property
    def form(self) -> Edition:
        """Return the edition of its tables."""
        return EDITIONS[self.edition]

    @property
    def has_single_other_row(self) -> bool:
        """Return whether （六）其他处理 is a single row."""
        return Address("applications", "other", "total") in self.printed

    def findings_of(self, scope: Scope) -> tuple[Expected, ...]:
        """Return the expected findings that can be told at that stage."""
        return tuple(expected for expected in self.expected if expected.scope == scope)


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """The whole sample: who is there, what is written, what is missing.

    ``missing`` names (unit code, year) of reports that are owed and not written.
    """

    seed: int
    county: str
    units: tuple[SampleUnit, ...]
    reports: tuple[SampleReport, ...]
    missing: tuple[tuple[str, int], ...]
