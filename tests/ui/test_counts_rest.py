"""Who reported, what is left to do, themes, searches and single reports, against plain counts over the build."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from form.themes import BY_KEY, THEMES
from store import Store, current_build
from store.builds import CONFIG
from store.paths import DataDirectory
from tests.store.factory import TOWNS, make_reports, make_store
from ui import filters, litigation, notes, problems, remarks, report, worklist
from ui.form_html import section, tables_of
from ui.measure import reported_series, units_only

KINDS = ["镇", "乡", "街道"]
YEARS = list(range(2019, 2026))
FEW = (*TOWNS[:2], *TOWNS[2:6], *TOWNS[14:17])
_KINDS = st.lists(st.sampled_from(KINDS), unique=True)
_YEAR = st.sampled_from(YEARS)
# Each reads several queries of the app: many of them would be slow.
_FEW_EXAMPLES = 15
_SAID = ("更新不够及时。", "业务人员能力不足。", "平台建设有待加强。", "下一步加强培训。")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("county")
    reports = make_reports(FEW)
    for at, one in enumerate(reports):
        one.sections["5"] = "".join(said for bit, said in enumerate(_SAID) if at >> bit & 1) or "没有。"
    make_store(data, reports)
    return data


@pytest.fixture(scope="module")
def store(folder: Path) -> Store:
    return Store.open(folder)


@pytest.fixture(scope="module")
def plain(folder: Path) -> duckdb.DuckDBPyConnection:
    """Return the build as it is, to be asked by queries that share nothing with the app's."""
    return duckdb.connect(str(current_build(DataDirectory(folder))), read_only=True, config=CONFIG)


