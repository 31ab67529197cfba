"""The sample county is the same for the same seed, consistent but for its flaws, small as townships are."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from form import RELATIONS, edition_for_year
from ingest.demo import SamplePlan, plan
from ingest.demo.county import GOVERNMENT, PARTS, TOWNSHIPS, YEARS
from ingest.demo.expectations import broken, broken_within, spans_years
from ingest.demo.flaws import FLAWS
from ingest.demo.layouts import sheets_of
from ingest.demo.versions import AGAIN, DRAFT, PUT_RIGHT
from ingest.rules import RULES

SEEDS = (2026, 1, 7, 99)
RELATION_RULES = {relation.rule for relation in RELATIONS if not spans_years(relation)}


@pytest.fixture(scope="module", params=SEEDS)
def sample(request: pytest.FixtureRequest) -> SamplePlan:
    return plan(request.param)


def test_the_same_seed_gives_the_same_plan() -> None:
    assert plan(5) == plan(5)
    assert plan(5) != plan(6)


def test_a_report_does_not_depend_on_which_years_are_wanted() -> None:
    everything = {report.file: report for report in plan().reports}
    for report in plan(years=(2023,)).reports:
        whole = everything[report.file]
        assert (report.printed, report.prose, report.flaws) == (whole.printed, whole.prose, whole.flaws)


def test_there_are_twenty_three_townships_and_each_owes_a_report_a_year(sample: SamplePlan) -> None:
    assert sum(unit.exists_in(2025) for unit in TOWNSHIPS) == 23
    handed_in = {(report.unit.code, report.year) for report in sample.reports}
    owed = {(unit.code, year) for unit in sample.units for year in YEARS if unit.exists_in(year)}
    assert owed - handed_in == set(sample.missing)
    assert len(sample.missing) == 6


def test_what_a_report_breaks_is_what_it_is_expected_to_break(sample: SamplePlan) -> None:
    for report in sample.reports:
        expected = {
            (finding.rule, finding.row, finding.column)
            for finding in report.findings_of("report")
            if finding.rule in RELATION_RULES
        }
        assert broken_within(report) == expected, report.file


def test_a_report_without_a_flaw_expects_no_finding_of_its_own(sample: SamplePlan) -> None:
    for report in sample.reports:
        if not report.flaws:
            assert report.findings_of("report") == report.findings_of("store") == ()
            assert None not in report.values.values()


def test_every_flaw_occurs_as_often_as_it_says_and_raises_what_it_says(sample: SamplePlan) -> None:
    counted = Counter(flaw for report in sample.reports for flaw in report.flaws)
    for flaw in FLAWS:
        assert counted[flaw.key] == flaw.times, flaw.key
        for report in sample.reports:
            if flaw.key in report.flaws and flaw.key not in ("carried_in_differs", "count_leaps"):
                assert {finding.rule for finding in report.expected} >= set(flaw.rules)
    for once in ("first_version", PUT_RIGHT, DRAFT, AGAIN, "not_in_roster"):
        assert counted[once] == 1, once


def test_some_report_breaks_what_only_others_can_tell(sample: SamplePlan) -> None:
    rules = {finding.rule for report in sample.reports for finding in report.findings_of("years")}
    assert rules == {
        "applications.carried",
        "disclosure.in_force",
        "count.jump",
        "numbers.repeated",
        "text.copied",
        "text.repeated",
        "county.sum",
    }


def test_every_kind_of_finding_that_people_bring_about_occurs(sample: SamplePlan) -> None:
    ours = {
        "cell.missing",
        "cell.conflict",
        "cell.uncertain",
        "cell.ocr_doubt",
        "identity.unknown",
        "unit.ambiguous",
        "unit.disagrees",
    }
    told = {finding.rule for report in sample.reports for finding in report.expected}
    wanted = {rule for rule in RULES if not rule.startswith(("reader.", "ocr.", "report.by_hand"))}
    assert wanted - told - ours == set()


def test_every_expected_finding_is_of_a_declared_kind(sample: SamplePlan) -> None:
    assert {finding.rule for report in sample.reports for finding in report.expected} <= RULES.keys()


def test_the_cells_are_those_of_the_edition_or_a_single_row_of_the_other(sample: SamplePlan) -> None:
    singles = 0
    for report in sample.reports:
        if {"row_missing", "table_missing"} & set(report.flaws):
            continue
        addresses = set(edition_for_year(report.year).addresses())
        if report.has_single_other_row and report.edition == "2021":
            singles += 1
            assert len(report.printed) == 200 - 14
        else:
            assert report.printed.keys() == addresses
        assert report.printed.keys() == report.values.keys()
    assert singles > 3


def test_the_county_adds_up_its_units() -> None:
    sample = plan()
    by_unit = {(report.unit.code, report.year): report for report in sample.reports}
    for year in YEARS:
        units = [unit for unit in PARTS if unit.exists_in(year)]
        reports = [by_unit.get((unit.code, year)) for unit in units]
        if any(report is None or report.flaws for report in reports):
            continue
        county = by_unit[GOVERNMENT.code, year]
        for address, value in county.values.items():
            if address.row not in ("other", "other_else") and not county.flaws:
                assert value == sum(report.values[address] or 0 for report in reports if report is not None)


def test_no_relation_of_the_county_fails_within_a_year(sample: SamplePlan) -> None:
    for report in sample.reports:
        if report.unit == GOVERNMENT:
            assert not any(broken(relation, report.values) for relation in RELATIONS)


def test_most_numbers_are_nought_and_a_few_units_are_busy(sample: SamplePlan) -> None:
    values = [v for r in sample.reports if r.unit.is_township for v in r.values.values() if v is not None]
    assert sum(value == 0 for value in values) / len(values) > Decimal("0.85")
    assert max(values) > 20


def test_file_names_do_not_collide_and_fit_every_system(sample: SamplePlan) -> None:
    names = [report.file for report in sample.reports]
    assert len(names) == len(set(names))
    assert not any(char in name for name in names for char in '\\:*?"<>|')
    assert len({name.casefold() for name in names}) == len(names)


def test_all_three_formats_and_both_editions_occur(sample: SamplePlan) -> None:
    shares = Counter(report.format for report in sample.reports)
    total = len(sample.reports)
    assert 0.45 < shares["pdf"] / total < 0.7
    assert 0.2 < shares["docx"] / total < 0.4
    assert 0.08 < shares["text"] / total < 0.25
    assert {report.edition for report in sample.reports} == {"2019", "2021"}


def test_every_sheet_is_covered_by_its_boxes_once(sample: SamplePlan) -> None:
    for report in sample.reports[::9]:
        for table in report.tables:
            for sheet in sheets_of(report, table):
                covered = Counter(
                    (box.row + down, box.column + right)
                    for box in sheet.boxes
                    for down in range(box.row_span)
                    for right in range(box.column_span)
                )
                assert set(covered.values()) == {1}
                assert len(covered) == sheet.rows * sheet.columns


def test_the_period_that_is_expected_is_the_period_that_is_printed(sample: SamplePlan) -> None:
    for report in sample.reports:
        words = "".join(report.prose.preamble)
        first, last = (f"{int(day[:4])}年{int(day[5:7])}月{int(day[8:])}日" for day in report.period)
        assert first in words, report.file
        assert last in words or last[len("2024年") :] in words, report.file
