"""Spreadsheets (.xlsx)."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.model import Document


def read_xlsx(path: Path) -> Document:
    """Given an .xlsx file, return its grids."""
    raise UnreadableFile("unsupported", f"暂不支持电子表格：{path.name}")
