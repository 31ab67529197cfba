"""The floors of the house: each room imports only what stands below it, and each tool has one room."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("app", "exports", "form", "ingest", "pages", "store", "ui")

# Which rooms a room may import from, itself apart.
BELOW: dict[str, frozenset[str]] = {
    "form": frozenset(),
    "store": frozenset({"form"}),
    "ingest": frozenset({"form"}),
    "exports": frozenset({"store", "form"}),
    "ui": frozenset({"exports", "store", "form"}),
    "pages": frozenset({"ui", "exports", "store", "form"}),
    "app": frozenset({"ui"}),
}
# What only these may import: a tool, and where it is at home.
HOMES: dict[str, tuple[str, ...]] = {
    "streamlit": ("app", "ui", "pages"),
    "duckdb": ("store",),
    "sqlite3": ("store",),
    "pdfplumber": ("ingest.readers",),
    "pdfminer": ("ingest.readers",),
    "pypdfium2": ("ingest.readers",),
    "pypdfium2_raw": ("ingest.readers",),
}
# Pages reach ingest through two doors: uploads and page pictures.
DOORS = 2


@dataclass(frozen=True)
class Import:
    """An import as it stands: who imports what, on which line, and whether inside a function."""

    importer: str
    imported: str
    line: int
    inside: bool

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.imported}"


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _sources() -> list[Path]:
    rooms = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    return [*rooms, *([ROOT / "app.py"] if (ROOT / "app.py").exists() else [])]


def _walk(node: ast.AST, inside: bool = False) -> Iterator[tuple[ast.AST, bool]]:
    for child in ast.iter_child_nodes(node):
        yield child, inside
        function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield from _walk(child, inside or function)


def _imports(path: Path) -> Iterator[Import]:
    importer = _module(path)
    package = importer.split(".") if path.name == "__init__.py" else importer.split(".")[:-1]
    for node, inside in _walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(importer, alias.name, node.lineno, inside)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                yield Import(importer, f"{module}.{alias.name}", node.lineno, inside)


IMPORTS = [found for path in _sources() for found in _imports(path)]


def _is(name: str, *modules: str) -> bool:
    return any(name == module or name.startswith(f"{module}.") for module in modules)


def _room(name: str) -> str:
    return name.split(".")[0]


def _outermost(name: str) -> bool:
    return _is(name, "app", "ingest.__main__", "ingest.commands")


def _is_load_step(name: str) -> bool:
    return name.startswith("ingest.load")


def _allowed(found: Import) -> bool:
    room, other = _room(found.importer), _room(found.imported)
    if other == room or other in BELOW[room]:
        return True
    if room == "ingest" and other == "store":
        return _is_load_step(found.importer)
    if room == "ui" and other == "pages":
        return found.importer == "ui.shell" and found.inside
    return room in ("ui", "pages") and other == "ingest"


def test_there_are_imports_to_read() -> None:
    assert {_room(found.importer) for found in IMPORTS} >= {"form", "ingest", "store"}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_stands_below_it(room: str) -> None:
    own = [found for found in IMPORTS if _room(found.importer) == room and _room(found.imported) in ROOMS]
    broken = [str(found) for found in own if not _outermost(found.importer) and not _allowed(found)]
    assert broken == []


def test_app_hands_over_to_the_shell_and_knows_nothing_else() -> None:
    own = [found for found in IMPORTS if found.importer == "app"]
    assert [str(found) for found in own if not _is(found.imported, "ui.shell")] == []


def test_no_room_imports_a_command() -> None:
    broken = [
        str(found)
        for found in IMPORTS
        if _is(found.imported, "ingest.commands", "ingest.__main__") and not _outermost(found.importer)
    ]
    assert broken == []


def test_a_page_imports_no_other_page() -> None:
    broken = [
        str(found)
        for found in IMPORTS
        if _room(found.importer) == "pages" and _room(found.imported) == "pages"
    ]
    assert broken == []


def test_screens_reach_ingest_through_two_doors() -> None:
    doors = {
        found.importer
        for found in IMPORTS
        if _room(found.importer) in ("ui", "pages") and _room(found.imported) == "ingest"
    }
    assert len(doors) <= DOORS, sorted(doors)


@pytest.mark.parametrize("tool", HOMES)
def test_a_tool_has_one_home(tool: str) -> None:
    broken = [
        str(found) for found in IMPORTS if _is(found.imported, tool) and not _is(found.importer, *HOMES[tool])
    ]
    assert broken == []


def test_nothing_of_the_project_imports_its_tests() -> None:
    assert [str(found) for found in IMPORTS if _room(found.imported) in ("tests", "benchmarks")] == []


def test_start_needs_only_the_standard_library() -> None:
    names = {_room(found.imported) for found in _imports(ROOT / "start.py")}
    assert names <= sys.stdlib_module_names
