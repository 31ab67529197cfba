"""The statutory tables as on paper."""

from __future__ import annotations

import re

import pytest

import form
from form import Address
from ui.form_html import Shown, paper, tables_of

_ZERO = Shown("0", "", "")


def _cells(edition: str) -> dict[Address, Shown]:
    return dict.fromkeys(form.EDITIONS[edition].addresses(), _ZERO)


def _width(row: str) -> int:
    spans = re.findall(r"<t[hd]([^>]*)>", row)
    return sum(int(found.group(1)) if (found := re.search(r'colspan="(\d+)"', span)) else 1 for span in spans)


@pytest.mark.parametrize("edition", list(form.EDITIONS))
def test_every_cell_of_an_edition_is_on_its_paper(edition: str) -> None:
    cells = _cells(edition)
    written = "".join(paper(t, cells, {}, None) for t in tables_of(edition, frozenset(cells)))
    assert written.count("<a ") == len(cells)
    for address in cells:
        assert f"cell={'.'.join(address)}" in written


@pytest.mark.parametrize("edition", list(form.EDITIONS))
def test_blocks_fill_the_same_width(edition: str) -> None:
    cells = _cells(edition)
    written = paper(tables_of(edition, frozenset(cells))[0], cells, {}, None)
    assert len({_width(row) for row in written.split("<tr>")[1:]}) == 1


def test_a_row_of_the_other_edition_is_shown_where_a_report_has_it() -> None:
    own = _cells("2021")
    other = Address("applications", "other", "total")
    assert "other" not in [row.key for row in tables_of("2021", frozenset(own))[1].rows]
    rows = [row.key for row in tables_of("2021", frozenset([*own, other]))[1].rows]
    assert rows.index("other_else") < rows.index("results_total")
    assert "other" in rows


def test_a_cell_that_the_report_lacks_is_no_zero() -> None:
    cells = _cells("2021")
    del cells[Address("litigation", "review", "upheld")]
    written = paper(tables_of("2021", frozenset(cells))[2], cells, {}, None)
    assert 'class="absent"' in written


def test_a_finding_and_the_chosen_cell_are_marked() -> None:
    address = Address("litigation", "review", "total")
    cells = _cells("2021") | {address: Shown("3", "error", "两边不相等")}
    written = paper(tables_of("2021", frozenset(cells))[2], cells, {"unit": "甲镇", "year": 2024}, address)
    assert 'class="error chosen"' in written
    assert "两边不相等" in written
