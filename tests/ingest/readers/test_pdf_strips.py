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
    assert rows[2] == ["文件", "4", "0", "１，１８６"]


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


def boxed_head(canvas: Canvas, y: float, borders: Sequence[float], words: Sequence[str]) -> None:
    """Draw one row with a line around each cell, its words in their middles."""
    for at in (y, y + 20):
        rule(canvas, at, borders[0], borders[-1])
    for x in borders:
        canvas.line(x, HEIGHT - y, x, HEIGHT - y - 20)
    for left, right, word in zip(borders, borders[1:], words, strict=False):
        text(canvas, (left + right) / 2 - canvas.stringWidth(word, "STSong-Light", 10) / 2, y + 5, word)


def test_rows_below_a_ruled_head_have_its_columns_and_no_others(tmp_path: Path) -> None:
    """Two tables of the same width: numbers set flush right, of which the wide ones stand close together."""
    four, six = (60, 170, 280, 390, 500), (60, 250, 300, 350, 400, 450, 500)
    values = [("规章", "10", "0", "7"), ("文件", "925", "765", "1559")]
    counts = [("新收", "9377", "5", "9826", "8074", "52894"), ("结转", "795", "106", "7", "451", "3265")]

    def rows(canvas: Canvas, y: float, borders: Sequence[float], table: Sequence[Sequence[str]]) -> None:
        for at, (label, *numbers) in enumerate(table):
            text(canvas, LABEL, y + at * 20 + 5, label)
            for right, number in zip(borders[2:], numbers, strict=True):
                text(
                    canvas,
                    right - 1 - canvas.stringWidth(number, "STSong-Light", 10),
                    y + at * 20 + 5,
                    number,
                )
            # The sides of the rows are not drawn, and dashes would stop short of them.
            rule(canvas, y + at * 20 + 20, LEFT + 1, RIGHT - 1)

    def draw(canvas: Canvas) -> None:
        boxed_head(canvas, 100, four, ("内容", "甲数", "乙数", "丙数"))
        rows(canvas, 120, four, values)
        text(canvas, LEFT, 165, "三、申请情况")
        boxed_head(canvas, 190, six, ("内容", "甲", "乙", "丙", "丁", "总计"))
        rows(canvas, 210, six, counts)

    grids = read(tmp_path, draw).grids
    assert [texts(grid) for grid in grids] == [
        [["内容", "甲数", "乙数", "丙数"]],
        [list(row) for row in values],
        [["内容", "甲", "乙", "丙", "丁", "总计"]],
        [list(row) for row in counts],
    ]


def test_a_row_right_over_the_next_ruled_head_is_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for y, number in ((100, "1482"), (140, "1084"), (180, "7")):
            boxed_head(canvas, y, (60, 280, 500), ("内容", "数量"))
            text(canvas, LABEL, y + 25, "行政许可")
            text(canvas, 470, y + 25, number)
        rule(canvas, 220, LEFT + 1, RIGHT - 1)
        rule(canvas, 240, LEFT + 1, RIGHT - 1)
        text(canvas, LABEL, 225, "行政处罚")
        text(canvas, 470, 225, "3")

    grids = read(tmp_path, draw).grids
    assert [texts(grid) for grid in grids[1::2]] == [
        [["行政许可", "1482"]],
        [["行政许可", "1084"]],
        [["行政许可", "7"], ["行政处罚", "3"]],
    ]


def test_blocks_without_lines_below_the_repeated_head_of_a_page_are_rows(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        rule(canvas, 60)
        centred(canvas, 330, 60, 20, "二、主动公开政府信息情况")
        rule(canvas, 80)
        row(canvas, 80, 20, "规范性文件", ("1", "2", "3"))
        centred(canvas, 330, 100, 20, "第二十条第五项")
        centred(canvas, 330, 120, 20, "本年处理决定数量")
        text(canvas, LABEL, 125, "信息内容")
        centred(canvas, 330, 140, 20, "4")
        text(canvas, LABEL, 145, "行政许可")
        rule(canvas, 160)

    rows = [row for grid in read(tmp_path, draw).grids for row in texts(grid)]
    assert ["规范性文件", "1", "2", "3"] in rows
    assert ["行政许可", "4"] in rows
