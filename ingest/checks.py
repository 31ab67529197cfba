"""What can be checked from one report alone: relations, prose against table, who may fill in what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from form import column, describe
from form.model import Address
from form.numbers import written_unit
from form.spelling import plain
from ingest.deadlines import check_lateness_of, kind_in_print
from ingest.findings import finding, plain_number
from ingest.model import Cell, Finding, Identity, Stated
from ingest.relations import Values, check_relations, values_of

_FEES = Address("disclosure", "fees", "amount")
_YUAN_IN_WAN = 10_000
# What a township charges in a year, in 万元: ten million yuan is a slip of the unit before it is a fee.
TOWNSHIP_FEES_MAX = 1000


def check(cells: Sequence[Cell], identity: Identity, stated: Stated, year: int | None) -> list[Finding]:
    """Given what was read of a report, return the findings that it gives rise to by itself."""
    values = values_of(cells)
    return [
        *check_relations(values, year),
        *check_stated(values, stated),
        *check_fee(cells, stated),
        *check_powers(values, identity),
        *check_unit(cells, identity),
        *check_lateness_of(identity, year, kind_in_print(identity)),
    ]


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


def check_fee(cells: Sequence[Cell], stated: Stated) -> list[Finding]:
    """Given cells and what the prose says, ask about a 信息处理费 that the row of fees cannot hold.

    Fees are of many kinds, so a smaller one says nothing.
    """
    fees = next((cell for cell in cells if Address(cell.table, cell.row, cell.column) == _FEES), None)
    said = stated.processing_fee
    if said is None or fees is None or fees.value is None or Decimal(str(said)) <= _held(fees):
        return []
    yuan = plain_number(fees.value * _YUAN_IN_WAN)
    message = (
        f"正文说收取信息处理费{plain_number(Decimal(str(said)))}元，{describe(*_FEES)}为{plain_number(fees.value)}万元"
        f"（{yuan}元），容不下这笔收费，请核实。"
    )
    return [finding("narrative.fee", message, *_FEES, expected=said, actual=yuan)]


def _held(fees: Cell) -> Decimal:
    """Return the largest amount, in 元, that is printed as this cell is; a nought is nothing at all."""
    value = fees.value or Decimal(0)
    if value == 0:
        return Decimal(0)
    unit = _YUAN_IN_WAN if written_unit(fees.raw) in (None, "万元") else 1
    return value * _YUAN_IN_WAN + _half_last_place(fees.raw) * unit


def _half_last_place(raw: str) -> Decimal:
    """Return half of the last place that is printed, by which rounding may have made the number smaller."""
    decimals = re.search(r"\d\.(\d+)", plain(raw))
    return Decimal("0.5").scaleb(-len(decimals[1]) if decimals else 0)


def check_powers(values: Values, identity: Identity) -> list[Finding]:
    """Given values, ask about 规章 in a township, which cannot make any (立法法)."""
    if identity.town is None:
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


def check_unit(cells: Sequence[Cell], identity: Identity) -> list[Finding]:
    """Given cells, ask about fees of a township that are likely if they are in 元, and not in 万元."""
    if identity.town is None:
        return []
    return [
        _in_yuan(cell.value)
        for cell in cells
        if Address(cell.table, cell.row, cell.column) == _FEES
        and cell.value is not None
        and cell.value >= TOWNSHIP_FEES_MAX
        and written_unit(cell.raw) in (None, "万元")
    ]


def _in_yuan(value: Decimal) -> Finding:
    printed, meant = plain_number(value), plain_number(value / _YUAN_IN_WAN)
    message = (
        f"{describe(*_FEES)}印作{printed}，表式以万元为单位，合{plain_number(value * _YUAN_IN_WAN)}元，"
        f"对乡镇街道而言过大，请核实是否误以元填报（应为{meant}万元）。"
    )
    return finding("cell.unit_doubtful", message, *_FEES, expected=meant, actual=printed)
