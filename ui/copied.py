"""Words that stand in another report too, side by side; what differs between them is marked."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any

import pandas as pd

from ui.html import NOTHING, Safe, escape, go, join, tag


def pairs(passages: pd.DataFrame, own: str) -> Safe:
    """Given the passages of a report, return them beside the words they repeat, by the report these stand in.

    Args:
        passages: Rows of ``passages_of_report``.
        own: What the report itself is called.
    """
    return join(
        [_beside(own, rows.to_dict("records")) for _, rows in passages.groupby("position", sort=True)]
        if len(passages)
        else [NOTHING]
    )


def _beside(own: str, rows: list[dict[Any, Any]]) -> Safe:
    first = rows[0]
    name = f"{first['other_name']} {_year(first)}"
    other = go(name, "report", unit=str(first["other_name"]), year=_number(first), part="正文")
    title = tag("h2", f"与{name}报告相同的文字：{len(rows)} 段")
    said = tag("p", "不同之处有底色。多数单位共有的语句不列。", class_="quiet small")
    heads = join([tag("b", own), tag("b", other, class_="links")])
    body = join(tag("p", half) for row in rows for half in marked_pair(row["own_text"], row["other_text"]))
    return join([title, said, tag("div", heads, body, class_="pairs", tabindex=0)])


def _number(row: Mapping[Any, Any]) -> int | None:
    return None if pd.isna(row["other_year"]) else int(row["other_year"])


def _year(row: Mapping[Any, Any]) -> str:
    year = _number(row)
    return "" if year is None else f"{year} 年"


def marked_pair(own: str, other: str) -> tuple[Safe, Safe]:
    """Given two texts, return both with what the other does not have marked."""
    codes = SequenceMatcher(None, own, other, autojunk=False).get_opcodes()
    return (
        join(_piece(own[first:last], kind) for kind, first, last, _, _ in codes),
        join(_piece(other[first:last], kind) for kind, _, _, first, last in codes),
    )


def _piece(text: str, kind: str) -> Safe:
    return escape(text) if kind == "equal" or not text else tag("mark", text)


def about(passages: pd.DataFrame, position: int) -> pd.DataFrame:
    """Given the passages of a report, return those of one of its findings."""
    return passages[passages["position"] == position]
