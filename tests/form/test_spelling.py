"""Texts that look alike are spelt alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import form
from form.spelling import plain, skeleton, squeeze, without_item

LABELS = sorted({row.label for table in form.TABLES.values() for row in table.rows})


def _full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("⼀、⼆、⼗", "一、二、十"),
        ("⻓期⻉⻋⻔⻚", "长期贝车门页"),
        ("１２３ＡＢ", "123AB"),
        ("㈠予以公开", "(一)予以公开"),
        ("零\u200b件\ufeff", "零件"),
    ],
)
def test_compatibility_characters_become_the_usual_ones(printed: str, meant: str) -> None:
    assert plain(printed) == plain(meant)


@given(st.text(max_size=60))
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text(max_size=60))
def test_a_skeleton_has_neither_space_nor_punctuation(text: str) -> None:
    bones = skeleton(text)
    assert skeleton(bones) == bones
    assert all(char.isalnum() for char in bones)


@given(st.sampled_from(LABELS), st.data())
def test_spaces_and_line_breaks_inside_a_label_change_nothing(label: str, data: st.DataObject) -> None:
    broken = "".join(char + data.draw(st.sampled_from(["", " ", "\n", "\u3000", "\u200b"])) for char in label)
    assert squeeze(broken) == squeeze(label)
    assert skeleton(broken) == skeleton(label)


@given(st.sampled_from(LABELS))
def test_full_width_and_half_width_labels_are_the_same(label: str) -> None:
    assert skeleton(_full_width(label)) == skeleton(label)


@pytest.mark.parametrize(
    "label",
    [
        "3.危及三安全",
        "3、危及三安全",
        "（3）危及三安全",
        "(三)危及三安全",
        "三、危及三安全",
        "３．危及三安全",
        "③危及三安全",
        "⑶危及三安全",
    ],
)
def test_an_item_number_is_taken_off_however_it_is_written(label: str) -> None:
    assert without_item(label) == "危及三安全"


@pytest.mark.parametrize("text", ["2024年度", "一般公共预算", "三类内部事务", "其他"])
def test_words_that_begin_with_a_numeral_are_left_whole(text: str) -> None:
    assert without_item(text) == text


def test_a_label_that_is_only_a_number_is_kept() -> None:
    assert without_item("3.") == "3."
