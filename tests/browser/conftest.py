"""A server just started on invented reports, and a real Chromium to look at it."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

if importlib.util.find_spec("playwright") is None:
    pytest.skip("playwright is not installed", allow_module_level=True)

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from store import DataDirectory, Store
from store.kept import keep_original
from tests.store.factory import make_store

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 90
READY_MS = 60_000
# A page that runs again and again is not waited for without end.
MOST_RUNS = 10
IDLE = (
    "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState !== 'running'"
    " && !document.querySelector('[data-stale=true]')"
)
# The one report whose original is there.
WITH_ORIGINAL = ("清水镇", 2024)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
)
# What Streamlit itself asks for on a deep link before it knows where its root is.
OWN_404 = ("/_stcore/health", "/_stcore/host-config")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextlib.contextmanager
def serving(data: Path) -> Iterator[str]:
    """Start the app on a data directory, and return its address until the block ends."""
    port = free_port()
    log = data / "server.log"
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with log.open("w", encoding="utf-8") as written:
        process = subprocess.Popen(
            [*command, "--server.headless", "true"],
            cwd=ROOT,
            env=os.environ | {"DISCLOSURE_DATA": str(data)},
            stdout=written,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(f"http://localhost:{port}/_stcore/health", process)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, OSError), urllib.request.urlopen(address, timeout=2):
            return
        time.sleep(0.2)
    raise RuntimeError("the server did not start")


@dataclass
class Seen:
    """What a page did besides showing itself."""

    console: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)


def watch(page: Page, base: str) -> Seen:
    """Return a record of what the page does from now on."""
    seen = Seen()

    def console(message: ConsoleMessage) -> None:
        place = message.location.get("url", "")
        if message.type in ("error", "warning") and not ("404" in message.text and place.endswith(OWN_404)):
            seen.console.append(f"{message.type}: {message.text} ({place})")

    def request(asked: Request) -> None:
        if not asked.url.startswith((base, base.replace("http", "ws", 1), "data:", "blob:")):
            seen.foreign.append(asked.url)

    page.on("console", console)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("request", request)
    page.on(
        "websocket", lambda socket: seen.foreign.extend([socket.url] if "localhost" not in socket.url else [])
    )
    page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.dismiss()))
    return seen


def settle(page: Page) -> None:
    """Wait until the page has its title, and the server has had nothing to send for a while."""
    page.wait_for_selector(".dz h1", timeout=READY_MS)
    for _ in range(MOST_RUNS):
        page.wait_for_function(IDLE, timeout=READY_MS)
        page.wait_for_timeout(700)
        # What was chosen last may only now have reached a busy server.
        if page.evaluate(IDLE):
            return


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Return a headless Chromium that asks nobody for anything by itself."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data directory with an invented county."""
    data = tmp_path_factory.mktemp("county")
    make_store(data)
    store = Store.open(data)
    reports = store.rows("reports", years=[WITH_ORIGINAL[1]])
    store.close()
    one = reports[reports["unit_name"] == WITH_ORIGINAL[0]].iloc[0]
    keep_original(DataDirectory(data), one["report_id"], one["suffix"], blank_pages(int(one["pages"])))
    return data


def blank_pages(pages: int) -> bytes:
    """Return a PDF of so many A4 pages with a line of print on each."""
    written = io.BytesIO()
    sheet = canvas.Canvas(written, pagesize=A4)
    for number in range(1, pages + 1):
        sheet.drawString(72, 720, f"page {number}")
        sheet.showPage()
    sheet.save()
    return written.getvalue()


@pytest.fixture(scope="session")
def server(county: Path, browser: Browser) -> Iterator[str]:
    """Return the address of a server on the invented county. ``browser`` comes first, so that it can skip."""
    del browser
    with serving(county) as base:
        yield base


Opened = tuple[Page, Seen]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Opened]]:
    """Return a function that opens an address in a fresh page and waits until it stands."""
    pages: list[Page] = []

    def opened(base: str, path: str, width: int = 1366, height: int = 768) -> Opened:
        page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
        pages.append(page)
        seen = watch(page, base)
        page.goto(f"{base}/{path}")
        settle(page)
        return page, seen

    yield opened
    for page in pages:
        page.close()
