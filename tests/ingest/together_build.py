"""Reports as a load places them, for checks that take more than one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from form.units import UnitKind
from ingest.load_versions import Placed
from ingest.roster import Unit
from tests.store.factory import as_loaded, make_report

Values = dict[tuple[str, str, str], Decimal | None]


def unit(name: str, kind: UnitKind = "镇", **other: object) -> Unit:
    """Return a unit whose code is its name."""
    return Unit(name, name, (), kind, **other)  # type: ignore[arg-type]


def placed(
    name: str, year: int, values: Values | None = None, sections: dict[str, str] | None = None
) -> Placed:
    """Return a report of noughts but for these values, placed with the unit of this name and current."""
    report = make_report(name, year, values=values)
    if sections is not None:
        report = replace(report, sections=sections)
    return Placed(as_loaded(report), name, year, "printed", ())


def rules(reports: list[Placed]) -> list[tuple[str | None, int | None, str]]:
    """Return unit, year and rule of every finding that came with placing or after it."""
    return [(report.unit_code, report.year, found.rule) for report in reports for found in report.findings]
