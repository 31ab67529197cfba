"""A process that decides two things as one, over and over, until it is killed: ``python -m tests.store.decide_on DIR``."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from store.decisions import Draft
from store.decisions.actions import ALONE
from tests.store.decided import decisions_of

if __name__ == "__main__":
    decisions = decisions_of(Path(sys.argv[1]))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for pair in count():
        drafts = [
            Draft("dismiss", report_id=f"r{n}", rule="x", finding_key="k", reason=str(pair)) for n in "ab"
        ]
        written = decisions.record_all(ALONE, drafts)
        sys.stdout.write(f"{written[-1].id}\n")
        sys.stdout.flush()
