"""How soon a decision is seen, and what decisions cost every read: ``python -m benchmarks.decisions [--reports 420 4200]``.

For each number of reports:

- ``open``: a store over a build, without any decision, and with all of them laid over it;
- ``read``: the slowest and the median of the queries that pages ask, without and with them, and the
  same straight from the build's file, which is the baseline of the ratios;
- ``decide``: one decision written, with its sync to disk;
- ``seen``: from the click to the rows of the report's page: one decision written, the store opened
  anew, and the page's queries asked.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).parents[1]))

from store import Store, current_build
from store.builds import CONFIG
from store.decisions import Decisions, Draft
from store.decisions.actions import ALONE
from store.paths import DataDirectory
from tests.store.factory import make_reports, make_store

DECISIONS = 500
ROUNDS = 5
YEARS = range(2019, 2026)
TOTALS = "SELECT table_key, row_key, column_key, sum(value) FROM cell GROUP BY ALL"
QUERIES = ("coverage", "totals", "totals_by_unit", "findings", "reports", "worklist", "decision_log", "cells")
OF_REPORT = ("report", "cells_of_report", "findings_of_report", "decisions_of_report")


def median(run: Callable[[], object]) -> float:
    """Return the median of some rounds, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        run()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def decide(root: Path, store: Store) -> None:
    """Make the decisions: corrections most of all, findings weighed, reports withdrawn, moved and settled."""
    reports = store.rows("reports")
    findings = store.rows("findings").astype(object)
    findings = findings.where(findings.notna(), None)
    drafts: list[Draft] = []
    for at in range(DECISIONS):
        report = reports.iloc[at * 7 % len(reports)]
        match at % 10:
            case 8:
                finding = findings.iloc[at % len(findings)]
                keys = ("report_id", "rule", "table_key", "row_key", "column_key", "finding_key")
                drafts.append(Draft("dismiss", reason="核对原件", **{key: finding[key] for key in keys}))
            case 9 if at < DECISIONS / 2:
                drafts.append(Draft("withdraw", report_id=report["report_id"], reason="重复"))
            case _:
                drafts.append(_correct(str(report["report_id"]), at))
    gone: set[str | None] = set()
    allowed = []
    for draft in drafts:
        if draft.report_id not in gone:
            allowed.append(draft)
            gone |= {draft.report_id} if draft.action == "withdraw" else set()
    Decisions.open(DataDirectory(root)).record_all(ALONE, allowed)


def _correct(report_id: str, value: int) -> Draft:
    address = {"table_key": "applications", "row_key": "unable_not_held", "column_key": "total"}
    return Draft(
        "correct",
        report_id=report_id,
        printed="0",
        printed_value=Decimal(0),
        value=Decimal(value),
        reason="误读",
        **address,
    )


def measure(count: int) -> None:
    """Print the lines for a county of so many reports."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        towns = [f"第{number}镇" for number in range(count // len(YEARS) + 10)]
        make_store(root, make_reports(towns)[:count])
        build = current_build(DataDirectory(root))
        with duckdb.connect(str(build), read_only=True, config=CONFIG) as plain:
            baseline = median(lambda: plain.execute(TOTALS).fetchall())
        opened_plain = median(lambda: Store.open(root).close())
        before = Store.open(root)
        report_id = str(before.rows("reports")["report_id"].iloc[1])
        reads_before = {name: median(partial(before.rows, name)) for name in QUERIES}
        decide(root, before)
        opened = median(lambda: Store.open(root).close())
        after = Store.open(root)
        reads_after = {name: median(partial(after.rows, name)) for name in QUERIES}
        written = median(lambda: _write(root, report_id))
        seen = median(lambda: _see(root, report_id))
        sys.stdout.write(
            f"{count} reports, {after.revision} decisions; totals from the file {baseline:.1f} ms\n"
        )
        sys.stdout.write(
            f"  open {opened_plain:.0f} → {opened:.0f} ms; decide {written:.1f} ms; seen {seen:.0f} ms\n"
        )
        for name in QUERIES:
            then, now = reads_before[name], reads_after[name]
            sys.stdout.write(f"  {name:<16} {then:7.1f} → {now:7.1f} ms ({now / baseline:5.1f}×)\n")


def _write(root: Path, report_id: str) -> None:
    Decisions.open(DataDirectory(root)).record(ALONE, _correct(report_id, 1))


def _see(root: Path, report_id: str) -> None:
    _write(root, report_id)
    store = Store.open(root)
    for name in OF_REPORT:
        store.rows(name, report_id=report_id)
    for name in ("years", "units", "worklist"):
        store.rows(name)
    store.close()


def main() -> None:
    """Measure for each number of reports asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, nargs="+", default=[420, 4200])
    for count in parser.parse_args().reports:
        measure(count)


if __name__ == "__main__":
    main()
