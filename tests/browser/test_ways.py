"""The ways through the app: filters in the address, from a figure to its cell, files like the screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import WITH_ORIGINAL, Opened, settle

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
    page.locator(".st-key-chart_ranked svg .mark-rect path").first.click()
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


def test_the_page_is_shown_with_its_place_marked_and_leads_back_to_the_cells(
    server: str, open_page: Callable[..., Opened]
) -> None:
    name, year = WITH_ORIGINAL
    page, seen = open_page(server, f"report?unit={name}&year={year}&cell=applications.new.total")
    page.wait_for_selector(".sheet img")
    assert page.evaluate("document.querySelector('.sheet img').naturalWidth") > 1000
    assert page.locator(".sheet a.at").count() == 1
    page.locator(".sheet a[href*='applications.carried_in.total']").click()
    page.wait_for_url("**cell=applications.carried_in.total**")
    settle(page)
    assert "上年结转" in page.inner_text("[class*=st-key-where] h2")
    assert seen.console == []


def test_a_search_is_in_the_address_and_marks_its_words(
    server: str, open_page: Callable[..., Opened]
) -> None:
    page, _ = open_page(server, "problems?view=全文检索&q=主要问题")
    assert page.locator(".dz mark").count() > 0
    page.locator("[class*=st-key-hits] a").first.click()
    page.wait_for_url("**/report**")
    settle(page)
    assert _query(page)["part"] == ["正文"]


def test_any_cell_can_be_compared_by_an_address(server: str, open_page: Callable[..., Opened]) -> None:
    measure = "复议诉讼·行政复议·结果维持"
    page, seen = open_page(server, f"compare?measure={measure}&since=2024&units=清水镇")
    assert measure in page.inner_text("[class*=st-key-filters_measure]") or (
        page.locator("[class*=st-key-filters_measure] input").first.input_value() == measure
    )
    assert "2024 年和 2025 年相比" in page.inner_text(".dz h1")
    assert seen.console == []


def test_a_narrow_screen_has_no_sideways_scroll(server: str, open_page: Callable[..., Opened]) -> None:
    for stem in ("overview", "report"):
        page, _ = open_page(server, stem, width=420, height=800)
        assert page.evaluate("document.documentElement.scrollWidth") <= 420
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 420


def test_a_click_on_a_step_of_the_flow_leads_to_the_units_behind_it(
    server: str, open_page: Callable[..., Opened]
) -> None:
    page, seen = open_page(server, "applications?since=2022")
    page.locator(".st-key-chart_flow svg .mark-rect path").nth(1).click()
    page.wait_for_url("**/compare**")
    settle(page)
    assert _query(page).get("measure", ["依申请公开·本年新收·总计"]) == ["依申请公开·本年新收·总计"]
    assert page.locator(".st-key-differences a").count() > 1
    assert (seen.console, seen.errors) == ([], [])


def test_a_click_on_a_year_chooses_it(server: str, open_page: Callable[..., Opened]) -> None:
    page, _ = open_page(server, "applications")
    page.locator(".st-key-chart_volume svg .mark-rect path").nth(3).click()
    page.wait_for_function("new URLSearchParams(location.search).get('year') === '2022'")
    settle(page)
    assert page.inner_text(".dz .lead").startswith("2022 年")


def test_a_click_on_a_year_of_a_small_line_leads_to_the_units_behind_it(
    server: str, open_page: Callable[..., Opened]
) -> None:
    page, seen = open_page(server, "disclosure")
    small = page.locator(".st-key-chart_statutory_0")
    title = small.locator("svg .role-title-text").first.text_content() or ""
    small.locator("svg .mark-symbol").last.locator("path").nth(-2).click()
    page.wait_for_url("**/compare**")
    settle(page)
    query = _query(page)
    assert query["year"] == ["2024"]
    kind, what = title.split("·")
    assert query["measure"][0].startswith(f"主动公开·{kind}")
    assert what in query["measure"][0]
    assert page.locator(".st-key-differences a").count() > 1
    assert (seen.console, seen.errors) == ([], [])


def test_a_click_on_an_outcome_leads_to_the_units_behind_it(
    server: str, open_page: Callable[..., Opened]
) -> None:
    page, seen = open_page(server, "litigation")
    mark = page.locator(".st-key-chart_outcomes_0 svg .mark-rect path:not([aria-label*='value: 0;'])").first
    said = dict(part.split(": ") for part in (mark.get_attribute("aria-label") or "").split("; "))
    mark.click()
    page.wait_for_url("**/compare**")
    settle(page)
    query = _query(page)
    assert query["measure"] == [f"复议诉讼·行政复议·{said['outcome']}"]
    assert query.get("year", ["2025"]) == [said["year"]]
    values = page.locator(".st-key-differences td.n").all_inner_texts()
    assert said["value"] in values or sum(map(int, filter(str.isdigit, values))) >= int(said["value"])
    assert page.locator(".st-key-differences a").count() > 1
    assert (seen.console, seen.errors) == ([], [])


def test_a_click_on_a_part_of_several_cells_counts_them_unit_by_unit(
    server: str, open_page: Callable[..., Opened]
) -> None:
    page, seen = open_page(server, "applications?year=2024")
    # The number stands on its part, and answers for it.
    page.locator(".st-key-chart_results svg .layer_1_marks text:not(:empty)").last.click()
    page.wait_for_function("new URLSearchParams(location.search).get('count')")
    settle(page)
    name = _query(page)["count"][0]
    assert f"{name}（件）：各单位历年" in page.inner_text("[data-testid=stMain]")
    assert page.locator(".st-key-heat").bounding_box()["y"] < 768
    assert (seen.console, seen.errors) == ([], [])
