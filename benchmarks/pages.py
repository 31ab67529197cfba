"""How long the server takes to run a page: ``python -m benchmarks.pages [--units N] [--years N]``.

Each page is run on an invented county without a browser: first with nothing kept, then again after
the year changed. Beside the seconds stands the ratio to one plain query over the same build (the
totals of a table), so that two machines can be compared.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

import streamlit as st
from streamlit.testing.v1 import AppTest

from store import Store
from tests.store.factory import make_reports, make_store

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
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        towns = [f"{'甲乙丙丁戊己庚辛壬癸'[at % 10]}{chr(0x4E00 + at)}镇" for at in range(given.units)]
        years = range(LAST_YEAR + 1 - given.years, LAST_YEAR + 1)
        make_store(Path(folder), make_reports(towns, years))
        os.environ["DISCLOSURE_DATA"] = folder
        plain = _plain(Path(folder))
        print(f"{given.units} units × {given.years} years; plain query {plain * 1000:.1f} ms")  # noqa: T201
        for stem in STEMS:
            first, again = _time(stem)
            said = f"{stem:<14} first {first:6.2f} s ({first / plain:5.0f}×)   filter changed {again:6.2f} s"
            print(f"{said} ({again / plain:5.0f}×)")  # noqa: T201


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


def _seconds(action: object) -> float:
    begun = time.perf_counter()
    action()  # type: ignore[operator]
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
