"""Numbers whose place was found by geometry alone, where the form's relations speak against them.

In a table without drawn cells a number may be taken for another column's, or lose a part. Where
a relation does not hold there, the reader may be at fault as well as the author: each cell that
may be it is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from form import RELATIONS, describe
from form.model import Address, Relation
from ingest.model import Cell, Finding
from ingest.tables.align import finding
from ingest.tables.settle import holds
from ingest.tables.values import plain_number

_BY_GEOMETRY = frozenset({"words", "ocr"})


def suspects(cells: Sequence[Cell], findings: Sequence[Finding]) -> list[Finding]:
    """Given cells and their findings, return a finding for each number that a broken relation may owe to its reading.

    A cell that stands in two broken relations is named; of a relation without any such, every cell.
    """
    unsure = {_address(cell) for cell in cells if cell.method in _BY_GEOMETRY}
    if not unsure:
        return []
    values = {_address(cell): cell.value for cell in cells}
    broken = [relation for relation in RELATIONS if _is_broken(relation, values)]
    counted = Counter(term.address for relation in broken for term in relation.terms)
    named = {(found.table, found.row, found.column) for found in findings}
    chosen: dict[Address, None] = {}
    for relation in broken:
        own = [term.address for term in relation.terms if term.address in unsure]
        twice = [address for address in own if counted[address] > 1]
        chosen |= dict.fromkeys(twice or own)
    return [_suspect(address, values[address]) for address in chosen if tuple(address) not in named]


def _address(cell: Cell) -> Address:
    return Address(cell.table, cell.row, cell.column)


def _is_broken(relation: Relation, values: dict[Address, Decimal | None]) -> bool:
    if any(term.year for term in relation.terms):
        return False
    return holds(relation, values) is False


def _suspect(address: Address, value: Decimal | None) -> Finding:
    message = (
        f"{describe(*address)}读作{plain_number(value)}。这张表没有完整的框线，又有勾稽关系不符，"
        "数字可能错了栏，请对照原件核对这一格。"
    )
    return finding("cell.uncertain", message, *address, actual=plain_number(value))
