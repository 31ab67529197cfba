"""Numbers that recognition is not sure of: named one by one, and settled only where one reading alone balances.

A scan's cell may carry a second reading. The form's relations choose between the two where exactly one
choice makes every relation around them hold; the finding says so. Where a relation fails, what recognition may
have got wrong in it is named, however sure it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from form import column_of, describe
from form.model import Address, Relation
from form.numbers import read_number
from ingest.explain import explain
from ingest.findings import finding, plain_number
from ingest.model import BBox, Cell, Document, Finding
from ingest.relations import Values, relations_for, side_of, values_of

# Of 4 772 cells of generated scans, under 1 % of the right readings were less sure than this, and every wrong
# one (docs/scan-accuracy.md).
SURE = 0.85
# More doubtful cells than this in relations that hang together are not settled by trying.
TRIED_AT_MOST = 8
_RULE = "cell.ocr_doubt"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A number in doubt: where it is, its cell, and the value of its second reading (None: no number)."""

    address: Address
    cell: Cell
    text: str
    value: Decimal | None


def settle_doubts(
    cells: Sequence[Cell], document: Document, year: int | None
) -> tuple[tuple[Cell, ...], list[Finding]]:
    """Given the cells of a report, return them with doubtful readings settled where that can be done, and findings.

    Nothing is changed in cells that were not recognised in a picture.
    """
    if not any(cell.method == "ocr" for cell in cells):
        return tuple(cells), []
    others = _second_readings(document)
    doubts = [doubt for cell in cells if (doubt := _doubt(cell, others)) is not None]
    values = values_of(cells)
    chosen = _chosen(doubts, values, year)
    settled = tuple(_taken(cell, chosen) for cell in cells)
    findings = [_finding(doubt, chosen.get(doubt.address)) for doubt in doubts]
    named = {doubt.address for doubt in doubts}
    return settled, findings + _suspects(settled, named, year)


def _second_readings(document: Document) -> dict[tuple[int | None, BBox | None], str]:
    return {
        (grid.page, cell.bbox): cell.other
        for grid in document.grids
        if grid.method == "ocr"
        for cell in grid.cells
        if cell.other
    }


def _doubt(cell: Cell, others: Mapping[tuple[int | None, BBox | None], str]) -> Doubt | None:
    """Return the doubt about a cell; what has no number at all has a finding of its own."""
    if cell.method != "ocr" or cell.value is None or (cell.confidence or 0.0) >= SURE:
        return None
    text = others.get((cell.page, cell.bbox), "")
    address = Address(cell.table, cell.row, cell.column)
    return Doubt(address, cell, text, _value_of(text, cell, address))


def _value_of(text: str, cell: Cell, address: Address) -> Decimal | None:
    """Return the value of a second reading, in the unit in which the first was taken."""
    kind = column_of(address).kind
    printed, other = (read_number(words, kind, "万元").value for words in (cell.raw, text))
    if not text or other is None or cell.value is None:
        return None
    return other * (cell.value / printed) if printed else other


def _chosen(doubts: Sequence[Doubt], values: Values, year: int | None) -> dict[Address, Decimal]:
    """Return the doubtful cells that the relations settle, each with the one value that balances."""
    open_ones = [doubt for doubt in doubts if doubt.value is not None and doubt.value != doubt.cell.value]
    relations = [(relation, _addresses(relation)) for relation in relations_for(year, across=False)]
    result: dict[Address, Decimal] = {}
    for group in _together(open_ones, [addresses for _, addresses in relations]):
        places = {doubt.address for doubt in group}
        around = [relation for relation, addresses in relations if addresses & places]
        if len(group) <= TRIED_AT_MOST:
            result |= _balancing(group, around, values)
    return result


def _addresses(relation: Relation) -> frozenset[Address]:
    return frozenset(term.address for term in (*relation.parts, *relation.total))


def _together(doubts: Iterable[Doubt], relations: Sequence[frozenset[Address]]) -> list[list[Doubt]]:
    """Return doubts in groups, those of one group tied to each other by relations."""
    groups: list[tuple[set[int], list[Doubt]]] = []
    for doubt in doubts:
        mine = {index for index, addresses in enumerate(relations) if doubt.address in addresses}
        members = [doubt]
        for group in [group for group in groups if group[0] & mine]:
            groups.remove(group)
            mine |= group[0]
            members = group[1] + members
        groups.append((mine, members))
    return [members for mine, members in groups if mine]


