"""Tables with lines between their columns only: the rows are where the words stand."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.ingest.readers.test_pdf import HEIGHT, read, text, texts
from tests.ingest.readers.test_pdf_strips import LEFT, RIGHT, centred, row, rule

BETWEEN = (230, 295, 365)  # left sides of the columns of numbers


def upright(canvas: Canvas, x: float, start: float, end: float) -> None:
    canvas.line(x, HEIGHT - start, x, HEIGHT - end)


def box(canvas: Canvas, top: float, bottom: float) -> None:
    rule(canvas, top)
    rule(canvas, bottom)
    upright(canvas, LEFT, top, bottom)
    upright(canvas, RIGHT, top, bottom)


def test_rows_between_upright_lines_are_those_of_the_numbers(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        box(canvas, 100, 204)
        centred(canvas, 365, 100, 20, "情况")
        upright(canvas, BETWEEN[0], 100, 204)
        for x in BETWEEN[1:]:
            upright(canvas, x, 120, 204)
        row(canvas, 120, 20, "内容", ("甲数", "乙数", "丙数"))
        row(canvas, 140, 16, "规章", ("1", "22", "3"))
        row(canvas, 156, 28, "一个比较长的\n名称写成两行", ("24", "", "16"))
        row(canvas, 188, 16, "文件", ("0", "0", "5"))

    (grid,) = read(tmp_path, draw).grids
    assert texts(grid) == [
        ["内容", "情况"],
        ["甲数", "乙数", "丙数"],
        ["规章", "1", "22", "3"],
        ["一个比较长的\n名称写成两行", "24", "", "16"],
        ["文件", "0", "0", "5"],
    ]


def test_a_line_that_begins_inside_a_table_begins_at_a_border(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        box(canvas, 100, 164)
        for x in BETWEEN:
            upright(canvas, x, 100, 164)
        upright(canvas, 120, 132, 164)
        row(canvas, 100, 16, "内容", ("甲数", "乙数", "丙数"))
        row(canvas, 116, 16, "规章", ("1", "22", "3"))
        row(canvas, 132, 16, "", ("4", "0", "7"))
        row(canvas, 148, 16, "", ("5", "6", "8"))
        text(canvas, 64, 145, "一组")
        text(canvas, 124, 135, "其中甲")
        text(canvas, 124, 151, "其中乙")

    (grid,) = read(tmp_path, draw).grids
    group = next(cell for cell in grid.cells if cell.text == "一组")
    assert (group.row, group.row_span, group.column_span) == (2, 2, 1)
    assert texts(grid)[2:] == [["一组", "其中甲", "4", "0", "7"], ["其中乙", "5", "6", "8"]]


def test_a_unit_below_its_number_is_in_the_row_of_the_others(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        box(canvas, 100, 188)
        for x in BETWEEN:
            upright(canvas, x, 100, 188)
        row(canvas, 100, 16, "内容", ("甲数", "乙数", "丙数"))
        row(canvas, 116, 16, "规章", ("1", "22", "3"))
        text(canvas, 395, 135, "2450")
        row(canvas, 145, 16, "全部", ("346", "371", "件"))
        row(canvas, 161, 16, "文件", ("10", "24", "5"))

    (grid,) = read(tmp_path, draw).grids
    assert texts(grid)[2:] == [["全部", "346", "371", "2450\n件"], ["文件", "10", "24", "5"]]


def test_rows_of_a_head_and_one_line_are_two(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        box(canvas, 100, 136)
        upright(canvas, BETWEEN[0], 100, 136)
        text(canvas, 64, 103, "内容")
        text(canvas, 300, 103, "决定数量")
        text(canvas, 64, 119, "许可")
        text(canvas, 300, 119, "32")

    (grid,) = read(tmp_path, draw).grids
    assert texts(grid) == [["内容", "决定数量"], ["许可", "32"]]
