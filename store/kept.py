"""What every load keeps beside the builds: the originals by content, and what the parser made of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from store.paths import DataDirectory, put


def original(data: DataDirectory, sha256: str, suffix: str) -> Path:
    """Return where the original with this content is kept."""
    return data.originals / sha256[:2] / f"{sha256}{suffix}"


def keep_original(data: DataDirectory, sha256: str, suffix: str, content: bytes) -> None:
    """Keep a file's bytes; those that are there already stay untouched."""
    path = original(data, sha256, suffix)
    if not path.is_file():
        put(path, content)


def keep_result(data: DataDirectory, version: str, sha256: str, result: dict[str, Any]) -> None:
    """Keep a parse result. It can be had again, so it need not outlast a power cut."""
    packed = json.dumps(result, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    put(_result(data, version, sha256), packed, lasting=False)


def has_result(data: DataDirectory, version: str, sha256: str) -> bool:
    """Return whether this version of the parser has read this content."""
    return _result(data, version, sha256).is_file()


def read_result(data: DataDirectory, version: str, sha256: str) -> dict[str, Any] | None:
    """Return the parse result, or None where there is none or it is damaged."""
    return _read(_result(data, version, sha256))


def read_older_result(data: DataDirectory, versions: Sequence[str], sha256: str) -> dict[str, Any] | None:
    """Return the latest parse result that versions other than these left, or None."""
    others = [path for path in data.parsed.glob(f"*/{sha256}.json") if path.parent.name not in versions]
    for path in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True):
        result = _read(path)
        if result is not None:
            return result
    return None


def _result(data: DataDirectory, version: str, sha256: str) -> Path:
    return data.parsed / version / f"{sha256}.json"


def _read(path: Path) -> dict[str, Any] | None:
    try:
        result: dict[str, Any] = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    return result
