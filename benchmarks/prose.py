"""How long the prose takes: a section of 2,000 characters, and texts up to 200,000.

Run as ``python benchmarks/prose.py``. Prints milliseconds of processor time (the best of several runs).
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from ingest.prose import read_prose

CORPUS = Path(__file__).parent.parent / "tests" / "ingest" / "prose" / "dev.json"
RUNS = 7
HARD = {
    "lists": "工作动态148条、政策文件9条，",
    "digits": "1",
    "thousands": "123,456,",
    "numerals": "一百二十三",
    "no stop": "公开信息",
    "brackets": "（",
    "one sentence": "未收到政府信息公开申请，",
    "negation": "未未未",
    "reviews": "行政复议",
}


def milliseconds(text: str, runs: int = RUNS) -> float:
    """Return the best processor time of several for reading a text, in milliseconds."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        read_prose({"1": text}, 2024)
        best = min(best, time.process_time() - start)
    return best * 1000


def main() -> None:
    """Print the times."""
    passages = json.loads(CORPUS.read_text(encoding="utf-8"))
    prose = "\n".join(one["sections"].get("1", "") for one in passages)
    for length in (2_000, 20_000, 200_000):
        text = (prose * (length // len(prose) + 1))[:length]
        sys.stdout.write(f"prose of the corpus  {length:>7} characters  {milliseconds(text, 3):9.1f} ms\n")
    for name, pattern in HARD.items():
        times = [
            milliseconds((pattern * (length // len(pattern) + 1))[:length], 1)
            for length in (2_000, 20_000, 200_000)
        ]
        sys.stdout.write(f"{name:<20} {'  '.join(f'{one:9.1f}' for one in times)} ms\n")


if __name__ == "__main__":
    main()
