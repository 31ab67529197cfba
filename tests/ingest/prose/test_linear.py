"""The work done grows with the length of the text, not faster: counted in calls, not in seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from ingest.prose import read_prose

SHORT, LONG = 2_000, 20_000
# Ten times the text may cost this many times the steps; a quadratic rule would cost a hundred.
GENEROUS = 14.0

PATTERNS = {
    "list": "工作动态148条、政策文件9条，",
    "sentences": "主动公开政府信息236条，其中工作动态148条。",
    "digits": "1",
    "thousands": "123,456,",
    "numerals": "一百二十三",
    "no_stop": "公开信息",
    "brackets": "（",
    "quotes": "“",
    "one_sentence": "未收到政府信息公开申请，",
    "enumeration": "、和及",
    "respectively": "分别为3条、",
    "negation": "未未未",
    "review": "行政复议",
    "application_words": "无政府信息公开",
    "review_words": "行政复议案件数申请",
    "platform_words": "信息发布各类",
    "platforms": "公众号、网站",
    "spaces": " \n",
    "dashes": "-4-",
}


def steps(action: Callable[[], object]) -> int:
    """Return the number of function calls that an action makes, C functions included."""
    count = 0

    def tally(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(tally)
    try:
        action()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS.keys())
def test_ten_times_the_text_costs_ten_times_the_steps(pattern: str) -> None:
    def read(length: int) -> Callable[[], object]:
        text = (pattern * (length // len(pattern) + 1))[:length]
        return lambda: read_prose({"1": text}, 2024)

    steps(read(100))
    assert steps(read(LONG)) <= GENEROUS * steps(read(SHORT))


@pytest.mark.timeout(60)
@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS.keys())
def test_a_very_long_text_is_read(pattern: str) -> None:
    text = (pattern * (200_000 // len(pattern) + 1))[:200_000]
    read_prose({"1": text, "6": text}, 2024)
