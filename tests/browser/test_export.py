"""The page 导出: each of its files opens, and holds the numbers of the screen."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import Page

import form
from exports import paper
from exports.statutory_sheet import SHEETS
from tests.browser.conftest import Opened

pytestmark = pytest.mark.browser
YEAR = 2024
TOP = 3
DECISIONS = ("licensing", "penalties", "coercion")


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


def test_the_files_hold_the_numbers_of_the_screen(
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
    counted = set(units.loc[units["kind"] != "县政府", "unit_code"])
    new = (cells["row_key"] == "new") & (cells["column_key"] == "total") & (cells["year"] == YEAR)
    assert cells.loc[new & cells["unit_code"].isin(counted), "value"].sum() == applications

    lines = _download(page, "json", tmp_path).read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["year"] for line in lines} == {YEAR}
    for edition in form.EDITIONS:
        assert len(openpyxl.load_workbook(_download(page, f"form_{edition}", tmp_path)).sheetnames) == 5
    assert (seen.console, seen.errors, seen.foreign) == ([], [], [])


def test_the_workbook_covers_what_is_selected(
    server: str, open_page: Callable[..., Opened], tmp_path: Path
) -> None:
    page, _ = open_page(server, f"export?year={YEAR}&kinds=乡")
    applications = _shown(page)[0]
    book = openpyxl.load_workbook(_download(page, "workbook", tmp_path), data_only=True)
    assert _county(book, "applications", "new", "total") == applications
    assert "所选单位汇总" in str(book[SHEETS["applications"]]["A1"].value)
