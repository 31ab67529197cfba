"""What the relations of the form make of printed numbers, reckoned apart from the checks under test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from form import RELATIONS, Address, Relation, Term, column_of
from ingest.demo.county import GOVERNMENT, PARTS, UNITS
from ingest.demo.model import Expected, SampleReport
from ingest.demo.pairs import COPIED, REPEATED, SOURCE
from ingest.demo.wording import OWN_WORK

Cells = dict[Address, Decimal | None]
Current = Mapping[tuple[str, int], SampleReport]


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
    """Given all reports, return them with the findings that only other reports can show.

    Where a unit has several versions for a year, the last one counts.
    """
    listed = tuple(reports)
    current = {(report.unit.code, report.year): report for report in listed}
    return tuple(
        replace(report, expected=(*report.expected, *_told_by_others(report, current)))
        if current[report.unit.code, report.year] is report and report.unit.code
        else report
        for report in listed
    )


def _told_by_others(report: SampleReport, current: Current) -> Iterator[Expected]:
    before = _before(report, current)
    if before is not None:
        for relation in RELATIONS:
            if (
                spans_years(relation)
                and relation.since <= report.year
                and broken(relation, report.values, before)
            ):
                yield Expected(relation.rule, relation.table, relation.row, relation.column, scope="years")
        if report.values == before and any(_is_done_in_the_year(*cell) for cell in before.items()):
            yield Expected("numbers.repeated", scope="years")
    if COPIED in report.flaws or _is_copied_by_another(report, current):
        yield Expected("text.copied", scope="years")
    last_year = current.get((report.unit.code, report.year - 1))
    if REPEATED in report.flaws and last_year is not None:
        yield Expected("text.repeated", scope="years")
    known = [year for code, year in current if code == report.unit.code and year < report.year]
    if "count_leaps" in report.flaws and len(known) > 1:
        yield Expected("count.jump", "disclosure", "licensing", "decisions", scope="years")
    if report.unit == GOVERNMENT:
        yield from _missed_by_the_county(report, current)


def _before(report: SampleReport, current: Current) -> Cells | None:
    """Return the cells of the year before: of the unit, and of those that went into it then."""
    year = report.year - 1
    gone = [unit for unit in UNITS if report.unit.code in unit.successors and unit.last_year == year]
    parts = [current.get((unit.code, year)) for unit in (report.unit, *gone)]
    cells = [part.values for part in parts if part is not None]
    if len(cells) < len(parts):
        return None
    return {address: _sum([part.get(address) for part in cells]) for address in cells[0]}


def _sum(values: Sequence[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


def _is_done_in_the_year(address: Address, value: Decimal | None) -> bool:
    return bool(value) and address.column not in ("in_force", "disclosed_total", "items_last_year")


def _is_copied_by_another(report: SampleReport, current: Current) -> bool:
    """Return whether the report's words are those of one that was copied from it in its own year."""
    return SOURCE in report.flaws and any(
        COPIED in other.flaws
        and other.year == report.year
        and OWN_WORK[0][10:60] in "".join(report.prose.overview)
        for other in current.values()
    )


def _missed_by_the_county(county: SampleReport, current: Current) -> Iterator[Expected]:
    """Yield the cells in which the county's own report cannot be the sum of its units."""
    owing = [unit for unit in PARTS if unit.exists_in(county.year)]
    parts = [r.values for unit in owing if (r := current.get((unit.code, county.year))) is not None]
    for address, value in county.values.items():
        known = [number for part in parts if (number := part.get(address)) is not None]
        if value is None or not known:
            continue
        short = sum(known, Decimal(0)) - value
        # Amounts are printed to two places at most, and rounded by no one.
        if (len(known) == len(owing) and short) or (short > 0 and column_of(address).kind != "change"):
            yield Expected("county.sum", *address, scope="years")
