"""What another program makes of our workbooks: every formula worked out anew by LibreOffice."""

from __future__ import annotations

import math
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

SECONDS = 120
_FORMULA_CELL = re.compile(r'(<c r="[A-Z]+\d+"[^>]*?)(?: t="\w+")?(>)(<f>.*?</f>)<v>.*?</v>')


def stripped(source: Path, target: Path) -> None:
    """Copy a workbook without the stored result of any formula, so that none can be taken on trust."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/"):
                content = _FORMULA_CELL.sub(r"\1\2\3", content.decode("utf-8")).encode("utf-8")
            new.writestr(name, content)


def office() -> str:
    """Return the path of LibreOffice, or skip."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        pytest.skip("no LibreOffice on this machine")
    return found


def recalculated(files: list[Path], folder: Path) -> list[Path]:
    """Return the workbooks with all formulas worked out anew."""
    source, target = folder / "stripped", folder / "recalculated"
    source.mkdir()
    for file in files:
        stripped(file, source / file.name)
    return converted([source / file.name for file in files], folder, "xlsx", target)


def converted(files: list[Path], folder: Path, kind: str, target: Path | None = None) -> list[Path]:
    """Return what LibreOffice makes of the files in another format, or skip where it is not installed."""
    target = target or folder / kind
    profile = (folder / "profile").as_uri()
    command = [office(), f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
    names = [str(file) for file in files]
    subprocess.run(
        [*command, "--outdir", str(target), *names], check=True, timeout=SECONDS, capture_output=True
    )
    return [target / f"{file.stem}.{kind}" for file in files]


Values = Mapping[tuple[str, str], object]


def values(path: Path, *, formulas: bool = False) -> Values:
    """Return the cells of a workbook that hold something, by sheet and address: results, or formulas."""
    book = openpyxl.load_workbook(path, data_only=not formulas)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def formula_cells(path: Path) -> list[tuple[str, str]]:
    """Return where the formulas of a workbook stand."""
    book = openpyxl.load_workbook(path)
    return [
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def same(stored: object, found: object) -> bool:
    """Return whether two results are the same; an empty cell and an empty text are."""
    if isinstance(stored, (int, float)) and isinstance(found, (int, float)):
        return math.isclose(stored, found, rel_tol=1e-12, abs_tol=1e-9)
    return (stored or "") == (found or "")
