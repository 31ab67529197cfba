"""What pages ask of the store for one measure: its cells by unit, and who was due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from form import Address
from form.units import COUNTY
from ui.derive import NOT_YET, REPORTED, Figure, by_unit, cell_key
from ui.filters import Selection
from ui.reads import Reads


def facts_of(
    reads: Reads, selection: Selection, addresses: Sequence[Address], query: str = "facts"
) -> pd.DataFrame:
    """Given a measure of one or several cells, return them as printed, by unit and year."""
    facts = reads.rows(
        query,
        tables=sorted({address.table for address in addresses}),
        row_keys=sorted({address.row for address in addresses}),
        column_keys=sorted({address.column for address in addresses}),
        **selection.where(),
    )
    wanted = pd.MultiIndex.from_frame(facts[["table_key", "row_key", "column_key"]]).isin(list(addresses))
    return facts[wanted]


def sums_of(reads: Reads, selection: Selection, addresses: Sequence[Address]) -> pd.DataFrame:
    """Given a measure of one or several cells, return their sum by unit and year, as the store adds it up."""
    return reads.rows(
        "measure",
        tables=sorted({address.table for address in addresses}),
        row_keys=sorted({address.row for address in addresses}),
        column_keys=sorted({address.column for address in addresses}),
        addresses=[cell_key(address) for address in addresses],
        **selection.where(),
    )


def due(reads: Reads, selection: Selection) -> pd.DataFrame:
    """Return units × years with their states, the county itself and reports without a unit left out."""
    return units_only(reads.rows("coverage", **selection.where()))


def units_only(coverage: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of units that are added up: not the county itself, nor reports without a unit."""
    return coverage[coverage["unit_code"].notna() & (coverage["kind"] != COUNTY)]


def units_of(reads: Reads, selection: Selection, addresses: Sequence[Address]) -> pd.DataFrame:
    """Return units × years with the measure's value, or the reason why there is none."""
    return by_unit(due(reads, selection), sums_of(reads, selection, addresses))


def units_of_today(reads: Reads, selection: Selection, addresses: Sequence[Address]) -> pd.DataFrame:
    """Return today's units × years with the measure added up over the units that they took over.

    Where one of these did not report, or left the cell blank, there is no number.
    """
    coverage = units_only(reads.rows("coverage_today", **selection.where()))
    facts = facts_of(reads, selection, addresses, query="facts_today")
    whole = coverage.loc[coverage["state"] == REPORTED, ["unit_code", "year"]]
    facts = facts[facts["blanks"] == 0].merge(whole, on=["unit_code", "year"])
    return by_unit(coverage, facts)


def names_of_today(reads: Reads, labels: Mapping[str, str]) -> dict[str, str]:
    """Given units' names by code, return them with the units that each has taken over since."""
    coverage = reads.rows("coverage_today")
    made_of = coverage[coverage["members"] != ""].sort_values("members", key=lambda names: -names.str.len())
    made_of = made_of.drop_duplicates("unit_code")
    members = dict(zip(made_of["unit_code"], made_of["members"], strict=True))
    return {
        code: f"{name}（含原{members[code]}）" if code in members else name for code, name in labels.items()
    }


def reported_series(coverage: pd.DataFrame) -> list[Figure]:
    """Given units × years with their states, return how many reports there are of how many due, by year."""
    units = coverage[coverage["unit_code"].notna() & (coverage["state"] != NOT_YET)]
    figures = []
    for year, rows in units.groupby("year", sort=True):
        there = int((rows["state"] == REPORTED).sum())
        figures.append(Figure(int(year), float(there), there, there, len(rows)))
    return figures
