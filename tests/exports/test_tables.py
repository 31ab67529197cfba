"""Tables as files: what Excel and WPS must read as it was meant."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.tables import long_and_wide, to_csv, to_xlsx

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
    assert f"'{text.lstrip(chr(13))}" in written


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


def test_a_table_by_unit_and_year_comes_long_and_wide() -> None:
    table = pd.DataFrame(
        {
            "单位": ["甲镇", "甲镇", "乙镇"],
            "年度": ["2023", "2024", "2024"],
            "件": [1.0, 2.0, 3.0],
            "标记": ["数", "数", "未填"],
        }
    )
    long, wide = long_and_wide(table)
    assert long.values.tolist()[0] == ["甲镇", "2023", "件", 1.0]
    assert len(long) == 2 * len(table)
    assert list(wide.columns) == ["单位", "2023 件", "2024 件", "2023 标记", "2024 标记"]
    assert wide["2024 件"].tolist() == [2.0, 3.0]
    # A year without a row is no 0.
    assert pd.isna(wide["2023 件"].iloc[1])


def test_a_table_by_year_alone_is_turned() -> None:
    _, wide = long_and_wide(pd.DataFrame({"年度": ["2023", "2024"], "件": [1, 2], "已报": [3, 4]}))
    assert wide.values.tolist() == [["件", 1, 2], ["已报", 3, 4]]


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame({"单位": ["甲镇", "甲镇"], "件": [1, 2]}),
        pd.DataFrame({"件": [1, 2]}),
        pd.DataFrame({"单位": ["甲镇"], "说明": ["无"]}),
        pd.DataFrame(),
    ],
)
def test_a_table_that_cannot_be_turned_stays_as_it_is(table: pd.DataFrame) -> None:
    assert all(one.equals(table) for one in long_and_wide(table))


def test_a_workbook_has_the_table_as_shown_long_and_wide() -> None:
    table = pd.DataFrame({"单位": ["甲镇", "甲镇"], "年度": ["2023", "2024"], "件": [1, 2]})
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(table, "新收")))
    assert book.sheetnames == ["新收", "宽表"]
    assert [cell.value for cell in book["宽表"][2]] == ["甲镇", 1, 2]


HOSTILE = ['=HYPERLINK("x")', "<b>&amp;</b>", "长" * 40_000, "a\x00\x0b\x1fb\r\n", "{{ x }}", "'"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_changes_nothing_but_its_own_cell(text: str) -> None:
    made = [pd.DataFrame({"单位": [name, "乙镇"], "件": [1, 2]}) for name in ("甲镇", text)]
    books = [_cells(to_xlsx(table, "表", [name])) for table, name in zip(made, ("甲镇", text), strict=True)]
    assert [row[1:] for row in books[0]] == [row[1:] for row in books[1]]
    assert [row[0] for row in books[0]][2] == [row[0] for row in books[1]][2] == "乙镇"
    rows = [list(csv.reader(io.StringIO(to_csv(t).decode("utf-8-sig"), newline=""))) for t in made]
    assert [row[1] for row in rows[0]] == [row[1] for row in rows[1]]
    assert rows[0][2] == rows[1][2]
    assert not rows[1][1][0].startswith(("=", "+", "-", "@"))
