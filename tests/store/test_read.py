"""Named queries over an immutable build."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from store import Store, StoreUnreadable
from store.read import EMPTY, query, query_names
from tests.store.factory import make_report, make_reports, make_store

ASKED: dict[str, str | int | list[str]] = {
    "rows_in": ["new"],
    "rows_out": ["carried_out"],
    "report_id": "none",
    "unit_code": "U001",
    "year": 2024,
    "before": 2023,
}


def _asked(name: str) -> dict[str, str | int | list[str]]:
    return {key: value for key, value in ASKED.items() if f"${key}" in query(name).replace(f"${key}s", "")}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("data")
    make_store(folder, make_reports())
    return Store.open(folder)


@pytest.mark.parametrize("name", query_names())
def test_a_query_says_first_what_a_row_is(name: str) -> None:
    assert query(name).startswith("-- One row is ")


@pytest.mark.parametrize("name", query_names())
def test_every_query_works_on_an_empty_database_and_on_a_full_one(
    name: str, store: Store, tmp_path: Path
) -> None:
    empty = Store.open(tmp_path)
    assert empty.build_id == EMPTY
    nothing = empty.rows(name, **_asked(name))
    assert list(nothing.columns) == list(store.rows(name, **_asked(name)).columns)
    if name != "addresses":
        assert nothing.empty


def test_parameters_are_bound_and_never_part_of_the_text(store: Store) -> None:
    assert store.rows("units", kinds=["镇'; DROP TABLE unit; --"]).empty
    assert not store.rows("units").empty


def test_an_unknown_query_or_parameter_is_an_error(store: Store) -> None:
    with pytest.raises(KeyError):
        store.rows("../schema")
    with pytest.raises(TypeError):
        store.rows("report")
    with pytest.raises(TypeError):
        store.rows("units", nonsense=1)


def test_filters_narrow_and_empty_ones_do_not(store: Store) -> None:
    everything = store.rows("cells")
    towns = store.rows("cells", years=[2023], kinds=["镇"], edition=["2021"], tables=["litigation"])
    assert set(towns["year"]) == {2023}
    assert set(towns["kind"]) == {"镇"}
    assert set(towns["table_key"]) == {"litigation"}
    assert len(store.rows("cells", years=[], kinds=[], edition=[], tables=[])) == len(everything)


def test_values_from_a_data_frame_are_parameters_too(store: Store) -> None:
    reports = store.rows("reports")
    row = reports[reports["unit_code"] == "U002"].iloc[0]
    assert len(store.rows("versions", unit_code=row["unit_code"], year=row["year"])) == 1
    assert len(store.rows("reports", years=reports["year"], units=reports["unit_code"])) == len(reports)


def test_cells_of_a_report_come_in_form_order(store: Store) -> None:
    report_id = store.rows("reports", years=[2024])["report_id"].iloc[0]
    cells = store.rows("cells_of_report", report_id=report_id)
    assert len(cells) == 200
    assert cells["position"].is_monotonic_increasing


def test_an_open_store_stays_as_it_is_while_a_new_build_comes_into_force(tmp_path: Path) -> None:
    make_store(tmp_path, [make_report("清水镇", 2024)])
    before = Store.open(tmp_path)
    make_store(tmp_path, [make_report("清水镇", 2023), make_report("清水镇", 2024)])
    after = Store.open(tmp_path)
    assert (len(before.rows("reports")), len(after.rows("reports"))) == (1, 2)
    assert before.build_id != after.build_id
    before.close()
    after.close()


def test_threads_may_share_a_store(store: Store) -> None:
    with ThreadPoolExecutor(4) as threads:
        counts = set(threads.map(lambda _: len(store.rows("cells")), range(12)))
    assert len(counts) == 1


def test_a_current_name_without_its_file_is_no_build(tmp_path: Path) -> None:
    build = make_store(tmp_path, [make_report("清水镇", 2024)])
    build.unlink()
    assert Store.open(tmp_path).build_id == EMPTY


def test_a_build_can_be_opened_by_its_name(tmp_path: Path) -> None:
    first = make_store(tmp_path, [make_report("清水镇", 2024)])
    make_store(tmp_path, [make_report("清水镇", 2023), make_report("清水镇", 2024)])
    assert len(Store.open(tmp_path, first.stem).rows("reports")) == 1
    assert Store.open(tmp_path, "no-such-build").build_id == EMPTY


def test_a_build_of_other_tables_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_store(tmp_path, [make_report("清水镇", 2024)])
    monkeypatch.setattr("store.read.layout", lambda: "of another version")
    with pytest.raises(StoreUnreadable, match="--rebuild"):
        Store.open(tmp_path)
