"""What a text becomes on its way into a file: cut where it must be, and saying so."""

from __future__ import annotations

import pytest

from exports.text import CELL_MAX_UNITS, closed_up, fitting, in_property, width


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    "text", ["", "镇", "长" * 20_000, "长" * CELL_MAX_UNITS, "𠮷" * (CELL_MAX_UNITS // 2)]
)
def test_a_text_that_a_cell_holds_is_not_cut(text: str) -> None:
    assert fitting(text) == text


@pytest.mark.parametrize("character", ["长", "a", "𠮷"])
def test_a_text_that_no_cell_holds_is_cut_to_what_one_does_and_says_so(character: str) -> None:
    cut = fitting(character * (CELL_MAX_UNITS + 1))
    # A character of two units is not cut in half.
    assert CELL_MAX_UNITS - 1 <= _units(cut) <= CELL_MAX_UNITS
    assert cut.lstrip(character) == "……（过长，以下略）"


def test_controls_count_for_nothing() -> None:
    assert fitting("\x00" * CELL_MAX_UNITS + "镇") == "镇"


def test_a_property_of_a_file_holds_255_characters() -> None:
    assert in_property("县\x00" * 300) == "县" * 255


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("应报 27 个单位", "应报27个单位"),
        ("（部门 4/4、街道 4/4）", "（部门4/4、街道4/4）"),
        ("费 3.20 万元，比上年少 1 元", "费3.20万元，比上年少1元"),
        ("网站 Open Data 平台", "网站 Open Data 平台"),
        ("1 2", "1 2"),
    ],
)
def test_official_prose_has_no_space_beside_numbers(text: str, said: str) -> None:
    assert closed_up(text) == said


def test_a_wide_character_takes_two_places() -> None:
    assert width("规章ab，") == 8
