"""What pages ask of the store for one measure: its cells by unit, and who was due."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from form import Address
from ui.derive import REPORTED, Figure, by_unit
from ui.filters import COUNTY, Selection
from ui.reads import Reads


def facts_of(reads: Reads, selection: Selection, addresses: Sequence[Address]) -> pd.DataFrame:
    """Given a measure of one or several cells, return them as printed, by unit and year."""
    facts = reads.rows(
        "facts",
        tables=sorted({address.table for address in addresses}),
        row_keys=sorted({address.row for address in addresses}),
        column_keys=sorted({address.column for address in addresses}),
        **selection.where(),
    )
    wanted = pd.MultiIndex.from_frame(facts[["table_key", "row_key", "column_key"]]).isin(list(addresses))
    return facts[wanted]


def due(reads: Reads, selection: Selection) -> pd.DataFrame:
    """Return units × years with their states, the county itself and reports without a unit left out."""
    return units_only(reads.rows("coverage", **selection.where()))


def units_only(coverage: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of units that are added up: not the county itself, nor reports without a unit."""
    return coverage[coverage["unit_code"].notna() & (coverage["kind"] != COUNTY)]


def units_of(reads: Reads, selection: Selection, addresses: Sequence[Address]) -> pd.DataFrame:
    """Return units × years with the measure's value, or the reason why there is none."""
    return by_unit(due(reads, selection), facts_of(reads, selection, addresses))


def reported_series(coverage: pd.DataFrame) -> list[Figure]:
    """Given units × years with their states, return how many reports there are of how many due, by year."""
    units = coverage[coverage["unit_code"].notna() & (coverage["state"] != "未设")]
    figures = []
    for year, rows in units.groupby("year", sort=True):
        there = int((rows["state"] == REPORTED).sum())
        figures.append(Figure(int(year), float(there), there, there, len(rows)))
    return figures
