"""Facts about what the prose counts and says."""

from __future__ import annotations

import pytest

from ingest.prose import read_prose


def items(text: str, year: int | None = 2024) -> list[tuple[str, str, float, str, str]]:
    return [
        (one.kind, one.label, one.value, one.unit, one.qualifier)
        for one in read_prose({"1": text}, year).narrative
    ]


def test_parent_and_parts_are_all_items() -> None:
    assert items("主动公开政府信息30条，其中工作动态21条、政策文件9条。") == [
        ("total", "政府信息", 30, "条", "exact"),
        ("category", "工作动态", 21, "条", "exact"),
        ("category", "政策文件", 9, "条", "exact"),
    ]


def test_a_joint_label_with_one_number_is_one_item() -> None:
    assert items("公开政策文件、决策事项和文件解读34条。") == [
        ("category", "政策文件、决策事项和文件解读", 34, "条", "exact")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "公开政策文件、通知公告各9条。",
        "公开政策文件、通知公告分别为9条和9条。",
        "政策文件、通知公告各公开9条。",
    ],
)
def test_labels_that_share_numbers_are_an_item_each(text: str) -> None:
    assert items(text) == [
        ("category", "政策文件", 9, "条", "exact"),
        ("category", "通知公告", 9, "条", "exact"),
    ]


def test_a_number_tied_to_a_named_platform_is_a_channel() -> None:
    assert items("在县政府网站发布信息62条，“松岗之声”微信公众号推送45条。") == [
        ("channel", "县政府网站", 62, "条", "exact"),
        ("channel", "“松岗之声”微信公众号", 45, "条", "exact"),
    ]


@pytest.mark.parametrize(
    ("written", "value", "qualifier"),
    [
        ("一百二十三", 123, "exact"),
        ("两千余", 2000, "at_least"),
        ("1.2万", 12000, "exact"),
        ("1，236", 1236, "exact"),
        ("1 236", 1236, "exact"),
        ("１２", 12, "exact"),
        ("10余", 10, "at_least"),
        ("近千", 1000, "about"),
        ("约500", 500, "about"),
        ("超过30", 30, "at_least"),
        ("10余万", 100000, "at_least"),
    ],
)
def test_numbers_are_read_as_people_write_them(written: str, value: float, qualifier: str) -> None:
    assert items(f"公开工作动态{written}条。") == [("category", "工作动态", value, "条", qualifier)]


def test_the_label_may_follow_its_number() -> None:
    assert items("发布了9条政策文件和12条工作动态。") == [
        ("category", "政策文件", 9, "条", "exact"),
        ("category", "工作动态", 12, "条", "exact"),
    ]


def test_the_verb_is_no_part_of_the_label() -> None:
    assert items("发布涉及民生的信息12条。") == [("category", "涉及民生的信息", 12, "条", "exact")]


@pytest.mark.parametrize("between", ["\n", "。", ""])
def test_a_sub_heading_is_no_part_of_the_sentence_after_it(between: str) -> None:
    assert items(f"（一）主动公开{between}全年累计主动公开政府信息111条。") == [
        ("total", "政府信息", 111, "条", "exact")
    ]
    assert items(f"（一）主动公开{between}2024年公开工作动态76条。") == [
        ("category", "工作动态", 76, "条", "exact")
    ]


def test_a_part_is_a_kind_whatever_verb_its_name_holds() -> None:
    read = items("主动公开政府信息36条，其中征集调查12条、执法检查9条、补贴发放公示15条。")
    assert [label for _, label, *_ in read] == ["政府信息", "征集调查", "执法检查", "补贴发放公示"]


def test_a_platform_may_stand_in_the_clause_before() -> None:
    assert items("各村均设有公开栏，全年更新内容192期。") == [("channel", "公开栏", 192, "期", "exact")]


def test_what_only_describes_an_item_is_none() -> None:
    assert items("公开食品抽检信息24期，涉及样品1180批次。") == [
        ("category", "食品抽检信息", 24, "期", "exact")
    ]


def test_an_explicit_nought_in_a_list_is_an_item() -> None:
    assert ("category", "规范性文件", 0, "条", "exact") in items("公开工作动态3条、规范性文件0条。")


def test_a_statement_repeated_is_one_item() -> None:
    assert items("主动公开政府信息188条。全年主动公开政府信息188条。") == [
        ("total", "政府信息", 188, "条", "exact")
    ]


def test_there_is_one_total_at_most() -> None:
    read = items("更新信息20条。全年主动公开政府信息188条。公开信息12条。")
    assert [one for one in read if one[0] == "total"] == [("total", "政府信息", 188, "条", "exact")]


@pytest.mark.parametrize(
    "text",
    [
        "召开专题会议3次，组织培训2期，参训60人次。",
        "办理行政许可120件，作出行政处罚3件。",
        "接听12345热线80件，回复留言12条，答复率100%。",
        "清理失效信息30条，删除重复信息5条。",
        "自2019年以来累计公开政府信息1520条。",
        "上年公开政府信息180条。",
        "较上年增加12条，增长8.5%。",
        "文章阅读量达3.5万次，粉丝2600人。",
        "依据国办公开办函〔2021〕30号第3条，电话0700-5551234，邮编600100。",
        "全镇辖12个村、3个社区，工作人员18名。",
        "力争2025年公开信息300条。",
    ],
)
def test_other_counts_are_no_items(text: str) -> None:
    assert items(text) == []


def test_published_penalties_are_an_item() -> None:
    assert items("公开行政处罚结果3条。") == [("category", "行政处罚结果", 3, "条", "exact")]


