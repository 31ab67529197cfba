"""Two processes against one, and memory over many files: ``python -m benchmarks.throughput [--files 120] [--long 1000]``.

The same generated PDFs are read by one process and by two, alternating; the best of the runs
counts. Then one process reads many files one after another, and says what memory it holds.
Linux only: memory is what ``/proc`` says.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import ingest
from benchmarks.parse import write_sample
from ingest.pool import IsolatingPool

RUNS = 3
STEPS = 5  # how often memory is said


def read_all(paths: Sequence[Path], processes: int) -> float:
    """Read files in a pool of processes and return the seconds, without those that the processes need to start."""
    with IsolatingPool(processes) as pool:
        list(pool.map(ingest.parse_file, paths[: 2 * processes]))
        begin = time.perf_counter()
        list(pool.map(ingest.parse_file, paths))
        return time.perf_counter() - begin


def resident_mib() -> float:
    """Return the memory that this process holds, in MiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the ratio of two processes to one, then memory after each fifth of the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=120)
    parser.add_argument("--long", type=int, default=1000)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        samples = [Path(folder) / "ruled.pdf", Path(folder) / "without-lines.pdf"]
        for path in samples:
            write_sample(path, ruled=path.stem == "ruled")
        paths = [samples[at % len(samples)] for at in range(options.files)]
        best = {1: float("inf"), 2: float("inf")}
        for _ in range(RUNS):
            for processes in best:
                best[processes] = min(best[processes], read_all(paths, processes))
        sys.stdout.write(
            f"one process {best[1]:.2f} s, two {best[2]:.2f} s: {best[1] / best[2]:.2f} times as fast\n"
        )
        for step in range(STEPS + 1):
            sys.stdout.write(f"{step * options.long // STEPS:6} files {resident_mib():8.1f} MiB\n")
            for at in range(options.long // STEPS if step < STEPS else 0):
                ingest.parse_file(samples[at % len(samples)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
