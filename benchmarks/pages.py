"""How long a page takes: ``python -m benchmarks.pages [--units 60] [--years 7] [--times 1] [--browser]``.

Each page is run on an invented county without a browser: first with nothing kept, then again after
the year changed. Beside the seconds stands the ratio to one plain query over the same build (the
totals of a table), so that two machines can be compared. ``--times 100`` writes the county a
hundred times into one build, units and reports under names of their own (42,000 reports). With
``--browser`` the same is measured in Chromium against a server of its own, from the request, or the
choice of another year, until the page has its title and nothing is pending.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st
from playwright.sync_api import Page, sync_playwright
from streamlit.testing.v1 import AppTest

from ingest.load_build import build_tables
from store import Store
from store.builds import make_current, new_build_id, write_build
from store.paths import DataDirectory
from tests.browser.conftest import ARGUMENTS, serving
from tests.store.factory import LOADED_AT, as_loaded, make_content, make_reports

STEMS = ("overview", "disclosure", "applications", "litigation", "compare", "problems", "report", "notes")
LAST_YEAR = 2025
TIMEOUT_SECONDS = 300


def _page(stem: str) -> None:
    import importlib

    import streamlit

    from ui import filters, theme
    from ui.reads import reads

    streamlit.session_state["palette"] = theme.LIGHT
    page = importlib.import_module(f"pages.{stem}")
    if page.FILTERS:
        filters.show(reads(), page.FILTERS)
    page.render()


def main() -> None:
    """Print a line for each page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=60)
    parser.add_argument("--years", type=int, default=7)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--browser", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        reports = _store(Path(folder), given.units, given.years, given.times)
        os.environ["DISCLOSURE_DATA"] = folder
        plain = _plain(Path(folder))
        _say(f"{reports} reports of {given.units * given.times} units; plain query {plain * 1000:.1f} ms")
        measured = _in_chromium(Path(folder)) if given.browser else ((stem, *_time(stem)) for stem in STEMS)
        for stem, first, again in measured:
            said = f"{stem:<14} first {first:6.2f} s ({first / plain:5.0f}×)   filter changed {again:6.2f} s"
            _say(f"{said} ({again / plain:5.0f}×)")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _store(folder: Path, units: int, years: int, times: int) -> int:
    """Write the county so many times into one build, and return how many reports there are."""
    towns = [f"{'甲乙丙丁戊己庚辛壬癸'[at % 10]}{chr(0x4E00 + at)}镇" for at in range(units)]
    reports = make_reports(towns, range(LAST_YEAR + 1 - years, LAST_YEAR + 1))
    content = make_content([as_loaded(report) for report in reports])
    build_id = new_build_id(LOADED_AT)
    tables, _ = build_tables(content, build_id, LOADED_AT)
    data = DataDirectory(folder)
    build = write_build(data, build_id, {name: _repeated(name, rows, times) for name, rows in tables.items()})
    make_current(data, build)
    return int(tables["report"].num_rows) * times


def _repeated(name: str, rows: pa.Table, times: int) -> pa.Table:
    """Return the rows so many times, each time under other units and other reports."""
    if name in ("build", "failure"):
        return rows
    return pa.concat_tables(_renamed(rows, at) for at in range(times))


def _renamed(rows: pa.Table, at: int) -> pa.Table:
    suffix = f"·{at}" if at else ""
    if "load_order" in rows.column_names:
        moved = pc.add(rows["load_order"], pa.scalar(at * rows.num_rows, pa.int32()))
        rows = rows.set_column(rows.column_names.index("load_order"), "load_order", moved)
    for column in ("unit_code", "report_id", "name") if suffix else ():
        if column in rows.column_names:
            renamed = pc.binary_join_element_wise(rows[column], suffix, "")
            rows = rows.set_column(rows.column_names.index(column), column, renamed)
    return rows


def _plain(folder: Path) -> float:
    """Return the seconds of the plainest query, the best of three."""
    store = Store.open(folder)
    try:
        return min(_seconds(lambda: store.rows("totals", tables=["applications"])) for _ in range(3))
    finally:
        store.close()


def _time(stem: str) -> tuple[float, float]:
    """Return the seconds of a first run with nothing kept, and of a run after the year changed."""
    st.cache_data.clear()
    st.cache_resource.clear()
    app = AppTest.from_function(_page, args=(stem,), default_timeout=TIMEOUT_SECONDS)
    first = _seconds(app.run)
    app.session_state["year"] = str(LAST_YEAR - 1)
    again = _seconds(app.run)
    if app.exception:
        raise RuntimeError(f"{stem}: {app.exception[0].message}")
    return first, again


def _in_chromium(folder: Path) -> Iterator[tuple[str, float, float]]:
    """Return the seconds of a first view in a fresh tab, and of a change of the year, page by page."""
    with serving(folder) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(ARGUMENTS))
        context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
        tab = context.new_page()
        # The frame's own files, which every page shares and a browser keeps, are not the page's.
        tab.goto(f"{base}/notes")
        _stands(tab)
        for stem in STEMS:
            first = _seconds(lambda stem=stem: (tab.goto(f"{base}/{stem}"), _stands(tab)))
            again = math.nan
            if tab.get_by_label("年度", exact=True).count():
                tab.get_by_label("年度", exact=True).click()
                option = tab.get_by_role("option", name=str(LAST_YEAR - 1), exact=True)
                option.wait_for()
                again = _seconds(
                    lambda option=option: (option.click(), tab.wait_for_timeout(50), _stands(tab))
                )
            yield stem, first, again
        browser.close()


def _stands(tab: Page) -> None:
    """Wait until the page has its title and the server has nothing more to send."""
    tab.wait_for_selector(".dz h1", timeout=TIMEOUT_SECONDS * 1000)
    tab.wait_for_function(
        "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState !== 'running'"
        " && !document.querySelector('[data-stale=true]')",
        timeout=TIMEOUT_SECONDS * 1000,
    )


def _seconds(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
