"""Sums that a program wrote without working them out, with a 0 in place of the result.

A workbook may say that it has to be recalculated when it is opened. What is stored in it is
then not what is shown; for sums the difference can be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from ingest.readers.xlsx_numbers import Shown

Place = tuple[int, int]
# Only additions over addresses: SUM(B2:B9), B2+B3, SUM(B2:B4,B7)+B9.
_SUM = re.compile(r"^\s*=?(?:SUM|\$?[A-Z]{1,3}\$?\d{1,7}|[+,:()\s])+$", re.IGNORECASE)
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?", re.IGNORECASE)
# Cells that one formula may add up; a column of the form has 22.
_MOST_ADDENDS = 500
_MOST_FORMULAS = 5_000  # of one sheet; the form has room for 60
_ROUNDS = 5  # sums of sums
STALE_DOUBT = "公式的计算结果没有更新，请用 Excel 或 WPS 打开并保存后再导入"


def stale_sums(cells: Mapping[Place, Shown], formulas: Mapping[Place, str]) -> dict[Place, Shown]:
    """Given cells and the formulas among them, return the sums stored as 0 whose parts are not, as blanks."""
    stale: dict[Place, Shown] = {}
    if len(formulas) > _MOST_FORMULAS:
        return stale
    for _ in range(_ROUNDS):
        before = len(stale)
        for place, formula in formulas.items():
            shown = cells.get(place)
            if place not in stale and shown is not None and shown.text == "0" and _SUM.match(formula):
                addends = list(_addends(formula))
                if any(one in stale or _is_more(cells.get(one)) for one in addends):
                    stale[place] = Shown("", STALE_DOUBT)
        if len(stale) == before:
            break
    return stale


def _is_more(shown: Shown | None) -> bool:
    """Return whether a cell holds a number other than 0."""
    try:
        return shown is not None and Decimal(shown.text) != 0
    except InvalidOperation:
        return False


def _addends(formula: str) -> Iterator[Place]:
    count = 0
    for left, top, right, bottom in _AREA.findall(formula):
        first, last = _column(left), _column(right or left)
        for row in range(int(top), int(bottom or top) + 1):
            for column in range(first, last + 1):
                count += 1
                if count > _MOST_ADDENDS:
                    return
                yield row, column


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
