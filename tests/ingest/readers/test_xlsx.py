"""Spreadsheets: stored values of visible cells, cut into headings, prose and tables."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from ingest.errors import UnreadableFile
from ingest.model import Document, Grid
from ingest.readers.xlsx import read_xlsx
from ingest.readers.xlsx_numbers import show_number
from ingest.readers.xlsx_sheet import column_name, reference


@pytest.fixture
def book() -> openpyxl.Workbook:
    return openpyxl.Workbook()


@pytest.fixture
def sheet(book: openpyxl.Workbook) -> Worksheet:
    found = book.active
    assert isinstance(found, Worksheet)
    return found


def read(book: openpyxl.Workbook, tmp_path: Path) -> Document:
    book.save(tmp_path / "a.xlsx")
    return read_xlsx(tmp_path / "a.xlsx")


def rows(grid: Grid) -> list[list[str]]:
    result: list[list[str]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        result[cell.row].append(cell.text)
    return result


def test_headings_and_prose_are_lines_and_tables_are_grids(
    book: openpyxl.Workbook, sheet: Worksheet, tmp_path: Path
) -> None:
    sheet.title = "年报"
    sheet["A1"] = "清溪镇2024年政府信息公开工作年度报告"
    sheet.merge_cells("A1:D1")
    sheet["A2"] = "一、总体情况"
    sheet["A3"] = "本年度主动公开信息12条。" * 10
    sheet.merge_cells("A3:D3")
    sheet["A4"] = "二、主动公开政府信息情况"
    for row, line in enumerate(
        [
            ["第二十条第（一）项"],
            ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
            ["规章", 0, 0, 3],
        ],
        start=5,
    ):
        for column, value in enumerate(line, start=1):
            sheet.cell(row, column, value)
    sheet.merge_cells("A5:D5")
    sheet["A9"] = "三、收到和处理政府信息公开申请情况"
    sheet["A10"], sheet["B10"] = "总计", 5
    document = read(book, tmp_path)
    kinds = [block.text[:6] if not isinstance(block, Grid) else "grid" for block in document.blocks]
    assert kinds == [
        "清溪镇202",
        "一、总体情况",
        "本年度主动公",
        "二、主动公开",
        "grid",
        "三、收到和处",
        "grid",
    ]
    first, second = document.grids
    assert rows(first)[0] == ["第二十条第（一）项"]
    assert rows(first)[2] == ["规章", "0", "0", "3"]
    assert first.cells[0].column_span == 4
    assert first.cells[-1].place == "年报!D7"
    assert rows(second) == [["总计", "5"]]
    assert document.lines[0].place == "年报!A1"


def test_numbers_are_shown_without_decimals_they_do_not_have(
    book: openpyxl.Workbook, sheet: Worksheet, tmp_path: Path
) -> None:
    values = [3.0, 3.25, 0.1 + 0.2, "０", "12", 1e16, -4, True, datetime.date(2024, 1, 22)]
    for column, value in enumerate(values, start=1):
        sheet.cell(1, column, value)
        sheet.cell(2, column, "x")
    assert rows(read(book, tmp_path).grids[0])[0] == [
        "3",
        "3.25",
        "0.3",
        "０",
        "12",
        "10000000000000000",
        "-4",
        "TRUE",
        "2024-01-22",
    ]


@pytest.mark.parametrize(
    ("stored", "code", "expected"),
    [
        ("12", '0"件"', "12件"),
        ("3.2", '#,##0.00"万元"', "3.2万元"),
        ("3.2", "#,##0.00\\元", "3.2元"),
        ("5", '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"??_ ;_ @_ ', "5"),
        ("0", '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("0", '0;-0;"无"', "无"),
        ("-7", "0;(0)", "-7"),
        ("0.125", "0.0%", "12.5%"),
        ("45313", 'yyyy"年"m"月"d"日"', "2024年1月22日"),
        ("45313.5", "yyyy-mm-dd hh:mm", "2024-01-22 12:00"),
        ("2024", "General", "2024"),
        ("2024", "[Red][>100]0", "2024"),
        ("1E-3", "General", "0.001"),
        ("abc", "General", "abc"),
    ],
)
def test_a_number_is_shown_as_its_format_says(stored: str, code: str, expected: str) -> None:
    assert show_number(stored, code).text == expected


@pytest.mark.parametrize(("stored", "code"), [("0", "0;-0;"), ("0", "0;-0;;@"), ("0", "#,###"), ("5", ";;;")])
def test_a_number_that_is_not_shown_is_blank_and_doubted(stored: str, code: str) -> None:
    shown = show_number(stored, code)
    assert shown.text == ""
    assert shown.doubt


def test_a_number_shown_in_another_scale_is_doubted() -> None:
    assert show_number("32000", '0.0,"千元"').doubt
    assert show_number("32000", '0!.0,"万"').doubt
    assert not show_number("32000", "#,##0").doubt


def test_stored_results_of_formulas_are_read(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet("申请表")
        sheet.write_row("A1", ["一", 3, 4])
        sheet.write_formula("D1", "=B1+C1", None, 7)
        sheet.write_formula("E1", "=A1&1", None, "一1")
    (grid,) = read_xlsx(tmp_path / "a.xlsx").grids
    assert rows(grid) == [["一", "3", "4", "7", "一1"]]
    assert not any(cell.doubt for cell in grid.cells)


def test_a_sum_that_was_never_worked_out_is_doubted(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row("A1", ["规章", 3, 0, 0])
        for column, formula in enumerate(["=SUM(B1:C1)", "=SUM(C1,D1)", "=E1+F1", "=B1*0"], start=4):
            sheet.write_formula(0, column, formula)
    (grid,) = read_xlsx(tmp_path / "a.xlsx").grids
    assert rows(grid) == [["规章", "3", "0", "0", "", "0", "", "0"]]
    assert [bool(cell.doubt) for cell in grid.cells][4:] == [True, False, True, False]


def test_a_formula_without_a_result_and_an_error_are_doubted(
    book: openpyxl.Workbook, sheet: Worksheet, tmp_path: Path
) -> None:
    for column, value in enumerate(["规章", "=SUM(A1:A3)", "#REF!", 4], start=1):
        sheet.cell(1, column, value)
    (grid,) = read(book, tmp_path).grids
    assert rows(grid) == [["规章", "", "", "4"]]
    assert [bool(cell.doubt) for cell in grid.cells] == [False, True, True, False]
    assert "#REF!" in grid.cells[2].doubt


def test_hidden_sheets_rows_and_columns_are_not_read(
    book: openpyxl.Workbook, sheet: Worksheet, tmp_path: Path
) -> None:
    for row in range(1, 5):
        for column in range(1, 5):
            sheet.cell(row, column, row * 10 + column)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    for state in ("hidden", "veryHidden"):
        other = book.create_sheet(state)
        other["A1"] = "藏"
        other.sheet_state = state
    document = read(book, tmp_path)
    (grid,) = document.grids
    assert rows(grid) == [["11", "12", "14"], ["31", "32", "34"], ["41", "42", "44"]]
    assert grid.cells[-1].place == "Sheet!D4"
    assert [rule for rule, _ in document.notes] == ["reader.hidden"]


def test_merged_cells_have_their_spans_over_what_is_displayed(
    book: openpyxl.Workbook, sheet: Worksheet, tmp_path: Path
) -> None:
    sheet["A1"], sheet["B1"], sheet["D1"] = "三、", "申请人", "总计"
    sheet.merge_cells("A1:A4")
    sheet.merge_cells("B1:C1")
    for row in (2, 3, 4):
        for column in (2, 3, 4):
            sheet.cell(row, column, row)
    sheet.row_dimensions[3].hidden = True
    (grid,) = read(book, tmp_path).grids
    spans = {cell.text: (cell.row_span, cell.column_span) for cell in grid.cells if cell.row == 0}
    assert spans == {"三、": (3, 1), "申请人": (1, 2), "总计": (1, 1)}
    assert grid.rows == 3


def test_blank_cells_of_a_table_are_cells_with_a_place(
    book: openpyxl.Workbook, sheet: Worksheet, tmp_path: Path
) -> None:
    sheet.append(["", "自然人", "总计"])
    sheet.append(["新收", None, 2])
    (grid,) = read(book, tmp_path).grids
    assert [(cell.text, cell.place) for cell in grid.cells if cell.row == 1] == [
        ("新收", "Sheet!A2"),
        ("", "Sheet!B2"),
        ("2", "Sheet!C2"),
    ]


def test_a_row_of_one_cell_inside_a_table_stays_in_it(
    book: openpyxl.Workbook, sheet: Worksheet, tmp_path: Path
) -> None:
    for line in (["行政许可", 1], ["行政处罚", None], ["行政强制", 3]):
        sheet.append(line)
    assert rows(read(book, tmp_path).grids[0])[1] == ["行政处罚", ""]


def test_a_last_row_that_nobody_filled_in_is_no_heading(
    book: openpyxl.Workbook, sheet: Worksheet, tmp_path: Path
) -> None:
    sheet.append(["", "", "自然人", "商业企业", "总计"])
    sheet.append(["一、本年新收政府信息公开申请数量", "", 1, 2, 3])
    sheet.append(["四、结转下年度继续办理"])
    for row in (2, 3):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
    (grid,) = read(book, tmp_path).grids
    assert rows(grid)[-1] == ["四、结转下年度继续办理", "", "", ""]


def test_struck_numbers_are_doubted_and_raised_marks_are_no_digits(
    book: openpyxl.Workbook, sheet: Worksheet, tmp_path: Path
) -> None:
    sheet.append(["规章", 3, "x"])
    sheet["B1"].font = Font(strike=True)
    sheet["C1"] = CellRichText("12", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    (grid,) = read(book, tmp_path).grids
    assert rows(grid) == [["规章", "3", "12[1]"]]
    assert [bool(cell.doubt) for cell in grid.cells] == [False, True, False]


def test_zeros_that_a_sheet_does_not_show_are_blank_and_doubted(
    book: openpyxl.Workbook, sheet: Worksheet, tmp_path: Path
) -> None:
    sheet.append(["规章", 0, 2])
    sheet.sheet_view.showZeros = False
    (grid,) = read(book, tmp_path).grids
    assert rows(grid) == [["规章", "", "2"]]
    assert grid.cells[1].doubt


def test_a_used_range_that_lies_costs_nothing(
    book: openpyxl.Workbook, sheet: Worksheet, tmp_path: Path
) -> None:
    sheet.append(["规章", 1])
    sheet.cell(1_048_576, 1, "末行")
    sheet.cell(1, 16_384, "末列")
    document = read(book, tmp_path)
    assert rows(document.grids[0]) == [["规章", "1"]]
    assert ("reader.partial") in [rule for rule, _ in document.notes]


def raw(path: Path, data: str, after: str = "") -> Path:
    """Write a workbook of one sheet whose rows hold the given markup."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook {space}><sheets><sheet name="表"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f"<worksheet {space}><sheetData>{data}</sheetData>{after}</worksheet>",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def test_a_merged_area_over_a_whole_sheet_is_read_or_refused(tmp_path: Path) -> None:
    row = '<row><c t="inlineStr"><is><t>规章</t></is></c><c><v>2</v></c></row>'
    last = '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    path = raw(tmp_path / "a.xlsx", row + last, '<mergeCells><mergeCell ref="A3:XFD1048570"/></mergeCells>')
    with pytest.raises(UnreadableFile) as caught:
        read_xlsx(path)
    assert caught.value.code == "too_large"


