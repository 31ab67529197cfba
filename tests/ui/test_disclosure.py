"""The words of the disclosure page."""

from __future__ import annotations

import pandas as pd

from ui.disclosure import offered, unclassified


def _items(*rows: tuple[str, str, str | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["item_kind", "label", "category"])


def test_labels_that_fit_no_kind_are_listed_with_their_counts() -> None:
    items = _items(
        ("category", "河湖管护信息", None),
        ("category", "古树信息", None),
        ("category", "古树信息", None),
        ("category", "政策文件", "policy"),
        ("channel", "县政府网站", None),
    )
    assert unclassified(items) == "古树信息（2 处）、河湖管护信息（1 处）"


def test_where_every_label_fits_nothing_is_listed() -> None:
    assert unclassified(_items(("category", "政策文件", "policy"))) == ""


def test_a_county_that_ended_with_the_first_form_opens_with_it() -> None:
    assert offered((2019, 2020)) == (["2021", "2019"], "2019")
    assert offered((2019, 2020, 2021))[1] == "2021"
