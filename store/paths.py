"""Where things stand in a data directory."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ENVIRONMENT = "DISCLOSURE_DATA"
DEFAULT = Path("data")
REPLACE_TRIES = 20
REPLACE_PAUSE_SECONDS = 0.05


def data_directory(given: Path | None = None) -> Path:
    """Return the data directory in force: the one given, else DISCLOSURE_DATA, else data/."""
    if given is not None:
        return given
    named = os.environ.get(ENVIRONMENT)
    return Path(named) if named else DEFAULT


@dataclass(frozen=True, slots=True)
class DataDirectory:
    """The places inside one data directory. Nothing is made by asking for a place."""

    root: Path

    @property
    def roster(self) -> Path:
        """The roster of units."""
        return self.root / "units.csv"

    @property
    def roster_mark(self) -> Path:
        """The digest of the roster as it was proposed; the roster is ours as long as it fits."""
        return self.root / "units.proposed"

    @property
    def aliases(self) -> Path:
        """The office's own labels of the taxonomy."""
        return self.root / "aliases.csv"

    @property
    def originals(self) -> Path:
        """The files as they came, by content hash."""
        return self.root / "originals"

    @property
    def parsed(self) -> Path:
        """Parse results by parser version and content hash."""
        return self.root / "parsed"

    @property
    def builds(self) -> Path:
        """The databases, one a load."""
        return self.root / "builds"

    @property
    def current(self) -> Path:
        """The name of the build in force."""
        return self.root / "current.txt"

    @property
    def journal(self) -> Path:
        """What was loaded, in order, a line a file."""
        return self.root / "loads.jsonl"

    @property
    def decisions(self) -> Path:
        """What people have decided."""
        return self.root / "decisions.sqlite"

    @property
    def lock(self) -> Path:
        """The file whose lock the one loader holds."""
        return self.root / "load.lock"

    @property
    def uploads(self) -> Path:
        """What was dropped on the upload page and is not loaded yet, by content."""
        return self.root / "uploads"

    @property
    def settled(self) -> Path:
        """The exports of settled years as they were made, a folder a snapshot."""
        return self.root / "settled"

    @property
    def sample_mark(self) -> Path:
        """The file that says that everything in this directory is invented."""
        return self.root / "SAMPLE"


def put(path: Path, content: bytes, *, lasting: bool = True) -> None:
    """Write the file so that a reader, or a crash, sees it as it was or as it is to be, nothing between.

    A ``lasting`` file also survives a power cut right after.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        if lasting:
            os.fsync(file.fileno())
    _replace(partial, path)
    if lasting:
        sync_directory(path.parent)


def _replace(source: Path, target: Path) -> None:
    for attempt in range(REPLACE_TRIES):
        try:
            source.replace(target)
        except PermissionError:
            # Windows refuses while somebody reads the target; these files are read in a moment.
            if attempt == REPLACE_TRIES - 1:
                raise
            time.sleep(REPLACE_PAUSE_SECONDS)
        else:
            return


def sync_directory(path: Path) -> None:
    """Make new names in the directory last through a power cut, where the system can (not on Windows)."""
    if sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        # Some network file systems refuse it; the rename itself is still atomic there.
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
