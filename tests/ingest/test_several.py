"""Files that hold more than one report."""

from __future__ import annotations

from ingest.model import Document, Line
from ingest.several import first_report

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
