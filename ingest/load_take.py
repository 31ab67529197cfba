"""Take files in: what is new is parsed, its original and its parse result are kept."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.load_files import Source
from ingest.load_kept import is_kept, keep
from ingest.load_parse import Result, parse_all
from store.journal import Entry
from store.kept import keep_original, original
from store.paths import DataDirectory


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a load is: ``done`` of ``total`` files parsed, the last file's name, its problem or None."""

    done: int
    total: int
    name: str
    problem: str | None = None


OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of the files of a load.

    Attributes:
        entries: For the journal: the new files in their order, read or not.
        unchanged: How many files were loaded before, or came twice.
        failed: The files that could not be read, also those that could not before.
    """

    entries: tuple[Entry, ...]
    unchanged: int
    failed: tuple[Entry, ...]


def take_in(
    sources: Sequence[Source],
    data: DataDirectory,
    journal: Sequence[Entry],
    executor: Executor,
    load: str,
    loaded_at: str,
    progress: OnProgress,
) -> Taken:
    """Parse the files whose content is not in the journal, and keep those that can be read."""
    known = {entry.sha256 for entry in journal if entry.code is None}
    fresh: dict[str, Source] = {}
    for source in sources:
        if source.sha256 is not None and source.sha256 not in known:
            fresh.setdefault(source.sha256, source)
    errors = _parse_fresh(fresh, data, executor, progress)
    entries: list[Entry] = []
    failed: list[Entry] = []
    for source in sources:
        error = source.error or (errors.get(source.sha256) if source.sha256 else None)
        if error is not None:
            failed.append(_entry(source, load, loaded_at, error))
        elif source.sha256 is not None and fresh.pop(source.sha256, None) is source:
            entries.append(_entry(source, load, loaded_at, None))
    unchanged = len(sources) - len(entries) - len(failed)
    news = [entry for entry in failed if not _told_before(entry, journal)]
    return Taken((*entries, *news), unchanged, tuple(failed))


def _parse_fresh(
    fresh: dict[str, Source], data: DataDirectory, executor: Executor, progress: OnProgress
) -> dict[str, UnreadableFile]:
    """Parse and keep files of new content; return those that cannot be read, by content hash."""
    files = [
        (digest, source.path)
        for digest, source in fresh.items()
        if source.path is not None and not _kept(data, digest, source.path.suffix)
    ]
    errors: dict[str, UnreadableFile] = {}
    for done, (digest, result) in enumerate(parse_all(files, executor), start=1):
        source = fresh[digest]
        problem = _keep(data, source, result)
        if problem is not None:
            errors[digest] = problem
        progress(Progress(done, len(files), source.name, problem.message if problem else None))
    return errors


def _kept(data: DataDirectory, digest: str, suffix: str) -> bool:
    """Return whether a load that was broken off has parsed this content already."""
    return is_kept(data, digest) and original(data, digest, suffix.lower()).is_file()


def _keep(data: DataDirectory, source: Source, result: Result) -> UnreadableFile | None:
    """Keep a file and its parse result; return why it could not be, or None."""
    if isinstance(result, UnreadableFile):
        return result
    if source.path is None or source.sha256 is None:
        return source.error
    try:
        content = source.path.read_bytes()
    except OSError:
        return UnreadableFile("missing", "文件打不开，请确认文件还在原处并且没有被其他程序占用。")
    if hashlib.sha256(content).hexdigest() != source.sha256 or result["sha256"] != source.sha256:
        return UnreadableFile("missing", "文件在导入过程中有改动，请保存并关闭后重新导入。")
    keep_original(data, source.sha256, source.path.suffix.lower(), content)
    keep(data, source.sha256, result)
    return None


def _entry(source: Source, load: str, loaded_at: str, error: UnreadableFile | None) -> Entry:
    suffix = Path(source.name).suffix.lower() if source.path is None else source.path.suffix.lower()
    code, message = (error.code, error.message) if error else (None, None)
    return Entry(load, loaded_at, source.sha256, source.name, source.folder, suffix, code, message)


def _told_before(entry: Entry, journal: Sequence[Entry]) -> bool:
    """Return whether the journal's last word on this file is that it failed just so."""
    for earlier in reversed(journal):
        if (earlier.folder, earlier.name) == (entry.folder, entry.name):
            return (earlier.sha256, earlier.code) == (entry.sha256, entry.code)
    return False


def read_again(
    entries: Iterable[Entry], data: DataDirectory, executor: Executor, scratch: Path, progress: OnProgress
) -> None:
    """Parse the kept originals of these entries with the parser as it is now, and keep what can be read.

    What cannot be read now keeps its older result.
    """
    files: dict[str, Path] = {}
    for entry in entries:
        kept = original(data, entry.sha256 or "", entry.suffix)
        if entry.sha256 is not None and kept.is_file():
            # A report's file name is checked against its title: it is read under its own name.
            folder = scratch / entry.sha256
            folder.mkdir(parents=True, exist_ok=True)
            files[entry.sha256] = shutil.copyfile(kept, folder / entry.name)
    for done, (digest, result) in enumerate(parse_all(files.items(), executor), start=1):
        problem = result.message if isinstance(result, UnreadableFile) else None
        if not isinstance(result, UnreadableFile):
            keep(data, digest, result)
        progress(Progress(done, len(files), files[digest].name, problem))
