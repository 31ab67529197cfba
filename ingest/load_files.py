"""Which files a load is about: folders are walked, archives unpacked, every file hashed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import UnreadableFile, UserError
from ingest.parse import sha256_of
from ingest.readers.archive import Member, expand


@dataclass(frozen=True, slots=True)
class Source:
    """A file to load.

    Attributes:
        name: As shown to people.
        folder: The folders and archives that it came in, from the one that was named.
        path: Where its bytes are; None where it could not be taken out.
        sha256: Of its bytes; None where it cannot be opened.
        error: Why it cannot be opened, or None.
    """

    name: str
    folder: str
    path: Path | None
    sha256: str | None = None
    error: UnreadableFile | None = None


def find_files(paths: Iterable[Path], apart: Path, into: Path) -> Iterator[Source]:
    """Given files, folders and archives, yield every file in the order of its name, hashed.

    Args:
        paths: What to look through, in this order.
        apart: The data directory: nothing in it is yielded, unless a path inside of it is named.
        into: Where members of archives are written to.

    Raises UserError for a path that does not exist, before anything is unpacked.
    """
    listed = list(paths)
    for path in listed:
        if not path.exists():
            raise UserError(f"找不到“{path}”，请核对路径")
    own = apart.resolve()
    for number, path in enumerate(path.resolve() for path in listed):
        for at, member in enumerate(expand(path, into / str(number))):
            if not _is_within(member.path, own) or _is_within(path, own):
                yield _hashed(member, path, into / f"{number}-{at}")


def _is_within(path: Path | None, folder: Path) -> bool:
    return path is not None and (path == folder or folder in path.parents)


def _hashed(member: Member, given: Path, aside: Path) -> Source:
    folder, _, name = _shown(member.name).rpartition("/")
    # A file named by itself still stands in a folder, whose name may say whose it is.
    folder = folder or _shown(given.parent.name)
    if member.path is None or member.error is not None:
        return Source(name, folder, None, None, member.error)
    try:
        digest = sha256_of(member.path)
        path = member.path if _shown(member.path.name) == member.path.name else aside / name
        if path != member.path:
            # The parser holds a report against its file's name, so it is given one that is text.
            aside.mkdir(parents=True)
            shutil.copyfile(member.path, path)
    except UnreadableFile as error:
        return Source(name, folder, None, None, error)
    return Source(name, folder, path, digest)


def _shown(name: str) -> str:
    """Return a name that can be written down: on Linux a name may be bytes of GBK that are no text there."""
    stored = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return stored.decode(encoding)
        except UnicodeDecodeError:
            continue
    return stored.decode("utf-8", "replace")
