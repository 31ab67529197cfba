"""A seal set as text over a report: no character of it is read, and no character of the report is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.colors import Color, black, red
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf import read_pdf
from tests.ingest.readers.test_pdf import FILLED, FONT, HEIGHT, ROWS, Draw, read, table, text, texts

MIDDLE = (200.0, HEIGHT - 130)  # of the table that is drawn by ``table``
RING = "青溪县石桥铺镇人民政府"


def seal(canvas: Canvas, ink: Color = red, radius: float = 44, turned: float = 0, size: float = 11) -> None:
    """Draw a seal: words along the upper part of a circle, and a level line inside it."""
    canvas.saveState()
    canvas.setFillColor(ink)
    for index, letter in enumerate(RING):
        angle = 207 - 234 * index / (len(RING) - 1) + turned
        canvas.saveState()
        canvas.translate(*MIDDLE)
        canvas.rotate(angle - 90)
        canvas.setFont(FONT, size)
        canvas.drawCentredString(0, radius, letter)
        canvas.restoreState()
    canvas.setFont(FONT, 9)
    canvas.drawCentredString(MIDDLE[0], MIDDLE[1] - 25, "信息公开专用章")
    canvas.restoreState()


@pytest.mark.parametrize("turned", [0, 3, -6, 11])
@pytest.mark.parametrize("ink", [red, Color(0.1, 0.1, 0.8)], ids=["red", "blue"])
def test_a_seal_over_a_table_leaves_its_cells_as_they_are(tmp_path: Path, ink: Color, turned: float) -> None:
    def draw(canvas: Canvas) -> None:
        table(canvas, ROWS)
        text(canvas, 80, 300, "本年度公开各类信息若干条，以上数字均已核对。")
        seal(canvas, ink, turned=turned)

    document = read(tmp_path, draw)
    assert texts(document.grids[0]) == FILLED
    assert [line.text for line in document.lines] == ["本年度公开各类信息若干条，以上数字均已核对。"]


def test_two_seals_on_one_page_are_both_left_out(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        table(canvas, ROWS)
        text(canvas, 80, 300, "本年度公开各类信息若干条，以上数字均已核对。")
        seal(canvas)
        canvas.translate(60, 5)
        seal(canvas, turned=2)

    assert texts(read(tmp_path, draw).grids[0]) == FILLED


def test_a_number_in_the_colour_of_the_seal_is_kept(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        table(canvas, (("内容", "甲数", "乙数", "丙数"), ("规章", "0", "", "345"), ("文件", "6", "", "8")))
        text(canvas, 80, 300, "本年度公开各类信息若干条，以上数字均已核对。")
        seal(canvas)
        canvas.setFillColor(red)
        text(canvas, 204, 125, "12")

    assert texts(read(tmp_path, draw).grids[0]) == FILLED


def test_words_in_the_colour_of_the_page_are_never_taken_for_a_seal(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        table(canvas, ROWS)
        seal(canvas, black, size=10)

    held = "".join(word for row in texts(read(tmp_path, draw).grids[0]) for word in row)
    assert all(word in held for row in FILLED for word in row)


def _skewed(degrees: float) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.rotate(degrees)
        table(canvas, ROWS)
        text(canvas, 80, 300, "本年度公开各类信息若干条，以上数字均已核对。")

    return draw


def test_a_page_whose_text_is_all_slightly_turned_is_read(tmp_path: Path) -> None:
    document = read(tmp_path, _skewed(1.5))
    words = "".join(line.text for line in document.lines) + "".join(
        cell.text for grid in document.grids for cell in grid.cells
    )
    assert all(word in words for row in ROWS for word in row)


def test_the_seal_of_a_page_that_is_turned_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    canvas = Canvas(str(path), pagesize=(HEIGHT, 595))
    canvas.setPageRotation(90)
    canvas.translate(HEIGHT, 0)
    canvas.rotate(90)
    table(canvas, ROWS)
    seal(canvas)
    canvas.save()
    assert texts(read_pdf(path).grids[0]) == FILLED
