"""The load: files go into the store, as one new build that replaces the last one in a single step.

Until that step nothing of the store in force changes, so a load may end at any moment. What
was parsed by then is kept, and the next load takes it up.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ingest.errors import UserError
from ingest.load_commit import Commit, check_settings, commit, read_reports
from ingest.load_executor import local_pool
from ingest.load_files import Source, find_files
from ingest.load_take import OnProgress, Taken, read_again, take_in
from ingest.load_versions import Placed
from ingest.readers.progress import OnPages, tell_nobody
from store.journal import Entry, append_journal, read_journal
from store.lock import loading
from store.paths import DataDirectory, put

_SAMPLE_NOTE = "本目录中的单位和报告均为虚构的示例数据，不得与真实报告混放。\n"


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """What a load did.

    Attributes:
        files: How many files were found.
        new: Names of the reports that came in new.
        versions: Of these, the ones that are a later version of a report that was there.
        waiting: Of these, the ones that wait for a choice, as the report that was there is 核定.
        unchanged: How many files had been loaded before, or came twice.
        failed: The files that could not be read, each with its code and message.
        unmatched: Of the new ones, those for which the roster has no unit.
        proposed: Names of the units added to a roster that is not yet the office's own.
        build: File name of the build in force.
        is_new_build: False where nothing had changed.
    """

    files: int
    new: tuple[str, ...]
    versions: tuple[str, ...]
    waiting: tuple[str, ...]
    unchanged: int
    failed: tuple[Entry, ...]
    unmatched: tuple[str, ...]
    proposed: tuple[str, ...]
    build: str
    is_new_build: bool

    @property
    def exit_status(self) -> int:
        """0: every file is loaded; 1: some could not be read; 2: none could."""
        if not self.failed:
            return 0
        return 1 if self.new or self.unchanged else 2


@dataclass(frozen=True, slots=True)
class _Told:
    """Who is told how far a load is."""

    progress: OnProgress = lambda _: None
    on_pages: OnPages = tell_nobody


def load_paths(
    paths: Iterable[Path],
    data_dir: Path,
    *,
    progress: OnProgress = lambda _: None,
    on_pages: OnPages = tell_nobody,
    on_wait: Callable[[], None] = lambda: None,
    executor: Executor | None = None,
    is_sample: bool = False,
) -> LoadSummary:
    """Load files, folders and archives into the data directory.

    Args:
        paths: What to load, in the order in which later files win over earlier ones.
        data_dir: The data directory; it is made where it does not exist.
        progress: Called after each file that was parsed.
        on_pages: Called from other threads with how many pages of scans are read of how many were found,
            where files are parsed in the own pool.
        on_wait: Called once where another load is under way and this one waits for it.
        executor: Where files are parsed; an own pool of processes unless given.
        is_sample: True where the reports are invented. They share a directory with no others.

    Raises UserError for what cannot be done as asked, BuildRefused where the new build failed
    its checks; the build before it stays in force then.
    """
    data, listed, told = DataDirectory(data_dir), list(paths), _Told(progress, on_pages)
    with loading(data, on_wait):
        return _load(data, lambda into: list(find_files(listed, data.root, into)), told, executor, is_sample)


def load_sources(
    sources: Sequence[Source], data_dir: Path, *, on_wait: Callable[[], None] = lambda: None
) -> LoadSummary:
    """Load files that were found and hashed before: those that a clerk dropped and confirmed.

    They are real: a directory of invented ones takes none. Raises as load_paths does.
    """
    data = DataDirectory(data_dir)
    with loading(data, on_wait):
        return _load(data, lambda _: list(sources), _Told(), None, is_sample=False)


def rebuild(
    data_dir: Path,
    *,
    progress: OnProgress = lambda _: None,
    on_pages: OnPages = tell_nobody,
    on_wait: Callable[[], None] = lambda: None,
    executor: Executor | None = None,
) -> LoadSummary:
    """Make the build anew from what was loaded before: after a change of the roster, or of this program.

    The arguments are those of load_paths. Raises UserError where nothing was ever loaded.
    """
    data = DataDirectory(data_dir)
    if not data.journal.is_file():
        raise UserError(f"“{data.root}”中还没有导入过报告")
    with loading(data, on_wait):
        return _load(data, None, _Told(progress, on_pages), executor, data.sample_mark.exists())


def refresh(data_dir: Path, *, on_wait: Callable[[], None] = lambda: None) -> str:
    """Work out anew what reports are held against each other for, after decisions on which of them count.

    Nothing is parsed. Returns the file name of the build in force, the same one where nothing had changed.
    Raises as rebuild does.
    """
    data = DataDirectory(data_dir)
    if not data.journal.is_file():
        raise UserError(f"“{data.root}”中还没有导入过报告")
    with loading(data, on_wait):
        check_settings(data)
        reports, _ = read_reports(data, read_journal(data.journal))
        now = datetime.now().replace(microsecond=0)
        return commit(data, reports, data.sample_mark.exists(), now).build


def _load(
    data: DataDirectory,
    find: Callable[[Path], list[Source]] | None,
    told: _Told,
    executor: Executor | None,
    is_sample: bool,
) -> LoadSummary:
    """Take in what ``find`` finds, given a folder to unpack in, read again what needs it, and make a new build."""
    now = datetime.now().astimezone()
    load = now.isoformat(timespec="milliseconds")
    _keep_apart(data, is_sample)
    check_settings(data)
    with (
        tempfile.TemporaryDirectory() as scratch,
        nullcontext(executor) if executor else local_pool(told.on_pages) as workers,
    ):
        sources = find(Path(scratch, "unpacked")) if find else []
        if find and not sources:
            raise UserError("没有找到可以导入的文件")
        taken = take_in(sources, data, read_journal(data.journal), workers, load, load, told.progress)
        append_journal(data.journal, taken.entries)
        reports, unread = read_reports(data, read_journal(data.journal))
        if unread:
            read_again(unread, data, workers, Path(scratch, "again"), told.progress)
            reports, _ = read_reports(data, read_journal(data.journal))
    done = commit(data, reports, is_sample, now.replace(tzinfo=None, microsecond=0))
    return _summary(len(sources), taken, done)


def _keep_apart(data: DataDirectory, is_sample: bool) -> None:
    """Raise UserError where invented and real reports would come to share a directory."""
    marked = data.sample_mark.exists()
    if marked and not is_sample:
        raise UserError(f"“{data.root}”中是示例数据，请用 --data 另指定一个目录存放真实报告")
    if is_sample and not marked:
        if data.journal.exists():
            raise UserError(f"“{data.root}”中已有真实报告，请用 --data 另指定一个目录存放示例数据")
        put(data.sample_mark, _SAMPLE_NOTE.encode("utf-8"))


def _summary(files: int, taken: Taken, done: Commit) -> LoadSummary:
    read = {entry.sha256 for entry in taken.entries if entry.code is None}
    placed = [report for report in done.placed if report.loaded.report.sha256 in read]
    return LoadSummary(
        files=files,
        new=_names(placed),
        versions=_names([report for report in placed if report.version > 1]),
        waiting=_names([report for report in placed if _waits(report)]),
        unchanged=taken.unchanged,
        failed=taken.failed,
        unmatched=_names([report for report in placed if report.unit_code is None]),
        proposed=done.proposed,
        build=done.build,
        is_new_build=done.is_new,
    )


def _waits(report: Placed) -> bool:
    """Return whether a report would count if nobody had settled the one before it."""
    return report.as_read is not None and report.as_read.is_current and not report.is_current


def _names(placed: Sequence[Placed]) -> tuple[str, ...]:
    return tuple(report.loaded.name for report in placed)
