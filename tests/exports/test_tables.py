"""Tables as files: what Excel and WPS must read as it was meant."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.tables import to_csv, to_xlsx

TABLE = pd.DataFrame({"单位": ["清溪镇", "白棠乡"], "件": [3.0, float("nan")], "说明": ["=1+1", None]})


def _cells(book: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_a_csv_begins_with_the_mark_that_excel_needs_for_chinese() -> None:
    assert to_csv(TABLE).startswith(b"\xef\xbb\xbf")


def test_a_missing_number_is_an_empty_field_and_not_zero() -> None:
    assert to_csv(TABLE).decode("utf-8-sig").splitlines()[2] == "白棠乡,,"
    assert _cells(to_xlsx(TABLE, "表"))[2] == ["白棠乡", None, None]


def test_a_count_is_written_without_a_decimal_point() -> None:
    assert to_csv(TABLE).decode("utf-8-sig").splitlines()[1].startswith("清溪镇,3,")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_begins_like_a_formula_is_disarmed_in_a_csv(text: str) -> None:
    written = to_csv(pd.DataFrame({"名": [text]})).decode("utf-8-sig")
    assert f"'{text}" in written


def test_a_negative_number_stays_a_number() -> None:
    assert to_csv(pd.DataFrame({"增减": [-2]})).decode("utf-8-sig").splitlines()[1] == "-2"


@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20)
)
def test_no_text_becomes_a_formula_in_a_workbook(text: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(pd.DataFrame({"名": [text]}), "表"))).active
    assert sheet is not None
    assert sheet["A2"].data_type in ("s", "n")
    assert sheet["A2"].value == text or str(sheet["A2"].value) == text.strip() or sheet["A2"].value is None


def test_money_and_whole_numbers_keep_their_value() -> None:
    table = pd.DataFrame({"万元": [Decimal("3.2")], "件": [12]})
    assert _cells(to_xlsx(table, "收费"))[1] == [3.2, 12]


def test_a_sheet_name_may_hold_any_title() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(TABLE, "[一/二]:三?" * 9)))
    assert len(book.sheetnames[0]) <= 31


def test_notes_stand_below_the_table() -> None:
    assert _cells(to_xlsx(TABLE, "表", ["数据来源：3/4 份报告"]))[-1][0] == "数据来源：3/4 份报告"


def test_a_table_without_rows_still_has_its_header() -> None:
    assert to_csv(TABLE.head(0)).decode("utf-8-sig").splitlines() == ["单位,件,说明"]
    assert _cells(to_xlsx(TABLE.head(0), "表"))[0] == ["单位", "件", "说明"]
