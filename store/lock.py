"""One loader at a time.

The lock is the operating system's own on an open file, so it ends with the process that holds
it, however that ends: no lock is ever stale.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from store.paths import DataDirectory

POLL_SECONDS = 0.2


@contextmanager
def loading(data: DataDirectory, on_wait: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold the data directory's load lock; ``on_wait`` is called once where another loader has it."""
    data.root.mkdir(parents=True, exist_ok=True)
    lock = FileLock(data.lock)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        on_wait()
        lock.acquire(timeout=-1, poll_interval=POLL_SECONDS)
    try:
        yield
    finally:
        lock.release()
