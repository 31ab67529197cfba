"""A pool of processes in which one hanging, greedy or crashing file costs that file only.

It has the interface of :class:`concurrent.futures.Executor`, so that another executor can
stand in its place. The standard library's own pool breaks as a whole when one process dies,
and starts its processes by importing the main script anew, which must not happen to a
Streamlit script. Here each process is a plain ``python -m ingest.pool_worker`` that is fed
through its standard streams and can be killed alone.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import IO, Any, ParamSpec, TypeVar

import psutil

from ingest.errors import UnreadableFile
from ingest.readers.progress import OnPages, tell_nobody

P = ParamSpec("P")
T = TypeVar("T")

# What is lost between two looks at a process must fit between the limits and what a machine bears.
WATCH_SECONDS = 0.1
# A process is replaced after so many files, so that no leak in a library adds up.
TASKS_PER_PROCESS = 200
MAX_PROCESSES = 8
START_SECONDS = 60.0
_GIB = 1024**3


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take: wall-clock seconds, and bytes of resident memory of its process.

    A scan may take so many seconds for each of its pages: its reader tells of every page that is done.
    """

    seconds: float = 50.0
    memory: int = int(1.2 * _GIB)


Task = tuple["Future[Any]", bytes]


class _Pages:
    """Pages of scans, over all files that were opened: how many are read, of how many that are known of."""

    def __init__(self, tell: OnPages) -> None:
        self._tell = tell
        self._found = self._read = 0
        # Told from the threads of all lanes, one at a time.
        self._guard = threading.Lock()

    def add(self, found: int, read: int) -> None:
        """Count pages that were found and read, fewer where a file ends early, and tell the sums."""
        with self._guard:
            self._found += found
            self._read += read
            self._tell(self._read, self._found)


