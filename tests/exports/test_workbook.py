"""The county's workbook: sums that can be followed, over what was reported and nothing else."""

from __future__ import annotations

import io
import math
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.worksheet import Worksheet

import form
from exports import paper
from exports.county import read_county
from exports.source import NothingToExport
from exports.statutory_sheet import SHEETS
from exports.units_sheet import FIRST, SHORT
from exports.workbook import county_workbook
from form.units import UNIT_KINDS
from store import Store
from tests.exports.counties import (
    FEES,
    HOSTILE,
    ISSUED,
    MADE_AT,
    NEW,
    open_county,
)
from tests.exports.recalculate import Values, formula_cells, recalculated, same, values

YEAR = 2022
FIXED_COLUMNS = 4
TOP = 3


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_county(tmp_path_factory.mktemp("county"), year=YEAR)


@pytest.fixture(scope="module")
def file(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "county.xlsx"
    path.write_bytes(county_workbook(store, YEAR, MADE_AT))
    return path


@pytest.fixture(scope="module")
def book(file: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(file, data_only=True)


def _place(address: form.Address, edition: str = "2021") -> tuple[str, int, int]:
    """Return sheet, row and column (from 1) of a cell of the county's table."""
    table = form.EDITIONS[edition].table(address.table)
    box = next(box for box in paper.boxes(table) if box.address == address)
    return SHEETS[address.table], TOP + box.top + 1, box.left + 1


def _county(book: openpyxl.Workbook, address: form.Address, edition: str = "2021") -> object:
    sheet, row, column = _place(address, edition)
    return book[sheet].cell(row, column).value


def _unit_rows(book: openpyxl.Workbook, table: str, prefix: str = "按单位") -> dict[str, list[object]]:
    sheet: Worksheet = book[f"{prefix}_{SHORT[table]}"]
    rows = sheet.iter_rows(min_row=FIRST + 1, values_only=True)
    return {str(row[0]): list(row) for row in rows}


def _words(sheet: Worksheet) -> str:
    return "\n".join(
        str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None
    )


def test_the_county_is_the_sum_of_its_units_and_never_its_own_report(book: openpyxl.Workbook) -> None:
    assert _county(book, NEW) == 3 + 5 + 11
    assert math.isclose(float(str(_county(book, FEES))), 3.21 + 0.015)


@pytest.mark.parametrize("edition", form.EDITIONS)
@pytest.mark.parametrize("table", form.TABLES)
def test_the_tables_have_the_words_and_merges_of_the_form(edition: str, table: str) -> None:
    declared = form.EDITIONS[edition].table(table)
    placed = paper.boxes(declared)
    rows, columns = paper.size(placed)
    covered = [
        (row, column)
        for box in placed
        for row in range(box.top, box.top + box.height)
        for column in range(box.left, box.left + box.width)
    ]
    assert sorted(covered) == [(row, column) for row in range(rows) for column in range(columns)]
    assert [box.address for box in placed if box.address] == list(declared.addresses())
    if edition == "2021":
        assert (rows, columns) == {"disclosure": (14, 4), "applications": (28, 10), "litigation": (4, 15)}[
            table
        ]


def test_a_missing_or_blank_cell_stays_empty_and_is_not_zero(book: openpyxl.Workbook) -> None:
    rows = _unit_rows(book, "applications")
    at = FIXED_COLUMNS + [*form.LATEST.table("applications").addresses()].index(NEW)
    assert rows["清水镇"][at] == 3
    assert rows["龙泉乡"][2:] == ["缺报", *[None] * (len(rows["龙泉乡"]) - 3)]
    hostile = next(row for name, row in rows.items() if name.startswith("=HYPERLINK"))
    assert hostile[at] is None


def test_a_cell_that_no_unit_fills_is_empty_in_the_county_too(tmp_path: Path) -> None:
    from tests.store.factory import make_report, make_store

    make_store(tmp_path, [make_report("清水镇", YEAR, values={NEW: None})])
    made = county_workbook(Store.open(tmp_path), YEAR, MADE_AT)
    book = openpyxl.load_workbook(io.BytesIO(made), data_only=True)
    assert _county(book, NEW) in (None, "")
    assert _county(book, ISSUED) == 0


def test_a_sum_says_over_how_many_units_it_runs(book: openpyxl.Workbook) -> None:
    said = _words(book[SHEETS["applications"]])
    assert "已报 4/5 个单位（部门 1/1、镇 3/3、乡 0/1）" in said
    assert "个单位的数字相加，应报 5 个" in said
    sheet = book["年度对比"]
    row = next(
        r
        for r in sheet.iter_rows(values_only=True)
        if r[1] == form.row("applications", "new").label and r[2] == "总计"
    )
    assert row[4:9] == (19, 9, 10, "3/5", "2/5")
    assert row[9:11] == (2, 1)


def test_cells_of_the_other_edition_are_kept_apart(book: openpyxl.Workbook) -> None:
    said = _words(book[SHEETS["applications"]])
    assert "另一版表式的“（六）其他处理”在上表中没有对应的格" in said
    assert "总计 2" in said
    rows = _unit_rows(book, "applications")
    assert 2 in rows["=1+1镇"][FIXED_COLUMNS + 175 :]
    assert "用 2019 版的：=1+1镇" in _words(book["说明"])


def test_without_departments_it_is_plainly_not_the_county(tmp_path: Path) -> None:
    county = read_county(open_county(tmp_path, department=False), YEAR, MADE_AT)
    assert county.scope == "乡镇街道汇总"
    assert "不是全县的法定报表" in county.caveat


def test_chosen_units_are_no_county_either(store: Store) -> None:
    county = read_county(store, YEAR, MADE_AT, units=["T1", "D1"])
    assert (county.scope, county.this.reported, county.this.totals[NEW].value) == ("所选单位汇总", 2, 14)
    assert (
        "县本级报告对照"
        not in openpyxl.load_workbook(
            io.BytesIO(county_workbook(store, YEAR, MADE_AT, units=["T1"]))
        ).sheetnames
    )


def test_the_countys_own_report_stands_beside_the_sum(book: openpyxl.Workbook) -> None:
    sheet = book["县本级报告对照"]
    row = next(
        r
        for r in sheet.iter_rows(values_only=True)
        if r[1] == form.row("applications", "new").label and r[2] == "总计"
    )
    assert row[4:7] == (100, 19, 81)


def test_each_table_is_one_a4_page(book: openpyxl.Workbook) -> None:
    for name in SHEETS.values():
        sheet = book[name]
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        setup = sheet.page_setup
        assert int(setup.paperSize) == 9
        # One by one is what is meant where nothing is written.
        assert (setup.fitToWidth or 1, 1 if setup.fitToHeight is None else setup.fitToHeight) == (1, 1)


def test_who_is_missing_and_what_is_in_doubt_is_listed(book: openpyxl.Workbook) -> None:
    said = _words(book["缺报与疑点"])
    assert "龙泉乡" in said
    assert "@SUM(A1)" in said


def test_hostile_text_changes_nothing_but_its_own_cell(file: Path, book: openpyxl.Workbook) -> None:
    sources = openpyxl.load_workbook(file)
    for sheet in sources.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert "HYPERLINK" not in str(cell.value)
                elif isinstance(cell.value, str):
                    assert len(cell.value) <= 32_767
                    assert not set(cell.value) & {"\x00", "\x0b", "\x1f"}
    names = _unit_rows(book, "disclosure")
    assert HOSTILE.replace("\x00", "").replace("\x0b", "") in names
    assert sources.sheetnames[:3] == list(SHEETS.values())


def test_a_year_without_reports_is_refused_with_the_years_that_have_some(store: Store) -> None:
    with pytest.raises(NothingToExport, match="2021、2022"):
        county_workbook(store, 2010, MADE_AT)


def test_the_same_request_gives_the_same_numbers_however_many_units_are_read_at_once(
    store: Store, monkeypatch: pytest.MonkeyPatch, file: Path, tmp_path: Path
) -> None:
    monkeypatch.setattr("exports.county.CHUNK", 2)
    other = tmp_path / "other.xlsx"
    other.write_bytes(county_workbook(store, YEAR, MADE_AT))
    assert values(other) == values(file)


@pytest.fixture(scope="module")
def anew(file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Values, Values]:
    """Return the workbook, and one with a changed unit cell, as LibreOffice works them out."""
    folder = tmp_path_factory.mktemp("office")
    changed = folder / "changed.xlsx"
    edited = openpyxl.load_workbook(file)
    sheet = edited[f"按单位_{SHORT['applications']}"]
    at = FIXED_COLUMNS + 1 + [*form.LATEST.table("applications").addresses()].index(NEW)
    row = next(r for r in range(FIRST + 1, sheet.max_row + 1) if sheet.cell(r, 1).value == "清水镇")
    sheet.cell(row, at).value = 1003
    edited.save(changed)
    first, second = recalculated([file, changed], folder)
    return values(first), values(second)


def test_libreoffice_gives_every_formula_the_stored_result(file: Path, anew: tuple[Values, Values]) -> None:
    stored, (found, _) = values(file), anew
    places = formula_cells(file)
    assert len(places) > 1000
    wrong = [
        (place, stored.get(place), found.get(place))
        for place in places
        if not same(stored.get(place), found.get(place))
    ]
    assert wrong == []


def test_libreoffice_gives_the_sum_of_the_cells_that_were_reported(
    store: Store, anew: tuple[Values, Values]
) -> None:
    cells = store.rows("cells", years=[YEAR])
    cells = cells[(cells["kind"] != "县政府") & cells["value"].notna()]
    sums = cells.groupby(["table_key", "row_key", "column_key"])["value"].sum()
    for address in form.LATEST.addresses():
        sheet, row, column = _place(address)
        letters = openpyxl.utils.get_column_letter(column)
        assert same(anew[0].get((sheet, f"{letters}{row}")), float(sums[tuple(address)])), address


def test_a_changed_unit_changes_the_county(anew: tuple[Values, Values]) -> None:
    sheet, row, column = _place(NEW)
    place = sheet, f"{openpyxl.utils.get_column_letter(column)}{row}"
    before, after = anew[0][place], anew[1][place]
    assert (before, after) == (19, 1019)
    assert not [
        value for value in anew[1].values() if isinstance(value, str) and value.startswith(("#", "Err:"))
    ]


def test_years_of_two_editions_are_compared_where_they_correspond(tmp_path: Path) -> None:
    made = county_workbook(open_county(tmp_path, year=2021), 2021, MADE_AT)
    sheet = openpyxl.load_workbook(io.BytesIO(made), data_only=True)["年度对比"]
    assert "2020 年用 2019 版表式，2021 年用 2021 版" in str(sheet["A2"].value)
    issued = form.column_of(ISSUED).label
    row = next(r for r in sheet.iter_rows(values_only=True) if r[1] == "行政规范性文件" and r[2] == issued)
    assert (row[4], row[5] or None, row[6] or None, row[8]) == (0, None, None, "0/5")


def test_a_count_with_a_fraction_is_shown_with_it(file: Path) -> None:
    written = openpyxl.load_workbook(file)
    for address in form.EDITIONS["2021"].addresses():
        sheet, row, column = _place(address)
        ruled = [area for area in written[sheet].conditional_formatting if _within(area.cells, row, column)]
        codes = {rule.dxf.numFmt.formatCode for area in ruled for rule in area.rules}
        assert any(".0" in code for code in codes)


def _within(areas: MultiCellRange, row: int, column: int) -> bool:
    return any(a.min_row <= row <= a.max_row and a.min_col <= column <= a.max_col for a in areas.ranges)


def test_kinds_of_unit_stand_in_the_order_of_the_form(store: Store) -> None:
    county = read_county(store, YEAR, MADE_AT)
    kinds = list(county.this.kinds())
    assert kinds == [kind for kind in UNIT_KINDS if kind in kinds]
    assert len(kinds) > 1
