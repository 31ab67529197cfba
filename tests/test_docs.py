"""What is documented is what there is: commands, findings, settings, pages, and what is generated."""

from __future__ import annotations

import argparse
import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import form
import ingest.commands
from ingest.commands import docs
from ingest.errors import UnreadableFile
from ingest.rules import RULES

ROOT = Path(__file__).resolve().parent.parent
MANUAL = sorted((ROOT / "docs").glob("*.md"))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *MANUAL]
COMMANDS = sorted(
    module.name
    for module in pkgutil.iter_modules(ingest.commands.__path__)
    if not module.name.startswith("_")
)
SETTING = re.compile(r'"(DISCLOSURE_[A-Z_]+)"')


def _text() -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


@pytest.mark.parametrize("name", docs.pages())
def test_a_generated_page_is_what_the_declarations_give(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == docs.pages()[name]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_manual(name: str) -> None:
    assert f"python -m ingest {name}" in _text()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_is_in_the_manual(name: str) -> None:
    parser = argparse.ArgumentParser(add_help=False)
    importlib.import_module(f"ingest.commands.{name}").add_arguments(parser)
    options = {flag for action in parser._actions for flag in action.option_strings if flag.startswith("--")}
    page = (ROOT / "docs" / "命令.md").read_text(encoding="utf-8")
    section = page.split(f"## {name}\n", 1)[1].split("\n## ", 1)[0]
    assert {option for option in options if f"`{option}" not in section} == set()


@pytest.mark.parametrize("rule", RULES)
def test_every_kind_of_finding_is_explained(rule: str) -> None:
    assert f"（`{rule}`）" in (ROOT / "docs" / "疑点说明.md").read_text(encoding="utf-8")


def test_every_rule_of_the_form_is_a_kind_of_finding() -> None:
    assert {relation.rule for relation in form.RELATIONS} <= RULES.keys()
    assert {relation.rule: relation.severity for relation in form.RELATIONS}.items() <= {
        key: rule.severity for key, rule in RULES.items()
    }.items()


def _settings() -> set[str]:
    rooms = ("app.py", "start.py", "exports", "form", "ingest", "pages", "store", "ui")
    paths = [path for room in rooms for path in [ROOT / room, *(ROOT / room).rglob("*.py")] if path.is_file()]
    return {name for path in paths for name in SETTING.findall(path.read_text(encoding="utf-8"))}


def test_every_setting_is_in_the_manual() -> None:
    assert {name for name in _settings() if f"`{name}`" not in _text()} == set()


def test_every_page_of_the_app_is_in_the_manual() -> None:
    stems = {path.stem for path in (ROOT / "pages").glob("*.py")} - {"__init__"}
    manual = (ROOT / "docs" / "手册.md").read_text(encoding="utf-8")
    assert {stem for stem in stems if f"`/{stem}`" not in manual} == set()


def test_every_reason_why_a_file_cannot_be_read_is_in_the_manual() -> None:
    manual = (ROOT / "docs" / "手册.md").read_text(encoding="utf-8")
    codes = set(re.findall(r"``([a-z_]+)``", UnreadableFile.__doc__ or ""))
    assert codes
    assert {code for code in codes if f"`{code}`" not in manual} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def _modules() -> list[str]:
    return sorted(module.name for module in pkgutil.walk_packages(form.__path__, "form.") if not module.ispkg)


@pytest.mark.parametrize("name", _modules())
def test_the_examples_in_docstrings_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
