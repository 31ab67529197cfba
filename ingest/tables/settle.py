"""Readings that a cell alone leaves open, settled by the form's own relations.

A number that is too wide for its column goes on in the next line of the same cell, where it
looks like two numbers. The relations say which it is; where they cannot, a finding does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from form import RELATIONS, column_of, describe
from form.model import Address, Relation
from form.numbers import read_number, without_notes
from form.spelling import plain
from ingest.findings import finding
from ingest.model import Cell, Finding

# A column that is narrower than this many digits would be no column.
FIRST_LINE_MIN_CHARS = 2
# No count of this form has more digits and commas.
NUMBER_MAX_CHARS = 9
_PIECE = re.compile(r"^[\d,.，]+$")
_UNIT = re.compile(r"(?<=\d)\s*[件条项个份部起宗次]$")


def settle_wrapped(cells: Sequence[Cell], findings: Sequence[Finding]) -> tuple[list[Cell], list[Finding]]:
    """Given cells and findings, return them with the numbers that are broken over lines put together.

    A number that every relation it stands in confirms is taken; one that no relation speaks
    of is taken with a warning, but for one with a note, whose first line need not be full; one
    that a relation contradicts stays unread.
    """
    unread = {
        Address(found.table or "", found.row or "", found.column or "")
        for found in findings
        if found.rule == "cell.unreadable"
    }
    joined = {
        address: value
        for cell in cells
        if (address := Address(cell.table, cell.row, cell.column)) in unread
        and (value := _joined(cell, address)) is not None
    }
    if not joined:
        return list(cells), list(findings)
    values = {Address(cell.table, cell.row, cell.column): cell.value for cell in cells}
    taken, doubtful = _judge(joined, values)
    noted = {Address(cell.table, cell.row, cell.column) for cell in cells if _has_more(cell.raw)}
    unproven = noted.intersection(doubtful)
    taken = {address: value for address, value in taken.items() if address not in unproven}
    doubtful = [address for address in doubtful if address not in unproven]
    settled = [
        replace(cell, value=taken[address])
        if (address := Address(cell.table, cell.row, cell.column)) in taken
        else cell
        for cell in cells
    ]
    kept = [
        found
        for found in findings
        if found.rule != "cell.unreadable"
        or Address(found.table or "", found.row or "", found.column or "") not in taken
    ]
    return settled, kept + [_uncertain(address, taken[address]) for address in doubtful]


def _joined(cell: Cell, address: Address) -> Decimal | None:
    """Return the number that the lines of a cell make together, or None where they make none."""
    bare = _digits(cell.raw)
    pieces = bare.split()
    if len(pieces) < 2 or not all(_PIECE.match(piece) for piece in pieces) or "\n" not in bare:
        return None
    if sum(map(len, pieces)) > NUMBER_MAX_CHARS or not (_has_more(cell.raw) or _fills_lines(pieces)):
        return None
    kind = column_of(address).kind
    # No relation speaks of money, and 120 over 50 may as well be two amounts.
    return None if kind == "amount" else read_number("".join(pieces), kind).value


def _digits(raw: str) -> str:
    """Return a cell's text without the note and the unit behind its number, which take a digit to their line."""
    return _UNIT.sub("", without_notes(plain(raw)).strip())


def _has_more(raw: str) -> bool:
    return _digits(raw) != plain(raw).strip()


def _fills_lines(pieces: Sequence[str]) -> bool:
    """Return whether the lines of a number are full: it is broken where the cell ends, and only its last is shorter."""
    if len(pieces[0]) < FIRST_LINE_MIN_CHARS or any(len(piece) > len(pieces[0]) for piece in pieces):
        return False
    # A comma is narrower than a digit.
    spare = 1 if re.search(r"\D", "".join(pieces)) else 0
    return all(len(piece) >= len(pieces[0]) - spare for piece in pieces[:-1])


def _judge(
    joined: Mapping[Address, Decimal], values: Mapping[Address, Decimal | None]
) -> tuple[dict[Address, Decimal], list[Address]]:
    """Return what is taken of the joined numbers, and which of that no relation confirms."""
    taken = dict(joined)
    while True:
        sides = {**values, **taken}
        broken = {
            term.address
            for relation in _own_relations(taken)
            if holds(relation, sides) is False
            for term in relation.terms
        }
        if not broken & taken.keys():
            break
        taken = {address: value for address, value in taken.items() if address not in broken}
    sides = {**values, **taken}
    confirmed = {
        term.address
        for relation in _own_relations(taken)
        if holds(relation, sides)
        for term in relation.terms
    }
    return taken, [address for address in taken if address not in confirmed]


def _own_relations(addresses: Iterable[Address]) -> list[Relation]:
    """Return the relations within one report that any of the addresses stands in."""
    wanted = set(addresses)
    return [
        relation
        for relation in RELATIONS
        if not any(term.year for term in relation.terms)
        and any(term.address in wanted for term in relation.terms)
    ]


def holds(relation: Relation, values: Mapping[Address, Decimal | None]) -> bool | None:
    """Given a relation and values, say whether it holds; None where a value of it is not known."""
    total = Decimal(0)
    for side, terms in ((1, relation.parts), (-1, relation.total)):
        for term in terms:
            if term.address not in values and term.optional:
                continue
            value = values.get(term.address)
            if value is None:
                return None
            total += side * term.sign * value
    return total == 0


def _uncertain(address: Address, value: Decimal) -> Finding:
    message = f"{describe(*address)}的数字在格内分成两行，合起来读作{value}，请对照原件核对。"
    return finding("cell.uncertain", message, *address)
