"""Signing in and out in a real browser, on a link that somebody sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from store.decisions.accounts import Accounts
from store.paths import DataDirectory
from tests.browser.conftest import READY_MS, serving, settle, watch
from tests.browser.test_access import violations
from tests.store.factory import make_report, make_store

pytestmark = pytest.mark.browser
PASSWORD = "correct horse"


def test_somebody_signs_in_reloads_and_signs_out(browser: Browser, tmp_path: Path) -> None:
    make_store(tmp_path, [make_report("清水镇", 2024), make_report("石桥镇", 2024)])
    Accounts(DataDirectory(tmp_path)).add("王主任", PASSWORD, "负责人")
    with serving(tmp_path) as base:
        page = browser.new_page(locale="zh-CN")
        seen = watch(page, base)
        page.goto(f"{base}/litigation")
        expect(page.get_by_role("heading", name="登录")).to_be_visible(timeout=READY_MS)
        assert "清水镇" not in page.content()
        assert violations(page) == []
        assert page.get_by_role("link", name="总览").count() == 0
        page.get_by_label("账号").fill("王主任")
        for password, shown in (("wrong password", "账号或密码不对"), (PASSWORD, "王主任 · 负责人")):
            page.locator("input[type=password]").fill(password)
            page.get_by_role("button", name="登录", exact=True).click()
            expect(page.get_by_text(shown)).to_be_visible(timeout=READY_MS)
        settle(page)
        assert page.url.startswith(f"{base}/litigation")
        page.reload()
        expect(page.get_by_text("王主任 · 负责人")).to_be_visible(timeout=READY_MS)
        page.get_by_role("button", name="退出登录").click()
        expect(page.get_by_role("heading", name="登录")).to_be_visible(timeout=READY_MS)
        page.reload()
        expect(page.get_by_role("heading", name="登录")).to_be_visible(timeout=READY_MS)
        assert (seen.console, seen.errors, seen.foreign) == ([], [], [])
        page.close()


def test_without_accounts_the_page_says_that_it_is_for_this_machine(server: str, open_page) -> None:
    page, _ = open_page(server, "overview")
    expect(page.get_by_text("单机使用")).to_be_attached()
    assert page.get_by_role("button", name="退出登录").count() == 0
