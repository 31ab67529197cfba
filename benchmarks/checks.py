"""How long the checks take that hold reports against each other, and how that grows.

``python benchmarks/checks.py [--units 60 600] [--years 7] [--rounds 3]``

Invented reports of so many units and years: two sections of some 1,800 characters each way, partly words
that everybody uses, partly the unit's own, some of it last year's; one unit in twenty copies from another.
Each check is timed alone, then all of them together with what one report tells by itself. The baseline,
run in turn with them, adds up every number of every report and encodes every section to UTF-8.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from ingest.across import check_across_years, check_lateness
from ingest.checks import check
from ingest.copies import check_copies
from ingest.county_sum import check_county
from ingest.jumps import check_jumps
from ingest.load_versions import Placed
from ingest.repeats import check_repeats
from ingest.roster import Unit
from ingest.together import check_together
from tests.store.factory import as_loaded, make_reports

_CHARS = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
_SHARED = 120
_SENTENCE = (18, 40)
_SENTENCES = {"1": 45, "5": 18}


def _sentence(rng: Random) -> str:
    return "".join(rng.choices(_CHARS, k=rng.randint(*_SENTENCE))) + "。"


def make_placed(units: int, years: int) -> tuple[list[Placed], list[Unit]]:
    """Return reports of so many townships and years, with the county's own, and the roster."""
    rng = Random(3)
    shared = [_sentence(rng) for _ in range(_SHARED)]
    names = [f"第{number}镇" for number in range(units)]
    roster = [Unit("U0", "白棠县", (), "县政府"), *(Unit(name, name, (), "镇") for name in names)]
    own: dict[str, list[str]] = {}
    placed = []
    for report in make_reports(names, range(2026 - years, 2026)):
        code = report.identity.town or "U0"
        before = own.get(code)
        words = [_sentence(rng) for _ in range(sum(_SENTENCES.values()))]
        if before is not None:
            words = [old if rng.random() < 0.3 else new for old, new in zip(before, words, strict=True)]
        if own and rng.random() < 0.05:
            words = list(rng.choice(list(own.values())))
        own[code] = words
        mixed = iter([rng.choice(shared) if rng.random() < 0.4 else word for word in words])
        sections = {key: "".join(next(mixed) for _ in range(count)) for key, count in _SENTENCES.items()}
        loaded = as_loaded(replace(report, sections=sections))
        placed.append(Placed(loaded, code, report.identity.year, "printed", ()))
    return placed, roster


def one_by_one(placed: list[Placed]) -> None:
    """Check every report by itself, as reading it does."""
    for report in (one.loaded.report for one in placed):
        check(report.cells, report.identity, report.stated, report.identity.year)


def baseline(placed: list[Placed]) -> None:
    """Touch every number and every character once."""
    for report in placed:
        sum(cell.value or 0 for cell in report.loaded.report.cells)
        "".join(report.loaded.report.sections.values()).encode("utf-8")


def seconds(action: Callable[[], object]) -> float:
    """Return how long the action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--units", type=int, nargs="+", default=[60, 600])
    arguments.add_argument("--years", type=int, default=7)
    arguments.add_argument("--rounds", type=int, default=3)
    given = arguments.parse_args()
    for units in given.units:
        placed, roster = make_placed(units, given.years)
        actions: dict[str, Callable[[], object]] = {
            "baseline": partial(baseline, placed),
            "each by itself": partial(one_by_one, placed),
            "across years": partial(check_across_years, placed, roster),
            "jumps": partial(check_jumps, placed, roster),
            "same numbers": partial(check_repeats, placed),
            "near duplicates": partial(check_copies, placed, roster),
            "county": partial(check_county, placed, roster),
            "late": partial(check_lateness, placed, roster),
            "all together": partial(check_together, placed, roster),
        }
        characters = sum(len(text) for one in placed for text in one.loaded.report.sections.values())
        sys.stdout.write(f"{len(placed)} reports, {characters / len(placed):.0f} characters each\n")
        taken = {name: [seconds(action) for _ in range(given.rounds)] for name, action in actions.items()}
        least = statistics.median(taken["baseline"])
        for name, times in taken.items():
            middle = statistics.median(times)
            sys.stdout.write(f"  {name}: {middle:.2f} s, {middle / least:.1f} × baseline\n")


if __name__ == "__main__":
    main()
