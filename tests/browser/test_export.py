"""The page 导出: each of its files opens, and holds the numbers of the screen."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import openpyxl
import pandas as pd
import pypdfium2
import pytest
from playwright.sync_api import Page

import form
from exports import paper
from exports.county import read_county
from exports.keeping import settled_snapshot
from exports.readback import numbers_of_draft
from exports.source import Settled
from exports.statutory_sheet import SHEETS
from store import Store
from store.decisions.actions import ALONE
from store.settle import open_snapshot, settle_year
from tests.browser.conftest import Opened, serving
from tests.exports.counties import MADE_AT
from tests.store.decided import decide, on_cell
from tests.store.factory import make_store

pytestmark = pytest.mark.browser
YEAR = 2024
TOP = 3
DECISIONS = ("licensing", "penalties", "coercion")
NEW = form.Address("applications", "new", "total")


def _download(page: Page, key: str, folder: Path) -> Path:
    with page.expect_download(timeout=60_000) as caught:
        page.locator(f".st-key-get_{key} button").click()
    target = folder / caught.value.suggested_filename
    caught.value.save_as(target)
    return target


def _shown(page: Page) -> list[int]:
    """Return the sums of the page's answer: applications, decisions, cases."""
    said = page.inner_text(".dz .lead")
    return [int(number.replace(",", "")) for number in re.findall(r"([\d,]+) 件", said)]


def _county(book: openpyxl.Workbook, table: str, row: str, column: str) -> float:
    address = form.Address(table, row, column)
    declared = form.edition_for_year(YEAR).table(table)
    box = next(box for box in paper.boxes(declared) if box.address == address)
    return float(str(book[SHEETS[table]].cell(TOP + box.top + 1, box.left + 1).value))


def test_the_workbook_and_the_data_hold_the_numbers_of_the_screen(
    server: str, open_page: Callable[..., Opened], tmp_path: Path
) -> None:
    page, seen = open_page(server, f"export?year={YEAR}")
    applications, decisions, cases = _shown(page)
    reach = re.search(r"已报 (\d+/\d+)", page.inner_text(".dz .lead"))
    assert reach is not None

    book = openpyxl.load_workbook(_download(page, "workbook", tmp_path), data_only=True)
    assert _county(book, "applications", "new", "total") == applications
    assert sum(_county(book, "disclosure", row, "decisions") for row in DECISIONS) == decisions
    suits = [row.key for row in form.TABLES["litigation"].rows]
    assert sum(_county(book, "litigation", row, "total") for row in suits) == cases
    assert reach[1] in str(book[SHEETS["litigation"]]["A2"].value)

    with zipfile.ZipFile(_download(page, "data", tmp_path)) as archive:
        cells = pd.read_csv(io.BytesIO(archive.read("cells.csv")), encoding="utf-8-sig")
        units = pd.read_csv(io.BytesIO(archive.read("units.csv")), encoding="utf-8-sig")
        packed = pd.read_parquet(io.BytesIO(archive.read("cells.parquet")))
    counted = set(units.loc[units["kind"] != "县政府", "unit_code"])
    for frame in (cells, packed):
        new = (frame["row_key"] == "new") & (frame["column_key"] == "total") & (frame["year"] == YEAR)
        assert frame.loc[new & frame["unit_code"].isin(counted), "value"].sum() == applications

    lines = _download(page, "json", tmp_path).read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["year"] for line in lines} == {YEAR}
    for edition in form.EDITIONS:
        assert len(openpyxl.load_workbook(_download(page, f"form_{edition}", tmp_path)).sheetnames) == 5
        assert "手工录入" in _download(page, f"form_{edition}_csv", tmp_path).read_text(encoding="utf-8-sig")
    assert (seen.console, seen.errors, seen.foreign) == ([], [], [])


def test_draft_and_brief_hold_the_numbers_of_the_screen(
    server: str, open_page: Callable[..., Opened], tmp_path: Path
) -> None:
    page, seen = open_page(server, f"export?year={YEAR}")
    applications, decisions, cases = _shown(page)
    draft = docx.Document(str(_download(page, "draft", tmp_path)))
    said = "\n".join(paragraph.text for paragraph in draft.paragraphs)
    assert f"新收政府信息公开申请{applications:,}件" in said
    table = draft.tables[1]
    box = next(b for b in paper.boxes(form.edition_for_year(YEAR).table("applications")) if b.address == NEW)
    assert table.cell(box.top, box.left).text == str(applications)
    word = docx.Document(str(_download(page, "brief", tmp_path)))
    figures = [cell.paragraphs[1].text for cell in word.tables[0].rows[0].cells]
    wanted = [f"{number:,} 件" for number in (applications, decisions, cases)]
    assert figures[1:] == wanted
    pdf = pypdfium2.PdfDocument(_download(page, "brief_pdf", tmp_path))
    first = pdf[0].get_textpage().get_text_bounded()
    assert [figure for figure in wanted if figure not in first] == []
    assert (seen.console, seen.errors, seen.foreign) == ([], [], [])


def test_the_workbook_covers_what_is_selected(
    server: str, open_page: Callable[..., Opened], tmp_path: Path
) -> None:
    page, _ = open_page(server, f"export?year={YEAR}&kinds=乡")
    applications = _shown(page)[0]
    book = openpyxl.load_workbook(_download(page, "workbook", tmp_path), data_only=True)
    assert _county(book, "applications", "new", "total") == applications
    assert "所选单位汇总" in str(book[SHEETS["applications"]]["A1"].value)


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Return a server on a county with a correction, a settled year, and another correction after that."""
    root = tmp_path_factory.mktemp("decided")
    make_store(root)
    cells = Store.open(root).rows("facts", years=[YEAR], row_keys=["new"], column_keys=["total"])
    for at, value in ((0, 500), (1, 7000)):
        row = cells.iloc[at]
        told = on_cell(row["report_id"], printed=f"{row['value']:g}", value=value)
        decide(root, "correct", **told)  # type: ignore[arg-type]
        if at == 0:
            settle_year(root, ALONE, YEAR, reason="到期")
    with serving(root) as base:
        yield base, root


@pytest.mark.parametrize("basis", ["报送数", "更正后", "核定数"])
def test_each_kind_of_numbers_is_that_of_the_screen(
    decided: tuple[str, Path], basis: str, open_page: Callable[..., Opened], tmp_path: Path
) -> None:
    base, root = decided
    page, seen = open_page(base, f"export?year={YEAR}&basis={basis}")
    applications = _shown(page)[0]
    snapshot_store = open_snapshot(root, settled_snapshot(root, YEAR))
    sources = {
        "报送数": Store.open(root),
        "更正后": Store.open(root, basis="corrected"),
        "核定数": Settled(snapshot_store),
    }
    county = read_county(sources[basis], YEAR, MADE_AT)
    assert county.this.totals[NEW].value == applications
    path = _download(page, "workbook", tmp_path)
    book = openpyxl.load_workbook(path, data_only=True)
    assert _county(book, "applications", "new", "total") == applications
    draft = _download(page, "draft", tmp_path).read_bytes()
    assert numbers_of_draft(draft, county)["", NEW] == applications
    assert (seen.console, seen.errors, seen.foreign) == ([], [], [])
