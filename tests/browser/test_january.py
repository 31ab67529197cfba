"""January in the office, from the first files dropped to the settled year, in a real browser."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from playwright.sync_api import Browser, Page

from ingest.roster import Unit, write_roster
from store import DataDirectory, Store
from store.decisions import Decisions
from store.settle import is_unchanged, open_snapshot, snapshots
from tests.browser.conftest import Opened, serving, settle
from tests.ingest.paper import write_report
from tests.store.factory import TOWNS

pytestmark = pytest.mark.browser
YEAR = 2024
# Twenty-three units: two reports do not add up, and the last unit sends last year's.
WRONG, LATE = TOWNS[4:6], TOWNS[-1]
LONG_MS = 60_000


def _write(folder: Path, towns: tuple[str, ...], year: int = YEAR, wrong: tuple[str, ...] = ()) -> list[Path]:
    """Write a report for each town; the wrong ones print a total that is no sum."""
    paths = [write_report(folder, town, year, received=2) for town in towns]
    for town, path in zip(towns, paths, strict=True):
        if town in wrong:
            text = path.read_text(encoding="utf-8")
            path.write_text(
                text.replace("| 0 | 0 | 0 | 0 | 0 | 2 |", "| 0 | 0 | 0 | 0 | 0 | 5 |", 1), encoding="utf-8"
            )
    return paths


@pytest.fixture
def office(tmp_path: Path, browser: Browser) -> Iterator[tuple[str, Path]]:
    """Return the address and the data directory of an office that has its roster and no report yet."""
    del browser
    data = tmp_path / "data"
    data.mkdir()
    units = [Unit(f"T{at:02d}", town, (), "镇") for at, town in enumerate(TOWNS)]
    (data / "units.csv").write_bytes(write_roster(units))
    with serving(data) as base:
        yield base, data


def _drop(page: Page, paths: list[Path]) -> None:
    """Drop files, and wait until each was read and they stand in the table."""
    page.set_input_files("[data-testid=stFileUploader] input[type=file]", [str(path) for path in paths])
    page.get_by_role("button", name="导入这").wait_for(timeout=LONG_MS)
    settle(page)


def _load(page: Page) -> str:
    """Load what stands in the table, and return what came of it."""
    page.get_by_role("button", name="导入这").click()
    page.wait_for_selector(".done", timeout=LONG_MS)
    settle(page)
    return page.inner_text(".done")


def _view(page: Page, name: str) -> None:
    page.get_by_test_id("stButtonGroup").get_by_text(name, exact=True).click()
    page.wait_for_timeout(300)
    settle(page)


def _go(page: Page, name: str) -> None:
    page.get_by_test_id("stTopNavLink").filter(has_text=name).click()
    page.wait_for_timeout(300)
    settle(page)


def _said(page: Page) -> str:
    return page.inner_text(".dz .lead")


def _download(page: Page, button: str, target: Path) -> bytes:
    with page.expect_download(timeout=LONG_MS) as caught:
        page.get_by_role("button", name=button).first.click()
    caught.value.save_as(target)
    return target.read_bytes()


def _accept_errors(page: Page) -> None:
    """Go through the errors by keyboard alone."""
    _view(page, "疑点")
    open_ = page.locator(".remarks li.act").count()
    assert open_ >= len(WRONG)
    for left in range(open_ - 1, -1, -1):
        page.keyboard.press("a")
        page.wait_for_function(
            f"document.querySelectorAll('.remarks li.act').length === {left}", timeout=LONG_MS
        )
        # On a busy machine the page is still at work: its keys are taken up when it is done.
        settle(page)


def _send_back(page: Page, town: str) -> None:
    page.locator(".work").get_by_text(town, exact=True).click()
    page.locator(".chosen-row", has_text=town).wait_for(timeout=LONG_MS)
    settle(page)
    page.locator(".st-key-unit_actions").get_by_role("button", name="退回").click()
    page.get_by_test_id("stPopoverBody").get_by_role("button", name="退回").click()
    page.wait_for_selector(".chosen-row .state.returned", timeout=LONG_MS)
    settle(page)


def test_a_january(office: tuple[str, Path], open_page: Callable[..., Opened], tmp_path: Path) -> None:
    base, data = office
    page, seen = open_page(base, "upload")
    page.set_default_timeout(LONG_MS)

    # Twenty-three files: the one of another year is told apart, and left out.
    first = [*_write(tmp_path / "in", TOWNS[:-1], wrong=WRONG), *_write(tmp_path / "in", (LATE,), YEAR - 1)]
    _drop(page, first)
    assert "放进来 23 份：23 份可以导入" in _said(page)
    assert "年度与其余文件（2024 年）不同" in page.inner_text(".drop tbody tr:first-child")
    page.get_by_label("这次不导入的").click()
    page.get_by_role("option", name=f"{LATE}{YEAR - 1}.txt").click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="清掉不导入的 1 份").click()
    page.get_by_role("button", name="导入这 22 份").wait_for(timeout=LONG_MS)
    settle(page)
    assert "已导入 22 份" in _load(page)

    # One is missing, two do not add up; the findings are accepted by keyboard, the two sent back.
    page.get_by_text("到办理页继续").click()
    page.wait_for_url("**/worklist**")
    settle(page)
    assert "应报 23 个单位" in _said(page)
    assert "缺报 1" in _said(page)
    assert page.locator(".work .state.missing").count() == 1
    _accept_errors(page)
    _view(page, "单位")
    for town in WRONG:
        _send_back(page, town)
    page.get_by_role("button", name="退回、催报通知（3）").click()
    letters = zipfile.ZipFile(io.BytesIO(_download(page, "下载 3 份通知和清单", tmp_path / "letters.zip")))
    assert len(letters.namelist()) == 4
    sent = Document(io.BytesIO(letters.read(f"退回修改通知_{WRONG[0]}_{YEAR}.docx")))
    assert any("5" in cell.text for row in sent.tables[0].rows for cell in row.cells)

    # New versions of the two, and the missing one.
    _go(page, "导入")
    again = [*_write(tmp_path / "again", WRONG), *_write(tmp_path / "again", (LATE,))]
    _drop(page, again)
    assert page.inner_text(".drop").count("新版本，取代") == len(WRONG)
    assert "其中新版本 2 份" in _load(page)

    # All is in order: settled, and the year frozen.
    _go(page, "办理")
    assert "待核 23；错误都已处理" in _said(page)
    page.get_by_role("button", name="核定没有错误和提醒的（23）").click()
    page.get_by_role("button", name="核定这 23 个单位").click()
    page.wait_for_function("document.querySelectorAll('.work .state.settled').length === 23", timeout=LONG_MS)
    _view(page, "全年核定")
    page.get_by_role("button", name="核定全年").click()
    page.get_by_role("button", name="下载汇总表").wait_for(timeout=LONG_MS)
    book = openpyxl.load_workbook(io.BytesIO(_download(page, "下载汇总表", tmp_path / "year.xlsx")))
    assert len(book.sheetnames) > 3
    assert (seen.console, seen.errors, seen.foreign, seen.dialogs) == ([], [], [], [])

    _holds(data)


def _holds(data: Path) -> None:
    """Hold what is stored against what was done on the screen."""
    store = Store.open(data)
    states = store.rows("worklist", years=[YEAR])["state"]
    assert set(states) == {"核定"}
    snapshot = snapshots(data)[0]
    assert is_unchanged(data, snapshot)
    frozen = open_snapshot(data, snapshot).rows("totals_by_unit", years=[YEAR])
    assert frozen["unit_code"].nunique() == len(TOWNS)
    actions = [decision.action for decision in Decisions.open(DataDirectory(data)).log()]
    assert actions.count("return") == len(WRONG)
    assert actions.count("settle") == len(TOWNS)
    assert actions[-1] == "settle_year"
