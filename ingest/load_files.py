"""Which files a load is about: folders are walked, archives unpacked, every file hashed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import UnreadableFile, UserError
from ingest.parse import sha256_of

# What desktops and Office leave in folders; no clerk knows of them.
_LITTER = re.compile(r"^(?:\.|~\$|thumbs\.db$|desktop\.ini$|__macosx$)", re.IGNORECASE)
_NUMBER = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to load.

    Attributes:
        name: As shown to people.
        folder: The folders that it came in, from the one that was named, or "".
        path: Where its bytes are; None where it could not be unpacked.
        sha256: Of its bytes; None where it cannot be opened.
        error: Why it cannot be opened, or None.
    """

    name: str
    folder: str
    path: Path | None
    sha256: str | None = None
    error: UnreadableFile | None = None


def find_files(paths: Iterable[Path], apart: Path) -> Iterator[Source]:
    """Given files and folders, yield every file in the order of its name, hashed.

    Nothing is yielded from inside ``apart``, the data directory. Raises UserError for a path
    that does not exist.
    """
    listed = list(paths)
    for path in listed:
        if not path.exists():
            raise UserError(f"找不到“{path}”，请核对路径")
    for path in listed:
        if path.is_dir():
            for file in _walk(path, apart.resolve()):
                folder = Path(path.resolve().name, file.parent.relative_to(path))
                yield _hashed(file, folder.as_posix())
        else:
            yield _hashed(path, path.resolve().parent.name)


def _walk(folder: Path, apart: Path) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: _natural(entry.name))
    except OSError as error:
        raise UserError(f"无法打开文件夹“{folder}”，请检查权限") from error
    for entry in entries:
        if _LITTER.match(entry.name):
            continue
        path = Path(entry.path)
        if not entry.is_dir():
            yield path
        elif path.resolve() != apart:
            yield from _walk(path, apart)


def _natural(name: str) -> list[tuple[int, int, str]]:
    """Return what sorts 报告2 before 报告10."""
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _NUMBER.split(name) if part]


def _hashed(path: Path, folder: str) -> Source:
    try:
        return Source(path.name, folder, path, sha256_of(path))
    except UnreadableFile as error:
        return Source(path.name, folder, None, None, error)
