"""Measure the parser on the generated corpus: ``python -m tests.corpus.measure [--classes pdf. docx.plain] [--n 20]``."""

from __future__ import annotations

import argparse
import fnmatch
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import ingest
from tests.corpus.cases import Case
from tests.corpus.classes import CLASSES
from tests.corpus.compare import Score, compare
from tests.corpus.convert import convert

_SHOWN = 4


@dataclass(slots=True)
class Tally:
    """The scores of a class, added up."""

    files: int = 0
    cells: int = 0
    right: int = 0
    silent: int = 0
    flagged: int = 0
    false_errors: int = 0
    identity: int = 0
    boxes: int = 0
    crashes: int = 0
    seconds: float = 0.0
    examples: list[str] = field(default_factory=list)

    def add(self, path: Path, score: Score) -> None:
        """Add the score of one file."""
        self.files += 1
        self.cells += score.cells
        self.right += score.right
        self.silent += len(score.silent)
        self.flagged += len(score.misses) - len(score.silent)
        self.false_errors += len(score.false_errors)
        self.identity += bool(score.identity)
        self.boxes += len(score.boxes)
        lines = [
            f"    {'' if miss.flagged else 'SILENT '}{'/'.join(miss.address)}: meant {miss.expected}, got {miss.got}"
            for miss in sorted(score.misses, key=lambda miss: miss.flagged)
        ]
        lines += [f"    error {f.rule} {f.table}/{f.row}/{f.column}: {f.message}" for f in score.false_errors]
        lines += [f"    identity {words}" for words in score.identity]
        lines += [f"    box of {'/'.join(address)}" for address in score.boxes]
        if lines:
            more = [f"    … and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else []
            self.examples.append("\n".join([f"  {path}", *lines[:_SHOWN], *more]))


def make_cases(name: str, count: int, seed: int, folder: Path) -> list[Case]:
    """Given a class, return its files, written into a folder; the same for the same seed."""
    # A file's own name must say nothing of a year or a place: names of files are read too.
    own = folder / name / f"seed{seed}"
    own.mkdir(parents=True, exist_ok=True)
    cases = [
        CLASSES[name](Random(f"{name}/{seed}/{index}"), own / f"report-{index}") for index in range(count)
    ]
    return convert(cases)


def measure(cases: Iterable[Case]) -> Tally:
    """Given files and what they say, return how well the parser reads them."""
    tally = Tally()
    for case in cases:
        begin = time.perf_counter()
        try:
            report = ingest.parse_file(case.path)
        except Exception:  # noqa: BLE001 — a crash is what this program is there to report
            tally.crashes += 1
            tally.files += 1
            tally.cells += len(case.truth.values)
            trace = traceback.format_exc(limit=-2).strip().splitlines()
            tally.examples.append("\n".join([f"  {case.path}", *(f"    {line}" for line in trace[-5:])]))
            continue
        finally:
            tally.seconds += time.perf_counter() - begin
        tally.add(case.path, compare(report, case.truth, case.drawn))
    return tally


def chosen(patterns: Sequence[str]) -> list[str]:
    """Given beginnings or patterns of names, return the classes that they name."""
    if not patterns:
        return list(CLASSES)
    return [name for name in CLASSES if any(name.startswith(p) or fnmatch.fnmatch(name, p) for p in patterns)]


_HEAD = (
    f"{'class':28}{'files':>6}{'cells %':>9}{'silent':>8}{'flagged':>8}"
    f"{'false':>7}{'ident':>7}{'boxes':>7}{'crash':>7}{'s/file':>8}"
)


def _row(name: str, tally: Tally) -> str:
    share = 100 * tally.right / max(1, tally.cells)
    return (
        f"{name:28}{tally.files:6}{share:9.2f}{tally.silent:8}{tally.flagged:8}{tally.false_errors:7}"
        f"{tally.identity:7}{tally.boxes:7}{tally.crashes:7}{tally.seconds / max(1, tally.files):8.2f}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table by class, then examples of what was misread; 0 where nothing was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--classes", nargs="*", default=[])
    parser.add_argument("--n", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--keep", type=Path, default=None, help="folder for the files; a new temporary one by default"
    )
    parser.add_argument("--examples", type=int, default=2, help="examples a class")
    options = parser.parse_args(arguments)
    folder = options.keep or Path(tempfile.mkdtemp(prefix="corpus-"))
    folder.mkdir(parents=True, exist_ok=True)
    bad: list[str] = []
    sys.stdout.write(f"{_HEAD}\n")
    for name in chosen(options.classes):
        tally = measure(make_cases(name, options.n, options.seed, folder))
        sys.stdout.write(f"{_row(name, tally)}\n")
        sys.stdout.flush()
        if tally.examples:
            bad.append("\n".join([name, *tally.examples[: options.examples]]))
    sys.stdout.write("\n".join(["", *bad, ""]))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
