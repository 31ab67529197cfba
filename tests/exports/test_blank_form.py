"""The empty form, filled in and read back by our own reader: what was written is what is read."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import form
from exports import paper
from exports.blank_form import FRONT, blank_form
from exports.statutory_sheet import SHEETS
from ingest import parse_file
from ingest.model import Report

FORMS = {key: blank_form(edition) for key, edition in form.EDITIONS.items()}
Filled = dict[form.Address, Decimal | None]


def _fill(edition: str, filled: Filled) -> Report:
    book = openpyxl.load_workbook(io.BytesIO(FORMS[edition]))
    book[FRONT]["A1"] = f"白棠县清水镇人民政府{2019 if edition == '2019' else 2023}年政府信息公开工作年度报告"
    for table in form.EDITIONS[edition].tables:
        for box in paper.boxes(table):
            if box.address is not None and filled[box.address] is not None:
                book[SHEETS[table.key]].cell(box.top + 2, box.left + 1).value = filled[box.address]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "filled.xlsx"
        book.save(path)
        return parse_file(path)


def _value(address: form.Address) -> st.SearchStrategy[Decimal | None]:
    kind = form.column_of(address).kind
    if kind == "amount":
        return st.none() | st.decimals(0, 100_000, places=4)
    return st.none() | st.integers(-999 if kind == "change" else 0, 99_999).map(Decimal)


def _fillings(edition: str) -> st.SearchStrategy[Filled]:
    return st.fixed_dictionaries({a: _value(a) for a in form.EDITIONS[edition].addresses()})


@pytest.mark.parametrize("edition", form.EDITIONS)
@given(data=st.data())
@settings(max_examples=6)
def test_a_filled_form_is_read_as_it_was_filled(edition: str, data: st.DataObject) -> None:
    filled = data.draw(_fillings(edition))
    report = _fill(edition, filled)
    read = {form.Address(cell.table, cell.row, cell.column): cell.value for cell in report.cells}
    assert report.edition == edition
    assert read == filled
    assert report.identity.town == "清水镇"


@pytest.mark.parametrize("edition", form.EDITIONS)
def test_an_empty_form_has_no_number_and_says_so_for_each_cell(edition: str) -> None:
    report = _fill(edition, dict.fromkeys(form.EDITIONS[edition].addresses()))
    assert {cell.value for cell in report.cells} == {None}
    blank = [finding for finding in report.findings if finding.rule == "cell.blank"]
    assert len(report.cells) == len(form.EDITIONS[edition].addresses()) == len(blank)
