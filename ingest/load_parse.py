"""Parse files in an executor: each costs at most itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, wait
from pathlib import Path
from typing import Any

from ingest.contract import from_json, to_json
from ingest.errors import UnreadableFile
from ingest.load_rows import check_storable
from ingest.parse import parse_file

# How long a key press may go unheard: waiting without an end cannot be interrupted on Windows.
INTERRUPT_SECONDS = 0.5

Result = dict[str, Any] | UnreadableFile


def parse_to_json(path: str) -> dict[str, Any]:
    """Given the path of a file, return its report as the parse contract has it; runs in the executor.

    Half characters that some fonts and file names leave (lone surrogates) become "?": they are
    no text, and nothing after this could write them.
    """
    packed = json.dumps(to_json(parse_file(Path(path))), ensure_ascii=False).encode("utf-8", "replace")
    result: dict[str, Any] = json.loads(packed)
    return result


def parse_all(files: Iterable[tuple[str, Path]], executor: Executor) -> Iterator[tuple[str, Result]]:
    """Given (key, path) pairs, yield (key, parse result or why there is none) as they come.

    When the iteration is broken off, what has not begun is cancelled.
    """
    futures: dict[Future[dict[str, Any]], tuple[str, Path]] = {}
    for key, path in files:
        futures[executor.submit(parse_to_json, str(path))] = (key, path)
    try:
        while futures:
            done, _ = wait(futures, timeout=INTERRUPT_SECONDS, return_when="FIRST_COMPLETED")
            for future in done:
                key, _ = futures.pop(future)
                yield key, _outcome(future)
    finally:
        for future in futures:
            future.cancel()


def _outcome(future: Future[dict[str, Any]]) -> Result:
    """Return what came of a file: any error but an interrupt is that file's own."""
    try:
        result = future.result()
        report = from_json(result)
        if report.error is not None:
            return UnreadableFile(report.error.code, report.error.message)
        check_storable(report)
    except UnreadableFile as error:
        return error
    except Exception as error:  # noqa: BLE001 - the boundary that isolates a file from the rest of the load
        return _crashed(error)
    return result


def _crashed(error: Exception) -> UnreadableFile:
    crashed = UnreadableFile(
        "crashed", f"读取程序出错（{type(error).__name__}），已跳过这个文件，请把它发给维护人员"
    )
    crashed.__cause__ = error
    return crashed
