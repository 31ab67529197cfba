"""Every page by keyboard, by a screen reader's rules, in the dark and on paper."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pypdfium2
import pytest
from _pytest.mark.structures import ParameterSet
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import settle
from tests.browser.test_deep_links import STEMS

pytestmark = pytest.mark.browser
GRAVE = ("serious", "critical")
# Views that only a choice on the page shows.
VIEWS = (
    "disclosure?view=各单位",
    "disclosure?view=信息类别",
    "compare?view=历年变化",
    "compare?view=同类位次",
    "compare?view=各格增减",
    "problems?view=各单位",
    "problems?view=全文检索&q=事项",
    "worklist?view=疑点",
    "worklist?view=处理记录",
    "report?part=对照上年",
    "report?part=正文",
)
MOST_TABS = 60


def _long(path: str) -> ParameterSet:
    """Return a case that only a long run has: each page takes a second or two."""
    return pytest.param(path, marks=pytest.mark.long)


Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def visit(server: str, browser: Browser) -> Iterator[Visit]:
    """Return a function that opens an address in the one tab that all these tests share: it keeps its files."""
    tabs = {
        scheme: browser.new_page(viewport={"width": 1366, "height": 768}, color_scheme=scheme, locale="zh-CN")
        for scheme in ("light", "dark")
    }

    def opened(path: str, scheme: str = "light") -> Page:
        tabs[scheme].goto(f"{server}/{path}")
        settle(tabs[scheme])
        return tabs[scheme]

    yield opened
    for tab in tabs.values():
        tab.close()


def violations(page: Page) -> list[str]:
    """Return what breaks a serious or critical rule on the page."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found if one["impact"] in GRAVE]


@pytest.mark.parametrize("path", [*STEMS, *map(_long, VIEWS)])
def test_a_page_breaks_no_grave_rule_of_access(path: str, visit: Visit) -> None:
    assert violations(visit(path)) == []


@pytest.mark.parametrize("stem", ["overview", "problems", _long("applications"), _long("report")])
def test_the_dark_page_can_be_read_too(stem: str, visit: Visit) -> None:
    page = visit(stem, "dark")
    ground = page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    assert ground != "rgb(255, 255, 255)"
    assert violations(page) == []


def test_the_keyboard_alone_leads_from_the_filters_into_a_report(visit: Visit) -> None:
    page = visit("overview?since=2025")
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.heat') !== null"):
            break
    assert page.evaluate("document.activeElement.matches('.heat a')")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/report**")
    settle(page)
    assert "2025 年年度报告" in page.inner_text(".dz h1")


@pytest.mark.parametrize(
    "stem",
    ["overview", "report", *map(_long, (stem for stem in STEMS if stem not in ("overview", "report")))],
)
def test_a_page_is_printed_whole_on_a4_without_its_filters(stem: str, visit: Visit) -> None:
    page = visit(stem)
    title = page.inner_text(".dz h1").split("\n")[0]
    last = page.evaluate("[...document.querySelectorAll('table')].at(-1)?.rows[0]?.innerText.split('\\t')[0]")
    paper = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4")))
    text = "".join(sheet.get_textpage().get_text_range() for sheet in paper).replace("\r\n", "")
    assert title.replace(" ", "")[:8] in text.replace(" ", "")
    assert "对比起点" not in text
    assert last is None or last in text
    assert len(paper) <= 10
    # No empty sheet at the end, nor anywhere else.
    assert all(sheet.get_textpage().get_text_range().strip() for sheet in paper)
