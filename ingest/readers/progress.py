"""Pages of a scan take seconds each: whoever waits for a file hears how many there are, and of every one done."""

from __future__ import annotations

from collections.abc import Callable

OnPages = Callable[[int, int], None]

_listeners: list[OnPages] = []


def tell_nobody(_read: int, _found: int) -> None:
    """Keep what is told to oneself."""


def on_pages(listener: OnPages) -> None:
    """Have a function called with (pages found, pages read) since the last call, in this process."""
    _listeners.append(listener)


def pages_found(count: int) -> None:
    """Say how many pages of a file are to be recognised, before the first of them is."""
    if count:
        _tell(count, 0)


def page_read() -> None:
    """Say that a page of a scan has been read."""
    _tell(0, 1)


def _tell(found: int, read: int) -> None:
    for listener in _listeners:
        listener(found, read)
