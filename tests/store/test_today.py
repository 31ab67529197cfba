"""Figures of the past for the units of today."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.roster import Unit
from store import Store
from tests.store.decided import CELL
from tests.store.factory import make_report, make_store

UNITS = (
    Unit("A", "清水镇", (), "镇", None, date(2023, 6, 30), ("B",)),
    Unit("B", "石桥镇", (), "镇"),
    Unit("C", "龙泉乡", (), "乡", None, date(2022, 12, 30), ("D",)),
    Unit("D", "龙泉街道", (), "街道", date(2022, 12, 31)),
    Unit("E", "大坪镇", (), "镇", None, date(2022, 12, 30), ("F", "G")),
    Unit("F", "东坪镇", (), "镇", date(2022, 12, 31)),
    Unit("G", "西坪镇", (), "镇", date(2022, 12, 31)),
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = [
        *(("清水镇", 2022, 3), ("石桥镇", 2022, 4), ("石桥镇", 2023, 9)),
        *(("龙泉乡", 2021, 1), ("龙泉街道", 2022, 2), ("大坪镇", 2021, 5), ("东坪镇", 2022, 6)),
    ]
    make_store(
        tmp_path,
        [make_report(town, year, values={CELL: Decimal(value)}) for town, year, value in made],
        UNITS,
    )
    return Store.open(tmp_path)


def _figures(store: Store, query: str) -> dict[tuple[str, int], float]:
    rows = store.rows(query, tables=[CELL[0]], row_keys=[CELL[1]], column_keys=[CELL[2]])
    return {(row.unit_name, row.year): float(row.value) for row in rows.itertuples()}


def test_a_merged_units_figures_are_added_to_those_of_the_one_that_took_it_over(store: Store) -> None:
    then, today = _figures(store, "facts"), _figures(store, "facts_today")
    assert then["清水镇", 2022] == 3
    assert today["石桥镇", 2022] == 7
    assert ("清水镇", 2022) not in today
    assert today["龙泉街道", 2021] == 1


def test_what_is_added_up_over_all_units_is_the_same_then_and_today(store: Store) -> None:
    assert sum(_figures(store, "facts").values()) == sum(_figures(store, "facts_today").values())


def test_a_unit_that_was_split_stays_by_itself(store: Store) -> None:
    assert _figures(store, "facts_today")["大坪镇", 2021] == 5


def test_a_figure_that_is_added_up_says_of_how_many(store: Store) -> None:
    coverage = store.rows("coverage_today", units=["B"]).set_index("year")
    assert list(coverage["members"]) == ["清水镇", "清水镇", ""]
    assert coverage.loc[2022, ["state", "n_reports", "n_due"]].tolist() == ["有报告", 2, 2]
    assert coverage.loc[2021, ["state", "n_reports", "n_due"]].tolist() == ["缺报", 0, 2]
    facts = store.rows("facts_today", units=["B"], years=[2022], row_keys=["new"], column_keys=["total"])
    assert facts["parts"].tolist() == [2]


def test_expected_reports_follow_the_dates(store: Store) -> None:
    coverage = store.rows("coverage").set_index(["unit_name", "year"])["state"]
    states = [coverage["清水镇", 2023], coverage["龙泉街道", 2021], coverage["西坪镇", 2022]]
    assert states == ["未设", "未设", "缺报"]
