"""The county's own report against the sum over its units, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from form import column_of, describe
from form.model import Address
from form.units import COUNTY
from ingest.across import Current, current_of
from ingest.findings import finding, plain_number
from ingest.load_versions import Placed
from ingest.model import Finding
from ingest.relations import values_of
from ingest.roster import Unit

RULE = "county.sum"
# Where more of the cells that hold something differ, it is not the cells that are wrong, but what is added up.
MOST_SHARE = 0.5
# So few cells are named one by one in any case.
NAMED_ANYWAY = 10


@dataclass(frozen=True, slots=True)
class Sum:
    """What the units make of a cell: the sum, how many have a number there, by how much rounding may be off."""

    total: Decimal
    covered: int
    slack: Decimal


def check_county(placed: Sequence[Placed], units: Sequence[Unit]) -> list[Placed]:
    """Given the reports as placed and the roster, return them with what the county's own report gets wrong."""
    own = {unit.code for unit in units if unit.kind == COUNTY}
    current = current_of(placed)
    return [
        replace(report, findings=(*report.findings, *_against_units(report, current, units)))
        if report.unit_code in own and report.is_current and report.year is not None
        else report
        for report in placed
    ]


def _against_units(county: Placed, current: Current, units: Sequence[Unit]) -> list[Finding]:
    year = county.year or 0
    owing = [unit.code for unit in units if unit.kind != COUNTY and unit.exists_in(year)]
    reports = [current[code, year] for code in owing if (code, year) in current]
    if not reports:
        return []
    parts = [values_of(report.loaded.report.cells) for report in reports]
    values = values_of(county.loaded.report.cells)
    sums = {address: add_up(parts, address) for address in values}
    about = tuple(report.loaded.report.sha256 for report in reports)
    told = [
        replace(_unequal(address, value, sums[address], len(owing)), about=about)
        for address, value in values.items()
        if value is not None and _differs(address, value, sums[address], len(owing))
    ]
    filled = sum(bool(value) or bool(sums[address].total) for address, value in values.items())
    if len(told) > max(NAMED_ANYWAY, MOST_SHARE * filled):
        return [replace(_too_many(len(told), filled, len(reports), len(owing)), about=about)]
    return told


def add_up(parts: Iterable[Mapping[Address, Decimal | None]], address: Address) -> Sum:
    """Given the values of the units' reports and an address, return what they make together."""
    known = [value for part in parts if (value := part.get(address)) is not None]
    slack = Decimal(0)
    if column_of(address).kind == "amount":
        slack = sum((_half_last_place(value) for value in known if value), Decimal(0))
    return Sum(sum(known, Decimal(0)), len(known), slack)


def _half_last_place(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal("0.5").scaleb(exponent if isinstance(exponent, int) else 0)


def _differs(address: Address, value: Decimal, units: Sum, owing: int) -> bool:
    """Return whether the county's number cannot be the sum, also once the reports that are missing come in."""
    kind = column_of(address).kind
    slack = units.slack + (_half_last_place(value) if kind == "amount" else 0)
    if units.covered == owing:
        return abs(value - units.total) > slack
    # What is missing can only add to the sum, but for changes, which may be below nought.
    return kind != "change" and units.covered > 0 and value < units.total - slack


def _unequal(address: Address, value: Decimal, units: Sum, owing: int) -> Finding:
    printed, total = plain_number(value), plain_number(units.total)
    message = f"{describe(*address)}印作{printed}，各单位合计为{total}（{units.covered}/{owing}），两者不符。"
    if units.covered < owing:
        message = (
            f"{describe(*address)}印作{printed}，已有数字的单位合计就有{total}"
            f"（{units.covered}/{owing}），县政府的数不应更小。"
        )
    return finding(RULE, message, *address, expected=total, actual=printed)


def _too_many(differing: int, filled: int, reports: int, owing: int) -> Finding:
    message = (
        f"县政府报告有数字的{filled}格中，{differing}格与各单位合计不符（已报{reports}/{owing}），"
        "可能是名册或统计范围不同，请先核对应报单位。"
    )
    return finding(RULE, message, expected=0, actual=differing)