def _balancing(group: Sequence[Doubt], around: Sequence[Relation], values: Values) -> dict[Address, Decimal]:
    """Return the one choice of readings after which all relations around a group hold, or nothing."""
    found: list[dict[Address, Decimal]] = []
    for readings in product(*((doubt.cell.value, doubt.value) for doubt in group)):
        choice = {d.address: v for d, v in zip(group, readings, strict=True) if v is not None}
        held = [_holds(relation, {**values, **choice}) for relation in around]
        if False not in held and True in held:
            # A cell that no relation can be held for is not settled by those of the others.
            proven = {
                address: value
                for address, value in choice.items()
                if any(
                    ok and address in _addresses(relation) for relation, ok in zip(around, held, strict=True)
                )
            }
            found.append(proven)
    return found[0] if len(found) == 1 else {}


def _holds(relation: Relation, values: Values) -> bool | None:
    """Return whether a relation holds; None where it cannot be told."""
    parts, total = side_of(relation.parts, {0: values}), side_of(relation.total, {0: values})
    if parts.unknown or parts.absent or total.unknown or not parts.known or not total.known:
        return None
    return parts.total == total.total


def _taken(cell: Cell, chosen: Mapping[Address, Decimal]) -> Cell:
    value = chosen.get(Address(cell.table, cell.row, cell.column))
    return cell if value is None or value == cell.value else replace(cell, value=value)


def _finding(doubt: Doubt, chosen: Decimal | None) -> Finding:
    cell, place = doubt.cell, describe(*doubt.address)
    first = f"“{' '.join(cell.raw.split())}”"
    readings = f"认作{first}，也可能是“{doubt.text}”" if doubt.text else f"认作{first}"
    sure = f"把握{round(100 * (cell.confidence or 0))}%"
    if chosen is None:
        what = f"，取{plain_number(cell.value)}" if doubt.text else ""
        message = f"{place}由扫描件识别，{readings}（{sure}）{what}，请对照原件核对（{cell.place}）。"
    else:
        message = (
            f"{place}由扫描件识别，{readings}（{sure}）；按勾稽关系只有取{plain_number(chosen)}才平，"
            f"已取{plain_number(chosen)}，请对照原件核对（{cell.place}）。"
        )
    actual = cell.value if chosen is None else chosen
    other = doubt.value if actual == cell.value else cell.value
    return finding(_RULE, message, *doubt.address, expected=plain_number(other), actual=plain_number(actual))


def _suspects(cells: Sequence[Cell], named: set[Address], year: int | None) -> list[Finding]:
    """Return a finding for what recognition may have got wrong where a relation does not hold."""
    values = values_of(cells)
    recognised = {
        Address(c.table, c.row, c.column): c for c in cells if c.method == "ocr" and c.value is not None
    }
    suggested: dict[Address, Decimal] = {}
    for suggestion in explain(values, year):
        if suggestion.kind == "change":
            address, _, meant = suggestion.changes[0]
            suggested.setdefault(address, meant)
    findings: dict[Address, Finding] = {}
    for relation in relations_for(year, across=False):
        inside = {address for address in _addresses(relation) if address in recognised}
        if not inside or _holds(relation, values) is not False or named & inside:
            continue
        least = min(inside, key=lambda address: (recognised[address].confidence or 0.0, address))
        # The most telling suggestion comes first.
        address = next((one for one in suggested if one in inside), least)
        findings[address] = _suspect(address, recognised[address], suggested.get(address))
    return list(findings.values())


def _suspect(address: Address, cell: Cell, balancing: Decimal | None) -> Finding:
    printed = plain_number(cell.value)
    other = f"；若为{plain_number(balancing)}则相符" if balancing is not None else ""
    message = (
        f"{describe(*address)}由扫描件识别，认作{printed}，所在的勾稽关系不平{other}。"
        f"可能是认错，也可能是原件有误，请对照原件核对（{cell.place}）。"
    )
    return finding(_RULE, message, *address, expected=plain_number(balancing), actual=printed)
