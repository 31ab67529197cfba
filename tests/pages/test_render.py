"""Every page renders on any database: a county, one report, one year, two files that could not be read, nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.store.factory import make_report, make_store

STEMS = (
    "overview",
    "disclosure",
    "applications",
    "litigation",
    "compare",
    "problems",
    "report",
    "worklist",
    "upload",
    "export",
    "notes",
)


def _show(stem: str) -> None:
    import importlib

    import streamlit as st

    from ui import filters, theme
    from ui.reads import reads

    st.session_state["palette"] = theme.LIGHT
    page = importlib.import_module(f"pages.{stem}")
    if page.FILTERS:
        filters.show(reads(), page.FILTERS)
    page.render()


def _run(stem: str, data: Path, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    monkeypatch.setenv("DISCLOSURE_DATA", str(data))
    app = AppTest.from_function(_show, args=(stem,), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("county")
    make_store(data)
    return data


@pytest.mark.parametrize("stem", STEMS)
def test_a_page_renders_on_a_county(stem: str, county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not _run(stem, county, monkeypatch).exception


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("year", [2019, 2024])
def test_a_page_renders_on_a_single_report(
    stem: str, year: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_store(tmp_path, [make_report("清水镇", year)])
    assert not _run(stem, tmp_path, monkeypatch).exception


@pytest.mark.parametrize("stem", STEMS)
def test_a_page_renders_where_no_report_has_a_unit(
    stem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_store(tmp_path, [make_report("清水镇", 2024)], units=[])
    assert not _run(stem, tmp_path, monkeypatch).exception


@pytest.mark.parametrize("view", ["法定各项", "各单位", "信息类别", "公开渠道"])
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_view_of_disclosure_renders(
    view: str, edition: str, county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not _run("disclosure", county, monkeypatch, view=view, edition=edition).exception


@pytest.mark.parametrize(
    "query",
    [
        {"view": "两年对比"},
        {"view": "两年对比", "by": "按类别"},
        {"view": "两年对比", "since": "2025"},
        {"view": "历年变化", "units": "清水镇"},
        {"view": "历年变化", "by": "按类别", "scale": "位次"},
        {"view": "历年变化", "measure": "主动公开·行政许可·本年处理决定数量"},
        {"view": "同类位次", "units": "清水镇"},
        {"view": "同类位次", "year": "2019", "measure": "主动公开·规章·本年制发件数"},
        {"view": "各格增减", "since": "2024"},
    ],
)
def test_every_view_of_the_comparison_renders(
    query: dict[str, str], county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not _run("compare", county, monkeypatch, **query).exception


@pytest.mark.parametrize("part", ["表格", "对照上年", "正文", "版本"])
def test_every_part_of_a_report_renders(part: str, county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = _run(
        "report", county, monkeypatch, part=part, unit="清水镇", year="2024", cell="applications.new.total"
    )
    assert not app.exception


@pytest.mark.parametrize("stem", STEMS)
def test_a_broken_address_is_no_error(stem: str, county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    query = {"year": "1999", "unit": "<b>", "kinds": "城", "cell": "a.b.c", "report": "nobody", "view": "?"}
    assert not _run(stem, county, monkeypatch, **query).exception
