"""How far a load is, on standard error: a bar of files, and below it one of pages once there are scans."""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import NoReturn

from tqdm import tqdm

from ingest.load_take import Progress

_BAR = "{desc}：{percentage:3.0f}%|{bar}| {n_fmt}/{total_fmt} {unit} [已用 {elapsed}，还需 {remaining}]"


class Bars:
    """The two bars of a load; both vanish with the block."""

    def __enter__(self) -> Bars:
        """Show the bar of files."""
        self._files = _bar("读取报告", "份", 0)
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
            _show(self._files, progress.done, progress.total)

    def pages(self, read: int, found: int) -> None:
        """Show how many pages of scans are recognised, of those found so far."""
        with self._guard:
            if self._pages is None:
                self._pages = _bar("识别扫描件", "页", 1)
            _show(self._pages, read, found)


def _bar(name: str, unit: str, place: int) -> tqdm[NoReturn]:
    return tqdm(desc=name, unit=unit, bar_format=_BAR, file=sys.stderr, total=0, leave=False, position=place)


def _show(bar: tqdm[NoReturn], done: int, total: int) -> None:
    bar.total, bar.n = total, done
    bar.refresh()
