"""How long a build takes from what was already parsed, as ratios to named baselines in the same run.

``python benchmarks/build.py [--reports 420] [--rounds 5]``

The build reads every parse result, matches it to the roster, writes all tables with their keys,
checks them and puts the new build in force. Baselines, run in turn with it:

- ``json``: reading the same parse results with ``json.loads`` and nothing else;
- ``insert``: inserting the same cells from Arrow into one DuckDB table without any key.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).parents[1]))

from ingest.contract import to_json
from ingest.load_build import build_tables
from ingest.load_commit import commit, read_reports
from ingest.parse import PARSER_VERSION
from store.journal import Entry, append_journal, read_journal
from store.kept import keep_result
from store.paths import DataDirectory
from tests.store.factory import as_loaded, make_content, make_reports

NOW = datetime(2026, 3, 1, 8)
YEARS = range(2019, 2026)


def prepare(root: Path, count: int) -> DataDirectory:
    """Make a data directory with so many reports parsed and none built."""
    data = DataDirectory(root)
    towns = [f"第{number}镇" for number in range(count // len(YEARS) + 10)]
    reports = make_reports(towns)[:count]
    for report in reports:
        keep_result(data, PARSER_VERSION, report.sha256, to_json(report))
    stamp = NOW.astimezone().isoformat()
    append_journal(data.journal, [Entry(stamp, stamp, r.sha256, r.file, "", ".pdf") for r in reports])
    return data


def build(data: DataDirectory) -> None:
    """Build all that is in the journal, as a load does at its end."""
    reports, _ = read_reports(data, read_journal(data.journal))
    commit(data, reports, False, NOW)


def json_alone(data: DataDirectory) -> None:
    """Read the parse results and do nothing with them."""
    for path in (data.parsed / PARSER_VERSION).iterdir():
        json.loads(path.read_bytes())


def insert_alone(cells: object, root: Path) -> None:
    """Insert the cells into a table without keys."""
    with duckdb.connect(str(root / "plain.duckdb")) as connection:
        connection.register("incoming", cells)
        connection.execute("CREATE OR REPLACE TABLE cell AS SELECT * FROM incoming")


def seconds(action: Callable[[], None]) -> float:
    """Return how long the action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--reports", type=int, default=420)
    arguments.add_argument("--rounds", type=int, default=5)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        data = prepare(root / "data", given.reports)
        reports, _ = read_reports(data, read_journal(data.journal))
        tables, _ = build_tables(make_content([as_loaded(r) for r in reports.values()]), "b", NOW)
        taken: dict[str, list[float]] = {"build": [], "json": [], "insert": []}
        for _ in range(given.rounds):
            shutil.rmtree(data.builds, ignore_errors=True)
            taken["build"].append(seconds(lambda: build(data)))
            taken["json"].append(seconds(lambda: json_alone(data)))
            taken["insert"].append(seconds(lambda: insert_alone(tables["cell"], root)))
        middle = {name: statistics.median(times) for name, times in taken.items()}
        size = sum(path.stat().st_size for path in data.builds.iterdir()) / 1e6
    sys.stdout.write(
        f"{len(reports)} reports, {tables['cell'].num_rows} cells: build {middle['build']:.2f} s"
        f" ({1000 * middle['build'] / len(reports):.1f} ms a report), file {size:.1f} MB\n"
        f"ratio to json alone ({middle['json']:.2f} s): {middle['build'] / middle['json']:.1f}\n"
        f"ratio to a plain insert of the cells ({middle['insert']:.2f} s): {middle['build'] / middle['insert']:.1f}\n"
    )


if __name__ == "__main__":
    main()
