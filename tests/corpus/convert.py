"""Making PDF of Word files with LibreOffice and of web pages with Chromium, several files at a time."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.corpus.cases import Case

# LibreOffice takes seconds to start, so it is handed many files at once.
_BATCH = 40
_LIMIT_S = 300


def office() -> str | None:
    """Return the LibreOffice program of this machine, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def chromium() -> str | None:
    """Return the Chromium program of this machine, or None."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def convert(cases: Sequence[Case]) -> list[Case]:
    """Given cases, return them with those converted that are still waiting for it.

    A case whose program is not installed here, or that could not be converted, is left out.
    """
    by_office = [case.path for case in cases if case.convert == "office"]
    by_chromium = [case.path for case in cases if case.convert == "chromium"]
    for at in range(0, len(by_office), _BATCH):
        _office_pdf(by_office[at : at + _BATCH])
    _chromium_pdf(by_chromium)
    done = [
        replace(c, path=c.path.with_suffix(".pdf"), convert="none") if c.convert != "none" else c
        for c in cases
    ]
    return [case for case in done if case.path.exists()]


def _office_pdf(paths: Sequence[Path]) -> None:
    program = office()
    if program is None or not paths:
        return
    with tempfile.TemporaryDirectory() as profile:
        command = [
            program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", "pdf",
            "--outdir", str(paths[0].parent), *map(str, paths),
        ]  # fmt: skip
        subprocess.run(command, check=False, capture_output=True, timeout=_LIMIT_S)


def _chromium_pdf(paths: Sequence[Path]) -> None:
    program = chromium()
    if program is None or not paths:
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page()
        for path in paths:
            page.goto(path.as_uri())
            page.pdf(path=str(path.with_suffix(".pdf")), prefer_css_page_size=True, print_background=True)
        browser.close()
