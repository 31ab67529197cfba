"""Calls that behave as bad files make a reader behave; the processes of the pool import them."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.readers.progress import page_read, pages_found


def double(number: int) -> int:
    return 2 * number


def process_id(_: int) -> int:
    return os.getpid()


def hang(_: int) -> None:
    while True:
        time.sleep(0.05)


def devour(_: int) -> int:
    held = []
    while True:
        held.append(bytearray(16 * 1024**2))
        time.sleep(0.005)


def crash(_: int) -> None:
    os._exit(3)


def complain(_: int) -> None:
    raise UnreadableFile("encrypted", "文件有打开密码")


def read_pages(found: int, read: int) -> int:
    pages_found(found)
    for _ in range(read):
        page_read()
    if read < found:
        crash(0)
    return read


def chatter(number: int) -> int:
    print("a library that prints", number)  # noqa: T201
    sys.stdout.flush()
    return number


def unpicklable(_: int) -> object:
    return lambda: None


def start_and_hang(marks: str) -> None:
    Path(marks, str(os.getpid())).touch()
    hang(0)


def hang_in_place_of_parsing(marks: str, _: str) -> None:
    start_and_hang(marks)
