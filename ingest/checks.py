"""What can be checked from one report alone: relations, prose against table, who may fill in what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from form import RELATIONS, column, describe
from form.model import Address, Relation, Term
from ingest.model import Cell, Finding, Identity, Stated
from ingest.rules import RULES
from ingest.tables.align import finding
from ingest.tables.values import plain_number

Values = Mapping[Address, Decimal | None]

_TOWNSHIP_ENDINGS = ("镇", "乡", "街道", "苏木")


def check(cells: Sequence[Cell], identity: Identity, stated: Stated, year: int | None) -> list[Finding]:
    """Given what was read of a report, return the findings that it gives rise to by itself."""
    values = values_of(cells)
    return [
        *check_relations(values, year),
        *check_stated(values, stated),
        *check_powers(values, identity),
    ]


def values_of(cells: Iterable[Cell]) -> dict[Address, Decimal | None]:
    """Given cells, return their values by address."""
    return {Address(cell.table, cell.row, cell.column): cell.value for cell in cells}


def check_relations(values: Values, year: int | None, before: Values | None = None) -> list[Finding]:
    """Given the values of a report, return a finding for each relation that does not hold.

    Relations that reach into the year before are held only where its values are given.
    A relation with a value that is not known says nothing.
    """
    findings = []
    for relation in RELATIONS:
        if year is not None and year < relation.since:
            continue
        across = any(term.year for term in relation.terms)
        if across == (before is None):
            continue
        sides = {0: values, -1: before or {}}
        expected = _add_up(relation.parts, sides)
        actual = _add_up(relation.total, sides)
        if expected is not None and actual is not None and expected != actual:
            findings.append(_unequal(relation, expected, actual))
    return findings


def _add_up(terms: Sequence[Term], sides: Mapping[int, Values]) -> Decimal | None:
    """Return the sum of one side, or None where a term of it is not known."""
    total = Decimal(0)
    present = 0
    for term in terms:
        values = sides[term.year]
        if term.address not in values:
            if term.optional:
                continue
            return None
        value = values[term.address]
        if value is None:
            return None
        total += term.sign * value
        present += 1
    return total if present else None


def _unequal(relation: Relation, expected: Decimal, actual: Decimal) -> Finding:
    place = describe(relation.table, relation.row, relation.column)
    left, right = plain_number(expected), plain_number(actual)
    words = RULES[relation.rule].sentence.format(place=place, expected=left, actual=right)
    return Finding(
        relation.rule, relation.severity, words, relation.table, relation.row, relation.column, left, right
    )


def check_stated(values: Values, stated: Stated) -> list[Finding]:
    """Given values and what the prose says in words, return a finding for each cell that it contradicts."""
    address = Address("applications", "new", "total")
    said, received = stated.applications_received, values.get(address)
    findings = []
    if said is not None and received is not None and received != said:
        findings.append(_contradicts(address, said, received))
    findings.extend(_cases(values, stated.review_cases, ("review",)))
    findings.extend(_cases(values, stated.lawsuit_cases, ("suit_direct", "suit_after_review")))
    return findings


def _cases(values: Values, said: int | None, rows: tuple[str, ...]) -> list[Finding]:
    """Hold a number of cases against the totals of the rows that count them."""
    addresses = [Address("litigation", row, column("litigation", "total").key) for row in rows]
    totals = [values.get(address) for address in addresses]
    known = [total for total in totals if total is not None]
    if said is None or len(known) < len(totals) or sum(known) == said:
        return []
    largest = max(range(len(known)), key=lambda at: known[at])
    return [_contradicts(addresses[largest], said, Decimal(sum(known)))]


def _contradicts(address: Address, said: int, printed: Decimal) -> Finding:
    message = f"正文说{said}件，{describe(*address)}印作{plain_number(printed)}，两者不符。"
    if said == 0:
        message = f"正文说没有，{describe(*address)}印作{plain_number(printed)}，两者不符。"
    return finding("narrative.stated", message, *address, expected=said, actual=plain_number(printed))


def check_powers(values: Values, identity: Identity) -> list[Finding]:
    """Given values, ask about 规章 in a township, which cannot make any (立法法)."""
    if identity.town is None or not identity.town.endswith(_TOWNSHIP_ENDINGS):
        return []
    return [
        finding(
            "disclosure.rules_in_township",
            f"{describe(*address)}印作{plain_number(value)}。乡镇街道无权制定规章，请核实是否应填为行政规范性文件。",
            *address,
            expected=0,
            actual=plain_number(value),
        )
        for address, value in values.items()
        if address.table == "disclosure" and address.row == "rules" and value
    ]
