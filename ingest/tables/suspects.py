"""Numbers whose place was found by geometry alone, where the form's relations speak against them.

In a table without drawn cells a number may be taken for another column's, or lose a part. Where
a relation does not hold there, the reader may be at fault as well as the author: each cell that
may be it is named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from form import RELATIONS, describe
from form.model import Address, Relation
from ingest.findings import finding, plain_number
from ingest.model import Cell, Finding
from ingest.tables.settle import holds

# So many numbers of one relation may be wrong before none of it is believed.
LIKELY_MAX = 2
_DASH = re.compile(r"[—–\-－―─]+")
_BY_GEOMETRY = frozenset({"words", "ocr"})


def suspects(cells: Sequence[Cell], findings: Sequence[Finding]) -> list[Finding]:
    """Given cells and their findings, return a finding for each number found by geometry that may be misread.

    That is one that stands in two relations that do not hold, or, where a relation has none
    such or many, in that relation; and one that no relation at all confirms. A dash that stands
    alone in a scan is one where nothing confirms it.
    """
    unsure = {_address(cell) for cell in cells if cell.method in _BY_GEOMETRY and cell.value is not None}
    if not unsure:
        return []
    values = {_address(cell): cell.value for cell in cells}
    told = [(relation, holds(relation, values)) for relation in RELATIONS if _is_own(relation)]
    lacking = {found.table for found in findings if found.rule == "row.missing"}
    broken = [relation for relation, held in told if held is False]
    confirmed = {term.address for relation, held in told if held for term in relation.terms}
    counted = Counter(term.address for relation in broken for term in relation.terms)
    chosen: dict[Address, None] = {}
    for relation in broken:
        own = [term.address for term in relation.terms if term.address in unsure]
        # A row that was not found leaves all columns without their sum, and says nothing of the others.
        if relation.row is None and relation.table in lacking:
            own = [address for address in own if address not in confirmed]
        likely = [address for address in own if counted[address] > 1]
        # One misread number and a total are soon found; with more, none of the row is sure.
        chosen |= dict.fromkeys(likely if 0 < len(likely) <= LIKELY_MAX else own)
    related = {term.address for relation, _ in told for term in relation.terms}
    chosen |= dict.fromkeys(sorted((unsure & related) - confirmed))
    chosen |= dict.fromkeys(address for address in lone_dashes(cells) if address not in confirmed)
    named = {(found.table, found.row, found.column) for found in findings}
    return [_suspect(address, values[address]) for address in chosen if tuple(address) not in named]


def lone_dashes(cells: Sequence[Cell]) -> list[Address]:
    """Given cells, return those of a scan whose nought is a dash where most are none: rather a piece of a line."""
    scanned = [cell for cell in cells if cell.method == "ocr"]
    dashes = [cell for cell in scanned if cell.value == 0 and _DASH.fullmatch("".join(cell.raw.split()))]
    return [_address(cell) for cell in dashes] if 2 * len(dashes) < len(scanned) else []


def _address(cell: Cell) -> Address:
    return Address(cell.table, cell.row, cell.column)


def _is_own(relation: Relation) -> bool:
    return not any(term.year for term in relation.terms)


def _suspect(address: Address, value: Decimal | None) -> Finding:
    message = (
        f"{describe(*address)}读作{plain_number(value)}。这张表没有完整的框线，勾稽关系又没有印证，"
        "数字可能错了栏，请对照原件核对这一格。"
    )
    return finding("cell.uncertain", message, *address, actual=plain_number(value))
