"""The plan of the sample county: every report, its truth and its flaws, from a seed alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from random import Random

from form import Address, column_of, edition_for_year
from ingest.demo import county
from ingest.demo.expectations import expect_across_years
from ingest.demo.flaws import FLAWS, Flaw
from ingest.demo.looks import draw_format, draw_look
from ingest.demo.model import Expected, Look, SamplePlan, SampleReport, SampleUnit
from ingest.demo.numbers import Values, add_up, draw_unit
from ingest.demo.pairs import with_pairs
from ingest.demo.prose import draw_signing_day, title_lines, write_prose
from ingest.demo.versions import with_versions

DEFAULT_SEED = 2026
# Reports that are owed and not there: (report year, how many). The last year is still coming in.
_MISSING = ((2020, 1), (2022, 1), (2023, 1), (2025, 3))
_SINGLE_OTHER_UNITS = 3
_FILE_NAMES = (
    "{name}{year}年政府信息公开工作年度报告",
    "{year}年{name}政府信息公开年报",
    "{name}（{year}年政府信息公开年报）",
    "{year}年度政府信息公开工作年度报告-{name}",
    "{name}{year}年年报（定稿）",
    "{name}政府信息公开工作年度报告",
)
_ENDINGS = {"pdf": ".pdf", "docx": ".docx", "text": ".txt"}
# A body of the county that its clerk forgot to enter into the roster.
STRANGER = SampleUnit("", "望澜县临澜工业园区管理委员会", "部门", load=1)
_STRANGER_YEAR = 2024
_PROCUREMENT = Address("disclosure", "procurement", "amount")
_FEES = Address("disclosure", "fees", "amount")


def plan(seed: int = DEFAULT_SEED, years: Iterable[int] = county.YEARS) -> SamplePlan:
    """Return the plan of the sample county; the same seed gives the same plan.

    Args:
        seed: Seed of all chance in it.
        years: The report years wanted. What a report says does not depend on which others are.
    """
    numbers = _draw_numbers(seed)
    reports = [
        _draw_report(unit, year, numbers[unit.code][year], seed)
        for unit in county.UNITS
        for year in county.YEARS
        if unit.exists_in(year)
    ]
    missing = _draw_missing(seed)
    kept = [report for report in reports if (report.unit.code, report.year) not in missing]
    flawed = with_pairs(_with_flaws(kept, seed), lambda purpose: _rng(seed, purpose))
    flawed = [*with_versions(flawed, lambda purpose: _rng(seed, purpose)), _draw_stranger(seed)]
    wanted = set(years)
    return SamplePlan(
        seed,
        county.COUNTY,
        county.UNITS,
        expect_across_years(report for report in flawed if report.year in wanted),
        tuple(sorted((code, year) for code, year in missing if year in wanted)),
    )


def _rng(seed: int, *parts: object) -> Random:
    return Random("/".join(map(str, (seed, *parts))))


def _draw_numbers(seed: int) -> dict[str, dict[int, Values]]:
    chooser = _rng(seed, "single other row")
    keepers = {
        unit.code: frozenset((2021, 2022, 2023)) for unit in chooser.sample(county.PARTS, _SINGLE_OTHER_UNITS)
    }
    numbers = {
        unit.code: draw_unit(
            unit,
            tuple(year for year in county.YEARS if unit.exists_in(year)),
            keepers.get(unit.code, frozenset()),
            _rng(seed, unit.code, "numbers"),
        )
        for unit in county.PARTS
    }
    numbers[county.GOVERNMENT.code] = {
        year: add_up([numbers[unit.code][year] for unit in county.PARTS if unit.exists_in(year)], year)
        for year in county.YEARS
    }
    return numbers


def _draw_missing(seed: int) -> set[tuple[str, int]]:
    missing: set[tuple[str, int]] = set()
    for year, count in _MISSING:
        owing = [unit.code for unit in county.TOWNSHIPS if unit.exists_in(year)]
        missing |= {(code, year) for code in _rng(seed, "missing", year).sample(owing, count)}
    return missing


def _draw_report(unit: SampleUnit, year: int, values: Values, seed: int) -> SampleReport:
    rng = _rng(seed, unit.code, year)
    look = draw_look(year, _rng(seed, unit.code, "look"))
    kind = draw_format(rng)
    if unit.kind == "县政府":
        kind = "pdf"
    title, organisation = title_lines(unit, year, _rng(seed, unit.code, "title"))
    written = write_prose(unit, year, organisation, title, values, rng)
    name = rng.choice(_FILE_NAMES).format(name=_file_stem(unit, year), year=year)
    unit_in_cell = rng.random() < 0.5
    return SampleReport(
        unit=unit,
        year=year,
        organisation=organisation,
        town=unit.name_in(year) if unit.is_township else None,
        edition=edition_for_year(year).key,
        format=kind,
        file=f"{year}/{name}{_ENDINGS[kind]}",
        look=look,
        prose=written.prose,
        signed_on=draw_signing_day(unit, year, rng),
        printed={address: _print(address, value, look, unit_in_cell) for address, value in values.items()},
        values=dict(values),
        period=written.period,
        column_labels={} if unit_in_cell else _labels_with_unit(values),
        items=written.items,
        stated=written.stated,
    )


def _file_stem(unit: SampleUnit, year: int) -> str:
    return unit.name_in(year) if unit.kind != "县政府" else f"{county.COUNTY}人民政府"


def _labels_with_unit(values: Values) -> dict[tuple[str, str], str]:
    """Return the header of the amount of procurement with the unit that the form of 2019 leaves out."""
    if _PROCUREMENT not in values:
        return {}
    column = column_of(_PROCUREMENT)
    return {("procurement", "amount"): f"{column.label}（单位：{column.unit}）"}


def _print(address: Address, value: Decimal, look: Look, unit_in_cell: bool) -> str:
    if value == 0:
        return look.zero
    column = column_of(address)
    if column.kind == "amount":
        bare = f"{value.normalize():f}"
        return bare + column.unit if address == _PROCUREMENT and unit_in_cell else bare
    return f"{int(value):+d}" if column.kind == "change" and look.shaded else str(int(value))


def _with_flaws(reports: list[SampleReport], seed: int) -> list[SampleReport]:
    """Return the reports with every flaw of the list put into as many of them as it says."""
    at = {(report.unit.code, report.year): place for place, report in enumerate(reports)}
    done = list(reports)
    for flaw in FLAWS:
        rng = _rng(seed, "flaw", flaw.key)
        fitting = [key for key, place in at.items() if _can_have(flaw, done[place])]
        for key in rng.sample(fitting, min(flaw.times, len(fitting))):
            changed = flaw.apply(done[at[key]], rng)
            done[at[key]] = replace(changed, flaws=(*changed.flaws, flaw.key))
    return done


def _can_have(flaw: Flaw, report: SampleReport) -> bool:
    # One flaw a report, and none in the county's own, which is what the others are held against.
    return not report.flaws and report.unit.kind != "县政府" and flaw.fits(report)


def _draw_stranger(seed: int) -> SampleReport:
    values = draw_unit(STRANGER, (_STRANGER_YEAR,), frozenset(), _rng(seed, "stranger"))[_STRANGER_YEAR]
    report = _draw_report(STRANGER, _STRANGER_YEAR, values, seed)
    return replace(report, expected=(Expected("unit.unmatched", scope="store"),), flaws=("not_in_roster",))
