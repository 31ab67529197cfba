"""Each page: its filter is in its address, its figures come back with it, its files hold them, and it leads on."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as NotInTime

from tests.browser.conftest import settle, watch

pytestmark = pytest.mark.browser
# A page, a view of it, the key of a table under it, and what is clicked to reach a report.
PAGES = [
    ("overview", "", "headlines", ".heat a"),
    ("disclosure", "view=各单位", "by_unit", ".heat a"),
    ("applications", "", "units", ".heat a"),
    ("litigation", "", "cases", ".st-key-cases a"),
    ("compare", "since=2022", "compare", ".st-key-differences a"),
    ("compare", "view=历年变化", "years", ".st-key-by_year a"),
    ("compare", "view=同类位次", "peers", ".st-key-peers a"),
]
DRAWN = [
    ("applications", "volume"),
    ("litigation", "outcomes"),
    ("disclosure", "statutory"),
    ("compare", "compare"),
    ("applications", "ranked"),
    ("applications", "units"),
    ("overview", "headlines"),
]
CLICK_MS = 15_000
NAMES = [f"{stem}?{view}" for stem, view, _, _ in PAGES]
Visit = Callable[[str], Page]


@pytest.fixture(scope="module")
def visit(server: str, browser: Browser) -> Iterator[Visit]:
    """Return a function that opens an address in the one tab that all these tests share: it keeps its files."""
    tab = browser.new_page(viewport={"width": 1366, "height": 768}, locale="zh-CN", accept_downloads=True)
    seen = watch(tab, server)

    def opened(path: str) -> Page:
        tab.goto(f"{server}/{path}")
        settle(tab)
        return tab

    yield opened
    tab.close()
    assert (seen.console, seen.errors, seen.foreign) == ([], [], [])


def _saved(page: Page, key: str) -> bytes:
    button = page.locator(f".st-key-{key} button")
    try:
        with page.expect_download(timeout=CLICK_MS) as caught:
            button.click()
    except NotInTime:
        # Streamlit drops a click that comes while the page runs once more; people click again.
        settle(page)
        with page.expect_download() as caught:
            button.click()
    return caught.value.path().read_bytes()


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize(("stem", "view", "table", "click"), PAGES, ids=NAMES)
def test_a_filter_stays_in_the_address_and_brings_the_same_figures_back(
    stem: str, view: str, table: str, click: str, visit: Visit
) -> None:
    page = visit(f"{stem}?{view}")
    page.get_by_label("年度", exact=True).click()
    page.get_by_role("option", name="2023", exact=True).click()
    page.wait_for_function("new URLSearchParams(location.search).get('year') === '2023'")
    settle(page)
    said, rows = page.inner_text(".dz .lead"), _rows(_saved(page, f"csv_{table}"))
    assert len(rows) > 1
    page.reload()
    settle(page)
    assert page.inner_text(".dz .lead") == said
    assert _rows(_saved(page, f"csv_{table}")) == rows
    book = openpyxl.load_workbook(io.BytesIO(_saved(page, f"xlsx_{table}"))).active
    assert [str(cell.value) for cell in book[1]] == rows[0]
    for at, row in enumerate(book.iter_rows(min_row=2, max_row=len(rows), values_only=True), start=1):
        written = ["" if value is None else str(value) for value in row]
        assert written == [value.removeprefix("'") for value in rows[at]]
    if page.locator(click).count():
        page.locator(click).first.click()
        page.wait_for_url("**/report**")
        settle(page)
        # Streamlit leaves the first unit of the list out of the address: it is the default.
        unit = parse_qs(urlsplit(page.url).query).get("unit", [""])[0]
        assert unit in page.inner_text(".dz h1")
        assert "年度报告" in page.inner_text(".dz h1")


@pytest.mark.parametrize(("stem", "key"), DRAWN)
def test_a_chart_is_saved_as_a_picture_with_its_words(stem: str, key: str, visit: Visit) -> None:
    page = visit(f"{stem}?since=2022")
    assert Image.open(io.BytesIO(_saved(page, f"png_{key}"))).width > 1000
    drawn = ET.fromstring(_saved(page, f"svg_{key}"))
    words = "".join(drawn.itertext())
    assert "数据来源：" in words
    assert "2025" in words


def test_every_cell_of_the_form_leads_to_the_units_behind_its_change(visit: Visit) -> None:
    page = visit("compare?view=各格增减&since=2024")
    cells = page.locator(".st-key-cells td a")
    # Not the cell that the page shows where none is asked for.
    name = next(name for name in cells.all_inner_texts() if "本年新收" not in name)
    cells.get_by_text(name, exact=True).click()
    page.wait_for_selector(".st-key-chart_compare svg .role-mark")
    settle(page)
    assert parse_qs(urlsplit(page.url).query)["measure"] == [name]
    assert page.locator(".st-key-filters_measure input").first.input_value() == name
    assert name in (page.locator(".st-key-chart_compare").text_content() or "")
    assert "两年都有数的" in page.inner_text(".dz .lead")


def test_last_year_stands_beside_this_one_with_the_same_cells_marked(visit: Visit) -> None:
    page = visit("report?unit=清水镇&year=2024&part=对照上年")
    assert page.locator(".paper").count() == 6
    said = page.inner_text(".st-key-differing")
    rows = _rows(_saved(page, "csv_beside"))[1:]
    assert f"{len(rows)} 格" in said
    assert page.locator(".paper .changed").count() == 2 * len(rows)


def test_the_table_of_a_chart_opens_with_the_numbers_of_its_file(visit: Visit) -> None:
    page = visit("applications?since=2022")
    rows = _rows(_saved(page, "csv_volume"))
    page.locator(".st-key-see_volume button").click()
    page.wait_for_selector(".st-key-table_volume td")
    shown = page.locator(".st-key-table_volume tr").all_inner_texts()
    assert [line.split("\t") for line in shown] == rows


@pytest.mark.parametrize(
    ("path", "opened"),
    [("applications", ".st-key-define_results button"), ("overview", ".define summary >> nth=3")],
)
def test_a_definition_leads_to_the_very_line_of_the_form(path: str, opened: str, visit: Visit) -> None:
    page = visit(path)
    page.locator(opened).click()
    line = page.locator(".meant td a >> visible=true").first
    said = line.inner_text()
    line.click()
    page.wait_for_url("**/notes?cell=**")
    settle(page)
    marked = page.locator("tr.chosen")
    assert marked.count() == 1
    # Scrolled into its window, not only somewhere on the page.
    assert marked.evaluate(
        "row => { const box = row.closest('.scroll').getBoundingClientRect(), own = row.getBoundingClientRect();"
        " return own.top >= box.top && own.bottom <= box.bottom; }"
    )
    row, column = said.rstrip().rsplit("·", 1)
    assert column in marked.inner_text()
    assert row.split("“", 1)[1].rstrip("”").split("·")[-1] in marked.inner_text()
