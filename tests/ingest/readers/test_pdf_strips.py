"""Tables with lines between their rows only: what stands between two lines is one row."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.ingest.readers.test_pdf import HEIGHT, read, text, texts

LEFT, RIGHT = 60, 500
LABEL, COLUMNS = 64, (260, 330, 400)
LINE = 12


def rule(canvas: Canvas, y: float, start: float = LEFT, end: float = RIGHT) -> None:
    canvas.line(start, HEIGHT - y, end, HEIGHT - y)


def centred(canvas: Canvas, x: float, y: float, height: float, words: str) -> None:
    """Write the lines of a cell about the middle of its row and of its column."""
    lines = words.split("\n")
    top = y + (height - LINE * len(lines)) / 2 + 1
    for index, line in enumerate(lines):
        text(canvas, x - canvas.stringWidth(line, "STSong-Light", 10) / 2, top + index * LINE, line)


def row(canvas: Canvas, y: float, height: float, label: str, values: Sequence[str]) -> None:
    lines = label.split("\n")
    for index, line in enumerate(lines):
        text(canvas, LABEL, y + (height - LINE * len(lines)) / 2 + 1 + index * LINE, line)
    for x, words in zip(COLUMNS, values, strict=True):
        centred(canvas, x, y, height, words)


def test_a_note_over_lines_stays_with_its_number_between_two_rules(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        rule(canvas, 100)
        row(canvas, 100, 20, "内容", ("甲数", "乙数", "丙数"))
        rule(canvas, 120)
        row(canvas, 120, 20, "规章", ("1", "22", "3"))
        rule(canvas, 140)
        row(
            canvas,
            140,
            50,
            "一个比较长\n的名称\n写成三行",
            ("24（其\n中修订\n3件）", "7", "16413（较上\n年增加11件）"),
        )
        rule(canvas, 190)
        row(canvas, 190, 20, "文件", ("0", "0", "5"))
        rule(canvas, 210)

    grid = read(tmp_path, draw).grids[0]
    assert texts(grid) == [
        ["内容", "甲数", "乙数", "丙数"],
        ["规章", "1", "22", "3"],
        ["一个比较长\n的名称\n写成三行", "24（其\n中修订\n3件）", "7", "16413（较上\n年增加11件）"],
        ["文件", "0", "0", "5"],
    ]


def test_a_cell_over_several_columns_of_a_head_is_centred_over_them(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        rule(canvas, 100)
        centred(canvas, 330, 100, 20, "情况")
        rule(canvas, 120, 225)
        row(canvas, 120, 20, "内容", ("甲数", "乙数", "丙数"))
        rule(canvas, 140)
        row(canvas, 140, 20, "规章", ("1", "22", "3"))
        rule(canvas, 160)
        row(canvas, 160, 20, "文件", ("4", "0", "5"))
        rule(canvas, 180)

    cells = read(tmp_path, draw).grids[0].cells
    over = next(cell for cell in cells if cell.text == "情况")
    assert (over.column, over.column_span) == (1, 3)


def test_a_group_label_over_one_row_is_parted_from_the_row_s_own(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        rule(canvas, 100)
        row(canvas, 100, 30, "（六）其\n他处理", ("1", "22", "3"))
        text(canvas, 120, 110, "3.其他")
        rule(canvas, 130)
        row(canvas, 130, 20, "四、结转下年度", ("4", "0", "5"))
        rule(canvas, 150)

    grid = read(tmp_path, draw).grids[0]
    assert texts(grid)[0] == ["（六）其\n他处理", "3.其他", "1", "22", "3"]


def test_a_row_that_the_page_cuts_off_below_its_upper_rule_is_read(tmp_path: Path) -> None:
    def upper(canvas: Canvas) -> None:
        rule(canvas, 700)
        row(canvas, 700, 20, "规章", ("1", "22", "3"))
        rule(canvas, 720)
        row(canvas, 720, 40, "文件", ("4", "0", "9（较上\n年增加"))

    def lower(canvas: Canvas) -> None:
        centred(canvas, COLUMNS[2], 60, 15, "2件）")
        rule(canvas, 75)
        row(canvas, 75, 20, "其他", ("6", "7", "8"))
        rule(canvas, 95)

    first, second = read(tmp_path, upper, lower).grids
    assert texts(first)[-1] == ["文件", "4", "0", "9（较上\n年增加"]
    assert texts(second) == [["", "", "", "2件）"], ["其他", "6", "7", "8"]]


def test_rules_of_a_three_line_table_do_not_make_its_body_one_row(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        rule(canvas, 100)
        row(canvas, 100, 20, "内容", ("甲数", "乙数", "丙数"))
        rule(canvas, 120)
        row(canvas, 120, 20, "规章", ("1", "22", "3"))
        row(canvas, 140, 20, "文件", ("4", "0", "5"))
        rule(canvas, 160)

    grid = read(tmp_path, draw).grids[0]
    assert grid.method == "words"
    assert texts(grid)[1:] == [["规章", "1", "22", "3"], ["文件", "4", "0", "5"]]


def test_a_head_with_a_second_line_and_no_rule_is_not_taken_for_one_cell(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        rule(canvas, 100)
        centred(canvas, COLUMNS[1], 100, 18, "第二十条第（八）项")
        text(canvas, LABEL, 122, "内容")
        centred(canvas, COLUMNS[1], 118, 18, "本年金额（单位：元）")
        rule(canvas, 136)
        text(canvas, LABEL, 140, "收费")
        centred(canvas, COLUMNS[1], 136, 20, "3257110")
        rule(canvas, 156)

    grid = read(tmp_path, draw).grids[0]
    assert "本年金额（单位：元）" in [cell.text for cell in grid.cells]


def test_the_rest_of_a_broken_number_is_no_row_of_its_own(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        row(canvas, 100, 20, "内容", ("甲数", "乙数", "丙数"))
        row(canvas, 120, 24, "规章", ("1", "22", "3"))
        row(canvas, 144, 24, "文件", ("4", "0", "１，１８\n６"))
        row(canvas, 168, 24, "其他", ("6", "7", "8"))

    rows = texts(read(tmp_path, draw).grids[0])
    assert len(rows) == 4
    assert rows[2] == ["文件", "4", "0", "１，１８\n６"]


def test_a_head_broken_inside_a_bracket_is_one_cell_of_the_head(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        row(canvas, 100, 24, "内容", ("甲数", "乙数", "总金额（单位：万\n元）"))
        row(canvas, 130, 20, "规章", ("1", "22", "3"))
        row(canvas, 150, 20, "文件", ("4", "0", "5"))

    rows = texts(read(tmp_path, draw).grids[0])
    assert "总金额（单位：万\n元）" in [cell for row in rows[:-2] for cell in row]


def test_a_column_whose_only_number_has_a_note_beside_it_is_a_column(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        rule(canvas, 100)
        row(canvas, 100, 20, "内容", ("甲数", "乙数", "丙数"))
        rule(canvas, 120)
        row(canvas, 120, 40, "规章", ("1", "18（含上年\n18件）", "73"))
        rule(canvas, 160)

    assert texts(read(tmp_path, draw).grids[0])[1] == ["规章", "1", "18（含上年\n18件）", "73"]


def test_a_head_and_its_row_above_the_first_rule_of_a_page_are_not_one_row(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        text(canvas, LABEL, 50, "内容")
        centred(canvas, COLUMNS[1], 46, 18, "金额（单位：万元）")
        text(canvas, LABEL, 66, "收费")
        centred(canvas, COLUMNS[1], 62, 18, "3623.558")
        rule(canvas, 82)
        text(canvas, LABEL, 120, "三、另一张表")
        rule(canvas, 150)

    assert texts(read(tmp_path, draw).grids[0])[-1] == ["收费", "3623.558"]
