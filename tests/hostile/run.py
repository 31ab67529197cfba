"""Read files in a process of its own with a limit on time, and say what came of each and what it took."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


def read_alone(path: Path) -> Outcome:
    """Given a path, return what came of reading it in a fresh process, stopped at the limit of time."""
    line = json.dumps(str(path)) + "\n"
    try:
        done = subprocess.run(
            [sys.executable, "-c", _CHILD],
            input=line.encode(),
            capture_output=True,
            timeout=LIMIT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Outcome(None, LIMIT_S, 0.0, f"not done after {LIMIT_S:.0f} s")
    return _outcome(done.stdout.decode(), done.returncode, done.stderr.decode("utf-8", "replace"))


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
