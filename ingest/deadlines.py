"""The day by which a report is owed, and whether it came by then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import form.deadlines
from form.units import COUNTY, DEPARTMENT, TOWNSHIPS, township_kind
from ingest.findings import finding
from ingest.model import Finding, Identity
from ingest.places import split_name

LATE = "report.late"
# (report year, kind of unit) → the day that the county's yearly notice sets.
Deadlines = Mapping[tuple[int, str], date]


def owed_on(kind: str, year: int, deadlines: Deadlines | None = None) -> date:
    """Given a kind of unit and a report year, return the last day for handing in.

    ``deadlines`` are the days that the county has set; they bind townships only, what the law
    says of departments and of the county stands.
    """
    customary = form.deadlines.owed_on(kind, year)
    return (deadlines or {}).get((year, kind), customary) if kind in TOWNSHIPS else customary


def check_lateness_of(
    identity: Identity, year: int | None, kind: str | None, deadlines: Deadlines | None = None
) -> list[Finding]:
    """Given whose report it is, return a finding where it was signed, or else published, after its day."""
    done = identity.signed_on or identity.published_on
    if kind is None or year is None or done is None or not date.min.year <= year < date.max.year:
        return []
    owed, day = owed_on(kind, year, deadlines), _day(done)
    if day is None or day <= owed:
        return []
    what = "落款日期" if identity.signed_on else "发布日期"
    message = f"报告应于{_words(owed)}前报送，{what}是{_words(day)}，逾期{(day - owed).days}天。"
    return [finding(LATE, message)]


def kind_in_print(identity: Identity) -> str | None:
    """Return the kind of unit that a report's own title speaks of; None where it names nobody."""
    if identity.town is not None:
        return township_kind(identity.town)
    if identity.organisation is None:
        return None
    office = split_name(identity.organisation).office
    return COUNTY if office in ("", "人民政府", "政府", "人民政府办公室", "政府办公室") else DEPARTMENT


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
