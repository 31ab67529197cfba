"""A build is a new file beside the last one, and comes into force in one step."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from ingest.load_build import build_tables
from store.builds import (
    KEPT_BUILDS,
    BuildRefused,
    current_build,
    inputs_of,
    make_current,
    new_build_id,
    prune,
    write_build,
)
from store.paths import DataDirectory
from store.schema import TABLES
from tests.store.factory import as_loaded, make_content, make_report, make_store

NOW = datetime(2026, 3, 1, 8)


@pytest.fixture
def data(tmp_path: Path) -> DataDirectory:
    return DataDirectory(tmp_path / "data")


def _tables(**changes):
    tables, _ = build_tables(make_content([as_loaded(make_report("清水镇", 2024))]), "b", NOW)
    return tables | changes


def test_a_build_that_was_written_is_not_in_force_before_it_is_made_so(data: DataDirectory) -> None:
    build = write_build(data, new_build_id(NOW), _tables())
    assert current_build(data) is None
    make_current(data, build)
    assert current_build(data) == build


@pytest.mark.parametrize("table", ["cell", "finding", "report", "unit"])
def test_rows_without_what_they_refer_to_are_refused_and_nothing_is_left(
    data: DataDirectory, table: str
) -> None:
    before = make_store(data.root, [make_report("清水镇", 2023)])
    broken = {
        "cell": {"report": TABLES["report"].arrow([])},
        "finding": {"finding": TABLES["finding"].arrow([_finding("nobody")])},
        "report": {"unit": TABLES["unit"].arrow([])},
        "unit": {"unit": TABLES["unit"].arrow([_unit("无此类")])},
    }[table]
    with pytest.raises(BuildRefused):
        write_build(data, new_build_id(NOW), _tables(**broken))
    assert current_build(data) == before
    assert [path.name for path in data.builds.iterdir()] == [before.name]


def _finding(report_id: str) -> dict[str, object]:
    return {"report_id": report_id, "position": 0, "rule": "r", "severity": "error", "message": "m"}


def _unit(kind: str) -> dict[str, object]:
    return {"unit_code": "U001", "position": 0, "name": "清水镇", "kind": kind, "aliases": ""}


def test_two_current_versions_of_one_report_are_refused(data: DataDirectory) -> None:
    reports = [as_loaded(make_report("清水镇", 2024, salt=salt)) for salt in "ab"]
    tables, placed = build_tables(make_content(reports), "b", NOW)
    assert [report.is_current for report in placed] == [False, True]
    rows = [row | {"is_current": True} for row in tables["report"].to_pylist()]
    with pytest.raises(BuildRefused, match="恰好一份"):
        write_build(data, "b", tables | {"report": TABLES["report"].arrow(rows)})


def test_the_last_builds_are_kept_and_the_one_in_force_always(data: DataDirectory) -> None:
    first = make_store(data.root, [make_report("清水镇", 2024)])
    others = [write_build(data, f"disclosure-2027010{day}", _tables()) for day in range(1, 9)]
    (data.builds / "disclosure-x.duckdb.partial").touch()
    prune(data)
    left = {path.name for path in data.builds.iterdir()}
    assert left == {first.name, *(path.name for path in others[-KEPT_BUILDS:])}


def test_going_back_is_naming_an_older_build(data: DataDirectory) -> None:
    first = make_store(data.root, [make_report("清水镇", 2024)])
    second = write_build(data, "disclosure-20270101", _tables())
    make_current(data, second)
    make_current(data, first)
    assert current_build(data) == first


def test_a_build_that_cannot_be_read_has_no_inputs(data: DataDirectory) -> None:
    build = make_store(data.root, [make_report("清水镇", 2024)])
    assert inputs_of(build) == "test"
    build.write_bytes(b"not a database")
    assert inputs_of(build) is None


def test_a_build_needs_no_extension_and_reads_no_other_file(data: DataDirectory, tmp_path: Path) -> None:
    from store.builds import CONFIG

    build = make_store(data.root, [make_report("清水镇", 2024)])
    (tmp_path / "secret.csv").write_text("a\n1\n", encoding="utf-8")
    with duckdb.connect(str(build), read_only=True, config=CONFIG) as connection, pytest.raises(duckdb.Error):
        connection.execute(f"SELECT * FROM read_csv('{tmp_path / 'secret.csv'}')")
