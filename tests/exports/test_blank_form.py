"""The empty form, filled in and read back by our own reader: what was written is what is read."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import form
from exports import paper
from exports.blank_form import FRONT, blank_csv, blank_form
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
    written = io.BytesIO()
    book.save(written)
    return _parsed("filled.xlsx", written.getvalue())


def _fill_csv(edition: str, filled: Filled, encoding: str) -> Report:
    """Return what is read of the CSV form, filled in and saved as a spreadsheet program saves it."""
    rows = list(csv.reader(io.StringIO(blank_csv(form.EDITIONS[edition]).decode("utf-8-sig"), newline="")))
    rows[0][0] = f"白棠县清水镇人民政府{2019 if edition == '2019' else 2023}年政府信息公开工作年度报告"
    for table in form.EDITIONS[edition].tables:
        top = next(at for at, row in enumerate(rows) if row[:1] == [table.title]) + 1
        for box in paper.boxes(table):
            if box.address is not None and filled[box.address] is not None:
                rows[top + box.top][box.left] = str(filled[box.address])
    wide = max(map(len, rows))
    written = io.StringIO(newline="")
    csv.writer(written).writerows([*row, *[""] * (wide - len(row))] for row in rows)
    return _parsed("filled.csv", written.getvalue().encode(encoding))


def _parsed(name: str, content: bytes) -> Report:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return parse_file(path)


def _drawn(random: Random, address: form.Address) -> Decimal | None:
    """Return a number that the column can hold, or None for a cell left empty.

    Rows that the form itself heads 一、二、四 and the one line of numbers keep their total: our reader takes such
    a row without any number for a heading of the text.
    """
    headed = address.table == "litigation" or address.row in ("new", "carried_in", "carried_out")
    if random.random() < 0.2 and not (headed and address.column == "total"):
        return None
    kind = form.column_of(address).kind
    if kind == "amount":
        return Decimal(random.randint(0, 10**9)) / 10_000
    return Decimal(random.randint(-999 if kind == "change" else 0, 99_999))


@pytest.mark.parametrize("edition", form.EDITIONS)
@given(seed=st.integers(0, 10**9))
@settings(max_examples=5)
def test_a_filled_form_is_read_as_it_was_filled(edition: str, seed: int) -> None:
    random = Random(seed)
    filled = {address: _drawn(random, address) for address in form.EDITIONS[edition].addresses()}
    report = _fill(edition, filled)
    read = {form.Address(cell.table, cell.row, cell.column): cell.value for cell in report.cells}
    assert report.edition == edition
    assert read == filled
    assert report.identity.town == "清水镇"
    assert "report.by_hand" in {found.rule for found in report.findings}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
@pytest.mark.parametrize("edition", form.EDITIONS)
@given(seed=st.integers(0, 10**9))
@settings(max_examples=5)
def test_a_filled_csv_is_read_as_it_was_filled(edition: str, encoding: str, seed: int) -> None:
    random = Random(seed)
    filled = {address: _drawn(random, address) for address in form.EDITIONS[edition].addresses()}
    report = _fill_csv(edition, filled, encoding)
    assert report.edition == edition
    assert {form.Address(c.table, c.row, c.column): c.value for c in report.cells} == filled
    assert report.identity.town == "清水镇"
    assert "report.by_hand" in {found.rule for found in report.findings}


@pytest.mark.parametrize("edition", form.EDITIONS)
def test_an_empty_form_has_no_number(edition: str) -> None:
    report = _fill(edition, dict.fromkeys(form.EDITIONS[edition].addresses()))
    assert {cell.value for cell in report.cells} == {None}
