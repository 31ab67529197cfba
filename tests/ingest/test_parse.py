"""What is a report and what is none, where little of one is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.model import Report
from ingest.parse import parse_file


def _parse(folder: Path, text: str) -> Report:
    path = folder / "年报.txt"
    path.write_text(text, encoding="utf-8")
    return parse_file(path)


@pytest.mark.parametrize(
    "said", ["特向社会公布本镇政府信息公开工作年度报告。", "全年未收到政府信息公开申请。"]
)
def test_one_section_that_speaks_of_disclosure_is_read(tmp_path: Path, said: str) -> None:
    report = _parse(tmp_path, f"一、总体情况\n（一）主动公开。全年公开信息42条。\n（二）其他。{said}\n")
    assert report.error is None
    assert [(one.kind, one.value) for one in report.narrative] == [("total", 42)]
    assert {finding.table for finding in report.findings if finding.rule == "table.missing"} == {
        "disclosure",
        "applications",
        "litigation",
    }


def test_one_section_of_another_paper_is_no_report(tmp_path: Path) -> None:
    report = _parse(tmp_path, "一、总体情况\n全年植树造林42亩，道路养护18公里。\n")
    assert report.error is not None
    assert report.error.code == "not_a_report"


def test_sentences_beside_the_tables_are_heard_and_their_labels_are_not(tmp_path: Path) -> None:
    report = _parse(
        tmp_path,
        "白棠县云溪镇2023年政府信息公开工作年度报告\n一、总体情况\n本镇认真公开政府信息。\n二、主动公开政府信息情况\n"
        "三、收到和处理政府信息公开申请情况\n2023年，本镇共收到4份政府信息公开申请，均已答复。\n"
        "四、政府信息公开行政复议、行政诉讼情况\n2023年，本镇未发生行政复议、行政诉讼。\n"
        "五、存在的主要问题及改进情况\n无。\n六、其他需要报告的事项\n无。\n",
    )
    stated = report.stated
    assert (stated.applications_received, stated.review_cases, stated.lawsuit_cases) == (4, 0, 0)
    assert set(report.sections) == {"1", "5", "6"}
