"""Reports that were handed in more than once: put right, sent as a draft by mistake, or sent again when all was settled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

from form import Address
from ingest.demo.model import Expected, SampleReport

Reports = list[SampleReport]
# Flaws of the later of two versions.
PUT_RIGHT, DRAFT, AGAIN = "second_version", "draft_version", "version_after_settling"
# The year that is settled, and the one that is still open.
SETTLED_YEAR, OPEN_YEAR = 2024, 2025
_GRANTED = Address("applications", "granted", "total")


def with_versions(reports: Reports, rng_of: Callable[[str], Random]) -> Reports:
    """Given the reports, return them with those that came twice. ``rng_of`` gives chance for a purpose."""
    done = _put_right(reports, rng_of("second version"))
    done = _send_again(done, DRAFT, "（未定稿）", OPEN_YEAR, rng_of("draft version"))
    return _send_again(done, AGAIN, "（补报）", SETTLED_YEAR, rng_of("version after settling"))


def _put_right(reports: Reports, rng: Random) -> Reports:
    """Return the reports with one of them preceded by a first version that was put right later."""
    fitting = [r for r in reports if not r.flaws and r.unit.is_township and (r.values.get(_GRANTED) or 0) > 0]
    if not fitting:
        return reports
    later = rng.choice(fitting)
    wrong = (later.values[_GRANTED] or Decimal(0)) + 2
    first = replace(
        later,
        printed=later.printed | {_GRANTED: str(wrong)},
        values=later.values | {_GRANTED: wrong},
        expected=(
            Expected("applications.row_sum", "applications", "granted", None),
            Expected("applications.results_sum", "applications", None, "total"),
        ),
        flaws=("first_version",),
    )
    return _with_both(reports, later, first, _later(later, PUT_RIGHT, "（更正稿）"))


def _send_again(reports: Reports, flaw: str, mark: str, year: int, rng: Random) -> Reports:
    """Return the reports with a township's of that year followed by one with another date under it."""
    once = rng.choice([r for r in reports if not r.flaws and r.unit.is_township and r.year == year])
    first = replace(once, flaws=("handed_in_twice",))
    signed = None if once.signed_on else date(year + 1, 1, 29)
    return _with_both(reports, once, first, replace(_later(once, flaw, mark), signed_on=signed))


def _later(report: SampleReport, flaw: str, mark: str) -> SampleReport:
    stem, dot, ending = report.file.rpartition(".")
    expected = (*report.expected, Expected("report.version", scope="store"))
    return replace(report, file=f"{stem}{mark}{dot}{ending}", expected=expected, flaws=(flaw,))


def _with_both(reports: Reports, once: SampleReport, first: SampleReport, second: SampleReport) -> Reports:
    at = reports.index(once)
    return [*reports[:at], first, second, *reports[at + 1 :]]
