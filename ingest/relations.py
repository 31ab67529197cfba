"""The relations of the form, held against what is printed: wrong numbers told apart from missing ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from form import RELATIONS, describe, row
from form.model import PART_MISSING, Address, Relation, Term
from form.shared_tables import OTHER, OTHER_PARTS, OTHER_ROW_2019
from ingest.findings import finding, plain_number
from ingest.model import Cell, Finding
from ingest.rules import RULES

Values = Mapping[Address, Decimal | None]
# More names than this make no sentence that a clerk reads.
NAMED_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a relation as a report prints it.

    Attributes:
        total: Sum of the terms that are known.
        known: How many they are.
        unknown: Addresses that are there without a number, or that the report lacks.
        absent: Rows that the form has and the report has not.
    """

    total: Decimal
    known: int
    unknown: tuple[Address, ...]
    absent: tuple[str, ...] = ()


def values_of(cells: Iterable[Cell]) -> dict[Address, Decimal | None]:
    """Given cells, return their values by address."""
    return {Address(cell.table, cell.row, cell.column): cell.value for cell in cells}


def spans_years(relation: Relation) -> bool:
    """Return whether a relation holds a report against the one of the year before."""
    return any(term.year for term in relation.terms)


@cache
def relations_for(year: int | None, *, across: bool) -> tuple[Relation, ...]:
    """Given a report year, return the relations that reach into the year before, or those that do not."""
    return tuple(
        relation
        for relation in RELATIONS
        if spans_years(relation) == across and (year is None or year >= relation.since)
    )


def check_relations(values: Values, year: int | None, before: Values | None = None) -> list[Finding]:
    """Given the values of a report, return a finding for each relation that does not hold.

    With the values of the year before, only the relations that reach into it are held. A
    relation whose total is not known says nothing; one that lacks parts says so where they could
    make up the difference.
    """
    sides = {0: values, -1: before or {}}
    findings = []
    for relation in relations_for(year, across=before is not None):
        parts, total = side_of(relation.parts, sides), side_of(relation.total, sides)
        if not parts.known or not total.known or total.unknown or parts.total == total.total:
            continue
        if not parts.unknown and not parts.absent:
            findings.append(_unequal(relation, parts.total, total.total))
        elif before is None:
            findings.append(_incomplete(relation, parts, total.total))
    return findings


def side_of(terms: Sequence[Term], sides: Mapping[int, Values]) -> Side:
    """Given the terms of one side and the values of each year, return what they add up to."""
    total, known = Decimal(0), 0
    unknown: list[Address] = []
    for term in terms:
        values = sides[term.year]
        if term.optional and term.address not in values:
            continue
        value = values.get(term.address)
        if value is None:
            unknown.append(term.address)
        else:
            total += term.sign * value
            known += 1
    return Side(total, known, tuple(unknown), _absent(terms, sides[0]))


def _absent(terms: Sequence[Term], values: Values) -> tuple[str, ...]:
    """Return the optional rows that the report has in neither of the shapes that they may take."""
    optional = [term.address for term in terms if term.optional]
    lacking = [address.row for address in optional if address not in values]
    present = {address.row for address in optional if address in values}
    if not present:
        return ()
    others = OTHER_PARTS | {OTHER_ROW_2019.key}
    rows = [row for row in lacking if row not in others]
    if OTHER_ROW_2019.key not in present and not present >= OTHER_PARTS:
        rows += (
            [row for row in lacking if row in OTHER_PARTS] if present & OTHER_PARTS else [OTHER_ROW_2019.key]
        )
    return tuple(rows)


def _unequal(relation: Relation, expected: Decimal, actual: Decimal) -> Finding:
    place = describe(relation.table, relation.row, relation.column)
    left, right = plain_number(expected), plain_number(actual)
    rule = RULES[relation.rule]
    sentence = rule.below_zero if expected < 0 and rule.below_zero else rule.sentence
    words = sentence.format(place=place, expected=left, actual=right)
    return finding(relation.rule, words, *wrong_place(relation), expected=left, actual=right)


def _incomplete(relation: Relation, parts: Side, actual: Decimal) -> Finding:
    """Return what to say where parts are missing: too much already is wrong, too little may be just that."""
    lacking = _named(parts)
    if parts.total > actual:
        wrong = _unequal(relation, parts.total, actual)
        return replace(wrong, message=f"{wrong.message.rstrip('。')}；另有{lacking}，不计在内。")
    place = describe(relation.table, relation.row, relation.column)
    known, printed, short = (plain_number(n) for n in (parts.total, actual, actual - parts.total))
    message = f"{place}：已填各项合计{known}，应合计{printed}，还差{short}；{lacking}，差数可能就在其中，请补齐后再核对。"
    return finding(PART_MISSING, message, *wrong_place(relation), expected=known, actual=printed)


def wrong_place(relation: Relation) -> tuple[str, str | None, str | None]:
    """Return the place of a relation: its table, and the row or column it runs along."""
    return relation.table, relation.row, relation.column


def _named(parts: Side) -> str:
    blank = [describe(*address) for address in parts.unknown]
    absent = [OTHER if key == OTHER_ROW_2019.key else row("applications", key).label for key in parts.absent]
    said = [f"{_listed(blank)}没有数字"] if blank else []
    said += [f"表中缺少“{_listed(absent)}”一行"] if absent else []
    return "，".join(said)


def _listed(names: Sequence[str]) -> str:
    shown = "、".join(names[:NAMED_AT_MOST])
    return f"{shown}等{len(names)}格" if len(names) > NAMED_AT_MOST else shown
