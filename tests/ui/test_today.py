"""Figures of the past for the units of today, as a screen shows them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from form import Address
from tests.store.decided import CELL
from tests.store.factory import make_report, make_store
from tests.store.test_today import UNITS
from ui.filters import Selection
from ui.measure import names_of_today, units_of_today
from ui.reads import reads


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    st.cache_data.clear()
    st.cache_resource.clear()
    monkeypatch.setenv("DISCLOSURE_DATA", str(tmp_path))
    made = [
        ("清水镇", 2021, 3),
        ("石桥镇", 2021, 4),
        ("石桥镇", 2022, 9),
        ("龙泉乡", 2021, 1),
        ("龙泉街道", 2022, 2),
    ]
    reports = [make_report(town, year, values={CELL: Decimal(value)}) for town, year, value in made]
    make_store(tmp_path, reports, UNITS[:4])
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_a_sum_over_merged_units_stands_only_where_all_of_them_reported() -> None:
    selection = Selection(year=2022, since=2021, known=(2021, 2022))
    marked = units_of_today(reads(), selection, (Address(*CELL),)).set_index(["unit_name", "year"])
    assert marked.loc[("石桥镇", 2021), ["mark", "value"]].tolist() == ["数", 7]
    assert marked.loc[("石桥镇", 2022), "mark"] == "缺报"
    assert marked.loc[("龙泉街道", 2021), ["mark", "value"]].tolist() == ["数", 1]
    assert "清水镇" not in marked.index.get_level_values(0)


@pytest.mark.usefixtures("folder")
def test_a_unit_of_today_says_whom_it_took_over() -> None:
    names = names_of_today(reads(), {"B": "石桥镇", "D": "龙泉街道", "X": "别处"})
    assert names == {"B": "石桥镇（含原清水镇）", "D": "龙泉街道（含原龙泉乡）", "X": "别处"}


def _compare() -> None:
    import streamlit as st

    from pages import compare
    from ui import filters, theme
    from ui.reads import reads

    st.session_state["palette"] = theme.LIGHT
    filters.show(reads(), compare.FILTERS)
    compare.render()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("view", ["两年对比", "历年变化"])
def test_the_page_shows_units_as_they_are_today(view: str) -> None:
    app = AppTest.from_function(_compare, default_timeout=60)
    app.query_params.update({"view": view, "by": "按现在的单位"})
    assert not app.run().exception
