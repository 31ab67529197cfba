"""Whose report it is and for which year, from titles as they are really printed."""

from __future__ import annotations

import pytest

from ingest.identity import read_identity
from ingest.model import Document, Identity, Line


def _read(*texts: str, file_name: str = "报告.pdf", **metadata: str) -> tuple[Identity, list[str]]:
    lines = tuple(Line(text) for text in texts)
    document = Document("pdf", 1, lines, metadata=metadata)
    found = read_identity(lines, document, file_name)
    return found.identity, [finding.rule for finding in found.findings]


@pytest.mark.parametrize(
    ("title", "organisation", "year"),
    [
        (["白棠县云溪镇", "2024 年政府信息公开工作年度报告"], "白棠县云溪镇", 2024),
        (["云溪镇人民政府2023年政府信息公开工作年度报告"], "云溪镇人民政府", 2023),
        (["2022年白棠县云溪镇人民政府政府信息公开", "工作年度报告"], "白棠县云溪镇人民政府", 2022),
        (["二〇二四年白棠县云溪镇政府信息公开工作年度报告"], "白棠县云溪镇", 2024),
        (["白棠县云溪镇人民政府", "二〇二四 年政府信息公开工作年度报告"], "白棠县云溪镇人民政府", 2024),
        (["白棠县云溪镇2020年政府信息公开工作告年度报"], "白棠县云溪镇", 2020),
        (["标 题 | 白棠县云溪镇2024年政府信息公开工作年度报告 |"], "白棠县云溪镇", 2024),
        (["白棠县云溪镇政府信息公开工作年度报告", "（2024年度）"], "白棠县云溪镇", 2024),
        (["白棠县云溪镇人民政府关于2024年政府信息公开工作年度报告的公示"], "白棠县云溪镇人民政府", 2024),
        (["白棠县云溪镇政府信息公开工作2024年年度报告"], "白棠县云溪镇", 2024),
        (["2024年政府信息公开工作年度报告（白棠县云溪镇）"], "白棠县云溪镇", 2024),
        (["白棠县云溪镇人民政府", "政府信息公开年度报告", "2024年度"], "白棠县云溪镇人民政府", 2024),
        (
            ["白棠县云溪镇人民政府", "2024年", "政府信息公开", "工作", "年度报告"],
            "白棠县云溪镇人民政府",
            2024,
        ),
        (["首页", "政务公开", "白棠县云溪镇2021年政府信息公开年报"], "白棠县云溪镇", 2021),
    ],
)
def test_the_title_names_publisher_and_year(title: list[str], organisation: str, year: int) -> None:
    identity, _ = _read(*title, "一、总体情况")
    assert (identity.organisation, identity.year) == (organisation, year)
    assert identity.town == "云溪镇"


def test_a_report_on_one_line_has_a_title_too() -> None:
    identity, _ = _read(
        "白棠县云溪镇 2024年政府信息公开工作年度报告 一、总体情况 " + "按照条例要求编制。" * 40
    )
    assert (identity.organisation, identity.year) == ("白棠县云溪镇", 2024)


def test_a_report_on_one_line_below_a_pages_links_has_a_title_too() -> None:
    whole = "白棠县云溪镇 2024年政府信息公开工作年度报告 " + "按照条例要求编制。" * 40 + " 一、总体情况 "
    identity, _ = _read(
        "首页 > 政府信息公开 > 政府信息公开年报", whole, " 三、收到和处理政府信息公开申请情况"
    )
    assert (identity.organisation, identity.year) == ("白棠县云溪镇", 2024)


def test_a_report_without_a_publisher_in_its_title_is_whose_signature_it_bears() -> None:
    identity, _ = _read("2024年政府信息公开工作年度报告", "正文。", "白棠县云溪镇人民政府", "2025年1月10日")
    assert identity.organisation == "白棠县云溪镇人民政府"


def test_a_period_of_another_year_than_the_title_is_a_finding() -> None:
    identity, rules = _read(
        "白棠县云溪镇2024年政府信息公开工作年度报告", "统计期限为2023年1月1日至2023年12月31日。"
    )
    assert identity.year == 2024
    assert identity.period == ("2023-01-01", "2023-12-31")
    assert rules == ["identity.year"]


@pytest.mark.parametrize("until", ["至2024年12月31日", "起至12月31日止", "到2024年12月31日"])
def test_a_period_of_the_year_itself_is_none(until: str) -> None:
    identity, rules = _read("白棠县云溪镇2024年政府信息公开工作年度报告", f"自2024年1月1日{until}。")
    assert identity.period == ("2024-01-01", "2024-12-31")
    assert rules == []


def test_a_file_name_with_another_year_is_a_finding() -> None:
    _, rules = _read("白棠县云溪镇2024年政府信息公开工作年度报告", file_name="云溪镇2023年度报告.docx")
    assert rules == ["identity.year"]


