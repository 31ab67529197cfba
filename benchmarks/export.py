"""How long the exports of a year take and how much memory they need, as ratios to a named baseline in the same run.

``python benchmarks/export.py [--units 60] [--rounds 3]``

Each export runs in turn with the baseline ``rows``: reading the same year's cells from the store and
nothing else. The peak of memory is that of a process of its own for each export.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[1]))

from exports.brief import read_brief
from exports.brief_docx import brief_docx
from exports.brief_pdf import brief_pdf
from exports.data_package import package_zip
from exports.draft import county_draft
from exports.reports_json import json_lines
from exports.settled import settled_files
from exports.workbook import county_workbook
from store import Store
from tests.store.factory import make_report, make_store

NOW = datetime(2026, 3, 1)
YEARS = range(2019, 2026)
YEAR = 2025
MEGABYTE = 1024 * 1024
POLL_SECONDS = 0.02


def _brief(store: Store) -> tuple[bytes, bytes]:
    brief = read_brief(store, YEAR, NOW)
    return brief_docx(brief), brief_pdf(brief)


def exports(store: Store, folder: Path) -> dict[str, Callable[[], object]]:
    """Return what is measured, the baseline first; ``settled`` is all exports of a year."""
    return {
        "rows": lambda: store.rows("facts", years=[YEAR]),
        "workbook": lambda: county_workbook(store, YEAR, NOW),
        "draft": lambda: county_draft(store, YEAR, NOW),
        "brief": lambda: _brief(store),
        "json": lambda: "".join(json_lines(store, [YEAR])),
        "data": lambda: package_zip(store, NOW),
        "settled": lambda: settled_files(Store.open(folder, basis="corrected"), YEAR, NOW),
    }


def peak(folder: Path, name: str) -> float:
    """Return the most memory, in MB, that a process making this one export holds."""
    process = subprocess.Popen([sys.executable, __file__, "--only", name, "--folder", str(folder)])
    watched, most = psutil.Process(process.pid), 0
    while process.poll() is None:
        try:
            most = max(most, watched.memory_info().rss)
        except psutil.NoSuchProcess:
            break
        time.sleep(POLL_SECONDS)
    return most / MEGABYTE


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--units", type=int, default=60)
    parser.add_argument("--years", type=int, default=len(YEARS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only")
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    if given.only:
        exports(Store.open(given.folder), given.folder)[given.only]()
        return
    with tempfile.TemporaryDirectory() as named:
        folder = Path(named)
        years = YEARS[-given.years :]
        make_store(folder, [make_report(f"第{at}镇", year) for at in range(given.units) for year in years])
        store = Store.open(folder)
        seconds: dict[str, list[float]] = {}
        for _ in range(given.rounds):
            for name, make in exports(store, folder).items():
                started = time.perf_counter()
                make()
                seconds.setdefault(name, []).append(time.perf_counter() - started)
        base = statistics.median(seconds["rows"])
        for name, taken in seconds.items():
            middle = statistics.median(taken)
            said = f"{name:9} {middle:6.2f} s  {middle / base:7.1f} × rows  {peak(folder, name):6.0f} MB"
            sys.stdout.write(f"{said}\n")


if __name__ == "__main__":
    main()
