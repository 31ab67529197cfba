"""Each page by its own address, against a server just started."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import ROOT, Opened, serving
from ui.start import WAY_IN

pytestmark = pytest.mark.browser
STEMS = sorted(path.stem for path in (ROOT / "pages").glob("*.py") if path.stem != "__init__")
WITH_CHARTS = ("disclosure", "applications", "litigation", "compare")
# A mark that was drawn covers some of the page.
_MARKS = """
chart => [...chart.querySelectorAll("svg .role-mark path, svg .role-mark text")]
  .map(mark => mark.getBoundingClientRect()).filter(box => box.width + box.height > 1).length
"""


def _stands(page: Page) -> None:
    """Hold what every page must show and must not show."""
    assert page.locator("[data-testid=stTopNavLinkContainer], [data-testid=stTopNavLink]").count() >= len(
        STEMS
    )
    assert any("\u4e00" <= letter <= "\u9fff" for letter in page.inner_text(".dz h1"))
    assert page.locator("[data-testid=stException], [data-testid=stDialog], [role=dialog]").count() == 0
    assert "这一页没能打开" not in page.inner_text("body")
    for word in ("nan", "None", "NaN", "undefined"):
        assert word not in page.inner_text("[data-testid=stMain]")


@pytest.mark.parametrize("stem", STEMS)
def test_a_page_opens_by_its_address_on_a_fresh_server(
    stem: str, county: Path, open_page: Callable[..., Opened]
) -> None:
    with serving(county) as base:
        page, seen = open_page(base, stem)
        _stands(page)
        assert page.url.split("?")[0] == f"{base}/{stem}"
        assert (seen.console, seen.errors, seen.foreign, seen.dialogs) == ([], [], [], [])
        page.close()


def test_the_root_leads_to_the_overview(server: str, open_page: Callable[..., Opened]) -> None:
    page, _ = open_page(server, "?year=2023")
    assert page.url == f"{server}/overview?year=2023"


@pytest.mark.parametrize("stem", WITH_CHARTS)
def test_charts_are_drawn(stem: str, server: str, open_page: Callable[..., Opened]) -> None:
    page, _ = open_page(server, stem)
    page.wait_for_selector("[data-testid=stVegaLiteChart] svg")
    page.wait_for_timeout(1000)
    charts = page.query_selector_all("[data-testid=stVegaLiteChart]")
    assert charts
    assert all(chart.evaluate(_MARKS) > 0 for chart in charts)


@pytest.mark.parametrize("stem", STEMS)
def test_no_english_word_of_the_frame_is_left(
    stem: str, server: str, open_page: Callable[..., Opened]
) -> None:
    page, _ = open_page(server, stem)
    shown = page.inner_text("body")
    for word in ("Deploy", "Choose", "required", "Press Enter", "No results", "Select"):
        assert word not in shown


def test_an_empty_database_says_what_to_do(
    tmp_path: Path, chromium: str, open_page: Callable[..., Opened]
) -> None:
    assert chromium
    with serving(tmp_path) as base:
        for stem in STEMS:
            page, seen = open_page(base, stem)
            said = "确认之后才会导入" if stem == WAY_IN else "python -m ingest load"
            assert said in page.inner_text("body")
            assert (seen.console, seen.errors) == ([], [])
            # The way out is a click away on every page but the one that it leads to.
            assert page.locator("a.button").count() == (stem != WAY_IN)
            page.close()
