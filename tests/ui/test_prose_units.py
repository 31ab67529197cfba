"""Units × kinds of information, against plain loops over what the prose counts."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Store, current_build
from store.builds import CONFIG
from store.paths import DataDirectory
from tests.store.factory import make_store
from ui import disclosure, prose_units, words
from ui.derive import VALUE

YEARS = list(range(2019, 2026))
KINDS = ["镇", "乡", "街道"]
Items = list[tuple[str, str, int, str, str, float, str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("county")
    make_store(data)
    return data


@pytest.fixture(scope="module")
def store(folder: Path) -> Store:
    return Store.open(folder)


@pytest.fixture(scope="module")
def counted(folder: Path) -> Items:
    """Return every number that the units' prose counts, by a query that shares nothing with the app's."""
    build = current_build(DataDirectory(folder))
    with duckdb.connect(str(build), read_only=True, config=CONFIG) as connection:
        return connection.execute(
            """SELECT unit.unit_code, kind, year, item_kind, label, narrative.value::DOUBLE, qualifier
            FROM narrative, report, unit
            WHERE narrative.report_id = report.report_id AND report.unit_code = unit.unit_code
              AND is_current AND kind <> '县政府'"""
        ).fetchall()


def _items(store: Store, year: int, kinds: list[str], item_kind: str) -> pd.DataFrame:
    return disclosure.of_units(store.rows("narrative", years=[year], kinds=kinds, item_kinds=[item_kind]))


@given(
    year=st.sampled_from(YEARS),
    kinds=st.lists(st.sampled_from(KINDS), unique=True),
    item_kind=st.sampled_from(["category", "total"]),
)
def test_the_prose_adds_up_to_its_items_by_name_and_by_unit(
    store: Store, counted: Items, year: int, kinds: list[str], item_kind: str
) -> None:
    whole: dict[str, float] = defaultdict(float)
    by_unit: dict[tuple[str, str], float] = defaultdict(float)
    for unit, kind, at, item, label, value, _ in counted:
        if at == year and item == item_kind and (kind in kinds or not kinds):
            whole[label] += value
            by_unit[unit, label] += value
    items = _items(store, year, kinds, item_kind)
    frame = disclosure.category_frame(items, "label")
    assert dict(zip(frame["name"], frame["value"], strict=True)) == whole
    coverage = store.rows("coverage", years=[year], kinds=kinds)
    due = coverage[coverage["kind"].isin(KINDS)]
    found = prose_units.marked(items, due, sorted(whole), "label")
    shown = found[found["mark"] == VALUE]
    assert (
        dict(zip(zip(shown["unit_code"], shown["name"], strict=True), shown["value"], strict=True)) == by_unit
    )


def test_a_report_that_counts_nothing_of_a_kind_is_neither_zero_nor_missing(store: Store) -> None:
    coverage = store.rows("coverage", years=[2024])
    due = coverage[coverage["kind"].isin(KINDS)]
    items = _items(store, 2024, [], "category")
    found = prose_units.marked(items, due, ["政策文件", "工作动态"], "label")
    silent = found[found["mark"] == words.NOT_COUNTED]
    assert len(silent)
    assert silent["value"].isna().all()
    missing = due.loc[due["state"] == "缺报", "unit_code"]
    assert set(found.loc[found["unit_code"].isin(missing), "mark"]) == {"缺报"}


def test_a_unit_with_more_stands_above_and_those_without_a_report_last() -> None:
    due = pd.DataFrame({"unit_code": ["a", "b", "c", "d"], "state": ["缺报", "有报告", "有报告", "有报告"]})
    items = pd.DataFrame(
        {
            "unit_code": ["b", "c", "c"],
            "label": ["政策文件"] * 3,
            "category": [None] * 3,
            "item_unit": ["条"] * 3,
            "value": [3.0, 4.0, 5.0],
            "qualifier": ["exact", "exact", "at_least"],
        }
    )
    found = prose_units.marked(items, due, ["政策文件"], "label")
    assert list(found["unit_code"]) == ["c", "b", "d", "a"]
    assert list(found["shown"]) == ["≥9", "3", "", ""]
    labels = {"a": "甲镇", "b": "乙镇", "c": "丙镇", "d": "丁镇"}
    cells = dict(prose_units.rows(found, labels, 2024))
    assert cells["丙镇"][0].text == "≥9"
    assert cells["丙镇"][0].state == {"unit": "丙镇", "year": 2024, "part": "正文"}
    assert cells["甲镇"][0].state == {}
    assert list(prose_units.table(found, labels)["政策文件"]) == [9.0, 3.0, "未列数", "缺报"]
