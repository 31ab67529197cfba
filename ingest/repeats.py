"""Tables taken over from last year: the same number in every cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.across import current_of
from ingest.findings import finding
from ingest.load_versions import Placed
from ingest.relations import Values, values_of

REPEATED = "numbers.repeated"
# What a unit has, as against what it did in the year, is the same from year to year by nature.
STOCKS = frozenset({"in_force", "disclosed_total", "items_last_year"})


def check_repeats(placed: Sequence[Placed]) -> list[Placed]:
    """Given the reports as placed, return them with those marked that repeat all numbers of the year before."""
    current = current_of(placed)
    done = list(placed)
    for at, report in enumerate(placed):
        before = current.get((report.unit_code or "", (report.year or 0) - 1))
        if not report.is_current or before is None:
            continue
        values, earlier = (values_of(side.loaded.report.cells) for side in (report, before))
        told = _repeated(values, earlier)
        if told:
            message = (
                f"表中{len(values)}格数字与本单位{before.year}年的报告完全相同，"
                f"其中当年发生数不为0的有{told}格，请核实是否沿用了上一年的表格。"
            )
            about = (before.loaded.report.sha256,)
            found = replace(finding(REPEATED, message), about=about)
            done[at] = replace(report, findings=(*report.findings, found))
    return done


def _repeated(values: Values, before: Values) -> int:
    """Return how many numbers of the year are repeated, where all numbers are; else 0."""
    if values != before:
        return 0
    return sum(bool(value) and address.column not in STOCKS for address, value in values.items())
