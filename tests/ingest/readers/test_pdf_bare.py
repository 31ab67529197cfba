"""Tables without lines: heads of several storeys, and labels in columns of their own."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from ingest.model import Grid
from tests.ingest.readers.test_pdf import read, text, texts
from tests.ingest.readers.test_pdf_strips import centred

COLUMNS = (260, 330, 400, 470)


def line(canvas: Canvas, y: float, words: tuple[str, ...]) -> None:
    for x, word in zip(COLUMNS, words, strict=True):
        centred(canvas, x, y, 14, word)


def only(folder: Path, draw: object) -> Grid:
    (grid,) = read(folder, draw).grids  # type: ignore[arg-type]
    return grid


def test_a_head_over_several_columns_is_no_line_of_the_head_below_it(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        centred(canvas, 400, 100, 14, "法人组织")
        line(canvas, 114, ("自然人", "企业", "社会机构", "其他"))
        for index in range(3):
            text(canvas, 64, 130 + 14 * index, "规章")
            line(canvas, 128 + 14 * index, ("1", "22", "3", str(index)))

    assert "社会机构" in [cell.text for cell in only(tmp_path, draw).cells]


def test_words_over_the_labels_are_parted_from_the_first_column_s_head(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        text(canvas, 64, 100, "第一项加第二项等于第三项之和加")
        text(canvas, 222, 100, "合计数")
        for x, word in zip(COLUMNS[1:], ("甲数", "乙数", "丙数"), strict=True):
            centred(canvas, x, 98, 14, word)
        for index in range(3):
            text(canvas, 64, 116 + 14 * index, "规章")
            for x, word in zip((232, *COLUMNS[1:]), ("16", "22", "3", "4"), strict=True):
                centred(canvas, x, 114 + 14 * index, 14, word)

    assert texts(only(tmp_path, draw))[0][:2] == ["第一项加第二项等于第三项之和加", "合计数"]


def test_a_label_that_groups_rows_is_no_line_of_theirs(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        line(canvas, 100, ("甲数", "乙数", "丙数", "丁数"))
        for index, label in enumerate(("其中甲类较长", "其中乙类")):
            text(canvas, 140, 116 + 14 * index, label)
            line(canvas, 114 + 14 * index, ("1", "22", "3", str(index)))
        text(canvas, 64, 123, "一组")

    labels = [cell.text for cell in only(tmp_path, draw).cells if "其中" in cell.text]
    assert labels == ["其中甲类较长", "其中乙类"]


def test_a_long_line_of_a_label_is_no_running_text(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for x, word in zip((380, 430, 480), ("甲数", "乙数", "丙数"), strict=True):
            centred(canvas, x, 98, 14, word)
        text(canvas, 64, 116, "规章")
        text(canvas, 64, 132, "申请人无正当理由逾期不补正、行政机关不再处理其政府信")
        text(canvas, 64, 146, "息公开申请")
        for y, words in ((114, ("1", "2", "3")), (137, ("24", "5", "6"))):
            for x, word in zip((380, 430, 480), words, strict=True):
                centred(canvas, x, y, 14, word)

    assert texts(only(tmp_path, draw))[-1] == [
        "申请人无正当理由逾期不补正、行政机关不再处理其政府信\n息公开申请",
        "24",
        "5",
        "6",
    ]


def test_a_heading_of_the_form_below_the_last_row_ends_the_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        line(canvas, 100, ("甲数", "乙数", "丙数", "丁数"))
        text(canvas, 64, 116, "规章")
        line(canvas, 114, ("1", "22", "3", "4"))
        text(canvas, 64, 142, "五、存在的主要问题及改进情况", 12)
        centred(canvas, 300, 170, 14, "2")  # the page's number

    document = read(tmp_path, draw)
    assert [line.text for line in document.lines] == ["五、存在的主要问题及改进情况", "2"]
    assert texts(document.grids[0])[-1] == ["规章", "1", "22", "3", "4"]


def test_a_change_in_words_is_a_number_so_that_its_row_ends_before_the_next_block(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for y, words in (
            (100, ("上一年项目数量", "本年增/减")),
            (114, ("3", "减1")),
            (143, ("采购数量", "采购总额")),
            (157, ("11", "29.81")),
        ):
            text(canvas, 64, y + 2, "规章")
            for x, word in zip((260, 430), words, strict=True):
                centred(canvas, x, y, 14, word)
        centred(canvas, 260, 128, 14, "第二十条第（九）项")

    cells = [cell.text for grid in read(tmp_path, draw).grids for cell in grid.cells]
    assert "3" in cells
    assert "减1" in cells


def test_the_first_row_of_a_page_may_begin_with_the_line_of_a_note(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        centred(canvas, COLUMNS[-1], 93, 14, "11（其中")
        text(canvas, 64, 102, "规章")
        for x, word in zip(COLUMNS[:-1], ("1", "22", "3"), strict=True):
            centred(canvas, x, 100, 14, word)
        centred(canvas, COLUMNS[-1], 107, 14, "修订9件）")
        text(canvas, 64, 128, "行政许可")
        line(canvas, 126, ("4", "5", "6", "7"))

    assert texts(only(tmp_path, draw))[0] == ["规章", "1", "22", "3", "11（其中修订9件）"]


def test_dashes_that_do_not_touch_are_noughts_of_two_columns(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for index in range(3):
            text(canvas, 64, 116 + 14 * index, "规章")
            for x in (260, 330, 400, 414):
                centred(canvas, x, 114 + 14 * index, 14, "—")

    assert texts(only(tmp_path, draw)) == [["规章", "—", "—", "—", "—"]] * 3


def test_words_for_none_an_em_apart_are_noughts_of_two_columns(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for index, last in enumerate(("无", "10", "无")):
            text(canvas, 64, 116 + 14 * index, "规章")
            for x, word in zip((260, 330, 400, 424), ("无", "无", "无", last), strict=True):
                centred(canvas, x, 114 + 14 * index, 14, word)

    assert texts(only(tmp_path, draw)) == [["规章", "无", "无", "无", last] for last in ("无", "10", "无")]


def test_running_numbers_before_the_labels_are_no_numbers_of_their_rows(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        line(canvas, 100, ("甲数", "乙数", "丙数", "丁数"))
        for index in range(5):
            centred(canvas, 50, 120 + 30 * index, 14, str(index + 8))
            line(canvas, 120 + 30 * index, ("1", "22", "3", str(index)))
            if index != 2:
                text(canvas, 84, 122 + 30 * index, "规章制度")
        text(canvas, 84, 175, "要求行政机关")  # this label is broken over two lines
        text(canvas, 84, 189, "确认")

    rows = texts(only(tmp_path, draw))
    assert rows[3] == ["10", "要求行政机关\n确认", "1", "22", "3", "2"]


def test_the_last_line_of_a_label_is_no_head_of_the_next_row(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        line(canvas, 100, ("甲数", "乙数", "丙数", "丁数"))
        text(canvas, 120, 118, "申请人无正当理由")
        text(canvas, 120, 131, "逾期不补正行政机")
        text(canvas, 120, 144, "关不再处理")
        line(canvas, 129, ("1", "22", "3", "4"))
        text(canvas, 64, 164, "总计")
        line(canvas, 162, ("1", "22", "3", "4"))

    assert len(texts(only(tmp_path, draw))) == 3


def test_a_number_that_runs_into_its_label_is_parted_from_it(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        line(canvas, 100, ("甲数", "乙数", "丙数", "丁数"))
        for index, (label, number) in enumerate((("规章", "1"), ("没有现成信息需要另行制作", "6563421"))):
            text(canvas, 104, 122 + 20 * index, label)
            line(canvas, 120 + 20 * index, (number, "22", "3", "4"))

    assert texts(only(tmp_path, draw))[2][:2] == ["没有现成信息需要另行制作", "6563421"]


def test_the_end_of_a_bracket_of_the_head_is_no_note_of_the_row_below(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for x, word in zip(COLUMNS[:3], ("甲数", "乙数", "总额（单位：万"), strict=True):
            centred(canvas, x, 100, 14, word)
        centred(canvas, COLUMNS[2], 112, 14, "元）")
        text(canvas, 64, 126, "采购")
        for x, word in zip(COLUMNS[:3], ("1", "22", "2790.795"), strict=True):
            centred(canvas, x, 124, 14, word)

    assert texts(only(tmp_path, draw))[-1] == ["采购", "1", "22", "2790.795"]


def test_items_in_a_column_of_their_own_are_no_numbers_of_their_rows(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        line(canvas, 100, ("甲数", "乙数", "丙数", "丁数"))
        for index in range(4):
            text(canvas, 94, 122 + 30 * index, str(index % 2 + 1))
            line(canvas, 120 + 30 * index, ("1", "22", "3", str(index)))
            if index != 2:
                text(canvas, 112, 122 + 30 * index, "规章制度文件")
        text(canvas, 112, 175, "要求行政机关确认")  # this label is broken over two lines
        text(canvas, 112, 189, "或重新出具")

    rows = texts(only(tmp_path, draw))
    assert rows[3] == ["1", "要求行政机关确认\n或重新出具", "1", "22", "3", "2"]


def test_numbers_that_all_but_touch_stand_under_the_words_of_the_head(tmp_path: Path) -> None:
    places = [84 + 26 * index for index in range(9)]

    def draw(canvas: Canvas) -> None:
        for x, word in zip(places, "甲乙丙丁戊己庚辛壬", strict=True):
            centred(canvas, x, 100, 14, word + "数")
        for x, word in zip(places, ("—", "24188", "31204", "0", "7", "12", "5", "88", "9"), strict=True):
            centred(canvas, x, 120, 14, word)

    assert texts(only(tmp_path, draw))[-1] == ["—", "24188", "31204", "0", "7", "12", "5", "88", "9"]


def test_the_last_label_of_a_page_keeps_lines_that_its_cut_cell_sets_elsewhere(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        line(canvas, 100, ("甲数", "乙数", "丙数", "丁数"))
        for index, words in enumerate(
            (
                "申请人无正当理由",
                "逾期不补正行政机",
                "关不再处理",
                "申请人逾期未按收",
                "费通知要求缴纳费",
                "用的申请",
            )
        ):
            text(canvas, 120, 118 + 12 * index + 20 * (index > 2), words)
        line(canvas, 128, ("1", "22", "3", "4"))  # in the middle of its cell
        line(canvas, 172, ("5", "6", "7", "8"))  # at the top of what is left of its cell

    rows = texts(only(tmp_path, draw))
    assert rows[-1] == ["申请人逾期未按收\n费通知要求缴纳费\n用的申请", "5", "6", "7", "8"]


def test_a_note_that_the_table_goes_on_is_no_part_of_a_row(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        line(canvas, 100, ("甲数", "乙数", "丙数", "丁数"))
        for index in range(4):
            text(canvas, 64, 120 + 14 * index + 20 * (index > 1), "规章")
            line(canvas, 118 + 14 * index + 20 * (index > 1), ("1", "22", "3", str(index)))
        text(canvas, 460, 155, "续表")

    document = read(tmp_path, draw)
    assert [line.text for line in document.lines] == ["续表"]
    assert [texts(grid)[-1][-1] for grid in document.grids] == ["1", "3"]
