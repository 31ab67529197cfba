"""Facts that a web page states beside the report: its imprint, its meta tags and its title."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from ingest.imprint import read_fact, read_imprint
from ingest.model import Grid, Line

# Names of the national guide for government websites (国办发〔2017〕47号), the better first.
_META_NAMES = {
    "published_on": ("pubdate", "publishdate", "article:published_time"),
    "organisation": ("contentsource", "source"),
    "title": ("articletitle",),
}
_SPACE = re.compile(r"\s+")


def page_metadata(root: etree._Element, blocks: Iterable[Line | Grid]) -> dict[str, str]:
    """Given a page and its blocks, return the date of publication (ISO), organisation and title it states."""
    tags = _meta_tags(root)
    printed = read_imprint(list(blocks))
    result: dict[str, str] = {}
    for key in ("published_on", "organisation"):
        tagged = [value for name in _META_NAMES[key] if (value := read_fact(key, tags.get(name, "")))]
        stated = [*printed.get(key, []), *tagged]
        if stated:
            result[key] = stated[0]
    title = _title(root, tags)
    if title:
        result["title"] = title
    return result


def _meta_tags(root: etree._Element) -> dict[str, str]:
    result: dict[str, str] = {}
    for tag in root.iter("meta"):
        name = (tag.get("name") or tag.get("property") or "").lower()
        content = (tag.get("content") or "").strip()
        if name and content:
            result.setdefault(name, content)
    return result


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
