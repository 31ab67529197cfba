"""The long measure: every class of the generated corpus, many files each: ``python -m benchmarks.corpus [--n 40]``.

The same table as ``python -m tests.corpus.measure``, with more files and two seeds that
the tests do not use. Exits with 1 where anything was misread.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from tests.corpus import measure

SEEDS = (101, 102)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every class with each seed; 1 where anything was misread."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=40, help="files of each class for each seed")
    parser.add_argument("--classes", nargs="*", default=[])
    options = parser.parse_args(arguments)
    wrong = 0
    for seed in SEEDS:
        told = ["--n", str(options.n), "--seed", str(seed)]
        wrong |= measure.main([*told, *(["--classes", *options.classes] if options.classes else [])])
    return wrong


if __name__ == "__main__":
    sys.exit(main())
