"""Take the manual's pictures from the app itself, on the sample county: ``python docs/screenshots.py [NAME …]``.

The sample is looked for in ``data/demo``, or where DISCLOSURE_DATA says (``python -m ingest demo``).
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
SAMPLE = Path(os.environ.get("DISCLOSURE_DATA", ROOT / "data" / "demo"))
# Each picture and the address it is taken at; the report is one of the sample with a table that does not add up.
PICTURES = {
    "overview": "overview",
    "disclosure": "disclosure",
    "applications": "applications",
    "compare": "compare?since=2024",
    "worklist": "worklist?year=2025&who=枫荷镇",
    "report": "report?unit=枫荷镇&year=2025&cell=applications.results_total.total",
}
# A common office screen.
WIDTH, HEIGHT = 1366, 768
START_SECONDS = 60
SETTLE_MS = 4000


def main(names: list[str]) -> None:
    """Write docs/images/NAME.png for each picture named, all of them where none is."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = str(free.getsockname()[1])
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "app.py",
            "--server.headless",
            "true",
            "--server.port",
            port,
        ],
        cwd=ROOT,
        env={**os.environ, "DISCLOSURE_DATA": str(SAMPLE)},
    )
    try:
        address = f"http://localhost:{port}"
        _wait(f"{address}/_stcore/health")
        _take(address, names or list(PICTURES))
    finally:
        server.terminate()
        server.wait()


def _wait(address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)
        else:
            return


def _take(address: str, names: list[str]) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN", color_scheme="light"
        )
        IMAGES.mkdir(exist_ok=True)
        for name in names:
            page.goto(f"{address}/{PICTURES[name]}")
            page.wait_for_selector("h1")
            page.wait_for_timeout(SETTLE_MS)
            page.screenshot(path=IMAGES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
