"""What the county's tables of a year are made from: the units, their cells, the sums and how far they reach."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import form
from exports.source import REPORTED as REPORTED_NUMBERS
from exports.source import SETTLED, NothingToExport, Source
from form import Address, Edition
from form.units import COUNTY, DEPARTMENT, UNIT_KINDS
from store.words import NOT_YET, REPORTED, UNMATCHED

if TYPE_CHECKING:
    import pandas as pd

# Units whose cells are read at once: 200 units × 200 cells.
CHUNK = 200
_PLACINGS = ("withdraw", "restore", "move", "adopt", "return", "settle", "amend", "settle_year")

Cells = Mapping[Address, float | None]


@dataclass(frozen=True, slots=True)
class UnitYear:
    """A unit in a year: whether its report is there, and of which edition."""

    code: str
    name: str
    kind: str
    state: str
    edition: str


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of a cell over the units. ``value`` is None where no unit gives a number: that is no 0."""

    value: float | None
    counted: int
    blank: int


@dataclass(frozen=True)
class Year:
    """A year over all units: their states in the order of the roster, and the sums."""

    year: int
    units: tuple[UnitYear, ...]
    totals: Mapping[Address, Total]

    @property
    def reported(self) -> int:
        """Return how many units have a report."""
        return sum(unit.state == REPORTED for unit in self.units)

    @property
    def expected(self) -> int:
        """Return how many units had to have one."""
        return sum(unit.state != NOT_YET for unit in self.units)

    @property
    def edition(self) -> Edition:
        """Return the edition in force for the year."""
        return form.edition_for_year(self.year)

    def kinds(self) -> dict[str, tuple[int, int]]:
        """Return for each kind of unit, in the form's order, how many have a report, and how many had to."""
        counts: dict[str, tuple[int, int]] = {}
        for unit in self.units:
            if unit.state != NOT_YET:
                reported, expected = counts.get(unit.kind, (0, 0))
                counts[unit.kind] = reported + (unit.state == REPORTED), expected + 1
        return {kind: counts[kind] for kind in UNIT_KINDS if kind in counts}

    def editions(self) -> dict[str, tuple[str, ...]]:
        """Return for each edition in use the names of the units that use it."""
        used: dict[str, list[str]] = {}
        for unit in self.units:
            if unit.edition:
                used.setdefault(unit.edition, []).append(unit.name)
        return {key: tuple(used[key]) for key in sorted(used)}

    def present(self, address: Address) -> bool:
        """Return whether any report has the cell, filled in or not."""
        total = self.totals.get(address)
        return total is not None and total.counted + total.blank > 0


