"""What goes wrong between two reports: words and numbers taken over, and a county's sum that misses its units."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

from form import Address
from ingest.demo import wording
from ingest.demo.model import SampleReport
from ingest.demo.prose import self_name

Reports = list[SampleReport]
COPIED, SOURCE, REPEATED, SAME_NUMBERS, COUNTY_DIFFERS = (
    "text_copied",
    "text_source",
    "text_repeated",
    "numbers_repeated",
    "county_differs",
)
_COUNTY_YEAR = 2024
_COUNTY_CELL = Address("disclosure", "penalties", "decisions")
_MISSED = 5


def with_pairs(reports: Reports, rng_of: Callable[[str], Random]) -> Reports:
    """Given the reports, return them with what is wrong between two of them.

    ``rng_of`` gives the source of chance for a purpose.
    """
    done = _copy_text(reports, rng_of("text copied"))
    done = _repeat_text(done, rng_of("text repeated"))
    done = _repeat_numbers(done, rng_of("numbers repeated"))
    return [_miss_units(report) for report in done]


def _exchange(reports: Reports, **changed: tuple[SampleReport, SampleReport, str]) -> Reports:
    """Return the reports with each (before, after, flaw) put in place."""
    done = list(reports)
    for before, after, flaw in changed.values():
        done[done.index(before)] = replace(after, flaws=(flaw,))
    return done


def _is_quiet(report: SampleReport) -> bool:
    """Return whether the report is right, a township's, and says that nobody applied, asked for review or sued."""
    counts = (value for address, value in report.values.items() if address.table != "disclosure")
    return not report.flaws and report.unit.is_township and not any(counts)


def _say(report: SampleReport, words: str) -> SampleReport:
    ours = words.format(we=self_name(report.unit, report.year))
    return replace(report, prose=replace(report.prose, overview=(*report.prose.overview, ours)))


def _copy_text(reports: Reports, rng: Random) -> Reports:
    """Let two townships of one year say the same of themselves, names apart."""
    first = rng.choice([report for report in reports if _is_quiet(report) and report.year > 2021])
    others = [r for r in reports if _is_quiet(r) and r.year == first.year and r.unit != first.unit]
    second = rng.choice(others)
    words = wording.OWN_WORK[0]
    return _exchange(
        reports,
        source=(first, _say(first, words), SOURCE),
        copy=(second, _say(second, words), COPIED),
    )


def _years_in_a_row(reports: Reports) -> list[tuple[SampleReport, SampleReport]]:
    """Return the quiet reports of one edition that follow on a quiet one of the same unit and name."""
    quiet = {(report.unit.code, report.year): report for report in reports if _is_quiet(report)}
    pairs = ((quiet.get((code, year - 1)), report) for (code, year), report in quiet.items())
    return [
        (before, report)
        for before, report in pairs
        if before is not None and before.edition == report.edition and report.unit.renamed is None
    ]


def _repeat_text(reports: Reports, rng: Random) -> Reports:
    """Let a township hand in last year's words with the year changed."""
    before, report = rng.choice(_years_in_a_row(reports))
    source = _say(before, wording.OWN_WORK[1])
    words = tuple(text.replace(str(before.year), str(report.year)) for text in source.prose.overview)
    fee = replace(before.stated, processing_fee=report.stated.processing_fee)
    copy = replace(report, prose=replace(report.prose, overview=words), items=before.items, stated=fee)
    return _exchange(reports, source=(before, source, SOURCE), copy=(report, copy, REPEATED))


def _repeat_numbers(reports: Reports, rng: Random) -> Reports:
    """Let a township hand in last year's tables."""
    fitting = [(before, report) for before, report in _years_in_a_row(reports) if _can_repeat(before, report)]
    before, report = rng.choice(fitting)
    copy = replace(
        report,
        printed=dict(before.printed),
        values=dict(before.values),
        column_labels=before.column_labels,
        look=replace(report.look, zero=before.look.zero),
    )
    return _exchange(reports, copy=(report, copy, SAME_NUMBERS))


def _can_repeat(before: SampleReport, report: SampleReport) -> bool:
    """Return whether the tables of the year before stand in this year's report without contradiction."""
    documents = [
        before.values.get(Address("disclosure", "normative_documents", c)) for c in ("issued", "repealed")
    ]
    fees = before.values.get(Address("disclosure", "fees", "amount"))
    did = sum(value or 0 for address, value in before.values.items() if address.column == "decisions")
    same_rows = before.values.keys() == report.values.keys()
    return documents[0] is not None and documents[0] == documents[1] and not fees and did > 0 and same_rows


def _miss_units(report: SampleReport) -> SampleReport:
    """Return the county's own report of one year with fewer penalties than its units make."""
    if report.unit.kind != "县政府" or report.year != _COUNTY_YEAR:
        return report
    fewer = max(0, int(report.values[_COUNTY_CELL] or 0) - _MISSED)
    return replace(
        report,
        printed=report.printed | {_COUNTY_CELL: str(fewer)},
        values=report.values | {_COUNTY_CELL: Decimal(fewer)},
        flaws=(*report.flaws, COUNTY_DIFFERS),
    )
