"""What the pages derive further — flows, outcomes, changes, peers — against plain loops over the cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import form
from form import Address
from store import Store, current_build
from store.builds import CONFIG
from store.paths import DataDirectory
from tests.store.factory import TOWNS, make_reports, make_store
from ui import applications, compare, litigation, peers
from ui.derive import NEW, VALUE, by_unit, result_rows

YEARS = list(range(2019, 2026))
KINDS = ["镇", "乡", "街道"]
# Some of each kind: loops over all cells are slow.
FEW = (*TOWNS[:2], *TOWNS[2:6], *TOWNS[14:17])
_KINDS = st.lists(st.sampled_from(KINDS), unique=True)
_YEAR = st.sampled_from(YEARS)
Cells = list[tuple[str, str, int, str, str, str, float | None]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("county")
    make_store(data, make_reports(FEW))
    return data


@pytest.fixture(scope="module")
def store(folder: Path) -> Store:
    return Store.open(folder)


@pytest.fixture(scope="module")
def cells(folder: Path) -> Cells:
    """Return every cell of the units' reports as a tuple, by a query that shares nothing with the app's."""
    with duckdb.connect(
        str(current_build(DataDirectory(folder))), read_only=True, config=CONFIG
    ) as connection:
        return connection.execute(
            """SELECT unit.unit_code, kind, year, table_key, row_key, column_key, value::DOUBLE
            FROM cell, report, unit
            WHERE cell.report_id = report.report_id AND report.unit_code = unit.unit_code
              AND is_current AND kind <> '县政府'"""
        ).fetchall()


@pytest.fixture(scope="module")
def sums(cells: Cells) -> Callable[..., float]:
    """Return a function that adds up one cell of the form over the units of some kinds in a year."""
    by_address: dict[tuple[object, ...], list[tuple[str, float]]] = defaultdict(list)
    for _, kind, year, table, row, column, value in cells:
        by_address[year, table, row, column].append((kind, value or 0.0))

    def added(kinds: list[str], *address: object) -> float:
        return sum(value for kind, value in by_address[address] if kind in kinds or not kinds)

    return added


@given(year=_YEAR, kinds=_KINDS)
def test_the_flow_is_the_sum_of_its_cells(
    store: Store, sums: Callable[..., float], year: int, kinds: list[str]
) -> None:
    steps = applications.steps_of(store.rows("totals", kinds=kinds, tables=["applications"]), year)
    printed = {key: sums(kinds, year, "applications", key, "total") for key in result_rows()}
    ends = {
        name: sums(kinds, year, "applications", key, "total")
        for name, key in (("上年结转", "carried_in"), ("本年新收", "new"), ("结转下年", "carried_out"))
    }
    assert {step.name: step.value for step in steps if step.kind in "收转"} == ends
    assert sum(step.value for step in steps if step.kind == "办") == sum(printed.values())
    gap = ends["上年结转"] + ends["本年新收"] - sum(printed.values()) - ends["结转下年"]
    assert sum(step.value for step in steps if step.kind == "差") == gap


@given(kinds=_KINDS)
def test_outcomes_are_the_sums_of_their_cells(
    store: Store, sums: Callable[..., float], kinds: list[str]
) -> None:
    totals = store.rows("totals", kinds=kinds, tables=["litigation"])
    rows = litigation.outcome_rows(totals)
    keys = {column.label: column.key for column in form.TABLES["litigation"].columns}
    for row in rows.itertuples():
        expected = sums(kinds, row.year, "litigation", row.row, keys[row.outcome])
        assert (0.0 if pd.isna(row.value) else row.value) == expected
    table = litigation.outcome_table(totals)
    assert len(table) == len(form.TABLES["litigation"].addresses())
    for at, address in enumerate(form.TABLES["litigation"].addresses()):
        shown = table.iloc[at]["2024 年"]
        assert (0.0 if pd.isna(shown) else shown) == sums(kinds, 2024, *address)


@given(before=_YEAR, year=_YEAR, kinds=_KINDS)
def test_a_change_counts_only_units_with_both_numbers(
    store: Store, cells: Cells, before: int, year: int, kinds: list[str]
) -> None:
    values: dict[tuple[str, ...], dict[str, dict[int, float]]] = defaultdict(lambda: defaultdict(dict))
    for unit, kind, at, *address, value in cells:
        if at in (before, year) and value is not None and (kind in kinds or not kinds):
            values[tuple(address)][unit][at] = value
    expected = {
        address: (sum(both[0] for both in pairs), sum(both[1] for both in pairs), len(pairs))
        for address, units in values.items()
        if (pairs := [(v[before], v[year]) for v in units.values() if before in v and year in v])
    }
    rows = store.rows("changes", before=before, year=year, kinds=kinds)
    found = {
        (row.table_key, row.row_key, row.column_key): (float(row.before), float(row.now), row.n_units)
        for row in rows.itertuples()
    }
    assert found.keys() == expected.keys()
    for address, (old, new, units) in expected.items():
        assert found[address] == (pytest.approx(old), pytest.approx(new), units)
    sizes = [abs(row.now - row.before) for row in rows.itertuples()]
    assert sizes == sorted(sizes, reverse=True)


def _marked(store: Store, address: Address, kinds: list[str]) -> pd.DataFrame:
    coverage = store.rows("coverage", kinds=kinds)
    facts = store.rows(
        "facts",
        kinds=kinds,
        tables=[address.table],
        row_keys=[address.row],
        column_keys=[address.column],
    )
    return by_unit(coverage[coverage["kind"].isin(KINDS)], facts)


@given(year=_YEAR, address=st.sampled_from([NEW, Address("disclosure", "penalties", "decisions")]))
def test_a_place_among_peers_is_one_more_than_those_above(
    store: Store, cells: Cells, year: int, address: Address
) -> None:
    units = store.rows("units")
    labels = dict(zip(units["unit_code"], units["unit_name"], strict=True))
    frame = peers.frame_of(_marked(store, address, []), units, TOWNS[:2], year, labels, peers.BY_KIND)
    values = {
        unit: (kind, value)
        for unit, kind, at, *keys, value in cells
        if at == year and tuple(keys) == address and value is not None
    }
    assert set(frame["unit_code"]) == set(values)
    for row in frame.itertuples():
        kind, value = values[row.unit_code]
        alike = [other for its_kind, other in values.values() if its_kind == kind]
        assert (row.value, row.peers) == (value, len(alike))
        assert row.rank == 1 + sum(other > value for other in alike)


@given(kinds=_KINDS)
def test_kinds_add_up_only_units_that_report_every_year(store: Store, cells: Cells, kinds: list[str]) -> None:
    frame, names = compare.of_kinds(_marked(store, NEW, kinds))
    values: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)
    for unit, kind, at, *keys, value in cells:
        if tuple(keys) == NEW and value is not None and (kind in kinds or not kinds):
            values[kind, unit][at] = value
    whole = {key: by_year for key, by_year in values.items() if len(by_year) == len(YEARS)}
    for row in frame.itertuples():
        same = [by_year[row.year] for (kind, _), by_year in whole.items() if kind == row.kind]
        assert row.value == sum(same)
        assert names[row.kind] == f"{row.kind}（{len(same)} 个）"
    assert set(frame["mark"]) <= {VALUE}
