"""Facts that a web page states beside the report: its meta tags and the table 索引号、发布机构、公开日期."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from lxml import etree

from ingest.model import Grid, Line

# Names of the national guide for government websites (国办发〔2017〕47号), the better first.
_META_NAMES = {
    "published_on": ("pubdate", "publishdate", "article:published_time"),
    "organisation": ("contentsource", "source"),
    "title": ("articletitle",),
}
# What the metadata table and the line under the title print, the better first.
_LABELS = {
    "published_on": ("公开日期", "发布日期", "公开时间", "发布时间", "发文日期", "生成日期", "成文日期"),
    "organisation": ("发布机构", "公开机构", "发布单位", "公开单位", "发文机关", "公开责任部门", "信息来源"),
}
_ALL_LABELS = "|".join(
    [
        *_LABELS["published_on"],
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
_SPACE = re.compile(r"\s+")
# Metadata stands before the report; a label further down is the report's own words.
_FIRST_BLOCKS = 60
_LONGEST_NAME = 40
_MOST_CELLS = 60


def page_metadata(root: etree._Element, blocks: Iterable[Line | Grid]) -> dict[str, str]:
    """Given a page and its blocks, return the date of publication (ISO), organisation and title it states."""
    tags = _meta_tags(root)
    printed = dict(reversed(list(_printed(list(blocks)[:_FIRST_BLOCKS]))))
    result: dict[str, str] = {}
    for key in ("published_on", "organisation"):
        stated = [printed[label] for label in _LABELS[key] if label in printed]
        stated += [tags[name] for name in _META_NAMES[key] if name in tags]
        value = next((found for text in stated if (found := _value(key, text))), None)
        if value is not None:
            result[key] = value
    title = _title(root, tags)
    if title:
        result["title"] = title
    return result


def _value(key: str, text: str) -> str | None:
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


def _meta_tags(root: etree._Element) -> dict[str, str]:
    result: dict[str, str] = {}
    for tag in root.iter("meta"):
        name = (tag.get("name") or tag.get("property") or "").lower()
        content = (tag.get("content") or "").strip()
        if name and content:
            result.setdefault(name, content)
    return result


def _printed(blocks: list[Line | Grid]) -> Iterator[tuple[str, str]]:
    """Yield label and value as printed, from cells side by side and from lines “label：value”."""
    for block in blocks:
        if isinstance(block, Line):
            yield from _in_line(block.text)
            continue
        texts = [cell.text for cell in block.cells[:_MOST_CELLS]]
        for text, following in zip(texts, [*texts[1:], ""], strict=True):
            label = _SPACE.sub("", text).strip("：:[]【】")
            if re.fullmatch(_ALL_LABELS, label):
                yield label, following
            else:
                yield from _in_line(text)


def _in_line(text: str) -> Iterator[tuple[str, str]]:
    for match in _LABELLED.finditer(text[:500]):
        yield match[1], match[2]


def _title(root: etree._Element, tags: dict[str, str]) -> str | None:
    for name in _META_NAMES["title"]:
        if name in tags:
            return tags[name]
    for tag in ("h1", "title"):
        for element in root.iter(tag):
            text = _SPACE.sub(" ", "".join(str(piece) for piece in element.itertext())).strip()
            if text:
                return text
    return None
