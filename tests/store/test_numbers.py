"""The numbers that sums read are those of the cells, as read and as corrected, in builds old and new."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from store import Store
from store.views import Basis
from tests.store.decided import CELL, decide, on_cell
from tests.store.factory import make_report, make_store

_KEYS = ["report_id", "table_key", "row_key", "column_key"]
ABSENT = ("applications", "carried_in", "total")


@pytest.fixture(params=["with the table of numbers", "of a version without it"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a data directory in which a number is corrected, one confirmed, and one put in that was not read."""
    reports = [
        make_report(town, year, absent=[ABSENT]) for town in ("清水镇", "石桥镇") for year in (2023, 2024)
    ]
    build = make_store(tmp_path, reports)
    if request.param == "of a version without it":
        with duckdb.connect(str(build)) as connection:
            connection.execute("DROP TABLE number")
    first, second, third = (report.sha256 for report in reports[:3])
    decide(tmp_path, "correct", **on_cell(first, value=7))
    decide(tmp_path, "confirm", **on_cell(second))
    decide(tmp_path, "correct", **(on_cell(third, printed="", value=4, cell=ABSENT) | {"printed": None}))
    return tmp_path


@pytest.mark.parametrize(("basis", "expected"), [("reported", {0.0}), ("corrected", {0.0, 4.0, 7.0})])
def test_the_numbers_are_those_of_the_cells(folder: Path, basis: Basis, expected: set[float]) -> None:
    store = Store.open(folder, basis=basis)
    cells = store.rows("cells")[[*_KEYS, "value"]]
    facts = store.rows("facts")[[*_KEYS, "value"]]
    pd.testing.assert_frame_equal(_in_order(facts), _in_order(cells))
    assert set(facts["value"].dropna()) == expected


def test_a_measure_adds_up_the_cells_asked_for_and_no_others(folder: Path) -> None:
    store = Store.open(folder, basis="corrected")
    asked = [".".join(CELL), ".".join(ABSENT)]
    cells = store.rows("cells")
    mine = cells[cells[_KEYS[1:]].agg(".".join, axis=1).isin(asked)]
    counted = mine.groupby(["unit_code", "year"], as_index=False)["value"].sum()
    pd.testing.assert_frame_equal(store.rows("measure", addresses=asked), counted, check_dtype=False)


def _in_order(cells: pd.DataFrame) -> pd.DataFrame:
    return cells.sort_values(_KEYS).reset_index(drop=True)
