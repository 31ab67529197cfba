"""A load that stops at a chosen moment, in a process of its own.

``python -m tests.ingest.load_at MOMENT DATA PATH…``: the process ends there as if the power had
failed. Moments: the name of a function in a module, with how often it may still be called.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

KILLED = 77


def stop_at(moment: str) -> None:
    """Make the process end when the function is called for the nth time: "module:function:n[:after]"."""
    module_name, name, count, *when = moment.split(":")
    module = importlib.import_module(module_name)
    inner: Callable[..., Any] = getattr(module, name)
    left = int(count)

    def stopping(*args: Any, **kwargs: Any) -> Any:
        nonlocal left
        left -= 1
        if left > 0:
            return inner(*args, **kwargs)
        if when:
            inner(*args, **kwargs)
        os._exit(KILLED)

    setattr(module, name, stopping)


def main() -> None:
    """Load until the moment comes."""
    from ingest.load import load_paths

    moment, data, *paths = sys.argv[1:]
    stop_at(moment)
    with ThreadPoolExecutor(1) as executor:
        load_paths([Path(path) for path in paths], Path(data), executor=executor)


if __name__ == "__main__":
    main()
