"""Read files in processes of their own, and say what came of each and what it took."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ingest
from ingest.contract import to_json
from ingest.errors import UnreadableFile
from ingest.pool import IsolatingPool

LIMIT_S = 60.0
LIMIT_MIB = 1536.0

# What the process runs: one path a line comes in, one JSON object a line goes out.
_CHILD = """
import json, sys, time
from pathlib import Path
import ingest
from ingest.contract import to_json
status = Path("/proc/self/status")
def peak():
    if not status.exists():
        return 0.0
    return next(int(l.split()[1]) / 1024 for l in status.read_text().splitlines() if l.startswith("VmHWM"))
for line in sys.stdin:
    begin = time.perf_counter()
    report = ingest.parse_file(Path(json.loads(line)))
    took = time.perf_counter() - begin
    print(json.dumps({"seconds": took, "mib": peak(), "report": to_json(report)}), flush=True)
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a file.

    Attributes:
        report: The parse contract's object, or None where the process died or was stopped.
        seconds: What reading took.
        mib: Peak resident memory of the process, in MiB (0 where the system does not tell).
        died: How the process ended, where it did: its last words.
    """

    report: dict[str, Any] | None
    seconds: float
    mib: float
    died: str = ""


def read_pooled(path: Path) -> Outcome:
    """Given a path, return what came of reading it in the pool that loads and uploads read in.

    What hangs or grows inside a library can only be stopped from outside; the pool does that.
    """
    begin = time.perf_counter()
    with IsolatingPool(1) as pool:
        try:
            report = to_json(pool.submit(ingest.parse_file, path).result(timeout=LIMIT_S))
        except UnreadableFile as problem:
            error = {"code": problem.code, "message": problem.message}
            report = {"error": error, "cells": [], "findings": []}
        except TimeoutError:
            pool.shutdown(wait=False, cancel_futures=True)
            return Outcome(None, LIMIT_S, 0.0, f"not done after {LIMIT_S:.0f} s")
    return Outcome(report, time.perf_counter() - begin, 0.0)


def read_together(paths: Sequence[Path]) -> list[Outcome]:
    """Given paths, return what came of each, read one after the other in one process.

    Much faster than a process each; where the process dies, the rest is read in another.
    """
    found: list[Outcome] = []
    while len(found) < len(paths):
        rest = paths[len(found) :]
        lines = "".join(json.dumps(str(path)) + "\n" for path in rest)
        try:
            done = subprocess.run(
                [sys.executable, "-c", _CHILD],
                input=lines.encode(),
                capture_output=True,
                timeout=LIMIT_S * len(rest),
                check=False,
            )
            output, code, errors = done.stdout, done.returncode, done.stderr
        except subprocess.TimeoutExpired as expired:
            output, code, errors = expired.stdout or b"", 1, b"stopped"
        answers = output.decode().splitlines()
        found += [_outcome(answer, 0, "") for answer in answers]
        if len(answers) < len(rest):
            found.append(Outcome(None, 0.0, 0.0, f"exit {code}: " + errors.decode("utf-8", "replace")[-600:]))
    return found


def _outcome(answer: str, code: int, errors: str) -> Outcome:
    if not answer.strip():
        return Outcome(None, 0.0, 0.0, f"exit {code}: {errors[-600:]}")
    told = json.loads(answer)
    return Outcome(told["report"], told["seconds"], told["mib"])
