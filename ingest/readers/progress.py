"""Pages of a scan take seconds each: whoever waits for a file hears of every page that is done."""

from __future__ import annotations

from collections.abc import Callable

_listeners: list[Callable[[], None]] = []


def on_page(listener: Callable[[], None]) -> None:
    """Have a function called whenever a page of a scan has been read in this process."""
    _listeners.append(listener)


def page_read() -> None:
    """Say that a page of a scan has been read."""
    for listener in _listeners:
        listener()
