"""Parts are held against their total as both are said: exact, at least, or about."""

from __future__ import annotations

import pytest

from ingest.model import Finding
from ingest.prose import read_prose


def _sums(text: str) -> list[Finding]:
    read = read_prose({"1": f"2024年主动公开政府信息{text}。"}, 2024)
    return [found for found in read.findings if found.rule == "narrative.sum"]


@pytest.mark.parametrize(
    ("text", "stated", "added"),
    [
        ("100条，其中工作动态60条、通知公告41条", "100条", 101),
        ("100条，其中工作动态60条、通知公告39条", "100条", 99),
        ("100余条，其中工作动态60条、通知公告30条", "100余条", 90),
        ("100条，其中工作动态80条、通知公告30余条", "100条", 110),
        ("约100条，其中工作动态60条、通知公告10条", "约100条", 70),
    ],
)
def test_parts_that_cannot_make_their_total_are_to_be_looked_at(text: str, stated: str, added: int) -> None:
    (found,) = _sums(text)
    assert (found.severity, found.expected) == ("warning", added)
    assert f"政府信息{stated}，" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "100条，其中工作动态60条、通知公告40条",
        "100余条，其中工作动态60条、通知公告50条",
        "100条，其中工作动态60条、通知公告30余条",
        "约100条，其中工作动态60条、通知公告35条",
        "100条，其中工作动态60条",
    ],
)
def test_parts_that_may_make_it_say_nothing(text: str) -> None:
    assert _sums(text) == []