def test_a_formula_that_gives_no_words_is_only_blank(tmp_path: Path) -> None:
    cells = '<c><v>1</v></c><c t="str"><f>""</f><v></v></c><c><v>2</v></c>'
    (grid,) = read_xlsx(raw(tmp_path / "a.xlsx", f"<row>{cells}</row>")).grids
    assert [(cell.text, cell.doubt) for cell in grid.cells] == [("1", ""), ("", ""), ("2", "")]


def test_cells_without_addresses_and_the_1904_calendar_are_read(tmp_path: Path) -> None:
    row = '<row><c t="inlineStr"><is><t>规章_x000D_</t></is></c><c><v>2</v></c></row>'
    path = raw(tmp_path / "a.xlsx", row + row)
    assert rows(read_xlsx(path).grids[0]) == [["规章", "2"], ["规章", "2"]]
    assert show_number("43851", "yyyy-m-d", from_1904=True).text == "2024-1-22"


def test_a_workbook_without_content_is_empty(book: openpyxl.Workbook, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(book, tmp_path)
    assert caught.value.code == "empty"


def test_too_many_cells_are_refused(
    book: openpyxl.Workbook, sheet: Worksheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.readers.xlsx_sheet.MAX_CELLS", 5)
    sheet.append([1, 2, 3, 4, 5, 6])
    with pytest.raises(UnreadableFile) as caught:
        read(book, tmp_path)
    assert caught.value.code == "too_large"


@pytest.mark.parametrize(("text", "expected"), [("C7", (7, 3)), ("$AB$1", (1, 28)), ("7C", None), ("", None)])
def test_addresses_are_read(text: str, expected: tuple[int, int] | None) -> None:
    assert reference(text) == expected
    if expected is not None:
        assert column_name(expected[1]) == text.strip("$").split("$")[0].rstrip("0123456789")
