"""Names of files: what is in it, for which year, made on which day; safe on every system."""

from __future__ import annotations

import re
from datetime import datetime

from exports.text import clean

# What Windows refuses in a name, and what a shell or an archive might take for a path.
_REFUSED = re.compile(r'[\\/:*?"<>|\t\n\r]')
_LONGEST = 80


def file_name(*parts: object, suffix: str, day: datetime | None = None) -> str:
    """Given what a file holds, return its name; empty parts are left out.

    >>> file_name("白棠县", 2024, "汇总表", suffix=".xlsx", day=datetime(2026, 3, 1))
    '白棠县_2024_汇总表_20260301.xlsx'
    """
    words = [_REFUSED.sub("", clean(str(part))).strip(" .")[:_LONGEST] for part in parts]
    if day is not None:
        words.append(f"{day:%Y%m%d}")
    return "_".join(word for word in words if word) + suffix