@dataclass(frozen=True)
class County:
    """All that goes into the workbook of a year.

    Attributes:
        name: Name of the county, or "".
        this: The year.
        last: The year before, over the same units in the same order; None without any report in it.
        own: Cells of the county's own report of the year, or None where there is none.
        chosen: True where only some of the units were asked for.
        findings: Findings of the year's reports, the gravest first.
        failures: Files that could not be read.
        strays: Reports of the year that belong to no unit of the roster.
        corrections: Cells of the year that somebody has corrected or confirmed.
        placings: Decisions on which report stands for which unit, and on what was settled.
        basis: What the numbers are: reported, corrected or settled.
        revision: The last decision laid over the build.
        build_id: Name of the build.
        built_at: When it was made.
        made_at: When the export is made.
        is_sample: True where the data is invented.
    """

    name: str
    this: Year
    last: Year | None
    own: Cells | None
    chosen: bool
    findings: pd.DataFrame = field(repr=False)
    failures: pd.DataFrame = field(repr=False)
    strays: tuple[str, ...]
    corrections: pd.DataFrame = field(repr=False)
    placings: pd.DataFrame = field(repr=False)
    basis: str
    revision: int
    build_id: str
    built_at: datetime
    made_at: datetime
    is_sample: bool

    @property
    def scope(self) -> str:
        """Return what the sums cover, in words: the county's table only where departments are in it."""
        reported = {unit.kind for unit in self.this.units if unit.state == REPORTED}
        if self.chosen:
            return "所选单位汇总"
        if DEPARTMENT not in reported:
            return "乡镇街道汇总"
        return "部门汇总" if reported == {DEPARTMENT} else "各单位汇总"

    @property
    def title(self) -> str:
        """Return the title of the tables."""
        return f"{self.name}{self.this.year}年政府信息公开年报·{self.scope}"

    @property
    def caveat(self) -> str:
        """Return in what way the sums are not the county's own table."""
        if self.chosen:
            return "只含所选单位，不是全县的法定报表。"
        if self.scope == "乡镇街道汇总":
            return "没有部门的报告，这是乡镇街道汇总，不是全县的法定报表。"
        if self.scope == "部门汇总":
            return "没有乡镇街道的报告，这是部门汇总，不是全县的法定报表。"
        return "县政府本级自行办理而没有列入单位报告的事项不在合计内，报送前请补入。"

    @property
    def corrected(self) -> frozenset[tuple[str, Address]]:
        """Return which cells of which units hold a corrected number here; none where numbers are as reported."""
        if self.basis == REPORTED_NUMBERS:
            return frozenset()
        rows = self.corrections[(self.corrections["action"] == "correct") & ~self.corrections["stale"]]
        keys = zip(rows["table_key"], rows["row_key"], rows["column_key"], strict=True)
        return frozenset((code, Address(*key)) for code, key in zip(rows["unit_code"], keys, strict=True))

    @property
    def basis_said(self) -> str:
        """Return what the numbers are, in a sentence."""
        stale = int(self.corrections["stale"].sum())
        again = f"另有 {stale} 格在更正之后原件又有变化，要重新核对。" if stale else ""
        if self.basis == REPORTED_NUMBERS:
            waiting = int(((self.corrections["action"] == "correct") & ~self.corrections["stale"]).sum())
            unused = f"已作的 {waiting} 格更正没有采用。" if waiting else ""
            return f"数字为各单位报告上印的报送数，未作更正。{unused}{again}"
        count = len(self.corrected)
        said = "县里核定的数" if self.basis == SETTLED else "核对更正后的数"
        differ = (
            f"有 {count} 格与报告上印的不同，逐格列在县汇总表的“缺报与疑点”"
            if count
            else "各格与报告上印的相同"
        )
        return f"数字为{said}，{differ}。{again}"

    def columns(self, table: str) -> tuple[tuple[Address, ...], tuple[Address, ...]]:
        """Return the cells of the year's edition, and those of the other edition that reports have besides."""
        own = self.this.edition.table(table).addresses()
        years = [year for year in (self.this, self.last) if year is not None]
        others = (address for address in form.ADDRESSES if address.table == table and address not in own)
        return own, tuple(address for address in others if any(year.present(address) for year in years))


def read_county(
    source: Source, year: int, made_at: datetime, units: Sequence[str] = (), kinds: Sequence[str] = ()
) -> County:
    """Given a year, return what its tables are made from.

    Args:
        source: The build.
        year: The year.
        made_at: When the export is made.
        units: Codes of the units wanted; all without it.
        kinds: Kinds of unit wanted; all without it.

    Raises:
        NothingToExport: no unit has a report in the year.
    """
    where = {"units": list(units), "kinds": list(kinds)}
    coverage = source.rows("coverage", years=[year - 1, year], **where)
    editions = _editions(source.rows("reports", years=[year - 1, year], **where))
    this, last = _years(coverage, editions, year)
    if not any(unit.state == REPORTED for unit in this):
        known = "、".join(str(int(one)) for one in source.rows("years")["year"])
        raise NothingToExport(f"{year} 年没有可以汇总的报告。有数据的年度：{known or '无'}。")
    totals = _totals(source.rows("totals", years=[year - 1, year], **where))
    has_last = any(unit.state == REPORTED for unit in last)
    build = source.rows("build_info").iloc[0]
    return County(
        name=_county_name(source, build),
        this=Year(year, this, totals.get(year, {})),
        last=Year(year - 1, last, totals.get(year - 1, {})) if has_last else None,
        own=_own(source.rows("county_own", years=[year])),
        chosen=bool(units or kinds),
        findings=source.rows("findings", years=[year], **where),
        failures=source.rows("failures"),
        strays=() if units or kinds else _strays(source.rows("coverage", years=[year], kinds=[UNMATCHED])),
        corrections=source.rows("corrections", years=[year], **where),
        placings=_placings(source.rows("decision_log", years=[year], units=list(units))),
        basis=source.basis,
        revision=source.revision,
        build_id=source.build_id,
        built_at=build["built_at"].to_pydatetime(),
        made_at=made_at,
        is_sample=source.is_sample,
    )


