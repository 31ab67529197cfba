"""What a unit is asked to mend: each finding that goes into a letter, with its place in the form and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

import form
from exports.source import Source
from form import Address
from form.model import PART_MISSING
from form.units import COUNTY
from store.decisions.states import RETURNED
from store.words import ACCEPTED, DISMISSED, FAILED, MISSING

# What the office itself has to settle: recognition, versions, reading. A unit is told only where it was accepted.
OWN_MATTERS = ("unit.", "report.", "reader.", "county.", "cell.ocr_doubt", "cell.uncertain")
_BLANK = "（空白）"


@dataclass(frozen=True, slots=True)
class Item:
    """Something in a report that a unit has to mend or explain.

    Attributes:
        must_mend: True where it is a mistake; False where it is a question.
        table: Title of the table, or "" where it is about the report as a whole.
        row: Words of the row, or "".
        column: Words of the column, or "".
        printed: What the report prints there, or "".
        why: Why it cannot be so.
        page: Where it stands in the file.
    """

    must_mend: bool
    table: str
    row: str
    column: str
    printed: str
    why: str
    page: str

    @property
    def place(self) -> str:
        """Return table, row and column in one line."""
        return " · ".join(part for part in (self.table, self.row, self.column) if part) or "全文"


@dataclass(frozen=True, slots=True)
class Letter:
    """What one unit is told.

    Attributes:
        unit_code: The unit.
        unit: Its name.
        year: The report year.
        file: Name of the file it handed in, or "" where it handed in none.
        items: What it has to mend or explain; none where the report is missing.
        is_returned: True where a clerk has sent the report back; else the unit is asked to check it.
    """

    unit_code: str
    unit: str
    year: int
    file: str
    items: tuple[Item, ...] = ()
    is_returned: bool = False

    @property
    def mend(self) -> tuple[Item, ...]:
        """Return what has to be mended."""
        return tuple(item for item in self.items if item.must_mend)

    @property
    def explain(self) -> tuple[Item, ...]:
        """Return what has to be explained."""
        return tuple(item for item in self.items if not item.must_mend)


def read_letters(source: Source, year: int, units: Iterable[str] = ()) -> list[Letter]:
    """Return what is to be written to which unit about a year, those that handed in nothing last.

    Dismissed findings are left out, accepted ones are always in. ``units`` limits it to some.
    """
    listed = list(units)
    findings = source.rows("findings", years=[year], units=listed)
    findings = findings[findings["unit_code"].notna() & (findings["kind"] != COUNTY)]
    worklist = source.rows("worklist", years=[year], units=listed)
    returned = frozenset(worklist.loc[worklist["state"] == RETURNED, "report_id"])
    sent: list[Letter] = []
    for (code, report_id), of_unit in findings.groupby(["unit_code", "report_id"], sort=False):
        cells = _cells(source.rows("cells_of_report", report_id=report_id))
        told = [item for row in of_unit.to_dict("records") if (item := _item(row, cells)) is not None]
        if told:
            first = of_unit.iloc[0]
            told.sort(key=lambda item: not item.must_mend)
            items, is_returned = tuple(_once(told)), report_id in returned
            sent.append(Letter(str(code), first["unit_name"], year, first["file_name"], items, is_returned))
    order = {code: at for at, code in enumerate(source.rows("units")["unit_code"])}
    sent.sort(key=lambda letter: order.get(letter.unit_code, len(order)))
    return sent + _missing(source, year, listed)


def _missing(source: Source, year: int, units: list[str]) -> list[Letter]:
    coverage = source.rows("coverage", years=[year], units=units)
    lacking = coverage[
        coverage["unit_code"].notna()
        & (coverage["kind"] != COUNTY)
        & coverage["state"].isin([MISSING, FAILED])
    ]
    return [
        Letter(str(row["unit_code"]), str(row["unit_name"]), year, "") for row in lacking.to_dict("records")
    ]


def _once(items: Iterable[Item]) -> Iterable[Item]:
    """Return the items without those that say the same again."""
    return dict.fromkeys(items)


def _cells(cells: pd.DataFrame) -> dict[Address, Mapping[Any, Any]]:
    return {
        Address(row["table_key"], row["row_key"], row["column_key"]): row for row in cells.to_dict("records")
    }


def _item(finding: Mapping[Any, Any], cells: Mapping[Address, Mapping[Any, Any]]) -> Item | None:
    """Return what a unit is told of a finding, or None where it is told nothing."""
    decision = finding.get("decision") or ""
    own = str(finding["rule"]).startswith(OWN_MATTERS)
    if decision == DISMISSED or (decision != ACCEPTED and (own or finding["severity"] == "notice")):
        return None
    table, row, column = (_key(finding[name]) for name in ("table_key", "row_key", "column_key"))
    there = [
        cells[address] for address in _addresses(finding["rule"], table, row, column) if address in cells
    ]
    return Item(
        must_mend=decision == ACCEPTED or finding["severity"] == "error",
        table=form.TABLES[table].title if table else "",
        row="·".join(_row_words(table, row)) if table and row else "",
        column=_column_words(table, row, column),
        printed="；".join(_printed(cell, len(there) > 1) for cell in there),
        why=str(finding["message"]),
        page="、".join(dict.fromkeys(str(cell["place"]) for cell in there if cell["place"])),
    )


def _key(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _addresses(rule: str, table: str | None, row: str | None, column: str | None) -> list[Address]:
    """Return the cells that a finding is about: the one that it names, or the totals of its relations."""
    if table and row and column:
        return [Address(table, row, column)]
    totals = (
        term.address
        for relation in form.RELATIONS
        if (relation.table, relation.row, relation.column) == (table, row, column)
        and rule in (relation.rule, PART_MISSING)
        for term in relation.total
    )
    return list(dict.fromkeys(totals))


def _row_words(table: str, row: str) -> list[str]:
    found = form.row(table, row)
    return [*found.groups, found.label]


def _column_words(table: str | None, row: str | None, column: str | None) -> str:
    if not table or not column:
        return ""
    if row:
        return form.column_of(Address(table, row, column)).label
    return form.column(table, column).label


def _printed(cell: Mapping[Any, Any], named: bool) -> str:
    raw = str(cell["raw"]).strip() or _BLANK
    return f"{cell['row_label']}·{cell['column_label']}：{raw}" if named else raw
