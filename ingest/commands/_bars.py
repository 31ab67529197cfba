"""How far a load is, on standard error: a bar of files, and below it one of pages once there are scans."""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import NoReturn

from tqdm import tqdm

from ingest.load_take import Progress

_BAR = "{desc}：{percentage:3.0f}%|{bar}| {n_fmt}/{total_fmt} {unit} [已用 {elapsed}]"
_BAR_AND_REST = _BAR.replace("]", "，还需 {remaining}]")
# Before so many are done, and such a part of all, what is left cannot be told from how the work started up.
_TELLING, _TELLING_PART = 5, 0.05


class Bars:
    """The two bars of a load; both vanish with the block."""

    def __enter__(self) -> Bars:
        """Show the bar of files."""
        self._files = bar_of("读取报告", "份")
        self._pages: tqdm[NoReturn] | None = None
        # Pages are told by the threads that wait for them, files by the load's own.
        self._guard = threading.Lock()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take both bars away."""
        with self._guard:
            if self._pages is not None:
                self._pages.close()
            self._files.close()

    def files(self, progress: Progress) -> None:
        """Show how many files are read."""
        with self._guard:
            show(self._files, progress.done, progress.total)

    def pages(self, read: int, found: int) -> None:
        """Show how many pages of scans are recognised, of those found so far."""
        with self._guard:
            if self._pages is None:
                self._pages = bar_of("识别扫描件", "页", 1)
            show(self._pages, read, found)


def bar_of(name: str, unit: str, place: int = 0) -> tqdm[NoReturn]:
    """Return a bar on standard error, ``place`` lines below the first, that vanishes when it is closed."""
    return tqdm(desc=name, unit=unit, bar_format=_BAR, file=sys.stderr, total=0, leave=False, position=place)


def show(bar: tqdm[NoReturn], done: int, total: int) -> None:
    """Show how much is done of how many; how long the rest takes only once that can be told."""
    bar.bar_format = _BAR_AND_REST if done >= max(_TELLING, total * _TELLING_PART) else _BAR
    bar.total, bar.n = total, done
    bar.refresh()