def read_cells(source: Source, year: Year) -> Iterator[tuple[UnitYear, Cells]]:
    """Yield the units in order, each with its printed cells; the cells of some units at a time."""
    for start in range(0, len(year.units), CHUNK):
        some = year.units[start : start + CHUNK]
        cells: dict[str, dict[Address, float | None]] = {unit.code: {} for unit in some}
        frame = source.rows("facts", years=[year.year], units=[unit.code for unit in some])
        for code, address, value in _addressed(frame):
            cells[code][address] = value
        for unit in some:
            yield unit, cells[unit.code]


def _addressed(frame: pd.DataFrame) -> Iterator[tuple[str, Address, float | None]]:
    keys = zip(frame["table_key"], frame["row_key"], frame["column_key"], strict=True)
    for code, key, value in zip(frame["unit_code"], keys, frame["value"].to_numpy(float), strict=True):
        yield code, Address(*key), None if math.isnan(value) else float(value)


def _editions(reports: pd.DataFrame) -> dict[tuple[str, int], str]:
    known = reports[reports["unit_code"].notna() & reports["year"].notna() & reports["edition"].notna()]
    return {
        (code, int(year)): edition
        for code, year, edition in zip(known["unit_code"], known["year"], known["edition"], strict=True)
    }


def _years(
    coverage: pd.DataFrame, editions: Mapping[tuple[str, int], str], year: int
) -> tuple[tuple[UnitYear, ...], tuple[UnitYear, ...]]:
    """Return the units of the year and of the one before: the same units, in the same order."""
    rows = coverage[coverage["unit_code"].notna() & (coverage["kind"] != COUNTY)]
    states = {
        (code, int(at)): state
        for code, at, state in zip(rows["unit_code"], rows["year"], rows["state"], strict=True)
    }
    units = dict.fromkeys(zip(rows["unit_code"], rows["unit_name"], rows["kind"], strict=True))
    both = [
        tuple(
            UnitYear(code, name, kind, states.get((code, at), NOT_YET), editions.get((code, at), ""))
            for code, name, kind in units
            if {states.get((code, one), NOT_YET) for one in (year, year - 1)} != {NOT_YET}
        )
        for at in (year, year - 1)
    ]
    return both[0], both[1]


def _totals(frame: pd.DataFrame) -> dict[int, dict[Address, Total]]:
    totals: dict[int, dict[Address, Total]] = {}
    for row in frame.to_dict("records"):
        value = None if math.isnan(row["value"]) else float(row["value"])
        address = Address(row["table_key"], row["row_key"], row["column_key"])
        total = Total(value, int(row["n_with_value"]), int(row["n_blank"]))
        totals.setdefault(int(row["year"]), {})[address] = total
    return totals


def _own(frame: pd.DataFrame) -> Cells | None:
    return {address: value for _, address, value in _addressed(frame)} if len(frame) else None


def _placings(log: pd.DataFrame) -> pd.DataFrame:
    """Given the log of decisions, return those on reports and on units' years, the first one first."""
    return log[log["action"].isin(_PLACINGS)].iloc[::-1]


def _strays(coverage: pd.DataFrame) -> tuple[str, ...]:
    return tuple(str(name) for name in coverage["unit_name"])


def _county_name(source: Source, build: pd.Series) -> str:
    if isinstance(build["county"], str):
        return build["county"]
    own = source.rows("units", kinds=[COUNTY])["unit_name"]
    return str(own.iloc[0]).removesuffix("人民政府") if len(own) else ""
