"""Findings that a look at the paper has settled: doubts about a reading, and sums that were only misread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from form import RELATIONS
from form.model import PART_MISSING, Address, Relation, Term

Values = Mapping[Address, Decimal | None]
# About a number that may be misread: whoever confirms or corrects it has looked.
_DOUBTS = frozenset({"cell.ocr_doubt", "cell.uncertain", "cell.conflict", "cell.unit", "cell.unit_doubtful"})
# About a cell of which no number could be had: putting one in is the answer.
_OF_READING = _DOUBTS | {"cell.unreadable", "cell.blank", "cell.missing", "cell.unit_missing"}

_FOUND = """
WITH touched AS (SELECT DISTINCT report_id FROM cell_decided WHERE corrected OR confirmed),
years AS (
    SELECT r.report_id, r.year, before.report_id AS before_id
    FROM report r LEFT JOIN report before
        ON before.is_current AND before.unit_code = r.unit_code AND before.year = r.year - 1
),
near AS (
    FROM years SEMI JOIN touched USING (report_id)
    UNION
    SELECT y.* FROM years y SEMI JOIN touched t ON t.report_id = y.before_id
)
SELECT f.report_id, f.position, f.rule, f.table_key, f.row_key, f.column_key, n.year, n.before_id
FROM stored.finding f JOIN near n USING (report_id)
WHERE f.table_key IS NOT NULL
"""
_VALUES = """
WITH wanted AS (SELECT unnest(?::VARCHAR[]) AS report_id),
decided AS (FROM cell_decided SEMI JOIN wanted USING (report_id))
SELECT c.report_id, c.table_key, c.row_key, c.column_key,
    CASE WHEN d.corrected THEN d.decided_value ELSE c.value END
FROM stored.cell c SEMI JOIN wanted USING (report_id)
LEFT JOIN decided d USING (report_id, table_key, row_key, column_key)
UNION ALL
SELECT report_id, table_key, row_key, column_key, decided_value FROM decided WHERE added AND corrected
"""
_LOOKED_AT = """
SELECT report_id, table_key, row_key, column_key, id, corrected FROM cell_decided WHERE corrected OR confirmed
"""


@dataclass(frozen=True, slots=True)
class _Found:
    report_id: str
    position: int
    rule: str
    table: str
    row: str | None
    column: str | None
    year: int | None
    before: str | None


def settled_by_looking(connection: duckdb.DuckDBPyConnection) -> list[dict[str, str | int]]:
    """Given a connection with ``cell_decided`` made, return which finding which decision on a cell has settled.

    A relation has to hold with every number of it known; one that reaches into the year before is held
    against that year's numbers as corrected.
    """
    corrected: dict[tuple[str, Address], int] = {}
    confirmed: dict[tuple[str, Address], int] = {}
    for report_id, table, row, column, decision, is_corrected in connection.execute(_LOOKED_AT).fetchall():
        looked_at = corrected if is_corrected else confirmed
        looked_at[report_id, Address(table, row, column)] = int(decision)
    found = [_Found(*row) for row in connection.execute(_FOUND).fetchall()]
    wanted = [one for one in found if _touches(one, {**confirmed, **corrected})]
    if not wanted:
        return []
    reports = sorted({report for one in wanted for report in (one.report_id, one.before) if report})
    values: dict[str, dict[Address, Decimal | None]] = defaultdict(dict)
    for report_id, table, row, column, value in connection.execute(_VALUES, [reports]).fetchall():
        values[report_id][Address(table, row, column)] = value
    settled = ((one, _settling(one, values, corrected, confirmed)) for one in wanted)
    return [
        {"report_id": one.report_id, "position": one.position, "id": decision}
        for one, decision in settled
        if decision is not None
    ]


def _touches(found: _Found, looked_at: Mapping[tuple[str, Address], int]) -> bool:
    """Return whether somebody has looked at a cell that the finding is about: only then it may be settled."""
    if found.rule in _OF_READING:
        return (found.report_id, Address(found.table, found.row or "", found.column or "")) in looked_at
    reports = {0: found.report_id, -1: found.before or ""}
    return any(
        (reports[term.year], term.address) in looked_at
        for relation in _relations_of(found)
        for term in relation.terms
    )


def _settling(
    found: _Found,
    values: Mapping[str, Values],
    corrected: Mapping[tuple[str, Address], int],
    confirmed: Mapping[tuple[str, Address], int],
) -> int | None:
    """Return the decision that a finding is settled by, the last of several, or None where it is not."""
    if found.rule in _OF_READING:
        address = Address(found.table, found.row or "", found.column or "")
        looked_at = {**confirmed, **corrected} if found.rule in _DOUBTS else corrected
        known = values[found.report_id].get(address) is not None
        return looked_at.get((found.report_id, address)) if known else None
    sides = {0: values[found.report_id], -1: values.get(found.before or "", {})}
    relations = _relations_of(found)
    if not all(_holds(relation, sides) for relation in relations):
        return None
    reports = {0: found.report_id, -1: found.before or ""}
    terms = (term for relation in relations for term in relation.terms)
    return (
        max(
            (corrected.get((reports[term.year], term.address), 0) for term in terms),
            default=0,
        )
        or None
    )


def _relations_of(found: _Found) -> list[Relation]:
    """Return the relations that a finding says do not hold; none for a finding of another kind."""
    place = (found.table, found.row, found.column)
    return [
        relation
        for relation in RELATIONS
        if (relation.table, relation.row, relation.column) == place
        and found.rule in (relation.rule, PART_MISSING)
        and (found.year is None or found.year >= relation.since)
        and not (found.rule == PART_MISSING and any(term.year for term in relation.terms))
    ]


def _holds(relation: Relation, sides: Mapping[int, Values]) -> bool:
    parts, total = _add_up(relation.parts, sides), _add_up(relation.total, sides)
    return parts is not None and parts == total


def _add_up(terms: Sequence[Term], sides: Mapping[int, Values]) -> Decimal | None:
    """Return the sum of one side, or None where a term of it is not known."""
    known = list(_known(terms, sides))
    return None if not known or None in known else sum((one for one in known if one is not None), Decimal(0))


def _known(terms: Iterable[Term], sides: Mapping[int, Values]) -> Iterable[Decimal | None]:
    for term in terms:
        values = sides[term.year]
        if term.address in values or not term.optional:
            value = values.get(term.address)
            yield None if value is None else term.sign * value
