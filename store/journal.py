"""What was loaded, in order: one JSON object a line, appended and never changed.

With the originals it is enough to make every build anew. It is a text file and not a table
of the last build, because it has to outlive pruned builds, a new version of the parser or of
DuckDB, and a crash in the middle of a load: a half-written last line is no entry.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that a load took in, or could not read.

    Attributes:
        load: Which load it was.
        loaded_at: When, local time with its offset, ISO 8601.
        sha256: Of its bytes; None where it could not be opened.
        name: As shown to people.
        folder: The folders it came in, or "".
        suffix: With its point, as the original is kept under it.
        code: Why it could not be read, or None.
        message: The same for people, or None.
    """

    load: str
    loaded_at: str
    sha256: str | None
    name: str
    folder: str
    suffix: str
    code: str | None = None
    message: str | None = None


def read_journal(path: Path) -> list[Entry]:
    """Return the entries in order; none where there is no journal yet."""
    if not path.is_file():
        return []
    lines = path.read_bytes().split(b"\n")
    return [entry for line in lines if (entry := _entry(line)) is not None]


def _entry(line: bytes) -> Entry | None:
    try:
        return Entry(**json.loads(line))
    except (ValueError, TypeError):
        return None


def append_journal(path: Path, entries: Iterable[Entry]) -> None:
    """Append entries so that they last, also behind a line that a crash has cut off."""
    lines = [json.dumps(asdict(entry), ensure_ascii=False) for entry in entries]
    if not lines:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as file:
        if file.tell() > 0:
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                file.write(b"\n")
        file.write("".join(f"{line}\n" for line in lines).encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())