def _rows(plain: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return plain.execute(query).fetchall()


def _text(markup: object) -> str:
    return re.sub(r"<[^>]*>", "", str(markup))


@settings(max_examples=_FEW_EXAMPLES)
@given(year=_YEAR, kinds=_KINDS)
def test_who_reported_and_who_did_not_is_the_roster_less_the_reports(
    store: Store, plain: duckdb.DuckDBPyConnection, year: int, kinds: list[str]
) -> None:
    due = {
        code
        for code, kind in _rows(
            plain, f"SELECT unit_code, kind FROM expected JOIN unit USING (unit_code) WHERE year = {year}"
        )
        if kind in (kinds or KINDS)
    }
    there = {
        code for (code,) in _rows(plain, f"SELECT unit_code FROM report WHERE is_current AND year = {year}")
    }
    coverage = store.rows("coverage", kinds=kinds)
    figure = next(one for one in reported_series(units_only(coverage)) if one.year == year)
    assert (figure.value, figure.expected) == (len(due & there), len(due))
    labels = filters.labels(store.rows("units"))
    progress = store.rows("worklist", years=[year], kinds=kinds)
    told = remarks.about_coverage(units_only(coverage), progress, labels, year)
    missing = [one for one in told if "缺报" in one.text]
    assert len(missing) == bool(due - there)
    if missing:
        assert f"缺报 {len(due - there)} 个" in _text(missing[0].text)
    said = worklist.answer_words(progress, year)
    assert f"应报 {len(due)} 个单位" in said


@settings(max_examples=_FEW_EXAMPLES)
@given(year=_YEAR, kinds=_KINDS)
def test_the_errors_of_the_overview_and_the_worklist_are_those_found(
    store: Store, plain: duckdb.DuckDBPyConnection, year: int, kinds: list[str]
) -> None:
    found = Counter(
        code
        for code, kind in _rows(
            plain,
            f"""SELECT unit_code, kind FROM finding JOIN report USING (report_id) JOIN unit USING (unit_code)
            WHERE severity = 'error' AND is_current AND year = {year}""",
        )
        if kind in (kinds or KINDS)
    )
    progress = store.rows("worklist", years=[year], kinds=kinds)
    mine = progress[progress["kind"].isin(KINDS) & (progress["errors"] > 0)]
    assert dict(zip(mine["unit_code"], mine["errors"], strict=True)) == found
    labels, coverage = filters.labels(store.rows("units")), units_only(store.rows("coverage", kinds=kinds))
    told = [_text(one.text) for one in remarks.about_coverage(coverage, progress, labels, year)]
    said = [one for one in told if "有错误" in one]
    assert len(said) == bool(found)
    if said:
        assert said[0].startswith(f"{len(found)} 份报告有错误，共 {found.total()} 处：")


@given(kinds=_KINDS)
def test_a_theme_counts_the_reports_that_say_one_of_its_words(
    store: Store, plain: duckdb.DuckDBPyConnection, kinds: list[str]
) -> None:
    texts = [
        (year, text)
        for kind, year, text in _rows(
            plain,
            """SELECT kind, year, text FROM section, report, unit WHERE section.report_id = report.report_id
            AND report.unit_code = unit.unit_code AND is_current AND section = '5'""",
        )
        if kind in (kinds or KINDS)
    ]
    sections = units_only(store.rows("section_texts", sections=["5"], words=[], kinds=kinds))
    counts = problems.by_year(problems.theme_rows(sections), YEARS).set_index("label")
    for theme in THEMES:
        for year in YEARS:
            expected = sum(at == year and any(word in text for word in theme.words) for at, text in texts)
            assert counts.loc[BY_KEY[theme.key].label, year] == expected


@given(
    kinds=_KINDS, wanted=st.lists(st.sampled_from(["更新", "培训", "能力", "平台"]), min_size=1, unique=True)
)
def test_a_search_finds_the_sections_that_hold_all_its_words(
    store: Store, plain: duckdb.DuckDBPyConnection, kinds: list[str], wanted: list[str]
) -> None:
    every = _rows(
        plain,
        """SELECT coalesce(kind, ''), text FROM section, report, unit WHERE section.report_id = report.report_id
        AND report.unit_code = unit.unit_code AND is_current""",
    )
    expected = sum(all(word in text for word in wanted) for kind, text in every if kind in kinds or not kinds)
    assert len(store.rows("section_texts", sections=[], words=wanted, kinds=kinds)) == expected


@given(kinds=_KINDS)
def test_each_case_is_a_printed_cell_above_zero(
    store: Store, plain: duckdb.DuckDBPyConnection, kinds: list[str]
) -> None:
    printed = Counter(
        (code, year, f"litigation.{row}.{column}", float(value))
        for code, kind, year, row, column, value in _rows(
            plain,
            """SELECT report.unit_code, kind, year, row_key, column_key, value FROM cell, report, unit
            WHERE cell.report_id = report.report_id AND report.unit_code = unit.unit_code AND is_current
            AND table_key = 'litigation' AND column_key <> 'total' AND value > 0""",
        )
        if kind in (kinds or KINDS)
    )
    units = store.rows("units")
    codes = {name: code for code, name in filters.labels(units).items()}
    table, links = litigation.case_table(store.rows("cases", kinds=kinds), filters.labels(units))
    shown = Counter(
        (codes[str(link["unit"])], link["year"], link["cell"], float(value))
        for link, value in zip(links, table["件数"], strict=False)
    )
    assert len(table) == printed.total()
    assert shown <= printed


@settings(max_examples=_FEW_EXAMPLES)
@given(data=st.data())
def test_the_form_of_a_report_shows_its_cells_as_printed(
    store: Store, plain: duckdb.DuckDBPyConnection, data: st.DataObject
) -> None:
    (report_id, edition) = data.draw(
        st.sampled_from(sorted(_rows(plain, "SELECT report_id, edition FROM report WHERE is_current")))
    )
    printed = {
        f"{table}.{row}.{column}": None if value is None else float(value)
        for table, row, column, value in _rows(
            plain, f"SELECT table_key, row_key, column_key, value FROM cell WHERE report_id = '{report_id}'"
        )
    }
    cells = store.rows("cells_of_report", report_id=report_id)
    shown = report.shown_cells(cells, store.rows("findings_of_report", report_id=report_id))
    tables = tables_of(edition, frozenset(shown))
    markup = "".join(str(section(table, shown, {"report": report_id}, None)) for table in tables)
    linked = dict(re.findall(r"<a[^>]*cell=([a-z_.]+)[^>]*>([^<]*)</a>", markup))
    assert set(linked) == set(printed)
    for key, value in printed.items():
        if value is not None:
            assert float(linked[key].replace(",", "")) == value, key


def test_the_page_of_notes_counts_reports_by_edition(store: Store, plain: duckdb.DuckDBPyConnection) -> None:
    table = notes.editions(store.rows("reports")).set_index("年度")
    for year, edition, count in _rows(
        plain, "SELECT year, edition, count(*) FROM report WHERE is_current GROUP BY ALL"
    ):
        assert table.loc[str(year), f"{edition} 版"] == count
    said = notes.build_words(store.rows("build_info"))
    (reports,) = _rows(plain, "SELECT count(*) FROM report WHERE is_current")[0]
    assert f"{reports} 份现行报告" in said
