"""The six parts of a report and the words that head them.

Source: 国办公开办函〔2021〕30号 and 国办公开办函〔2019〕60号, 附件. Parts two to four are the tables.
"""

from __future__ import annotations

from dataclasses import dataclass

from form.catalog import TABLES


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report: its number, the form's heading, and other wordings met.

    ``words`` are those of which a heading in whatever wording has one; ``table`` is the key
    of the table that it holds, or None for prose.
    """

    number: int
    title: str
    aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    table: str | None = None


def _of_table(number: int, table: str, aliases: tuple[str, ...], words: tuple[str, ...]) -> Section:
    return Section(number, TABLES[table].title, aliases, words, table)


SECTIONS: tuple[Section, ...] = (
    Section(
        1, "一、总体情况", ("总体工作情况", "工作总体情况", "基本情况", "概述", "总体概况"), ("总体", "概况")
    ),
    _of_table(2, "disclosure", ("主动公开政府信息的情况", "主动公开情况"), ("主动公开",)),
    _of_table(
        3,
        "applications",
        ("收到和处理政府信息公开申请的情况", "收到和处理政府信息公开情况", "依申请公开政府信息情况"),
        ("申请",),
    ),
    _of_table(
        4,
        "litigation",
        ("因政府信息公开工作被申请行政复议、提起行政诉讼情况", "政府信息公开行政复议和行政诉讼情况"),
        ("复议", "诉讼"),
    ),
    Section(
        5,
        "五、存在的主要问题及改进情况",
        (
            "存在的主要问题和改进情况",
            "存在的主要问题及改进措施",
            "存在的问题及改进情况",
            "存在的问题和改进措施",
            "存在问题及改进措施",
            "主要问题及改进情况",
        ),
        ("问题", "不足"),
    ),
    Section(
        6,
        "六、其他需要报告的事项",
        ("需要报告的其他事项", "其他需要报告事项", "其他事项", "其它需要报告的事项"),
        ("其他", "其它", "需要报告"),
    ),
)
