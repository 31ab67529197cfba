"""Read hostile files in the pool and print what came of each: ``python -m tests.hostile [BEGINNING …]``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.hostile import office_files, other_files, pdf_files
from tests.hostile.judge import judge
from tests.hostile.kinds import KINDS
from tests.hostile.run import read_pooled

__all__ = ["office_files", "other_files", "pdf_files"]


def main(words: list[str]) -> int:
    """Print a line for each file whose name begins with one of the words; 1 where something is wrong."""
    wrong = 0
    for kind in KINDS:
        if words and not any(kind.name.startswith(word) for word in words):
            continue
        with tempfile.TemporaryDirectory() as folder:
            outcome = read_pooled(kind.make(Path(folder)))
        problems = judge(kind, outcome)
        wrong += bool(problems)
        report = outcome.report
        came = (
            "died"
            if report is None
            else (report["error"] or {"code": f"{len(report['cells'])} cells"})["code"]
        )
        mark = "BAD" if problems else "ok "
        sys.stdout.write(f"{mark} {outcome.seconds:6.1f} s  {came:14} {kind.name}\n")
        for problem in problems[:3]:
            sys.stdout.write(f"      {problem}\n")
        sys.stdout.flush()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
