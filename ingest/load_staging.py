"""Files on their way in: dropped on the upload page, read, looked at by a clerk, and then loaded.

Each lies in the data directory under its content until it is loaded or put aside, with a note of
what a clerk has said about it. A browser that is closed, or a machine that stops, loses nothing.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.load_files import Source, find_files
from ingest.load_kept import is_kept, keep
from ingest.load_parse import parse_all
from ingest.load_take import OnProgress, Progress
from ingest.readers import ocr
from ingest.readers.archive import safe_name
from store.journal import read_journal
from store.kept import keep_original
from store.paths import DataDirectory, put

# Where a dropped file came from, as its folder is told later.
DROPPED = "上传"


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that was dropped and is not loaded yet.

    Attributes:
        key: Its name here: the hash of its bytes, or of its name where it cannot be opened.
        sha256: Of its bytes; None where it cannot be opened.
        name: As shown to people.
        folder: The archive and folders that it came in.
        suffix: With its point.
        at: When it was dropped, local time with its offset, ISO 8601.
        who: Who dropped it.
        code: Why it cannot be read, or None.
        message: The same for people, or None.
        unit: Code of the unit that a clerk has named, or None.
        year: The year that a clerk has named, or None.
        confirmed: True once a clerk has said that it is to be loaded.
        twins: Names of the other files dropped that are the same to the byte; none of them is kept.
    """

    key: str
    sha256: str | None
    name: str
    folder: str
    suffix: str
    at: str
    who: str
    code: str | None = None
    message: str | None = None
    unit: str | None = None
    year: int | None = None
    confirmed: bool = False
    twins: tuple[str, ...] = ()


def stage(data: DataDirectory, files: Iterable[tuple[str, bytes]], who: str, at: str) -> list[Staged]:
    """Given dropped files as (name, bytes), keep them, archives unpacked, and return them.

    A file that lies here already stays as it is, with what was said about it; one that is the same
    under another name, or a second time among those dropped at once, is noted as its twin.
    """
    kept: dict[str, Staged] = {}
    seen: set[tuple[str, str]] = set()
    with tempfile.TemporaryDirectory() as scratch:
        paths = [_written(Path(scratch, str(at_), DROPPED), *file) for at_, file in enumerate(files)]
        for source in find_files(paths, data.root, Path(scratch, "unpacked")):
            file = _keep(data, source, who, at)
            if file.name != source.name or (file.key, source.name) in seen:
                file = _with_twin(data, file, source.name)
            kept[file.key] = file
            seen.add((file.key, source.name))
    return list(kept.values())


def _with_twin(data: DataDirectory, file: Staged, name: str) -> Staged:
    if name in file.twins:
        return file
    file = replace(file, twins=(*file.twins, name))
    note(data, file)
    return file


def _written(folder: Path, name: str, content: bytes) -> Path:
    folder.mkdir(parents=True)
    path = folder / safe_name(name.replace("\\", "/").rpartition("/")[2])
    path.write_bytes(content)
    return path


def _keep(data: DataDirectory, source: Source, who: str, at: str) -> Staged:
    key = source.sha256 or hashlib.sha256(f"{source.folder}/{source.name}".encode()).hexdigest()
    known = _read(data.uploads / f"{key}.json")
    if known is not None:
        return known
    suffix = Path(source.name).suffix.lower() if source.path is None else source.path.suffix.lower()
    code, message = (source.error.code, source.error.message) if source.error else (None, None)
    found = Staged(key, source.sha256, source.name, source.folder, suffix, at, who, code, message)
    if source.path is not None and source.sha256 is not None:
        # The bytes first: a note without them would promise what is not there.
        put(content_path(data, found), source.path.read_bytes())
    note(data, found)
    return found


def note(data: DataDirectory, file: Staged) -> None:
    """Write down what is known of a file, in place of what was."""
    put(data.uploads / f"{file.key}.json", json.dumps(asdict(file), ensure_ascii=False).encode("utf-8"))


def content_path(data: DataDirectory, file: Staged) -> Path:
    """Return where the bytes of a file lie."""
    return data.uploads / f"{file.key}{file.suffix if file.suffix != '.json' else '.json_'}"


def staged(data: DataDirectory) -> list[Staged]:
    """Return the files that lie here, in the order in which they were dropped."""
    found = [file for path in data.uploads.glob("*.json") if (file := _read(path)) is not None]
    return sorted(found, key=lambda file: (file.at, file.folder, file.name))


def _read(path: Path) -> Staged | None:
    try:
        found = json.loads(path.read_bytes())
        return Staged(**{**found, "twins": tuple(found.get("twins", ()))})
    except (FileNotFoundError, ValueError, TypeError, AttributeError):
        return None


def discard(data: DataDirectory, keys: Iterable[str]) -> None:
    """Put files aside: they are not loaded, and their bytes go."""
    for key in keys:
        file = _read(data.uploads / f"{key}.json")
        if file is not None:
            content_path(data, file).unlink(missing_ok=True)
            (data.uploads / f"{key}.json").unlink(missing_ok=True)


def loaded_before(data: DataDirectory) -> frozenset[str]:
    """Return the hashes of all contents that were loaded."""
    return frozenset(entry.sha256 for entry in read_journal(data.journal) if not entry.code and entry.sha256)


def unread(data: DataDirectory) -> list[Staged]:
    """Return the files that have yet to be read."""
    known = loaded_before(data)
    return [
        file
        for file in staged(data)
        if file.sha256 and not _failed(file) and file.sha256 not in known
        if not is_kept(data, file.sha256)
    ]


def _failed(file: Staged) -> bool:
    """Return whether a file could not be read, and cannot be now: a scan can once recognition is there."""
    return file.code is not None and not (file.code == "needs_ocr" and ocr.is_installed())


def read_staged(data: DataDirectory, executor: Executor, progress: OnProgress) -> None:
    """Read the files that were not read yet, and keep what comes of each as it comes."""
    waiting = {file.key: file for file in unread(data)}
    with tempfile.TemporaryDirectory() as scratch:
        paths = {key: _named(data, file, Path(scratch, key)) for key, file in waiting.items()}
        for done, (key, result) in enumerate(parse_all(paths.items(), executor), start=1):
            file, problem = waiting[key], None
            if isinstance(result, UnreadableFile):
                problem = result.message
                note(data, replace(file, code=result.code, message=problem))
            else:
                keep(data, key, result)
                if file.code is not None:
                    note(data, replace(file, code=None, message=None))
            progress(Progress(done, len(waiting), file.name, problem))


def _named(data: DataDirectory, file: Staged, folder: Path) -> Path:
    """Return a copy of the file under its own name: a report is held against it."""
    folder.mkdir()
    return shutil.copyfile(content_path(data, file), folder / safe_name(file.name))


def sources(data: DataDirectory, files: Sequence[Staged]) -> list[Source]:
    """Given files that were read, return them as a load takes them; their originals are kept from here on.

    What was read once is not read again. One that cannot be read goes in with its reason.
    """
    found = []
    for file in files:
        if file.code is not None:
            error = UnreadableFile(file.code, file.message or "")
            found.append(Source(file.name, file.folder, None, file.sha256, error))
            continue
        path = content_path(data, file)
        keep_original(data, file.key, file.suffix, path.read_bytes())
        found.append(Source(file.name, file.folder, path, file.sha256))
    return found
