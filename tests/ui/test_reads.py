"""What pages read is what is in force now: the last build, with every decision made by now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st

from ingest.model import Identity
from store import Store
from tests.store.decided import cell_of, decide, on_cell
from tests.store.factory import make_report, make_store
from ui.reads import reads


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    st.cache_data.clear()
    st.cache_resource.clear()
    monkeypatch.setenv("DISCLOSURE_DATA", str(tmp_path))
    return tmp_path


def test_a_new_build_is_read_at_once(folder: Path) -> None:
    make_store(folder, [make_report("清水镇", 2024)])
    assert len(reads().rows("reports")) == 1
    make_store(folder, [make_report("清水镇", 2024), make_report("石桥镇", 2024)])
    assert len(reads().rows("reports")) == 2


def test_a_decision_is_read_at_once(folder: Path) -> None:
    report = make_report("清水镇", 2024)
    make_store(folder, [report])
    assert len(reads().rows("reports")) == 1
    decide(folder, "withdraw", report_id=report.sha256)
    assert reads().rows("reports").empty


def test_corrected_numbers_are_never_taken_for_reported_ones(folder: Path) -> None:
    report = make_report("清水镇", 2024)
    make_store(folder, [report])
    decide(folder, "correct", **on_cell(report.sha256, value=7))
    assert cell_of(reads("corrected"), report.sha256)["value"] == 7
    assert cell_of(reads(), report.sha256)["value"] == 0


@pytest.mark.parametrize("query", ["coverage", "totals", "section_texts"])
def test_rows_of_some_years_are_those_of_the_store(folder: Path, query: str) -> None:
    reports = [make_report(town, year) for town in ("清水镇", "石桥镇") for year in (2022, 2023, 2024)]
    # One that belongs to no unit and no year, as the coverage lists it without a choice of years.
    make_store(folder, [*reports, replace(make_report("清水镇", 2024, salt="x"), identity=Identity())])
    for years in ([], [2023], [2022, 2024], [2022, 2023, 2024]):
        pd.testing.assert_frame_equal(
            reads().rows(query, years=years), Store.open(folder).rows(query, years=years), check_dtype=False
        )
