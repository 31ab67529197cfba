"""Pictures of the app for README and manual: ``python -m tests.browser.screenshots [--data DIR] [--out DIR]``.

Without ``--data`` the sample county of ``python -m ingest demo`` is written first, into a temporary
directory. Each page is taken at 1366 × 768, the office's usual screen.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import ARGUMENTS, ROOT, serving, settle
from tests.conftest import CHROMIUM

WIDTH, HEIGHT = 1366, 768
# File name → address; the report is one that has a finding to show, found by a click.
PAGES = {
    "overview": "overview",
    "disclosure": "disclosure",
    "disclosure_units": "disclosure?view=各单位",
    "categories": "disclosure?view=信息类别",
    "applications": "applications",
    "litigation": "litigation",
    "compare": "compare",
    "problems": "problems",
}


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="data directory; without it the sample county is made")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        data = given.data or Path(made)
        if given.data is None:
            subprocess.run(
                [sys.executable, "-m", "ingest", "demo", "--data", str(data)], cwd=ROOT, check=True
            )
        given.out.mkdir(parents=True, exist_ok=True)
        with serving(data) as base, sync_playwright() as playwright:
            found = next(path for name in CHROMIUM if (path := shutil.which(name)))
            browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN")
            for name, address in PAGES.items():
                _take(page, f"{base}/{address}", given.out / f"{name}.png")
            _take_report(page, base, given.out / "report.png")
            browser.close()


def _take(page: Page, address: str, out: Path) -> None:
    page.goto(address)
    settle(page)
    page.wait_for_timeout(1500)
    page.screenshot(path=out)


def _take_report(page: Page, base: str, out: Path) -> None:
    """Take a report with a cell chosen, so that its place on the page is shown."""
    page.goto(f"{base}/overview")
    settle(page)
    page.locator(".heat a.doubt, .heat a.there").last.click()
    page.wait_for_url("**/report**")
    settle(page)
    page.locator(".paper a[href*='applications.new.total']").click()
    page.wait_for_selector(".paper .chosen")
    settle(page)
    page.wait_for_timeout(1500)
    page.screenshot(path=out)


if __name__ == "__main__":
    main()
