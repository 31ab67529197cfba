"""Facts printed beside a report: the table 索引号、发布机构、公开日期 and the line under a web page's title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ingest.model import Grid, Line

_PLAIN = ("时间", "日期")
# What the metadata table and the line under the title print, the better first.
_LABELS = {
    "published_on": (
        "公开日期",
        "发布日期",
        "公开时间",
        "发布时间",
        "发文日期",
        "生成日期",
        "发表日期",
        "成文日期",
        *_PLAIN,
    ),
    "organisation": ("发布机构", "公开机构", "发布单位", "公开单位", "发文机关", "公开责任部门", "信息来源"),
}
# 时间 and 日期 stand alone under a title; 统计时间 and 截止日期 are other days.
_ALL_LABELS = "|".join(
    [
        *(rf"(?<![一-龥]){label}" if label in _PLAIN else label for label in _LABELS["published_on"]),
        *_LABELS["organisation"],
        "索引号",
        "文号",
        "名称",
        "主题",
        "分类",
        "来源",
        "浏览",
        "点击",
        "字号",
    ]
)
_LABELLED = re.compile(
    rf"({_ALL_LABELS})[ \u3000]*[：:][ \u3000]*(.*?)"
    rf"(?=\s*(?:{_ALL_LABELS})[^：:]{{0,4}}[：:]|[|｜\n]|\s{{2,}}|$)"
)
_DATE = re.compile(r"(20\d{2})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})|\b(20\d{2})(\d{2})(\d{2})\b")
_WITHOUT_COLON = re.compile(
    rf"({'|'.join(_LABELS['published_on'][: -len(_PLAIN)])})[ \u3000]+(20\d{{2}}[-年/.]\d{{1,2}}[-月/.]\d{{1,2}})"
)
# 2024-01-30 15:59 or 2024年1月30日 来源：……, under a title: the day it was put up, without a label.
_UNLABELLED = re.compile(
    r"^[\W_]*(20\d{2}[-年/.]\d{1,2}[-月/.]\d{1,2}日?)"
    r"(?:\s*\d{1,2}:\d{2}(?::\d{2})?|(?=\s*[(（]?(?:来源|作者|字号|字体|浏览|点击|[\[［【]字)))"
)
# The day by itself on a line, as the cells of a metadata table that lost its labels.
_BARE_DAY = re.compile(r"^\s*(20\d{2}-\d{2}-\d{2})\s*$")
_BAR = re.compile(r"[|｜]")
_SPACE = re.compile(r"\s+")
# The imprint stands before the report; a label further down is the report's own words.
_FIRST_BLOCKS = 60
_TOP_BLOCKS = 12
_LONGEST_NAME = 40
_MOST_CELLS = 60


def read_imprint(blocks: Sequence[Line | Grid]) -> dict[str, list[str]]:
    """Given a document's blocks, return what is printed beside the report, the better first.

    Keys are ``published_on`` (ISO date) and ``organisation``; one that nothing is printed of is left out.
    """
    printed = dict(reversed(list(_printed(blocks[:_FIRST_BLOCKS]))))
    return {
        key: values
        for key, labels in _LABELS.items()
        if (values := [value for label in labels if (value := read_fact(key, printed.get(label, "")))])
    }


def read_fact(key: str, text: str) -> str | None:
    """Given a key of ``read_imprint`` and the words beside its label, return its value, or None."""
    if key == "published_on":
        return read_date(text)
    name = _SPACE.sub("", text)
    return name if 2 <= len(name) <= _LONGEST_NAME else None


def read_date(text: str) -> str | None:
    """Return the first date in a text in ISO form, or None.

    >>> read_date("发布时间：2024年1月8日 10:20")
    '2024-01-08'
    """
    match = _DATE.search(text)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part is not None)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _printed(blocks: Sequence[Line | Grid]) -> Iterator[tuple[str, str]]:
    """Yield label and value as printed, from cells side by side and from lines “label：value”."""
    for at, block in enumerate(blocks):
        if isinstance(block, Line):
            if at < _TOP_BLOCKS and (bare := _BARE_DAY.match(block.text)) is not None:
                yield _PLAIN[0], bare[1]
            # A row of such a table in text has bars between its cells.
            cells = _BAR.split(block.text)
            yield from _in_cells(cells) if len(cells) > 2 else _in_line(block.text)
        else:
            yield from _in_cells([cell.text for cell in block.cells[:_MOST_CELLS]])


def _in_cells(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    for text, following in zip(texts, [*texts[1:], ""], strict=True):
        label = _SPACE.sub("", text).strip("：:[]【】")
        if re.fullmatch(_ALL_LABELS, label):
            yield label, following
        else:
            yield from _in_line(text)


def _in_line(text: str) -> Iterator[tuple[str, str]]:
    for match in _WITHOUT_COLON.finditer(text[:500]):
        yield match[1], match[2]
    unlabelled = _UNLABELLED.match(text[:60])
    if unlabelled is not None:
        yield _PLAIN[0], unlabelled[1]
    for match in _LABELLED.finditer(text[:500]):
        yield match[1], match[2]
