"""From placed rows to cells: each slot read strictly, each that cannot be read a finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from form import column_of, describe
from form.model import Address, Column
from form.numbers import MoneyUnit, Problem, read_number, written_unit
from form.spelling import plain, squeeze
from ingest.findings import finding, plain_number
from ingest.model import Cell, Finding
from ingest.tables.align import Placed
from ingest.tables.records import Slot

_SHARED = "这一格与别的行合并在一起，分不清是哪一行的数字"
_CAPTION = re.compile(r"^\(?(?:金额|计量)?单位:?(.{1,12}?)\)?$")
_MONEY_UNITS: tuple[MoneyUnit, ...] = ("元", "万元", "亿元")
_COUNT_UNITS = ("件", "条", "项", "个", "份", "宗", "次", "人")
_RULE_OF: dict[Problem, str] = {
    "blank": "cell.blank",
    "unreadable": "cell.unreadable",
    "several": "cell.unreadable",
    "unit_missing": "cell.unit_missing",
    "negative": "cell.negative",
    "fraction": "cell.fraction",
}


def read_cells(
    placed: Sequence[Placed], table: str, unit: MoneyUnit | None
) -> tuple[list[Cell], list[Finding]]:
    """Given the placed rows of a table, return their cells and findings in document order.

    ``unit`` is the money unit that the table's caption prints, or None.
    """
    cells: dict[Address, Cell] = {}
    findings: dict[Address, Finding] = {}
    shared = _shared(placed)
    for row in placed:
        for column, slot in row.slots.items():
            address = Address(table, row.row, column)
            cell, problem = _read(address, replace(slot, doubt=_SHARED) if slot in shared else slot, unit)
            known = cells.get(address)
            if known is None:
                cells[address] = cell
                if problem is not None:
                    findings[address] = problem
            elif cell.value != known.value and cell.raw.strip():
                findings[address] = _conflict(address, known, cell)
    return list(cells.values()), list(findings.values())


def _shared(placed: Sequence[Placed]) -> set[Slot]:
    """Return the slots that one merged cell makes of several rows, but for noughts, which are true of each."""
    rows: dict[Slot, set[str]] = {}
    for row in placed:
        for slot in row.slots.values():
            if slot.rows > 1 and not slot.blank and read_number(slot.text).value != 0:
                rows.setdefault(slot, set()).add(row.row)
    return {slot for slot, of in rows.items() if len(of) > 1}


def _read(address: Address, slot: Slot, unit: MoneyUnit | None) -> tuple[Cell, Finding | None]:
    column = column_of(address)
    text = _without_head(slot.text, column)
    reading = read_number(text, column.kind, slot.unit or unit)
    value = None if slot.doubt else reading.value
    cell = Cell(
        table=address.table,
        row=address.row,
        column=address.column,
        value=value,
        raw=slot.text,
        page=slot.page,
        bbox=slot.bbox,
        place=slot.place,
        method=slot.method,
        confidence=slot.confidence,
    )
    if slot.doubt:
        return cell, _doubtful(address, slot)
    if reading.problem is not None:
        return cell, _problem(address, slot, reading.problem, value)
    printed = written_unit(text) or slot.unit or unit
    if value and column.kind == "amount" and printed not in (None, "万元"):
        return cell, _other_unit(address, slot, value, printed)
    return cell, None


def _without_head(text: str, column: Column) -> str:
    """Return what a place prints without the last line of its column's head, where a low row lets that hang into it.

    Only an end of the head is cut, never the whole: a whole head over a number is rather a row of heads. The
    end of a head of amounts stays: it may be the number's unit.
    """
    first, _, rest = text.strip().partition("\n")
    scrap = squeeze(first)
    heads = [squeeze(label) for label in (column.label, *column.aliases)]
    is_end = bool(scrap) and any(head.endswith(scrap) and head != scrap for head in heads)
    return rest if is_end and rest.strip() and column.kind != "amount" else text


def _other_unit(address: Address, slot: Slot, value: Decimal, unit: MoneyUnit | None) -> Finding:
    shown = " ".join(slot.text.split())
    message = f"{describe(*address)}印作“{shown}”，以{unit}为单位；表式要求以万元填报，已换算为{value}万元，请核对。"
    return finding("cell.unit", message, *address, actual=plain_number(value))


def _doubtful(address: Address, slot: Slot) -> Finding:
    message = f"{describe(*address)}：{slot.doubt}（{slot.place}），没有读取，请对照原件核对。"
    return finding("cell.unreadable", message, *address)


def _problem(address: Address, slot: Slot, problem: Problem, value: Decimal | None) -> Finding:
    shown = " ".join(slot.text.split())
    words = {
        "blank": "没有填写。未填不等于0，确为零的请填0",
        "unreadable": f"印作“{shown}”，不是可以读作数字的内容",
        "several": f"印作“{shown}”，一格中不止一个数字",
        "unit_missing": f"印作“{shown}”，没有注明是元还是万元",
        "negative": f"印作“{shown}”，件数不能为负",
        "fraction": f"印作“{shown}”，件数应为整数",
    }[problem]
    message = f"{describe(*address)}{words}（{slot.place}）。"
    return finding(_RULE_OF[problem], message, *address, actual=plain_number(value))


def conflicts(cells: Sequence[Cell], others: Sequence[Cell]) -> list[Finding]:
    """Given cells as read and those of the same table printed again, return a finding for each that differs."""
    known = {Address(cell.table, cell.row, cell.column): cell for cell in cells}
    pairs = [(Address(cell.table, cell.row, cell.column), cell) for cell in others]
    return [
        _conflict(address, known[address], cell)
        for address, cell in pairs
        if address in known and cell.value != known[address].value and cell.raw.strip()
    ]


def _conflict(address: Address, first: Cell, second: Cell) -> Finding:
    message = (
        f"{describe(*address)}在报告中出现两次：{first.place}为“{first.raw.strip()}”，"
        f"{second.place}为“{second.raw.strip()}”，请确认以哪一个为准。"
    )
    return finding(
        "cell.conflict",
        message,
        *address,
        expected=plain_number(first.value),
        actual=plain_number(second.value),
    )


def caption_unit(texts: Iterable[str]) -> MoneyUnit | None:
    """Given the lines around a table, return the money unit of a caption like 单位：万元 or 单位：件、万元.

    单位：元坝镇人民政府 names a publisher and no unit.
    """
    for text in texts:
        match = _CAPTION.match("".join(plain(text).split()))
        units = {unit.removeprefix("人民币") for unit in re.split("[、,/和或]", match[1])} if match else set()
        money = [unit for unit in _MONEY_UNITS if unit in units]
        if len(money) == 1 and units <= {*money, *_COUNT_UNITS}:
            return money[0]
    return None
