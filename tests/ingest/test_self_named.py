"""Whose report it is where no line is its title: as its own sentences say it."""

from __future__ import annotations

import pytest

from ingest.identity import read_identity
from ingest.imprint import read_imprint
from ingest.model import Document, Identity, Line
from ingest.self_named import SelfNamed, self_named

TABLE = ("二、主动公开政府信息情况", "信息内容 本年制发件数", "规章 0")


def _read(*texts: str) -> tuple[Identity, list[str]]:
    lines = tuple(Line(text) for text in (*texts, *TABLE))
    found = read_identity(lines, Document("text", 0, lines), "报告.txt")
    return found.identity, [finding.rule for finding in found.findings]


@pytest.mark.parametrize(
    ("text", "organisation", "year"),
    [
        ("现公布云溪镇2024年政府信息公开工作年度报告。", "云溪镇", 2024),
        ("特向社会公布2024年云溪镇人民政府信息公开工作年度报告。", "云溪镇人民政府", 2024),
        ("编制形成了《云溪镇人民政府2023年政府信息公开工作年度报告》。", "云溪镇人民政府", 2023),
        ("按条例,云溪镇人民政府特此编制2024年度政府信息公开工作年度报告。", "云溪镇人民政府", 2024),
        ("现公布2024年云和镇人民政府信息公开工作年度报告。", "云和镇人民政府", 2024),
        ("现公布白棠县住房和城乡建设局2023年政府信息公开工作年度报告。", "白棠县住房和城乡建设局", 2023),
        ("编制2019年度我乡信息公开工作年度报告。截至年底,云溪乡人民政府公开3条。", "云溪乡人民政府", 2019),
        ("请与白棠县审计局联系。2023年,白棠县审计局公开12条。", "白棠县审计局", 2023),
        ("2022年云溪乡认真公开。地址:云溪乡云溪村1号。", "云溪乡", 2022),
        ("本报告由青岚市白棠区云溪街道办事处编制。2023年,公开12条。", "青岚市白棠区云溪街道办事处", 2023),
        ("2024年,公开12条。如有疑问,请与白棠县南村镇人民政府党政办联系。", "白棠县南村镇人民政府", 2024),
        ("由白棠区人民政府综合全区各部门和各乡镇报告编制。2023年公开12条。", "白棠区人民政府", 2023),
        ("2023年,云溪乡人民政府认真公开。2023年云溪乡人民政府公开12条。", "云溪乡人民政府", 2023),
        (
            "结合市财政局工作实际撰写。2023年,青岚市财政局公开12条,青岚市财政局办公室负责。",
            "青岚市财政局",
            2023,
        ),
        (
            "2022年度,云溪镇认真公开。2022年度云溪镇共公开12条。云溪镇人民政府高度重视。",
            "云溪镇人民政府",
            2022,
        ),
        ("2022年度,云溪镇认真公开。(三)信息管理云溪镇人民政府高度重视。", "云溪镇人民政府", 2022),
        ("2024年,柏镇街道认真公开。2024年,柏镇街道公开12条。", "柏镇街道", 2024),
        ("2025年公开12条。如有疑问,请与青岚旗乌云苏木人民政府联系。", "青岚旗乌云苏木人民政府", 2025),
        ("特向社会公布2024年云溪乡人民政府政府信息公开工作情况报告。", "云溪乡人民政府", 2024),
        ("现发布《2023年白棠县人民政府办公室政府信息公开年度报告》。", "白棠县人民政府办公室", 2023),
        ("现公布白棠县云溪乡人民政府2024年度政府信息公开工作报告。", "白棠县云溪乡人民政府", 2024),
    ],
)
def test_a_report_says_whose_it_is(text: str, organisation: str, year: int) -> None:
    assert self_named(text) == SelfNamed(organisation, year)


@pytest.mark.parametrize(
    "text",
    [
        "根据市政府《关于编制2023年度政府信息公开工作年度报告的通知》,我镇公开12条。",
        "按照《政府信息公开工作年度报告格式》编制本报告。",
        "云溪镇人民政府和大坪镇人民政府各公开12条。我镇共公开24条,云溪镇和大坪镇各半。",
        "请与县人民政府办公室联系。各乡镇政府按时公开。",
        "全年支持小镇政府网站建设,我镇公开3条。",
    ],
)
def test_a_text_that_names_nobody_or_several_names_nobody(text: str) -> None:
    assert self_named(text).organisation is None


def test_of_two_years_none_is_taken() -> None:
    assert self_named("2023年公开12条,2022年公开8条。").year is None


def test_what_stands_behind_the_first_table_is_not_asked_for_the_year() -> None:
    assert self_named("全年公开12条。第二十条第(一)项。2025年将继续改进。").year is None


def test_a_publisher_that_only_the_text_names_is_asked_about() -> None:
    identity, rules = _read("现公布云溪镇2024年政府信息公开工作年度报告。", "一、总体情况")
    assert (identity.town, identity.year) == ("云溪镇", 2024)
    assert "identity.unknown" in rules


def test_a_publisher_in_the_title_is_not_asked_about() -> None:
    _, rules = _read("云溪镇2024年政府信息公开工作年度报告", "一、总体情况", "云溪镇公开12条。")
    assert "identity.unknown" not in rules


def test_the_county_before_the_township_goes_before_that_of_a_website() -> None:
    identity, _ = _read(
        "2025年云溪镇政府信息公开工作年度报告",
        "可在南棠市人民政府网站或南棠市白棠区云溪镇人民政府网站下载。",
        "一、总体情况",
    )
    assert identity.county == "白棠区"


def test_the_county_of_a_signature_begins_with_its_line() -> None:
    identity, _ = _read(
        "2025年云溪镇政府信息公开工作年度报告", "一、总体情况", "公开22条", "白棠县云溪镇人民政府"
    )
    assert identity.county == "白棠县"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2022年01月18日来源:政府办", "2022-01-18"),
        ("  • 2025-02-10 15:59", "2025-02-10"),
        ("来源:县政府办公室 时间:2024-01-31", "2024-01-31"),
        ("公开目录 年度报告 发布日期 2021-02-20 09:00", "2021-02-20"),
        ("日期:2024-01-31   来源:  白棠县云溪镇人民政府", "2024-01-31"),
        ("2024年01月31日 (点击: )", "2024-01-31"),
        ("成文日期 | 2024-01-30 | 发布日期 | 2024-01-31 |", "2024-01-31"),
        ("2024-01-31", "2024-01-31"),
        ("发表日期:2024-01-31    文章来源:青岚市云溪街道", "2024-01-31"),
        ("更新时间:2024-01-31", None),
        ("截止日期:2024-01-31", None),
        ("统计时间:2023年1月1日至12月31日", None),
        ("2024年1月31日", None),
    ],
)
def test_the_day_under_a_title_may_stand_without_a_label(line: str, day: str | None) -> None:
    assert read_imprint([Line(line)]).get("published_on", [None])[0] == day