class IsolatingPool(Executor):
    """Run each call in a process of its own pool, and survive whatever happens to that process.

    A call that exceeds its limits, or whose process dies, ends in UnreadableFile with the code
    ``timeout``, ``too_large`` or ``crashed``.
    """

    def __init__(
        self,
        processes: int | None = None,
        limits: Limits | None = None,
        on_pages: OnPages = tell_nobody,
    ) -> None:
        """Start nothing yet: processes start with the first calls.

        ``on_pages`` is called, from other threads, with how many pages of scans are read of how many found.
        """
        self._limits = limits or Limits()
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._closed = threading.Event()
        self._stopped = threading.Event()
        wanted = processes or min(os.cpu_count() or 1, MAX_PROCESSES)
        threads = max(1, (os.cpu_count() or 1) // wanted)
        pages = _Pages(on_pages)
        self._lanes = [_Lane(self._tasks, self._limits, self._stopped, threads, pages) for _ in range(wanted)]
        self._threads = [threading.Thread(target=lane.run, daemon=True) for lane in self._lanes]
        self._watch = threading.Thread(target=self._look_after, daemon=True)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Schedule ``fn(*args, **kwargs)``; all of it, and the result, must be picklable."""
        if self._closed.is_set():
            raise RuntimeError("the pool is shut down")
        future: Future[T] = Future()
        self._tasks.put((future, pickle.dumps((fn, args, kwargs))))
        if not self._watch.is_alive():
            self._watch.start()
            for thread in self._threads:
                thread.start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls. With ``cancel_futures`` what waits is cancelled and what runs is killed."""
        self._closed.set()
        if cancel_futures:
            self._stopped.set()
            for lane in self._lanes:
                lane.kill(UnreadableFile("crashed", "读取被中断"))
            self._cancel_waiting()
        for _ in self._lanes:
            self._tasks.put(None)
        if wait and self._watch.is_alive():
            for thread in self._threads:
                thread.join()
            self._watch.join()

    def _cancel_waiting(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                task = self._tasks.get_nowait()
                if task is not None:
                    task[0].cancel()

    def _look_after(self) -> None:
        """Kill processes that exceed their limits, until the last lane has ended."""
        while any(thread.is_alive() for thread in self._threads) or not self._closed.is_set():
            for lane in self._lanes:
                lane.check()
            time.sleep(WATCH_SECONDS)


class _Lane:
    """One process after another, and the thread that feeds it."""

    def __init__(
        self,
        tasks: queue.SimpleQueue[Task | None],
        limits: Limits,
        stopped: threading.Event,
        threads: int,
        pages: _Pages,
    ) -> None:
        self._tasks = tasks
        self._pages = pages
        self._limits = limits
        self._threads = threads
        self._stopped = stopped
        self._process: subprocess.Popen[bytes] | None = None
        self._served = 0
        self._deadline: float | None = None
        self._reason: UnreadableFile | None = None
        # Held while the watch judges a call, so that it never kills the next one for it.
        self._guard = threading.Lock()

    def run(self) -> None:
        """Serve calls until there are no more."""
        while (task := self._tasks.get()) is not None:
            future, call = task
            if self._stopped.is_set():
                future.cancel()
            elif future.set_running_or_notify_cancel():
                self._serve(future, call)
        self._end()

    def _serve(self, future: Future[Any], call: bytes) -> None:
        try:
            succeeded, result = self._ask(call)
        except (OSError, EOFError, pickle.UnpicklingError, AttributeError, ImportError, TypeError) as error:
            # The process is gone, or sent what cannot be read: that is this file's end and no other's.
            reason = self._reason or UnreadableFile("crashed", self._last_words())
            reason.__cause__ = error
            self._end()
            future.set_exception(reason)
        else:
            if succeeded:
                future.set_result(result)
            else:
                future.set_exception(result)

    def _ask(self, call: bytes) -> tuple[bool, Any]:
        process = self._ready_process()
        assert process.stdin is not None
        assert process.stdout is not None
        self._deadline = time.monotonic() + self._limits.seconds
        process.stdin.write(len(call).to_bytes(8, "big") + call)
        process.stdin.flush()
        succeeded, result = self._answer(process.stdout)
        self._served += 1
        with self._guard:
            self._deadline = None
            killed = self._reason is not None
        if killed:
            # The answer came in the moment of the kill: it counts, and the next file gets a new process.
            self._end()
        return succeeded, result

    def _answer(self, stream: IO[bytes]) -> tuple[bool, Any]:
        """Return the answer to a call; until then hear of pages, each of which has its own time."""
        left = 0
        try:
            succeeded, result = pickle.load(stream)
            while succeeded is None:
                with self._guard:
                    self._deadline = time.monotonic() + self._limits.seconds
                found, read = result
                left += found - read
                self._pages.add(found, read)
                succeeded, result = pickle.load(stream)
        finally:
            if left:
                self._pages.add(-left, 0)
        return succeeded, result

    def _ready_process(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._served >= TASKS_PER_PROCESS:
            self._end()
        if self._process is None:
            self._reason = None
            self._served = 0
            self._deadline = time.monotonic() + START_SECONDS
            self._process = _start(self._threads)
            if self._stopped.is_set():
                self.kill(UnreadableFile("crashed", "读取被中断"))
            assert self._process.stdout is not None
            pickle.load(self._process.stdout)
        return self._process

    def check(self) -> None:
        """Kill the process where it exceeds its limits."""
        with self._guard:
            self._check()

    def _check(self) -> None:
        process, deadline = self._process, self._deadline
        if process is None or deadline is None:
            return
        if time.monotonic() > deadline:
            seconds = f"{self._limits.seconds:g}"
            self.kill(
                UnreadableFile("timeout", f"读取超过{seconds}秒仍未完成，已跳过。请检查文件是否过大或有误")
            )
            return
        with contextlib.suppress(psutil.Error):
            if psutil.Process(process.pid).memory_info().rss > self._limits.memory:
                gib = f"{self._limits.memory / _GIB:.1f}"
                self.kill(
                    UnreadableFile("too_large", f"读取所需内存超过{gib} GB，已跳过。请检查文件是否过大或有误")
                )

    def kill(self, reason: UnreadableFile) -> None:
        """End the process and whatever it started, at once; its call ends with the reason."""
        process = self._process
        if process is None:
            return
        self._reason = self._reason or reason
        with contextlib.suppress(psutil.Error):
            for child in psutil.Process(process.pid).children(recursive=True):
                child.kill()
        with contextlib.suppress(OSError):
            process.kill()

    def _last_words(self) -> str:
        process = self._process
        with contextlib.suppress(subprocess.TimeoutExpired):
            if process is not None:
                code = process.wait(timeout=WATCH_SECONDS)
                return f"读取程序意外退出（代码{code}），已跳过这个文件"
        return "读取程序意外退出，已跳过这个文件"

    def _end(self) -> None:
        """Close the process's streams, which ends it, and wait for it."""
        with self._guard:
            process, self._process, self._deadline = self._process, None, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if stream is not None:
                    stream.close()
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _start(threads: int) -> subprocess.Popen[bytes]:
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        # Read by the recognition of scans, so that all processes together use every core once.
        "DISCLOSURE_THREADS": os.environ.get("DISCLOSURE_THREADS", str(threads)),
    }
    # In a group of its own the process does not hear Ctrl-C: whether it ends is decided here.
    group: dict[str, Any] = {}
    if sys.platform == "win32":
        group["creationflags"] = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
    else:
        group["process_group"] = 0
    return subprocess.Popen(
        [sys.executable, "-m", "ingest.pool_worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        **group,
    )
