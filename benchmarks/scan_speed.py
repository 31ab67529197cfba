"""How long pages of a clean 200 dpi scan take: ``python -m benchmarks.scan_speed [--reports 6]``.

Generated reports are scanned, and read by one process that has all cores, then by the pool as a load has it: a
process a core, with so many threads each that they use every core once. All text of the pages is read. To be run
on a machine that does nothing else: the wall time is what is asked about.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psutil
import pypdfium2  # type: ignore[import-untyped]

import ingest
from benchmarks.scan import _digital, _fonts
from ingest.pool import IsolatingPool, Limits
from tests.corpus.scans import Defects, scan

SEED = 7
LOOK_SECONDS = 0.05
PATIENT = Limits(seconds=600.0)  # a busy machine is no reason to give up


@dataclass(slots=True)
class Use:
    """What the processes of a pool took: the largest memory of one, and the processor time of all."""

    memory: int = 0
    processor: float = 0.0


def write_reports(count: int, folder: Path) -> list[Path]:
    """Return so many reports as scans of 200 dpi."""
    names, paths = _fonts(unseen=False), []
    for index in range(count):
        rng = Random(f"speed/{SEED}/{index}")
        digital = _digital("clean", rng, folder / f"{index}.digital.pdf", names)
        paths.append(scan(digital, Defects(), rng, folder / f"{index}").path)
    return paths


def first_page(path: Path) -> Path:
    """Return the first page of a file as a file of its own: a process has its models after it."""
    single = path.with_suffix(".first.pdf")
    with pypdfium2.PdfDocument(path) as whole, pypdfium2.PdfDocument.new() as part:
        part.import_pages(whole, [0])
        part.save(single)
    return single


def read_all(paths: Sequence[Path], processes: int) -> tuple[int, float, Use]:
    """Read files in a pool; return the pages, the seconds without those that the processes need to start, and the use."""
    use, over = Use(), threading.Event()
    with IsolatingPool(processes, PATIENT) as pool:
        list(pool.map(ingest.parse_file, [first_page(paths[0])] * processes))
        watch = threading.Thread(target=_watch, args=(use, over))
        watch.start()
        begin = time.perf_counter()
        pages = sum(report.pages for report in pool.map(ingest.parse_file, paths))
        seconds = time.perf_counter() - begin
        over.set()
        watch.join()
    return pages, seconds, use


def _watch(use: Use, over: threading.Event) -> None:
    workers = psutil.Process().children()
    before = _processor(workers)
    while not over.wait(LOOK_SECONDS):
        use.memory = max(use.memory, *(worker.memory_info().rss for worker in workers))
    use.processor = _processor(workers) - before


def _processor(workers: Sequence[psutil.Process]) -> float:
    return sum(times.user + times.system for times in (worker.cpu_times() for worker in workers))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print seconds a page, memory, and how many cores were busy, for one process and for one a core."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=6, help="of three to five pages each")
    options = parser.parse_args(arguments)
    cores = os.cpu_count() or 1
    sys.stdout.write(
        f"load {os.getloadavg()[0]:.1f} before, {cores} cores\n" if hasattr(os, "getloadavg") else ""
    )
    with tempfile.TemporaryDirectory() as folder:
        paths = write_reports(options.reports, Path(folder))
        for processes in dict.fromkeys((1, cores)):
            pages, seconds, use = read_all(paths, processes)
            sys.stdout.write(
                f"{processes} process(es) of {max(1, cores // processes)} thread(s): {pages} pages, "
                f"{seconds / pages:.2f} s a page, {60 * pages / seconds:.1f} pages a minute, "
                f"{use.processor / pages:.2f} s of processor time a page, {use.processor / seconds:.2f} cores busy, "
                f"{use.memory // 2**20} MiB at most\n"
            )
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
