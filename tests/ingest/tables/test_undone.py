"""Merged cells undone, rows stacked in one, last year beside this year: what offices do to the form's grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from form import EDITIONS, TABLES
from form.model import Address
from form.sections import SECTIONS
from ingest.model import Grid, GridCell
from ingest.tables.heads import of_latest_year
from ingest.tables.settle import _joined
from tests.ingest.tables.build import application_header, grid, read, values_of, whole

ROWS = EDITIONS["2021"].table("applications").rows
REFUSALS = [row for row in ROWS if row.key.startswith("denied_")]


def _values() -> dict[Address, str]:
    return {address: str(at + 1) for at, address in enumerate(EDITIONS["2021"].addresses())}


def _undone(found: Grid) -> Grid:
    """Return a grid whose merged cells are undone, their text repeated in each place."""
    cells = [
        cell._replace(column=cell.column + at, column_span=1)
        for cell in found.cells
        for at in range(cell.column_span)
    ]
    return replace(found, cells=tuple(cells))


def test_a_number_repeated_where_a_merged_cell_was_undone_is_one_number() -> None:
    values = _values() | {Address("disclosure", "fees", "amount"): "54.29"}
    tables = [_undone(block) if isinstance(block, Grid) else block for block in whole(values)[:1]]
    read_back = values_of(read(*tables))
    expected = {address: Decimal(text) for address, text in values.items() if address.table == "disclosure"}
    assert read_back == expected


def test_last_year_beside_this_year_is_left_out() -> None:
    label = TABLES["disclosure"].column("decisions").label.removeprefix("本年")
    rows: Sequence[Sequence[str | tuple[str, int]]] = [
        ["信息内容", f"2023年{label}", f"2024年{label}"],
        [TABLES["disclosure"].row("licensing").label, "160", "29"],
        [TABLES["disclosure"].row("penalties").label, "180", "8"],
    ]
    found = values_of(read(grid(rows)))
    assert found == {
        Address("disclosure", "licensing", "decisions"): Decimal(29),
        Address("disclosure", "penalties", "decisions"): Decimal(8),
    }


def test_heads_of_one_year_are_as_printed() -> None:
    assert of_latest_year(["2024年甲", "乙"]) == ["2024年甲", "乙"]


def test_rows_stacked_in_one_are_read_one_by_one() -> None:
    numbers = [[str(10 * at + column) for column in range(7)] for at, _ in enumerate(REFUSALS, start=1)]
    stacked = ["\n".join(column) for column in zip(*numbers, strict=True)]
    rows: list[list[str | tuple[str, int]]] = [
        *application_header(),
        [(ROWS[0].label, 3), *["1"] * 7],
        ["", REFUSALS[0].groups[-1], "\n".join(row.label for row in REFUSALS), *stacked],
        [(ROWS[-1].label, 3), *["2"] * 7],
    ]
    found = values_of(read(grid(rows, page=None)))
    for row, printed in zip(REFUSALS, numbers, strict=True):
        read_row = [found[Address("applications", row.key, column)] for column in row.columns]
        assert read_row == [Decimal(text) for text in printed]


def test_lines_that_are_no_labels_are_not_cut() -> None:
    rows: list[list[str | tuple[str, int]]] = [
        *application_header(),
        [(ROWS[0].label, 3), *["12\n38\n2"] * 7],
        [(ROWS[1].label, 3), *["2"] * 7],
    ]
    found = values_of(read(grid(rows, page=None)))
    assert {value for address, value in found.items() if address.row == ROWS[0].key} == {None}


def test_numbers_below_each_other_are_not_one_number_where_a_line_is_not_full() -> None:
    address = Address("applications", "new", "total")
    rows = [[(row.label, 3), *["0"] * 7] for row in ROWS[:2]]
    whole_cell = replace(read(grid([*application_header(), *rows])).cells[0], raw="1234\n56")
    assert _joined(whole_cell, address) == Decimal(123456)
    assert _joined(replace(whole_cell, raw="12\n8\n31"), address) is None
    assert _joined(replace(whole_cell, raw="1234\n5678\n91"), address) is None


def test_prose_below_a_table_on_its_side_stays_prose() -> None:
    outcomes = [column.label for column in TABLES["litigation"].columns]
    heading = f"五、{SECTIONS[4].title}"
    cells = [GridCell(at, 0, label) for at, label in enumerate(outcomes)]
    cells += [GridCell(at, 1, str(at)) for at in range(len(outcomes))]
    cells.append(GridCell(len(outcomes), 0, heading, column_span=2))
    lines = read(Grid(tuple(cells), len(outcomes) + 1, 2, None, "markup")).lines
    assert [line.text for line in lines][-1] == heading


def test_a_head_whose_cells_span_nothing_is_taken_in_the_order_of_its_storeys() -> None:
    table = TABLES["applications"]
    labels = [column.label for column in table.columns]
    rows: list[list[str | tuple[str, int]]] = [
        ["", "申请人情况"],
        [labels[0], table.columns[1].group, labels[-1]],
        labels[1:-1],
        *([row.label, *(str(column) for column in range(1, 8))] for row in ROWS[:4]),
    ]
    found = values_of(read(grid(rows, page=None)))
    for at, column in enumerate(table.columns, start=1):
        assert found[Address(table.key, ROWS[0].key, column.key)] == at
