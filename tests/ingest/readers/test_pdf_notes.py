"""Cells of a table without lines that go on below: notes and digits that a narrow column breaks."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ingest.readers.pdf_glyphs import Glyph
from ingest.readers.pdf_notes import gather_notes
from ingest.readers.pdf_serials import without_serials
from ingest.readers.pdf_values import values_of
from ingest.readers.pdf_words import TextLine, set_lines

SIZE = 10.0
NARROW = "0123456789.,()"


def words(x: float, y: float, text: str) -> list[Glyph]:
    """Return characters of 10 pt from a place on, digits half as wide as the others."""
    glyphs = []
    for character in text:
        width = SIZE / 2 if character in NARROW else SIZE
        glyphs.append(Glyph(character, x, y, x + width, y + SIZE, SIZE, 0, 0.0, False, 1))
        x += width
    return glyphs


def lines_of(*pieces: tuple[float, float, str]) -> list[TextLine]:
    """Return the lines of a page on which pieces of text stand, each at its left and top."""
    return gather_notes(set_lines([glyph for piece in pieces for glyph in words(*piece)], 0.0))


def row_of(lines: list[TextLine]) -> list[str]:
    """Return the words of the only line that holds more than two numbers."""
    (row,) = [line for line in lines if len(line.segments) > 2]
    return [segment.text for segment in row.segments]


def test_a_note_over_four_lines_stands_on_the_line_of_its_row() -> None:
    lines = lines_of(
        (200, 100, "20389"),
        (195, 113, "（较上年"),
        (10, 119, "一、本年新收"),
        (100, 119, "5071"),
        (150, 119, "29"),
        (205, 126, "增加"),
        (200, 139, "83件）"),
    )
    assert row_of(lines) == ["一、本年新收", "5071", "29", "20389（较上年增加83件）"]
    assert len(lines) == 1


def test_neighbouring_notes_that_nearly_touch_are_two_cells() -> None:
    lines = lines_of(
        (100, 100, "39（较上"),
        (142, 100, "54（其中"),
        (10, 113, "结转"),
        (70, 113, "15"),
        (100, 113, "年增加25"),
        (142, 113, "修订29"),
        (200, 113, "69"),
        (100, 126, "件）"),
        (142, 126, "件）"),
    )
    assert row_of(lines) == ["结转", "15", "39（较上年增加25件）", "54（其中修订29件）", "69"]


def test_the_box_of_a_number_with_a_note_holds_all_its_lines() -> None:
    lines = lines_of(
        (200, 100, "20（较上"), (10, 107, "一、"), (100, 107, "5"), (150, 107, "29"), (200, 113, "年12）")
    )
    box = lines[0].segments[-1].box
    assert (box.x0, box.top, box.x1, box.bottom) == (200, 100, 240, 123)


def test_wide_digits_are_broken_like_words() -> None:
    lines = lines_of(
        (200, 100, "１，６７"), (10, 107, "一、"), (100, 107, "233"), (150, 107, "9"), (215, 113, "４")
    )
    assert row_of(lines) == ["一、", "233", "9", "１，６７４"]


def test_a_unit_that_is_broken_off_belongs_to_its_number() -> None:
    lines = lines_of(
        (200, 100, "25"), (10, 107, "一、"), (100, 107, "233"), (150, 107, "9"), (200, 114, "件")
    )
    assert row_of(lines) == ["一、", "233", "9", "25件"]


def test_digits_above_a_note_are_its_own_where_only_so_it_stands_in_the_middle_of_its_row() -> None:
    pieces = [(200.0, 114.0, "7（"), (200.0, 128.0, "其中"), (200.0, 142.0, "2件）")]
    row = [(10.0, 121.0, "一、"), (100.0, 121.0, "233"), (150.0, 121.0, "9")]
    assert row_of(lines_of((200, 100, "1"), *pieces, *row))[-1] == "17（其中2件）"
    level = [(x, 128.0, text) for x, _, text in row]
    lines = lines_of((200, 100, "1"), *pieces, *level)
    assert row_of(lines)[-1] == "7（其中2件）"
    assert [segment.text for segment in lines[0].segments] == ["1"]


def test_digits_over_three_lines_are_one_number_where_a_comma_says_so() -> None:
    lines = lines_of(
        (200, 94, "３，"),
        (10, 107, "一、"),
        (100, 107, "233"),
        (200, 107, "２８"),
        (205, 120, "１"),
        (150, 107, "9"),
    )
    assert row_of(lines) == ["一、", "233", "9", "３，２８１"]


def test_two_notes_below_two_numbers_that_all_but_touch_are_two_cells() -> None:
    lines = lines_of(
        (100, 100, "6088"),
        (132, 100, "5510"),
        (100, 113, "（其"),
        (132, 113, "（其"),
        (10, 119, "一、"),
        (60, 119, "5"),
        (200, 119, "7"),
        (100, 126, "中70"),
        (132, 126, "中25"),
        (100, 139, "件）"),
        (132, 139, "件）"),
    )
    assert row_of(lines) == ["一、", "5", "6088（其中70件）", "5510（其中25件）", "7"]


def test_two_rows_with_one_number_each_stay_two() -> None:
    lines = lines_of(
        (10, 100, "一、"),
        (100, 100, "1"),
        (200, 100, "16"),
        (10, 114, "二、"),
        (200, 114, "4"),
        (100, 114, "2"),
    )
    assert [[segment.text for segment in line.segments] for line in lines] == [
        ["一、", "1", "16"],
        ["二、", "2", "4"],
    ]


def test_running_text_with_a_bracket_over_two_lines_stays_as_it_is() -> None:
    prose = ("12件（其中主动公开的政府信息共计十二件，依申请公开的政府信息", "共计三件）。")
    lines = lines_of((10, 100, prose[0]), (10, 114, prose[1]))
    assert [line.text for line in lines] == list(prose)


@pytest.mark.parametrize("count", range(2, 6))
def test_lines_stay_in_their_order(count: int) -> None:
    pieces = [
        (200.0, 100.0, "20（"),
        *((200.0, 100.0 + 14 * k, "字") for k in range(1, count)),
        (200.0, 100.0 + 14 * count, "）"),
    ]
    row = [(x, 100.0 + 7 * count, "3") for x in (50.0, 100.0, 150.0)]
    middles = [line.segments[0].middle for line in lines_of(*pieces, *row, (10, 90, "上"), (10, 300, "下"))]
    assert all(a <= b for a, b in pairwise(middles))


@pytest.mark.parametrize("item", ["4", "4."])
def test_an_item_before_a_group_and_its_label_are_no_numbers_of_the_row(item: str) -> None:
    pieces = [
        (112.0, 100.0 + 20 * k, label)
        for k, label in enumerate(("2 重复申请的", "1 信访举报的", "3 要求提供的"))
    ]
    pieces += [(60.0, 160.0, "处理"), (112.0, 160.0, item), (132.0, 160.0, "无正当理由")]
    pieces += [(x, 100.0 + 20 * k, "5") for k in range(4) for x in (220.0, 260.0, 300.0, 340.0)]
    lines = set_lines([glyph for piece in pieces for glyph in words(*piece)], 0.0)
    values = [values_of(line) for line in lines]
    assert [len(found) for found in values] == [4, 4, 4, 6]
    assert [len(found) for found in without_serials(lines, values)] == [4, 4, 4, 4]
