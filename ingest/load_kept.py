"""Parse results that are kept: which of them this program still takes, and which files it has yet to read again.

A result is kept under the version of the parser. That of a scan is also under the version of recognition, and
that of a file with pages that nothing could recognise is taken only for as long as nothing can: once the extra
``ocr`` is there, the file is read again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ingest.model import Report
from ingest.parse import PARSER_VERSION
from ingest.readers import ocr
from store.kept import has_result, keep_result, read_older_result, read_result
from store.paths import DataDirectory

_RECOGNISED = ("ocr", "mixed")


def version_of(report: Report) -> str:
    """Return the version under which the result of a report is kept."""
    return _version(report.method, (finding.rule for finding in report.findings))


def _version(method: str | None, rules: Iterable[str]) -> str:
    if ocr.UNRECOGNISED in rules:
        return f"{PARSER_VERSION}-unrecognised"
    return _scanned() if method in _RECOGNISED else PARSER_VERSION


def _scanned() -> str:
    return f"{PARSER_VERSION}-ocr-{ocr.RECOGNITION_VERSION}"


def _taken() -> tuple[str, ...]:
    """Return the versions of results that are taken, the best first."""
    whole = (_scanned(), PARSER_VERSION)
    return whole if ocr.is_installed() else (*whole, f"{PARSER_VERSION}-unrecognised")


def keep(data: DataDirectory, sha256: str, result: dict[str, Any]) -> None:
    """Keep what the parser made of a content."""
    version = _version(result["method"], (finding["rule"] for finding in result["findings"]))
    keep_result(data, version, sha256, result)


def is_kept(data: DataDirectory, sha256: str) -> bool:
    """Return whether a content need not be read again."""
    return any(has_result(data, version, sha256) for version in _taken())


def kept(data: DataDirectory, sha256: str) -> dict[str, Any] | None:
    """Return the parse result of a content, or None where it has to be read, or read again."""
    for version in _taken():
        result = read_result(data, version, sha256)
        if result is not None:
            return result
    return None


def kept_before(data: DataDirectory, sha256: str) -> dict[str, Any] | None:
    """Return the latest parse result of any other version, or None."""
    return read_older_result(data, _taken(), sha256)
