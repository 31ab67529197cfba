"""How well a file was read: the report that came out, held against the one that was meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from form.model import Address
from ingest.model import BBox, Cell, Finding, Report
from tests.corpus.truth import Truth

# How far a cell's box may be off the words that were drawn, in points: fonts differ in their heights.
BOX_SLACK_PT = 3.5


@dataclass(frozen=True, slots=True)
class Miss:
    """A cell that was not read as it is printed."""

    address: Address
    expected: Decimal | None
    got: Decimal | str | None
    flagged: bool


@dataclass(frozen=True, slots=True)
class Score:
    """What came of one file.

    Attributes:
        cells: Number of cells that the file prints.
        right: How many of them were read as printed.
        misses: The others, and cells that were made up.
        false_errors: Findings of severity error about what is right.
        identity: What was misread of town, county, year, edition and period.
        boxes: Cells whose box is not where their words are.
    """

    cells: int
    right: int
    misses: tuple[Miss, ...]
    false_errors: tuple[Finding, ...]
    identity: tuple[str, ...]
    boxes: tuple[Address, ...] = ()

    @property
    def silent(self) -> tuple[Miss, ...]:
        """Return the misses that no finding names."""
        return tuple(miss for miss in self.misses if not miss.flagged)


def names(finding: Finding, address: Address) -> bool:
    """Given a finding and a cell, return whether the finding names it, itself or by its row or column."""
    if finding.table != address.table or (finding.row is None and finding.column is None):
        return False
    return finding.row in (None, address.row) and finding.column in (None, address.column)


def names_cell(finding: Finding, address: Address) -> bool:
    """Given a finding and a cell, return whether the finding names that very cell."""
    return (finding.table, finding.row, finding.column) == tuple(address)


def compare(report: Report, truth: Truth, drawn: Mapping[Address, tuple[int, BBox]] | None = None) -> Score:
    """Given what was read and what was meant, return the score of the file."""
    got = {Address(cell.table, cell.row, cell.column): cell for cell in report.cells}
    misses: list[Miss] = []
    right = 0
    for address, expected in truth.values.items():
        cell = got.get(address)
        # A relation that does not hold says nothing of which of its numbers is read wrongly.
        exact = cell is not None and cell.value is not None
        flagged = any((names_cell if exact else names)(finding, address) for finding in report.findings)
        if cell is not None and cell.value == expected and (expected is not None or flagged):
            right += 1
            continue
        if cell is None:
            flagged = flagged or report.error is not None or _table_named(report, address)
        misses.append(Miss(address, expected, "absent" if cell is None else cell.value, flagged))
    for address, cell in got.items():
        if address not in truth.values and cell.value is not None:
            flagged = any(names(finding, address) for finding in report.findings)
            misses.append(Miss(address, None, cell.value, flagged))
    return Score(
        cells=len(truth.values),
        right=right,
        misses=tuple(misses),
        false_errors=tuple(f for f in report.findings if f.severity == "error" and not _earned(f, truth)),
        identity=_identity(report, truth),
        boxes=_boxes(got, drawn or {}),
    )


def _table_named(report: Report, address: Address) -> bool:
    return any(f.table == address.table and f.row is None and f.column is None for f in report.findings)


def _earned(finding: Finding, truth: Truth) -> bool:
    """Return whether an error is about a cell that is printed empty, or about what the report does not have."""
    if finding.table is not None and finding.row is not None and finding.row not in truth.rows(finding.table):
        return finding.rule in ("row.missing", "cell.missing")
    if finding.rule == "table.missing":
        return not any(address.table == finding.table for address in truth.values)
    return any(names(finding, address) for address, value in truth.values.items() if value is None)


def _identity(report: Report, truth: Truth) -> tuple[str, ...]:
    identity, publisher = report.identity, truth.publisher
    day = (f"{truth.year}-01-01", f"{truth.year}-12-31")
    pairs = {
        "town": (identity.town, publisher.town),
        "county": (identity.county, publisher.county),
        "organisation": (identity.organisation, publisher.organisation),
        "year": (identity.year, truth.year),
        # Without its disclosure table a report has no edition of its own.
        "edition": (report.edition, truth.edition or report.edition),
        "period": (identity.period, day),
    }
    return tuple(f"{key}: {got!r} for {meant!r}" for key, (got, meant) in pairs.items() if got != meant)


def _boxes(got: Mapping[Address, Cell], drawn: Mapping[Address, tuple[int, BBox]]) -> tuple[Address, ...]:
    off: list[Address] = []
    for address, (page, box) in drawn.items():
        cell = got.get(address)
        if cell is None or cell.value is None:
            continue
        if cell.page != page or cell.bbox is None or not _same(cell.bbox, box):
            off.append(address)
    return tuple(off)


def _same(first: BBox, second: BBox) -> bool:
    return all(abs(a - b) <= BOX_SLACK_PT for a, b in zip(first, second, strict=True))
