"""Charts of very many units draw some of them and say so."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from ui.fewer import MOST_DRAWN, fewer, left_out_words, spaced


@given(st.integers(0, 3 * MOST_DRAWN))
def test_evenly_spaced_names_are_all_names_with_both_ends_among_the_first(count: int) -> None:
    names = [str(at) for at in range(count)]
    ordered = spaced(names)
    assert sorted(ordered) == sorted(names)
    assert not names or {names[0], names[-1]} <= set(ordered[:MOST_DRAWN])


def test_the_chosen_ones_are_drawn_though_they_tell_least() -> None:
    names = [str(at) for at in range(2 * MOST_DRAWN)]
    frame = pd.DataFrame({"name": names, "chosen": [name == names[-1] for name in names]})
    assert set(fewer(frame, names)["name"]) == {*names[:MOST_DRAWN], names[-1]}
    assert len(fewer(frame.head(9), names[:9])) == 9


def test_what_is_left_out_is_said_and_nothing_is_said_of_nothing() -> None:
    assert left_out_words(7, 7, "变化最大") == ""
    assert left_out_words(900, 401, "变化最大") == "；图上画变化最大的 401 个单位，另有 499 个见表格"
