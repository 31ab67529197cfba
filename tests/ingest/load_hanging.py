"""The load command with a parser that hangs: ``python -m tests.ingest.load_hanging DATA MARKS PATH…``.

Each process of the pool leaves a file with its number in MARKS.
"""

from __future__ import annotations

import functools
import signal
import sys

import ingest.load_parse
from ingest.__main__ import main
from tests.ingest.pool_tasks import hang_in_place_of_parsing

if __name__ == "__main__":
    data, marks, *paths = sys.argv[1:]
    # Tests that a shell runs in the background inherit that Ctrl-C is not heard.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    ingest.load_parse.parse_to_json = functools.partial(hang_in_place_of_parsing, marks)
    sys.exit(main(["load", "--data", data, *paths]))
