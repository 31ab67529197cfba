"""Sums over units: what is missing is not 0, and the county's own report is never added."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from ingest.roster import Unit
from store import Store, current_build
from store.paths import DataDirectory
from tests.store.factory import COUNTY, make_report, make_reports, make_store

NEW = ("applications", "new", "total")
UNITS = [
    Unit("C", f"{COUNTY}人民政府", (COUNTY,), "县政府"),
    *(Unit(code, name, (), "镇") for code, name in (("A", "清水镇"), ("B", "石桥镇"), ("D", "龙泉镇"))),
]


def _report(town: str, number: Decimal | None, **other):
    return make_report(town, 2024, values={NEW: number}, **other)


def _new(store: Store, **filters) -> dict[str, object]:
    rows = store.rows("totals", tables=["applications"], **filters)
    row = rows[(rows["row_key"] == "new") & (rows["column_key"] == "total") & (rows["year"] == 2024)]
    return row.iloc[0].to_dict()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    county = make_report(None, 2024, organisation=f"{COUNTY}人民政府", values={NEW: Decimal(100)})
    unmatched = _report("外来镇", Decimal(50))
    make_store(tmp_path, [_report("清水镇", Decimal(3)), _report("石桥镇", None), county, unmatched], UNITS)
    return Store.open(tmp_path)


def test_a_missing_report_and_a_blank_cell_are_not_zero(store: Store) -> None:
    row = _new(store)
    assert row["value"] == 3
    assert (row["n_with_value"], row["n_blank"], row["n_reports"], row["n_expected"]) == (1, 1, 2, 3)


def test_where_nobody_gives_a_number_the_sum_is_unknown(store: Store) -> None:
    assert _new(store, units=["B"])["value"] != 0
    assert _new(store, units=["B"])["n_with_value"] == 0
    assert _new(store, units=["D"])["n_reports"] == 0


def test_the_countys_own_report_is_kept_apart(store: Store) -> None:
    own = store.rows("county_own", tables=["applications"])
    printed = own[(own["row_key"] == "new") & (own["column_key"] == "total")]["value"]
    assert list(printed) == [100]
    assert "C" not in set(store.rows("totals_by_unit")["unit_code"])
    assert "C" not in set(store.rows("category_totals")["unit_code"])


def test_a_report_of_nobody_is_shown_and_not_added(store: Store) -> None:
    coverage = store.rows("coverage")
    assert list(coverage[coverage["unit_code"].isna()]["unit_name"]) == ["外来镇"]
    assert set(store.rows("reports")["unit_name"]) >= {"外来镇"}


def test_an_older_version_is_not_added(tmp_path: Path) -> None:
    make_store(
        tmp_path, [_report("清水镇", Decimal(3)), _report("清水镇", Decimal(5), salt="corrected")], UNITS
    )
    store = Store.open(tmp_path)
    assert _new(store)["value"] == 5
    assert list(store.rows("versions", unit_code="A", year=2024)["version"]) == [2, 1]
    assert set(store.rows("findings", rules=["report.version"])["report_id"]) == {
        store.rows("reports")["report_id"].iloc[0]
    }


def test_a_report_outside_of_its_units_dates_is_one_that_was_due(tmp_path: Path) -> None:
    from datetime import date

    gone = Unit("A", "清水镇", (), "镇", valid_to=date(2020, 12, 31))
    make_store(tmp_path, [_report("清水镇", Decimal(3))], [gone])
    row = _new(Store.open(tmp_path))
    assert (row["n_reports"], row["n_expected"]) == (1, 1)


PLAIN = """
    SELECT r.year, c.table_key, c.row_key, c.column_key, sum(c.value) AS value, count(c.value) AS n
    FROM cell c JOIN report r ON r.report_id = c.report_id
    WHERE r.is_current AND r.unit_code IN (SELECT unit_code FROM unit WHERE kind <> '县政府')
    GROUP BY ALL ORDER BY ALL
"""


def test_totals_equal_a_plain_sum_over_the_cells(tmp_path: Path) -> None:
    make_store(tmp_path, make_reports())
    totals = Store.open(tmp_path).rows("totals")
    shown = totals[totals["n_with_value"] + totals["n_blank"] > 0]
    build = current_build(DataDirectory(tmp_path))
    with duckdb.connect(str(build), read_only=True) as connection:
        plain = connection.execute(PLAIN).fetchall()
    keys = ["year", "table_key", "row_key", "column_key", "value", "n_with_value"]
    ours = sorted(tuple(row) for row in shown[keys].itertuples(index=False))
    assert ours == [(*row[:4], pytest.approx(float(row[4])), row[5]) for row in plain]
    assert (totals["n_with_value"] + totals["n_blank"] <= totals["n_reports"]).all()
    assert (totals["n_reports"] <= totals["n_expected"]).all()
