"""The plan of the sample county becomes files, one folder a year, and its units a roster."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from datetime import date
from pathlib import Path

from ingest.demo.model import SamplePlan, SampleReport, SampleUnit
from ingest.roster import Unit

Progress = Callable[[int, int], None]


def render(report: SampleReport) -> bytes:
    """Given a report, return the bytes of its file."""
    # Imported here because one process seldom writes every format.
    if report.format == "pdf":
        from ingest.demo.pdf import render_pdf

        return render_pdf(report)
    if report.format == "docx":
        from ingest.demo.word import render_docx

        return render_docx(report)
    from ingest.demo.text import render_text

    return render_text(report)


def write_report(report: SampleReport, folder: Path) -> Path:
    """Given a report, write its file under the folder and return the file's path."""
    path = folder / report.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(render(report))
    return path


def write_sample(
    plan: SamplePlan,
    folder: Path,
    progress: Progress | None = None,
    executor: Executor | None = None,
    workers: int | None = None,
) -> tuple[Path, ...]:
    """Given a plan, write its reports under the folder and return their paths in the order of the plan.

    Args:
        plan: The plan.
        folder: Where the reports go, one folder a year.
        progress: Called after each report with how many are written and how many there are.
        executor: Where to write; a process pool of its own by default.
        workers: Size of that pool; by default as many as there are processors.
    """
    if executor is None:
        with ProcessPoolExecutor(max_workers=workers) as pool:
            return write_sample(plan, folder, progress, pool)
    waiting = {executor.submit(write_report, report, folder): report for report in plan.reports}
    for done, future in enumerate(as_completed(waiting), 1):
        future.result()
        if progress is not None:
            progress(done, len(plan.reports))
    return tuple(folder / report.file for report in plan.reports)


def roster_of(units: Iterable[SampleUnit]) -> tuple[Unit, ...]:
    """Given the units of the sample, return the roster that names them."""
    return tuple(
        Unit(
            unit.code,
            unit.name,
            unit.aliases,
            unit.kind,
            date(unit.first_year, 1, 1) if unit.first_year else None,
            date(unit.last_year, 12, 31) if unit.last_year else None,
            unit.successors,
        )
        for unit in units
    )
