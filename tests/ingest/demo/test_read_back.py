"""What was written is what is read: every cell of the sample, and no finding but its flaws."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from ingest import parse_file
from ingest.demo import SampleReport, plan
from ingest.demo.write import roster_of, write_report
from ingest.load_versions import Loaded, Placed
from ingest.model import Report
from ingest.together import check_together

REPORTS = plan().reports

LOADED_AT = datetime(2026, 2, 1, 9, 30)

Place = tuple[str, str | None, str | None, str | None]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    folder: Path = tmp_path_factory.mktemp("sample")
    return {report.file: parse_file(write_report(report, folder)) for report in REPORTS}


def _ids(report: SampleReport) -> str:
    return f"{report.year}-{report.unit.name}-{report.format}-{'+'.join(report.flaws) or 'right'}"


@pytest.mark.parametrize("report", REPORTS, ids=_ids)
def test_every_cell_is_read_as_it_was_written(report: SampleReport, read: dict[str, Report]) -> None:
    cells = {(cell.table, cell.row, cell.column): cell.value for cell in read[report.file].cells}
    truth = {tuple(address): value for address, value in report.values.items()}
    assert {key: value for key, value in cells.items() if truth.get(key, -1) != value} == {}
    assert truth.keys() - cells.keys() == set()


@pytest.mark.parametrize("report", REPORTS, ids=_ids)
def test_the_findings_are_those_of_the_flaws(report: SampleReport, read: dict[str, Report]) -> None:
    found = Counter[Place](
        (finding.rule, finding.table, finding.row, finding.column) for finding in read[report.file].findings
    )
    expected = Counter[Place](
        (finding.rule, finding.table, finding.row, finding.column) for finding in report.findings_of("report")
    )
    assert found == expected


@pytest.mark.parametrize("report", REPORTS, ids=_ids)
def test_the_report_is_known_by_its_own_words(report: SampleReport, read: dict[str, Report]) -> None:
    identity = read[report.file].identity
    assert (identity.town, identity.county) == (report.town, "望澜县")
    assert (identity.organisation, identity.year) == (report.organisation, report.year)
    assert identity.period == report.period
    assert read[report.file].edition == report.edition


@pytest.mark.parametrize("report", REPORTS, ids=_ids)
def test_the_prose_states_what_it_was_written_to_state(report: SampleReport, read: dict[str, Report]) -> None:
    stated = read[report.file].stated
    assert (
        stated.applications_received,
        stated.review_cases,
        stated.lawsuit_cases,
        stated.processing_fee,
    ) == (
        report.stated.applications_received,
        report.stated.review_cases,
        report.stated.lawsuit_cases,
        report.stated.processing_fee,
    )


@pytest.mark.parametrize("report", REPORTS, ids=_ids)
def test_every_counted_item_is_read(report: SampleReport, read: dict[str, Report]) -> None:
    items = Counter(
        (item.kind, item.label, int(item.value), item.unit, item.qualifier)
        for item in read[report.file].narrative
    )
    truth = Counter((item.kind, item.label, item.value, item.unit, item.qualifier) for item in report.items)
    assert items == truth


def test_evidence_stands_word_for_word_in_the_prose(read: dict[str, Report]) -> None:
    for report in read.values():
        overview = "".join(report.sections.get("1", "").split())
        for item in report.narrative:
            assert "".join(item.evidence.split()) in overview


@pytest.mark.parametrize("report", REPORTS, ids=_ids)
def test_the_sections_hold_the_prose_without_page_numbers(
    report: SampleReport, read: dict[str, Report]
) -> None:
    sections = {number: "".join(text.split()) for number, text in read[report.file].sections.items()}
    assert sections["1"] == "".join("".join(report.prose.overview).split())
    assert sections["5"] == "".join("".join(report.prose.problems).split())
    assert sections.get("6", "").startswith("".join("".join(report.prose.other).split()))


def test_the_county_finds_what_one_report_does_not_tell(read: dict[str, Report]) -> None:
    latest = {(report.unit.code, report.year): report for report in REPORTS}
    placed = [
        Placed(
            Loaded(read[report.file], report.file, "", ".pdf", LOADED_AT),
            report.unit.code or None,
            report.year,
            "printed",
            (),
            is_current=latest[report.unit.code, report.year] is report,
        )
        for report in REPORTS
    ]
    found = Counter(
        (report.loaded.name, finding.rule, finding.table, finding.row, finding.column)
        for report in check_together(placed, roster_of(plan().units))
        for finding in report.findings
    )
    expected = Counter(
        (report.file, finding.rule, finding.table, finding.row, finding.column)
        for report in REPORTS
        for finding in report.expected
        if finding.scope == "years" or finding.rule == "report.late"
    )
    assert found == expected
    assert {rule for _, rule, *_ in expected} == {
        "applications.carried",
        "disclosure.in_force",
        "report.late",
        "count.jump",
        "numbers.repeated",
        "text.copied",
        "text.repeated",
        "county.sum",
    }
