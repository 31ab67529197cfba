"""By when a yearly report is owed, where the office has set no other day."""

from __future__ import annotations

from datetime import date

from form.units import COUNTY

# 《政府信息公开条例》第四十九条: departments by 31 January, the county's own report by 31 March of the next year.
# For townships the county's yearly notice sets the day, by custom the same as for departments.
UNITS_OWE = (1, 31)
COUNTY_OWES = (3, 31)


def owed_on(kind: str, year: int) -> date:
    """Given a unit's kind and a report year, return the last day for handing the report in."""
    month, day = COUNTY_OWES if kind == COUNTY else UNITS_OWE
    return date(year + 1, month, day)
