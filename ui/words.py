"""How numbers and their circumstances are said: one wording for each, everywhere the same."""

from __future__ import annotations

import math
from collections.abc import Sequence

from store.words import MISSING as MISSING
from store.words import UNMATCHED as UNMATCHED

# What the whole is called: in the tab of the browser, and where somebody signs in.
NAME = "政务公开年报"
BLANK = "未填"
UNREADABLE = "读不出"
ABSENT = "表中无此栏"
NOT_COUNTED = "未列数"
NOTHING = "—"
# Few enough that a rate would mislead (Government Analysis Function: give counts below ten).
RATE_FLOOR = 10
_QUALIFIERS = {"exact": "", "at_least": "≥", "about": "≈"}


def is_number(value: object) -> bool:
    """Return whether the value is a number that can be shown."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


# A 分 in 万元: the store keeps no finer amounts, and what a sum in binary adds lies far below.
_MONEY_DECIMALS = 6


def number(value: float | None, unit: str = "") -> str:
    """Given a number or nothing, return it as shown: 1,234 for counts; 万元 with two decimals, or all it has.

    >>> number(1234), number(3633.264, "万元"), number(0.003, "万元"), number(12, "万元")
    ('1,234', '3,633.264', '0.003', '12.00')
    """
    if value is None or not math.isfinite(value):
        return NOTHING
    if float(value).is_integer() and not (unit == "万元" and value):
        return f"{value:,.0f}"
    whole, _, decimals = f"{value:,.{_MONEY_DECIMALS}f}".partition(".")
    return f"{whole}.{decimals.rstrip('0'):0<2}"


def qualified(value: float | None, qualifier: str) -> str:
    """Given a number of the prose and its qualifier, return it with its mark: ≥10, ≈300."""
    return _QUALIFIERS.get(qualifier, "") + number(value)


def covered(reported: int, expected: int) -> str:
    """Return how much of what was expected is there: 已报 23/25."""
    return f"已报 {reported}/{expected}"


def change(now: float | None, before: float | None, unit: str) -> str:
    """Return the change against the year before in words; nothing is compared with what is not there."""
    if now is None or before is None or not (math.isfinite(now) and math.isfinite(before)):
        return "上年无数据"
    difference = now - before
    if difference == 0:
        return "与上年持平"
    return f"比上年{'多' if difference > 0 else '少'} {number(abs(difference), unit)} {unit}"


def share(part: float, whole: float) -> str | None:
    """Return a percentage with its n, or None where there are too few cases for a rate."""
    if whole < RATE_FLOOR:
        return None
    return f"{part / whole:.0%}（共 {number(whole)} 件）"


def listed(names: Sequence[str], most: int = 4) -> str:
    """Return names for a sentence: 甲、乙、丙等 9 个."""
    if len(names) <= most:
        return "、".join(names)
    return f"{'、'.join(names[:most])}等 {len(names)} 个"


def year_span(years: Sequence[int]) -> str:
    """Return years for a sentence: 2019–2025 年."""
    if not years:
        return "没有年度"
    return f"{years[0]} 年" if len(years) == 1 else f"{min(years)}–{max(years)} 年"
