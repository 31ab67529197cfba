"""Every check that takes more than one report, in the order in which its findings are told."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.across import check_across_years, check_lateness
from ingest.copies import check_copies
from ingest.county_sum import check_county
from ingest.deadlines import Deadlines
from ingest.jumps import check_jumps
from ingest.load_versions import Placed
from ingest.repeats import check_repeats
from ingest.roster import Unit


def check_together(
    placed: Sequence[Placed], units: Sequence[Unit], deadlines: Deadlines | None = None
) -> list[Placed]:
    """Given the reports as placed and the roster, return them with what they tell only together.

    Args:
        placed: All reports; only those that count are held against each other.
        units: The roster.
        deadlines: The days that the county has set for handing in, where it has.
    """
    checked = check_across_years(placed, units)
    checked = check_jumps(checked, units)
    checked = check_repeats(checked)
    checked = check_copies(checked, units)
    checked = check_county(checked, units)
    return check_lateness(checked, units, deadlines)
