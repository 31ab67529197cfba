"""Pure steps from the rows of a query to what a chart or a sentence needs. A missing number stays missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

import form
from exports.measures import CASES as CASES
from exports.measures import DECISIONS as DECISIONS
from exports.measures import NEW as NEW
from form import Address
from form.shared_tables import DENIED, OTHER, REFUSED, UNABLE
from store.words import FAILED as FAILED
from store.words import NOT_YET as NOT_YET
from store.words import REPORTED as REPORTED
from ui.words import ABSENT, BLANK

_KEYS = ["table_key", "row_key", "column_key"]
_COVERS = ["n_with_value", "n_reports", "n_expected"]
VALUE = "数"


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum over units in one year, with how many units it covers.

    ``value`` is NaN where no unit gives a number. ``counted`` ≤ ``reported`` ≤ ``expected``.
    """

    year: int
    value: float
    counted: int
    reported: int
    expected: int


def series(totals: pd.DataFrame, addresses: Sequence[Address]) -> list[Figure]:
    """Given the rows of ``totals``, return the sum over the addresses for each year, oldest first."""
    if totals.empty:
        return []
    near = totals
    for name, keys in zip(_KEYS, zip(*addresses, strict=True), strict=True):
        near = near[near[name].isin(keys)]
    # Only now, on the few rows that are left, the costly look at whole addresses.
    mine = near[pd.MultiIndex.from_frame(near[_KEYS]).isin(list(addresses))] if len(addresses) > 1 else near
    years = mine.groupby("year", sort=True)
    sums, covers = years["value"].sum(min_count=1), years[_COVERS].max()
    return [
        Figure(int(year), float(value), *map(int, covered))
        for year, value, covered in zip(sums.index, sums, covers.to_numpy(), strict=True)
    ]


def at(figures: Iterable[Figure], year: int) -> Figure | None:
    """Return the figure of the year, or None where there is none."""
    return next((figure for figure in figures if figure.year == year), None)


def as_frame(figures: Sequence[Figure]) -> pd.DataFrame:
    """Return figures as a table: year, value, counted, reported, expected."""
    columns = ["year", "value", "counted", "reported", "expected"]
    return pd.DataFrame([[getattr(figure, name) for name in columns] for figure in figures], columns=columns)


def cell_key(address: Address) -> str:
    """Return an address as it stands in the address of a page."""
    return ".".join(address)


def by_unit(coverage: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """Given who was due and the printed cells of one measure, return a value or the reason for none.

    A row is a unit and a year. ``mark`` is 数 where there is a number, else 缺报, 读取失败, 未设, 未填 or
    表中无此栏. Several cells of one unit (a measure of several rows) are added up.
    """
    units = coverage[coverage["unit_code"].notna()]
    sums = facts.groupby(["unit_code", "year"])["value"].sum(min_count=1).reset_index()
    merged = units.merge(sums, on=["unit_code", "year"], how="left", indicator="_found")
    there = merged["_found"] == "both"
    number = pd.Series(VALUE, index=merged.index).where(merged["value"].notna(), BLANK).where(there, ABSENT)
    merged["mark"] = number.where(merged["state"] == REPORTED, merged["state"])
    return merged.drop(columns="_found")


@dataclass(frozen=True, slots=True)
class Pair:
    """A measure in two years over the units that give it in both."""

    now: float
    before: float
    units: int


def same_units(marked: pd.DataFrame, year: int) -> Pair:
    """Given units × years of a measure, return its sums in the year and the one before, over the same units.

    A unit that reports in one of them only would make a change that nobody made.
    """
    there = marked[(marked["mark"] == VALUE) & marked["year"].isin([year - 1, year])]
    wide = (
        there.pivot(index="unit_code", columns="year", values="value")
        .reindex(columns=[year - 1, year])
        .dropna()
    )
    return Pair(float(wide[year].sum()), float(wide[year - 1].sum()), len(wide))


def result_group(row_key: str) -> str:
    """Given a result row of the applications table, return the group of the form that it belongs to."""
    row = form.row("applications", row_key)
    inner = [group for group in row.groups if group in (DENIED, UNABLE, REFUSED, OTHER)]
    return short(inner[-1] if inner else row.label)


def result_rows() -> tuple[str, ...]:
    """Return the keys of the result rows 三、（一） to （六） in form order."""
    return tuple(
        row.key
        for row in form.TABLES["applications"].rows
        if row.key not in ("new", "carried_in", "results_total", "carried_out")
    )


def short(label: str) -> str:
    """Given a label of the form, return it without its item number and what stands in brackets after it."""
    for opening in ("（", "一、", "二、", "三、", "四、"):
        if label.startswith(opening):
            label = label.split("）", 1)[-1] if opening == "（" else label.split("、", 1)[-1]
            break
    head = label.split(".", 1)
    label = head[1] if len(head) == 2 and head[0].isdigit() else label
    return label.split("（", 1)[0]


def row_name(table: str, row_key: str) -> str:
    """Given a row of the form, return its short name for a screen."""
    row = form.row(table, row_key)
    return row.short or short(row.label)
