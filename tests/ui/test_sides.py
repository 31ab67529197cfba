"""Problems and measures of section 五, told apart clause by clause; every section is invented."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from form.turns import Side
from ui import problems, sides

P, M, N = Side.PROBLEM, Side.MEASURE, None
Section = tuple[tuple[Side | None, str], ...]

# Written by hand: each piece with what a reader takes it for.
SECTIONS: dict[str, Section] = {
    "two lists": (
        (N, "五、存在的主要问题及改进情况\n"),
        (P, "（一）存在的主要问题\n1.公开内容不够丰富，群众关心的事项少。\n2.工作人员更换频繁，业务不熟。\n"),
        (M, "（二）改进措施\n1.梳理公开目录，把惠民补贴列进去。\n2.每季度办一次业务培训。\n"),
    ),
    "one paragraph": (
        (P, "一年来，我镇政府信息公开工作还存在一些不足：一是更新不及时；二是平台互动少。"),
        (M, "下一步，我镇将安排专人每周检查，并在公众号开设留言专栏。"),
    ),
    "item by item": (
        (P, "1.主动公开意识不强，"),
        (M, "将把公开工作列入年度考核。"),
        (P, "2.解读形式单一，"),
        (M, "加强图解和短视频制作。"),
        (P, "3.村级公开栏更新滞后，"),
        (M, "由驻村干部每月核对一次。"),
    ),
    "against each": (
        (P, "针对人员力量不足的问题，"),
        (M, "从党政办抽调两名同志专门负责。"),
        (P, "针对栏目更新滞后的问题，"),
        (M, "实行月通报。"),
    ),
    "still to be strengthened": (
        (P, "存在问题：一是业务水平有待进一步提升；二是审核制度还需加强。"),
        (M, "改进方向：一是组织学习条例；二是落实三审三校。"),
    ),
    "last year's": (
        (M, "上年度存在问题的整改情况：已补录遗漏文件，充实了工作力量。"),
        (P, "本年度主要问题是公开渠道偏少，"),
        (P, "群众知晓率较低。"),
        (M, "今后要用好村广播和微信群。"),
    ),
    "solve": (
        (P, "我街道政务公开工作存在的主要不足是政策解读质量不高。"),
        (M, "为此，我街道召开专题会议，解决解读不及时的难题，"),
        (M, "确保文件与解读同步发布。"),
    ),
    "old wording": (
        (P, "2019年我局的工作与群众期待相比仍有差距，依申请公开答复不规范。"),
        (M, "2020年我局将重点做好以下工作：（一）完善申请登记、审核、答复流程。（二）加大培训力度。"),
    ),
    "nothing told": ((N, "本年度政府信息公开工作按上级要求正常进行。"),),
    "first and then": (
        (P, "主要存在以下问题：首先，信息报送质量参差；其次，各站所配合不够。"),
        (M, "我乡采取了以下措施：首先，明确各站所信息员；其次，每月晒一次发布清单。"),
    ),
    "promise first": (
        (M, "（一）改进情况。对照上年清单，逐项销号，栏目全部补齐。"),
        (P, "（二）存在问题。便民类信息更新较慢，老年人不会查。"),
        (M, "（三）下步打算。在村务公开栏同步张贴，安排志愿者帮助查询。"),
    ),
    "without heads": (
        (P, "公开的深度不够，财政资金类信息公开不全面。"),
        (M, "进一步细化财政预决算公开内容，积极开展线下宣传。"),
    ),
    # From here on written before the rules were tried on them.
    "numbered problems, one answer": (
        (P, "五、存在的主要问题\n（一）对政策吃得不透，解读材料照搬文件。\n（二）网站栏目更新不及时。\n"),
        (M, "六、下一步工作打算\n我镇将请县里业务骨干来讲课，每周五集中更新栏目。"),
    ),
    "despite progress": (
        (
            P,
            "我局政府信息公开工作取得了一定成效，但与要求相比还有一定差距，主要表现在信息员身兼数职，投入精力有限。",
        ),
        (M, "2026年，我局将设立专门岗位，做到有人管、有人干。"),
    ),
    "answers in brackets of order": (
        (P, "一是存在重发布轻解读的问题。"),
        (M, "我们将推行解读与文件同起草、同审签。"),
        (P, "二是存在档案不齐的问题。"),
        (M, "我们将按年度立卷归档。"),
    ),
    "next year's plan only": (
        (M, "下一年度，我街道将继续做好以下工作：1.扩大公开范围。2.畅通申请渠道。3.用好政务新媒体。"),
    ),
    "problems only": ((P, "主要问题：一是群众对公开内容关注度不高；二是部分村公开栏破损，张贴不规范。"),),
    "measures under each problem": (
        (P, "（一）公开时效性不强。部分会议信息会后半个月才发布。"),
        (M, "改进措施：会后三日内完成审核发布，逾期通报。"),
        (P, "（二）存在的问题是目录不统一。"),
        (M, "改进措施：按县里统一目录重新编排。"),
    ),
}


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_is_parted_as_a_reader_parts_it(name: str) -> None:
    pieces = SECTIONS[name]
    found = sides.parted("".join(text for _, text in pieces))
    expected = ["".join(text for side, text in pieces if side is wanted) for wanted in (P, M, N)]
    assert [found.problem, found.measure, found.neither] == expected


_PIECES = st.sampled_from(
    [
        "一是",
        "不够",
        "，",
        "。",
        "\n",
        "；",
        "下一步",
        "存在的问题",
        "加强",
        "公开",
        "针对",
        "：",
        "及",
        "改进措施",
    ]
)


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_no_word_of_a_section_is_lost_or_said_twice(text: str) -> None:
    found = sides.parted(text)
    parts = found.problem + found.measure + found.neither
    kept = "".join(text.split())
    marks = "，。；：\n"
    assert sorted(c for c in parts if c not in marks and not c.isspace()) == sorted(
        c for c in kept if c not in marks
    )


def test_a_section_without_any_turning_word_is_not_told_apart() -> None:
    assert not sides.parted("本年度政府信息公开工作正常进行。").is_told_apart


def test_a_theme_counts_on_the_side_that_names_it() -> None:
    text = "一是更新不及时。下一步，加强培训。"
    sections = pd.DataFrame(
        [("a", 2025, text), ("b", 2025, "工作正常。")], columns=["unit_code", "year", "text"]
    )
    of = {label: set(problems.theme_rows(sections, said)["theme"]) for label, said in problems.SAID.items()}
    assert of == {
        "问题和措施": {"timeliness", "people"},
        "存在的问题": {"timeliness"},
        "改进措施": {"people"},
    }
    assert "1 份" in problems.untold_words(sections, 2025)
    assert problems.untold_words(sections[sections["unit_code"] == "a"], 2025) == ""


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_what_either_side_names_the_whole_does(text: str) -> None:
    sections = pd.DataFrame([("a", 2025, text)], columns=["unit_code", "year", "text"])
    whole, *parts = (set(problems.theme_rows(sections, said)["theme"]) for said in problems.SAID.values())
    assert set().union(*parts) <= whole
