"""The source of a number in formats without pages: its table or the lines around it."""

from __future__ import annotations

from ingest.model import Document, Grid, GridCell, Line
from ui import place

GRID = Grid(
    (GridCell(0, 0, "项目", place="表1 第1行第1列"), GridCell(0, 1, "3<b>", place="表1 第1行第2列")),
    rows=1,
    columns=2,
    page=None,
    method="markup",
)
LINES = tuple(Line(f"第 {number} 句", place=f"第{number}行") for number in range(1, 40))


def test_the_cell_of_the_source_table_is_marked_and_escaped() -> None:
    shown = place._source(Document("docx", 0, (GRID,)), "表1 第1行第2列")
    assert 'class="at"' in shown
    assert shown.count("<td") == 2
    assert "3&lt;b&gt;" in shown


def test_a_line_of_text_stands_with_those_around_it() -> None:
    shown = place._source(Document("text", 0, LINES), "第20行")
    assert shown.count('class="at"') == 1
    assert "第 14 句" in shown
    assert "第 26 句" in shown
    assert "第 13 句" not in shown


def test_a_place_that_cannot_be_found_is_said() -> None:
    assert "第99行" in place._source(Document("text", 0, LINES), "第99行")
