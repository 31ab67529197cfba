"""The open data: valid by the standard's own validator, harmless in a spreadsheet, the same in both formats."""

from __future__ import annotations

import hashlib
import io
import json
import math
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

import form
from exports.data_package import package_files, package_zip
from exports.open_tables import OPEN_TABLES
from exports.source import NothingToExport
from form.english import ENGLISH_COLUMNS, ENGLISH_ROWS, ENGLISH_TABLES, ENGLISH_UNITS
from store import Store
from tests.exports.counties import MADE_AT, open_county


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_county(tmp_path_factory.mktemp("county"))


@pytest.fixture(scope="module")
def files(store: Store) -> dict[str, bytes]:
    return dict(package_files(store, MADE_AT))


def _csv(files: dict[str, bytes], name: str) -> pd.DataFrame:
    return pd.read_csv(
        io.BytesIO(files[f"{name}.csv"]), dtype=str, keep_default_na=False, encoding="utf-8-sig"
    )


def test_the_standards_own_validator_finds_nothing(files: dict[str, bytes], tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.flatten(["type", "message"]) == []


def test_every_file_is_a_resource_with_its_hash(files: dict[str, bytes]) -> None:
    described = json.loads(files["datapackage.json"])
    paths = {resource["path"] for resource in described["resources"]}
    assert paths == files.keys() - {"README.md", "datapackage.json"}
    assert {Path(path).suffix for path in paths} == {".csv", ".parquet"}


def test_a_changed_parquet_file_is_not_valid(files: dict[str, bytes], tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    for name, content in files.items():
        (tmp_path / name).write_bytes(content + (b"x" if name == "cells.parquet" else b""))
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert {kind for kind, _ in report.flatten(["type", "message"])} == {"hash-count", "byte-count"}


def test_the_description_fits_the_files(files: dict[str, bytes]) -> None:
    described = json.loads(files["datapackage.json"])
    for resource in described["resources"]:
        content = files[resource["path"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        if resource["format"] == "parquet":
            continue
        names = [field["name"] for field in resource["schema"]["fields"]]
        rows = _csv(files, resource["name"])
        assert list(rows.columns) == names
        key = rows[resource["schema"]["primaryKey"]]
        assert not key.duplicated().any()
        assert not (key == "").any().any()


def test_every_reference_leads_to_a_row(files: dict[str, bytes]) -> None:
    for table in OPEN_TABLES:
        for columns, target in table.references:
            here = _csv(files, table.name)[list(columns)]
            here = here[(here != "").all(axis=1)]
            there = _csv(files, target)[list(columns)]
            assert set(here.itertuples(index=False, name=None)) <= set(
                there.itertuples(index=False, name=None)
            )


def test_both_formats_hold_the_numbers_of_the_store(store: Store, files: dict[str, bytes]) -> None:
    wanted = store.rows("cells")
    packed = pq.read_table(io.BytesIO(files["cells.parquet"])).to_pylist()
    written = _csv(files, "cells")
    assert len(wanted) == len(packed) == len(written)
    for value, cell, text in zip(wanted["value"], packed, written["value"], strict=True):
        if math.isnan(value):
            assert cell["value"] is None
            assert text == ""
        else:
            assert cell["value"] == value == float(text)


def test_text_that_looks_like_a_formula_is_harmless_in_csv_and_kept_in_parquet(
    files: dict[str, bytes],
) -> None:
    assert "'=1+1镇" in set(_csv(files, "units")["unit_name"])
    names = pq.read_table(io.BytesIO(files["units.parquet"])).column("unit_name").to_pylist()
    assert "=1+1镇" in names
    assert not any("\x00" in name for name in names)


def test_the_dictionary_has_every_address_in_both_languages(files: dict[str, bytes]) -> None:
    rows = _csv(files, "dictionary")
    assert len(rows) == len(form.ADDRESSES)
    assert not (rows == "").any().any()


def test_every_row_and_column_of_the_form_has_an_english_name() -> None:
    assert ENGLISH_TABLES.keys() == form.TABLES.keys()
    for key, table in form.TABLES.items():
        assert ENGLISH_ROWS[key].keys() == {row.key for row in table.rows}
        assert ENGLISH_COLUMNS[key].keys() == {column.key for column in table.columns}
        assert ENGLISH_UNITS.keys() >= {column.unit for column in table.columns}


def test_the_same_data_gives_the_same_zip(store: Store) -> None:
    assert package_zip(store, MADE_AT) == package_zip(store, MADE_AT)


def test_nothing_loaded_is_said_and_not_written(tmp_path: Path) -> None:
    with pytest.raises(NothingToExport):
        list(package_files(Store.open(tmp_path), MADE_AT))
