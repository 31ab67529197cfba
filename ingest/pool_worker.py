"""The far end of :mod:`ingest.pool`: calls come in on standard input, answers go out on standard output."""

from __future__ import annotations

import os
import pickle
import queue
import sys
import threading
from pathlib import Path
from typing import BinaryIO

from ingest.readers.progress import on_pages


def main() -> None:
    """Serve calls until standard input ends: it does when the process that feeds it dies, however that is."""
    asked = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not get between the answers, nor a program that it starts between the calls.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), sys.stdin.fileno())
    calls: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(asked, calls), daemon=True).start()
    _answer(answers, (True, "ready"))
    # Neither a result nor an error: the call goes on, and has found or done so many pages.
    on_pages(lambda found, read: _answer(answers, (None, (found, read))))
    while True:
        _answer(answers, _run(calls.get()))


def _listen(stream: BinaryIO, calls: queue.SimpleQueue[bytes]) -> None:
    while head := stream.read(8):
        calls.put(stream.read(int.from_bytes(head, "big")))
    # Nobody waits for an answer any more, whatever is running.
    os._exit(0)


def _run(call: bytes) -> tuple[bool, object]:
    try:
        function, args, kwargs = pickle.loads(call)
        return True, function(*args, **kwargs)
    except Exception as error:  # noqa: BLE001 - the boundary that isolates a file: its error goes to who asked
        return False, error


def _answer(stream: BinaryIO, answer: tuple[bool | None, object]) -> None:
    try:
        packed = pickle.dumps(answer)
    except Exception as error:  # noqa: BLE001 - anything may fail to pickle; the asker must hear of it
        packed = pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))
    stream.write(packed)
    stream.flush()


if __name__ == "__main__":
    main()
