"""Files that hold more than one report."""

from __future__ import annotations

from ingest.model import Document, Grid, GridCell, Line
from ingest.several import first_report
from ingest.tables import read_tables
from tests.ingest.tables.build import whole, zeros

_PARTS = (
    "一、总体情况",
    "公开政府信息3条。",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


def _document(*titles: str) -> Document:
    texts = [text for title in titles for text in (title, *_PARTS)]
    return Document("text", 0, tuple(Line(text) for text in texts))


def test_of_two_reports_in_a_file_the_first_is_taken() -> None:
    document = _document("青石镇2024年政府信息公开工作年度报告", "青石镇2023年政府信息公开工作年度报告")
    first, count = first_report(document, "report.txt")
    assert count == 2
    assert first.blocks == document.blocks[: 1 + len(_PARTS)]


def test_the_year_in_the_name_of_the_file_says_which_report_is_meant() -> None:
    document = _document("青石镇2024年政府信息公开工作年度报告", "青石镇2023年政府信息公开工作年度报告")
    chosen, _ = first_report(document, "青石镇2023年年报.txt")
    assert chosen.blocks == document.blocks[1 + len(_PARTS) :]


def test_a_title_again_behind_a_list_of_contents_is_no_other_report() -> None:
    document = _document("青石镇2024年政府信息公开工作年度报告", "青石镇2024年政府信息公开工作年度报告")
    assert first_report(document, "report.txt") == (document, 1)


def test_a_link_to_another_year_is_no_other_report() -> None:
    document = _document("青石镇2024年政府信息公开工作年度报告")
    linked = Document("html", 0, (*document.blocks, Line("青石镇2023年政府信息公开工作年度报告")))
    assert first_report(linked, "report.html") == (linked, 1)


def _sheet(*towns: str) -> Document:
    """Return a sheet of nothing but the tables of some towns, without a blank row between them."""
    rows: list[list[GridCell]] = []
    for town in towns:
        rows.append([GridCell(0, 0, f"{town}2024年政府信息公开工作年度报告")])
        for title, table in zip(_PARTS[2:5], whole(zeros()), strict=True):
            rows.append([GridCell(0, 0, title)])
            assert isinstance(table, Grid)
            rows += [[cell for cell in table.cells if cell.row == row] for row in range(table.rows)]
    cells = [cell._replace(row=at) for at, row in enumerate(rows) for cell in row]
    return Document("xlsx", 0, (Grid(tuple(cells), len(rows), 15, None, "markup"),))


def test_of_two_reports_on_one_sheet_the_first_is_taken_with_its_own_title() -> None:
    sheet = _sheet("青石镇", "白水镇")
    first, count = first_report(sheet, "report.xlsx")
    titles = [line.text for line in first.blocks if isinstance(line, Line) and "年度报告" in line.text]
    assert (count, titles) == (2, ["青石镇2024年政府信息公开工作年度报告"])
    assert len(read_tables(first, 2024).cells) == len(zeros())


def test_a_sheet_with_one_report_is_left_as_it_is() -> None:
    sheet = _sheet("青石镇")
    assert first_report(sheet, "report.xlsx") == (sheet, 1)
