"""The words that tell a problem from a measure in section 五, 存在的主要问题及改进情况.

国办公开办函〔2021〕30号 asks section 五 for both. Offices write them as two lists, or one after the other
in each item; these words say where one ends and the other begins. All are regular expressions.
"""

from __future__ import annotations

from enum import Enum


class Side(Enum):
    """What a clause of section 五 is about."""

    PROBLEM = "problem"
    MEASURE = "measure"


# Open what follows, until something else is opened.
OPENING: dict[Side, tuple[str, ...]] = {
    Side.PROBLEM: (
        r"(?:存在|主要)[^，。；]{0,12}?(?:问题|不足|差距|短板|困难)",
        r"问题(?:主要)?(?:表现|体现)在",
        r"有(?:以下|一些|不少|一定)[^，。；]{0,4}(?:问题|不足|差距)",
        r"不足之处",
    ),
    Side.MEASURE: (
        r"(?:改进|整改)(?:的)?(?:措施|情况|方向|思路|办法|打算)",
        r"(?:工作|下年|下步)(?:打算|计划|安排)",
        r"下一?(?:步|阶段)|今后|接下来|为此|下一?年度?",
        r"采取[^，。；]{0,8}措施",
        r"针对(?:以上|上述|这些|存在)",
        r"(?:我[^，。；]{1,4}|20\d\d年[^，。；]{0,6})将",
        r"将(?:进一步|继续|不断|着力|切实|积极|从|重点|认真|持续|严格|加强|强化|加大|通过)",
    ),
}
# What a clause itself is, whatever was opened before it.
SAYING: dict[Side, tuple[str, ...]] = {
    Side.PROBLEM: (
        r"有待|亟待|亟需|[还仍尚]需|需要?进一步|[还仍]要进一步",
        r"不够|不足|不及时|不到位|不强|不高|不全|不完善|不规范|不熟|不多|不广|不深|不大|不平衡|不均衡|不健全|不主动|不透|不明显|不新",
        r"欠缺|缺乏|缺少|滞后|薄弱|单一|差距|短板|尚未|未能|未及时|流于形式|空白",
        r"[偏较](?:少|低|弱|慢|窄|差|浅)",
    ),
    Side.MEASURE: (
        r"^[将拟]|^由(?!于)",
        r"^(?:进一步|不断|切实|积极|继续|持续|着力|认真|严格|定期|及时|要|应)*"
        r"(?:加强|强化|加大|完善|提升|提高|推进|落实|开展|组织|建立|健全|规范|优化|拓宽|拓展|丰富|细化|压实|充实|配强|明确|制定|增强)",
    ),
}
# A clause that says what is to be done about a problem is a measure, though it names the problem.
SOLVING = r"找[准出]|查找|查摆|正视|解决|克服|避免|杜绝|防止|改变|弥补|补齐|纠正|整改"
# Names the problem that the measure after it is for.
AGAINST = r"^(?:针对|对于|对[^，]+(?:问题|情况)$)"
# Between the two in the title of the section.
BETWEEN = r"[及和与、暨以]"
# Stands before the first word of an item.
ITEM = (
    r"^[\s　]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[一二三四五六七八九十]是"
    r"|[首其]先|其次|再次|最后|同时|另外|此外|[①-⑳])+[要]?"
)
