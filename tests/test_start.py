"""The way in: what start.py does before the project is there, and the settings that the app starts with."""

from __future__ import annotations

import subprocess
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import start

CONFIG = tomllib.loads((start.ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
# WCAG 2.2, 1.4.3: text against its background.
CONTRAST = 4.5


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """Return the commands that were run, none of them in earnest."""
    commands: list[list[str]] = []

    def run(command: Sequence[str | Path], **_options: bool) -> None:
        commands.append([str(part) for part in command])
        (tmp_path / "venv" / "bin").mkdir(parents=True, exist_ok=True)

    monkeypatch.setattr(start, "VENV", tmp_path / "venv")
    monkeypatch.setattr(start, "_run", run)
    return commands


def test_what_is_installed_is_not_installed_again(ran: list[list[str]]) -> None:
    start._install(("ocr", "test"), None)
    first = len(ran)
    start._install(("ocr",), None)
    assert first == 2
    assert len(ran) == first


def test_a_missing_extra_is_installed(ran: list[list[str]]) -> None:
    start._install(("ocr",), None)
    start._install(("ocr", "test"), None)
    assert ran[-1][-1].endswith("[ocr,test]")


def test_a_changed_declaration_is_installed_again(ran: list[list[str]]) -> None:
    start._install(("ocr",), None)
    (start.VENV / "installed.txt").write_text("0 ocr", encoding="utf-8")
    before = len(ran)
    start._install(("ocr",), None)
    assert len(ran) > before


def test_a_folder_of_wheels_needs_no_network(ran: list[list[str]], tmp_path: Path) -> None:
    start._install(("ocr",), tmp_path)
    assert "--no-index" in ran[-1]
    assert str(tmp_path) in ran[-1]


def test_a_python_that_is_too_old_is_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start, "OLDEST_PYTHON", (99, 0))
    assert start.main([]) == 2
    assert "3.11" in capsys.readouterr().err


@pytest.mark.parametrize("accounts", [True, False])
def test_other_machines_may_open_it_only_where_there_are_accounts(
    accounts: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commands: list[list[str]] = []

    def run(command: Sequence[str | Path], **_options: object) -> subprocess.CompletedProcess[str]:
        commands.append([str(part) for part in command])
        return subprocess.CompletedProcess(commands[-1], 0 if accounts or "user" not in commands[-1] else 1)

    monkeypatch.setattr(start, "_install", lambda *_: None)
    monkeypatch.setattr(start.subprocess, "run", run)
    status = start.main(["--share", "--data", str(tmp_path)])
    served = [command for command in commands if "streamlit" in command]
    assert status == (0 if accounts else 2)
    assert ["0.0.0.0" in command for command in served] == [True] * accounts
    assert ("还没有账号" in capsys.readouterr().err) != accounts


def test_packages_are_named_where_they_cannot_be_installed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ran: list[list[str]]
) -> None:
    monkeypatch.setattr(start.shutil, "which", lambda _name: None)
    start._install_debian(("chromium",))
    assert "chromium" in capsys.readouterr().err
    assert ran == []


def test_nothing_leaves_the_machine() -> None:
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["server"]["address"] == "localhost"
    assert "http" not in str(CONFIG)


def test_a_failure_shows_no_traceback() -> None:
    assert CONFIG["client"]["showErrorDetails"] == "none"


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read_in_both_themes(theme: str) -> None:
    colours: dict[str, Any] = CONFIG["theme"][theme]
    for text in ("textColor", "linkColor", "primaryColor", "orangeColor"):
        for ground in ("backgroundColor", "secondaryBackgroundColor"):
            dark, light = sorted(_luminance(colours[key]) for key in (text, ground))
            assert (light + 0.05) / (dark + 0.05) >= CONTRAST, (text, ground)
