"""What the relations of the form make of printed numbers, reckoned apart from the checks under test."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from form import RELATIONS, Address, Relation, Term
from ingest.demo.model import Expected, SampleReport

Cells = dict[Address, Decimal | None]


def broken(relation: Relation, cells: Cells, before: Cells | None = None) -> bool:
    """Return whether a relation fails; False where a cell of it is absent or cannot be read.

    Args:
        relation: The relation.
        cells: The report's cells.
        before: Cells of the same unit's report of the year before, or None.
    """
    sides = [_side(terms, cells, before) for terms in (relation.parts, relation.total)]
    return None not in sides and sides[0] != sides[1]


def _side(terms: Iterable[Term], cells: Cells, before: Cells | None) -> Decimal | None:
    total = Decimal(0)
    for term in terms:
        source = cells if term.year == 0 else before
        if source is None:
            return None
        if term.address not in source:
            if term.optional:
                continue
            return None
        value = source[term.address]
        if value is None:
            return None
        total += term.sign * value
    return total


def spans_years(relation: Relation) -> bool:
    """Return whether a relation holds a report against the one of the year before."""
    return any(term.year for term in relation.terms)


def broken_within(report: SampleReport) -> set[tuple[str, str | None, str | None]]:
    """Return (rule, row, column) of each relation that fails inside a report as printed."""
    return {
        (relation.rule, relation.row, relation.column)
        for relation in RELATIONS
        if not spans_years(relation) and relation.since <= report.year and broken(relation, report.values)
    }


def expect_across_years(reports: Iterable[SampleReport]) -> tuple[SampleReport, ...]:
    """Given all reports, return them with the findings that only the year before can show.

    Where a unit has several versions for a year, the last one counts.
    """
    listed = tuple(reports)
    current = {(report.unit.code, report.year): report for report in listed}
    across = [relation for relation in RELATIONS if spans_years(relation)]
    done = []
    for report in listed:
        before = current.get((report.unit.code, report.year - 1))
        found = tuple(
            Expected(relation.rule, relation.table, relation.row, relation.column, scope="years")
            for relation in across
            if before is not None
            and relation.since <= report.year
            and broken(relation, report.values, before.values)
        )
        done.append(replace(report, expected=report.expected + found))
    return tuple(done)
