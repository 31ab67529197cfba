"""One loader at a time, and no lock outlives its holder."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from store.lock import loading
from store.paths import DataDirectory

HOLD = """
import sys, time
from pathlib import Path
from store.lock import loading
from store.paths import DataDirectory
with loading(DataDirectory(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(600)
"""


def test_a_second_loader_waits_for_the_first(tmp_path: Path) -> None:
    data = DataDirectory(tmp_path)
    waited, entered = threading.Event(), threading.Event()

    def second() -> None:
        with loading(data, waited.set):
            entered.set()

    thread = threading.Thread(target=second)
    with loading(data):
        thread.start()
        assert waited.wait(30)
        assert not entered.is_set()
    thread.join(30)
    assert entered.is_set()


def test_the_lock_of_a_loader_that_was_killed_is_free(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == b"held"
    holder.kill()
    holder.communicate()
    with loading(DataDirectory(tmp_path)):
        pass
