"""Figures of the screen against plain counts over the cells."""

from __future__ import annotations

import math
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

import form
from form import Address
from store import Store, current_build
from store.builds import CONFIG
from store.paths import DataDirectory
from tests.store.factory import make_store
from ui.derive import CASES, DECISIONS, NEW, VALUE, at, by_unit, series

KINDS = ["镇", "乡", "街道"]
YEARS = list(range(2019, 2026))
_FIGURE = st.one_of(
    st.sampled_from([(NEW,), DECISIONS, CASES]),
    st.sampled_from(form.ADDRESSES).map(lambda address: (address,)),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("county")
    make_store(data)
    return data


@pytest.fixture(scope="module")
def store(folder: Path) -> Store:
    return Store.open(folder)


def _plain(
    folder: Path, addresses: tuple[Address, ...], year: int, kinds: list[str]
) -> tuple[float, int, int]:
    """Return sum, number of reports and number due, by a query that shares nothing with the app's."""
    build = current_build(DataDirectory(folder))
    with duckdb.connect(str(build), read_only=True, config=CONFIG) as connection:
        wanted = ", ".join(f"('{a.table}', '{a.row}', '{a.column}')" for a in addresses)
        among = f"AND kind IN ({', '.join(repr(kind) for kind in kinds)})" if kinds else ""
        total = connection.execute(
            f"""SELECT sum(value) FROM cell, report, unit
            WHERE cell.report_id = report.report_id AND report.unit_code = unit.unit_code
              AND is_current AND kind <> '县政府' {among} AND year = {year}
              AND (table_key, row_key, column_key) IN ({wanted})"""
        ).fetchone()
        reported = connection.execute(
            f"""SELECT count(*) FROM report, unit WHERE report.unit_code = unit.unit_code
            AND is_current AND kind <> '县政府' {among} AND year = {year}"""
        ).fetchone()
        due = connection.execute(
            f"""SELECT count(*) FROM expected, unit WHERE expected.unit_code = unit.unit_code
            AND kind <> '县政府' {among} AND year = {year}"""
        ).fetchone()
    assert total is not None
    assert reported is not None
    assert due is not None
    return (math.nan if total[0] is None else float(total[0])), reported[0], due[0]


@given(addresses=_FIGURE, year=st.sampled_from(YEARS), kinds=st.lists(st.sampled_from(KINDS), unique=True))
def test_a_figure_equals_a_plain_count(
    folder: Path, store: Store, addresses: tuple[Address, ...], year: int, kinds: list[str]
) -> None:
    figure = at(series(store.rows("totals", kinds=kinds), addresses), year)
    assert figure is not None
    value, reported, due = _plain(folder, addresses, year, kinds)
    assert figure.value == pytest.approx(value, nan_ok=True)
    assert (figure.reported, figure.expected) == (reported, due)


@given(addresses=_FIGURE, kinds=st.lists(st.sampled_from(KINDS), unique=True))
def test_units_add_up_to_the_figure(store: Store, addresses: tuple[Address, ...], kinds: list[str]) -> None:
    coverage = store.rows("coverage", kinds=kinds)
    coverage = coverage[coverage["kind"] != "县政府"]
    facts = store.rows(
        "facts",
        kinds=kinds,
        tables=[addresses[0].table],
        row_keys=[address.row for address in addresses],
        column_keys=[addresses[0].column],
    )
    marked = by_unit(coverage, facts)
    for figure in series(store.rows("totals", kinds=kinds), addresses):
        mine = marked[marked["year"] == figure.year]
        assert mine["value"].sum(min_count=1) == pytest.approx(figure.value, nan_ok=True)
        if len(addresses) == 1:
            assert int((mine["mark"] == VALUE).sum()) == figure.counted


def test_a_missing_report_is_no_zero(store: Store) -> None:
    coverage = store.rows("coverage")
    facts = store.rows("facts", tables=["applications"], row_keys=["new"], column_keys=["total"])
    marked = by_unit(coverage[coverage["kind"] != "县政府"], facts)
    missing = marked[marked["state"] == "缺报"]
    assert len(missing)
    assert missing["value"].isna().all()
    assert set(missing["mark"]) == {"缺报"}


def test_the_report_of_the_county_is_never_added(store: Store) -> None:
    facts = store.rows("facts", tables=["applications"], row_keys=["new"], column_keys=["total"])
    assert "县政府" not in set(facts["kind"])
