"""The ways through the app: filters in the address, from a figure to its cell, files like the screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Opened, settle

pytestmark = pytest.mark.browser


def _query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def _choose(page: Page, label: str, option: str) -> None:
    page.get_by_label(label, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()
    page.wait_for_timeout(300)
    settle(page)


def test_a_filter_is_in_the_address_and_comes_back_with_it(
    server: str, open_page: Callable[..., Opened]
) -> None:
    page, _ = open_page(server, "applications")
    _choose(page, "年度", "2023")
    assert _query(page)["year"] == ["2023"]
    said = page.inner_text(".dz .lead")
    assert said.startswith("2023 年")
    again, _ = open_page(server, page.url.removeprefix(f"{server}/"))
    assert again.inner_text(".dz .lead") == said


def test_filters_are_kept_from_page_to_page(server: str, open_page: Callable[..., Opened]) -> None:
    page, _ = open_page(server, "overview?year=2023&kinds=乡")
    page.get_by_role("link", name="复议诉讼").first.click()
    page.wait_for_url("**/litigation**")
    settle(page)
    assert _query(page) == {"year": ["2023"], "kinds": ["乡"]}
    assert "2023 年 · 乡" in page.inner_text(".dz .head")


def test_a_click_in_the_matrix_opens_the_report(server: str, open_page: Callable[..., Opened]) -> None:
    page, seen = open_page(server, "overview")
    page.locator(".heat a[href*='year=2024']").first.click()
    page.wait_for_url("**/report**")
    settle(page)
    assert _query(page)["year"] == ["2024"]
    assert "2024 年年度报告" in page.inner_text(".dz h1")
    assert page.locator(".paper").count() == 3
    assert seen.console == []


def test_a_click_on_a_cell_of_the_form_says_where_it_was_printed(
    server: str, open_page: Callable[..., Opened]
) -> None:
    page, _ = open_page(server, "report")
    page.locator(".paper a[href*='applications.new.total']").click()
    page.wait_for_selector(".paper .chosen")
    settle(page)
    assert _query(page)["cell"] == ["applications.new.total"]
    assert "本年新收政府信息公开申请数量" in page.inner_text("[class*=st-key-where]")


def test_a_click_on_a_bar_leads_to_the_cell_behind_it(server: str, open_page: Callable[..., Opened]) -> None:
    page, _ = open_page(server, "applications")
    page.locator(".st-key-ranked svg .mark-rect path").first.click()
    page.wait_for_url("**/report**")
    settle(page)
    assert _query(page)["cell"] == ["applications.new.total"]


def test_downloads_hold_the_numbers_of_the_screen(
    server: str, open_page: Callable[..., Opened], tmp_path: Path
) -> None:
    page, _ = open_page(server, "applications")
    said = page.inner_text(".dz .lead")
    new = re.search(r"新收 ([\d,]+) 件", said)
    assert new is not None
    with page.expect_download() as caught:
        page.locator(".st-key-csv_volume button").click()
    caught.value.save_as(tmp_path / "a.csv")
    last = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()[-1].split(",")
    assert last[:2] == ["2025", new.group(1).replace(",", "")]
    with page.expect_download() as caught:
        page.locator(".st-key-xlsx_volume button").click()
    caught.value.save_as(tmp_path / "a.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows(values_only=True))
    assert ["2025", int(last[1])] in [list(row[:2]) for row in rows]