def test_parts_that_miss_their_total_are_a_warning_that_says_by_how_much() -> None:
    (finding,) = read_prose({"1": "主动公开政府信息236条，其中工作动态200条、政策文件30条。"}, 2024).findings
    assert (finding.rule, finding.severity) == ("narrative.sum", "warning")
    assert finding.message == "正文称主动公开政府信息236条，所列各类合计230条，相差6条，请核对。"
    assert (finding.expected, finding.actual) == (230, 236)


@pytest.mark.parametrize(
    "text",
    [
        "主动公开政府信息236条，其中工作动态200条、政策文件30余条。",
        "主动公开政府信息约230条，其中工作动态205条、政策文件30条。",
        "主动公开政府信息236条，其中重点领域信息30条。",
        "主动公开政府信息236条。公开工作动态20条、政策文件30条。",
        "主动公开政府信息236条，其中主要为工作动态20条、政策文件30条。",
        "公开信息83条（政务动态60条，公告23条）。其中，网站公开63条，公众号公开20条。",
        "在网站公开信息100条，其中政策60条、动态40条；在公众号公开信息50条，其中政策20条、动态30条。",
        "公开信息100条。其中，动态40条；重点领域信息50条，包括财政20条、救助30条；政策10条。",
    ],
)
def test_no_warning_where_the_parts_can_be_right(text: str) -> None:
    assert read_prose({"1": text}, 2024).findings == ()


def test_silence_is_not_nought() -> None:
    stated = read_prose({"1": "渠道畅通，答复规范。"}, 2024).stated
    assert stated.applications_received is None
    assert stated.review_cases is None
    assert stated.lawsuit_cases is None
    assert stated.processing_fee is None


def test_what_the_text_says_is_none_is_nought() -> None:
    stated = read_prose(
        {
            "1": "未收到政府信息公开申请，未因政府信息公开引发行政复议、行政诉讼。",
            "6": "未发出收费通知，未收取信息处理费。",
        },
        2024,
    ).stated
    assert (stated.applications_received, stated.review_cases, stated.lawsuit_cases) == (0, 0, 0)
    assert stated.processing_fee == 0


def test_applications_carried_over_are_not_received() -> None:
    assert read_prose({"1": "收到申请3件、上年结转1件。"}, 2024).stated.applications_received == 3


def test_last_years_silence_says_nothing_of_this_year() -> None:
    text = "去年未收到政府信息公开申请，本年度收到政府信息公开申请2件。"
    assert read_prose({"1": text}, 2024).stated.applications_received == 2


def test_the_offices_own_alias_gives_a_label_its_kind() -> None:
    text = {"1": "公开工作动态3条、最美风景12条。"}
    assert read_prose(text, 2024).narrative[1].category is None
    assert read_prose(text, 2024, {"最美风景": "culture"}).narrative[1].category == "culture"


def test_a_text_without_prose_gives_nothing() -> None:
    assert read_prose({}, None).narrative == ()
    assert read_prose({"1": ""}, 2024).narrative == ()


def _items(text: str) -> list[tuple[str, str, float]]:
    return [(one.kind, one.label, one.value) for one in read_prose({"1": text}, 2024).narrative]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        # Carriers of disclosure are no verb of disclosing.
        ("通过简报、公示栏等公开载体公开信息128条。", [("total", "信息", 128)]),
        # 等 behind the number is no label.
        (
            "主动公开信息200条，其中网站发布新闻类80条，托育领域信息公开21篇等。",
            [("category", "托育领域信息", 21)],
        ),
        # Made and disclosed: what stands behind both verbs was disclosed.
        ("以县政府名义印发并公开的行政规范性文件7件。", [("category", "行政规范性文件", 7)]),
        # 如 begins names too.
        ("如东县政府门户网站发布信息85条。", [("channel", "如东县政府门户网站", 85)]),
        # 信息 counted by the 项 is counted as it is by the 条.
        ("全年主动公开信息16项。", [("total", "信息", 16)]),
        # What the whole year came to is the total, also at the end of a list.
        (
            "网站更新信息14条，公众号更新486条、全年总计更新主动公开信息500条。",
            [("total", "信息", 500)],
        ),
        # An account that is kept is where things were published.
        ("维护“云溪三农”微信公众号，发布信息102条。", [("channel", "“云溪三农”微信公众号", 102)]),
        # 每周工作动态 is a name, no rate.
        ("公众号发布信息40条，其中，发布每周工作动态信息29条。", [("category", "每周工作动态信息", 29)]),
        # Disclosure beside other kinds is a kind.
        ("网站发布信息90条，其中信息公开50条、政务动态40条。", [("category", "信息公开", 50)]),
    ],
)
def test_an_item_is_read_under_its_own_words(text: str, items: list[tuple[str, str, float]]) -> None:
    assert set(items) <= set(_items(text))


def test_cases_decided_are_no_items_though_the_office_strives_for_disclosure() -> None:
    assert _items("加强涉及民生事项的公开，全年行政许可决定27件、行政处罚12件。") == []


def test_a_number_of_fields_counts_no_information() -> None:
    assert _items("新设专栏，并及时公开12个涉及领域的动态信息。") == []


def test_applications_carried_over_are_not_received_whichever_way_round_it_is_said() -> None:
    text = "全县共受理依申请公开62件（其中上年结转3件）。"
    assert read_prose({"1": text}, 2024).stated.applications_received == 59


@pytest.mark.parametrize(
    "text", ["本机关依申请提供政府信息，未收取任何费用。", "未对公众依申请公开政府信息收取任何费用。"]
)
def test_no_fee_for_information_asked_for_is_no_fee(text: str) -> None:
    assert read_prose({"1": text}, 2024).stated.processing_fee == 0


def test_the_number_of_a_list_counts_nothing() -> None:
    assert _items("公开方式：1、政务信息公开专栏。2、电子政务网站。3、微信公众号发布。") == []