@pytest.mark.parametrize("made", ["20250110", "2025-01-10", "2025年1月", "2025.1.10", "2025_01"])
def test_a_date_of_making_in_the_file_name_is_no_year_of_report(made: str) -> None:
    _, rules = _read("白棠县云溪镇2024年政府信息公开工作年度报告", file_name=f"云溪镇年报{made}.docx")
    assert rules == []


def test_another_township_that_acts_in_the_text_is_a_finding() -> None:
    _, rules = _read(
        "白棠县云溪镇2024年政府信息公开工作年度报告", "2024年，白棠县石桥镇严格落实条例，主动公开信息3条。"
    )
    assert rules == ["identity.name"]


@pytest.mark.parametrize(
    "text",
    [
        "云溪镇严格落实条例。",
        "各乡镇严格落实条例，全镇未收到申请。",
        "组织人员到石桥镇、青山乡学习交流。",
        "宣传石桥镇经验，本镇主动公开3条。",
        "一年来，打造特色小镇持续发力，吸引人才返乡积极创业，统筹城乡全面发展，农业产业强镇积极创建。",
        "对接集市，临近集镇积极配合，组织文艺下乡积极宣传。",
    ],
)
def test_a_township_that_is_only_mentioned_is_none(text: str) -> None:
    _, rules = _read("白棠县云溪镇2024年政府信息公开工作年度报告", text)
    assert rules == []


def test_a_date_beside_the_report_says_when_it_was_published() -> None:
    identity, _ = _read("白棠县云溪镇2024年政府信息公开工作年度报告", published_on="2025-01-20")
    assert identity.published_on == "2025-01-20"


def test_the_day_printed_above_the_title_of_a_printed_web_page_is_its_publication() -> None:
    title = "白棠县云溪镇2024年政府信息公开工作年度报告"
    identity, _ = _read("首页 > 年报", "文 号：　发布日期：  2025-01-18", title, "一、总体情况")
    assert identity.published_on == "2025-01-18"


def test_a_day_within_the_report_is_not_its_publication() -> None:
    title = "白棠县云溪镇2024年政府信息公开工作年度报告"
    identity, _ = _read(title, *["正文"] * 60, "发布日期：2023-05-06")
    assert identity.published_on is None


def test_the_name_of_the_circular_is_no_title() -> None:
    identity, _ = _read(
        "信息与政务公开办公室关于印发〈政府信息公开工作年度报告格式〉的通知》（国办公开办函",
        "本报告的统计期限为2024年1月1日至2024年12月31日。",
        "一、总体情况",
    )
    assert identity.organisation is None


def test_a_list_of_other_reports_below_is_not_what_the_report_says() -> None:
    _, rules = _read(
        "白棠县云溪镇2024年政府信息公开工作年度报告",
        "一、总体情况",
        "2024年，我镇主动公开政府信息。",
        "相关文章",
        "白棠县石桥镇人民政府2018年政府信息公开工作年度报告2019-01-30",
    )
    assert "identity.name" not in rules


def test_the_body_begins_behind_the_last_line_of_the_title() -> None:
    lines = tuple(Line(text) for text in ("首页", "白棠县云溪镇", "2024年政府信息公开工作年度报告", "正文。"))
    assert read_identity(lines, Document("pdf", 1, lines), "报告.pdf").body == 3


def test_what_tables_leave_of_a_report_on_one_line_has_a_title_too() -> None:
    rest = "白棠县云溪镇 2024年政府信息公开工作年度报告 二、主动公开政府信息情况 第二十条第（一）项 信息内容 本年制发件数 本年废止件数"
    identity, _ = _read(rest, "四、政府信息公开行政复议、行政诉讼情况")
    assert (identity.organisation, identity.year) == ("白棠县云溪镇", 2024)


def test_a_title_in_the_left_of_two_columns_is_read() -> None:
    identity, _ = _read(
        "2024年白棠县云溪镇政府信息公开工\t二、主动公开政府信息情况",
        "作年度报告",
        "按照条例要求编制。\t三、收到和处理政府信息公开申请情况",
        "一、总体情况",
    )
    assert (identity.organisation, identity.year) == ("白棠县云溪镇", 2024)


def test_a_countys_name_begins_with_its_paragraph() -> None:
    texts = ("云溪镇人民政府关于报送2024年政府信息公开工作年度报告的函", "叶县人民政府办公室：")
    lines = [Line(text, paragraph_start=True) for text in texts]
    assert read_identity(lines, Document("docx", 0, tuple(lines)), "报告.docx").identity.county == "叶县"
    broken = [
        Line("由白", paragraph_start=True),
        Line("棠县云溪镇人民政府编制"),
        Line("云溪镇2024年政府信息公开工作年度报告"),
    ]
    assert read_identity(broken, Document("pdf", 1, tuple(broken)), "报告.pdf").identity.county == "白棠县"
