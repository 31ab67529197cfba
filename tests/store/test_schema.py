"""The tables come from the form, and hold what they are given."""

from __future__ import annotations

from decimal import Decimal

import pytest

import form
from store.schema import TABLES, address_rows


def test_every_address_of_every_edition_has_a_row_in_form_order() -> None:
    rows = address_rows()
    assert [(row["table_key"], row["row_key"], row["column_key"]) for row in rows] == list(form.ADDRESSES)
    assert [row["position"] for row in rows] == list(range(len(rows)))


def test_an_address_carries_the_words_of_its_own_row() -> None:
    words = {(row["row_key"], row["column_key"]): row["column_label"] for row in address_rows()}
    assert (
        words["procurement", "amount"]
        == form.column_of(form.Address("disclosure", "procurement", "amount")).label
    )
    assert words["procurement", "amount"] != words["fees", "amount"]


def test_tables_come_after_those_they_refer_to() -> None:
    known: set[str] = set()
    for table in TABLES.values():
        assert set(table.references) <= known
        known.add(table.name)


def test_a_column_left_out_is_null_and_an_unknown_one_is_an_error() -> None:
    rows = TABLES["expected"].arrow([{"unit_code": "U1"}])
    assert rows.to_pylist() == [{"unit_code": "U1", "year": None}]
    with pytest.raises(KeyError):
        TABLES["expected"].arrow([{"unit_code": "U1", "yaer": 2024}])


def test_money_keeps_every_fen() -> None:
    rows = TABLES["cell"].arrow([{"value": Decimal("0.0001")}, {"value": Decimal("123456789.123456")}])
    assert [row["value"] for row in rows.to_pylist()] == [Decimal("0.000100"), Decimal("123456789.123456")]
