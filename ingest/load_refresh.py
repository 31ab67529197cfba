"""After a decision on which report counts: work out in the background what the others are held against."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from ingest.errors import UserError
from ingest.load import refresh
from store.builds import BuildRefused
from store.errors import StoreUnreadable

log = logging.getLogger(__name__)
_guard = threading.Lock()
# Folders that are being refreshed; True where something was decided meanwhile.
_under_way: dict[Path, bool] = {}


def begin_refresh(data_dir: Path) -> threading.Thread | None:
    """Begin a refresh; where one is under way it goes round once more instead, and None is returned.

    What goes wrong is logged: the decision itself stands, and the next load makes up for it.
    """
    place = data_dir.resolve()
    with _guard:
        if place in _under_way:
            _under_way[place] = True
            return None
        _under_way[place] = False
    thread = threading.Thread(target=_run, args=(place,), daemon=True, name="refresh")
    thread.start()
    return thread


def _run(place: Path) -> None:
    while True:
        try:
            refresh(place)
        except (UserError, BuildRefused, StoreUnreadable, OSError) as error:
            log.warning("refresh of %s failed: %s", place, error)
        with _guard:
            if not _under_way[place]:
                del _under_way[place]
                return
            _under_way[place] = False
