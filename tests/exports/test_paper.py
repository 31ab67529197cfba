"""The statutory tables as they stand on paper: every place taken once, groups as long as their rows."""

from __future__ import annotations

from itertools import product

import pytest

import form
from exports.paper import boxes, label_columns, size
from form import Table

TABLES = [table for edition in form.EDITIONS.values() for table in edition.tables]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.title)
def test_no_place_is_left_out_or_taken_twice(table: Table) -> None:
    placed = boxes(table)
    taken = [
        place
        for box in placed
        for place in product(range(box.top, box.top + box.height), range(box.left, box.left + box.width))
    ]
    height, width = size(placed)
    assert sorted(taken) == list(product(range(height), range(width)))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.title)
def test_every_cell_of_the_form_has_its_place(table: Table) -> None:
    assert sorted(box.address for box in boxes(table) if box.address) == sorted(table.addresses())


def test_a_group_is_merged_over_all_of_its_rows_and_no_more() -> None:
    table = form.LATEST.table("applications")
    groups = {box.text: box.height for box in boxes(table) if box.role in ("upright", "group")}
    for name, height in groups.items():
        assert height == sum(name in row.groups for row in table.rows)
    assert label_columns(table) == 3


def test_the_headings_of_suits_stand_over_both_kinds_of_them() -> None:
    placed = boxes(form.LATEST.table("litigation"))
    assert size(placed) == (4, 15)
    assert {(box.text, box.width, box.height) for box in placed if box.top == 0} == {
        ("行政复议", 5, 1),
        ("行政诉讼", 10, 1),
    }
