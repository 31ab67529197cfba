"""Real reports, read as a person reads them. They are not part of the project: see the fixture."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from form.model import Address
from ingest import parse_file
from ingest.model import Report

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(scope="module")
def township(reference: Path) -> Report:
    """Return the township's report that was copied out of its PDF."""
    return parse_file(reference / "000_bd73a783a33da30e.txt")


@pytest.fixture(scope="module")
def county(reference: Path) -> Report:
    """Return the county-level report that was published as PDF."""
    return parse_file(reference / "hongze-2023.pdf")


def _values(report: Report) -> dict[Address, Decimal | None]:
    return {Address(cell.table, cell.row, cell.column): cell.value for cell in report.cells}


def test_the_copied_text_says_whose_it_is(township: Report) -> None:
    identity = township.identity
    assert (identity.year, identity.town, identity.county) == (2024, "清溪场镇", "渠县")
    assert identity.period == ("2024-01-01", "2024-12-31")
    assert township.edition == "2021"


def test_the_copied_text_has_200_noughts(township: Report) -> None:
    assert len(township.cells) == 200
    assert set(_values(township).values()) == {Decimal(0)}


def test_the_copied_text_counts_eight_categories(township: Report) -> None:
    counted = [item for item in township.narrative if item.kind == "category"]
    assert [item.value for item in counted] == [10, 8, 1, 1, 1, 10, 12, 10]
    assert [item.qualifier for item in counted] == ["exact"] * 7 + ["at_least"]
    assert all(item.evidence in township.sections["1"] for item in counted)


def test_nothing_is_wrong_with_the_copied_text(township: Report) -> None:
    assert [finding.rule for finding in township.findings if finding.severity == "error"] == []
    stated = township.stated
    assert (stated.applications_received, stated.review_cases, stated.lawsuit_cases) == (0, 0, 0)
    assert stated.processing_fee == 0


def test_the_published_pdf_is_read_as_printed(county: Report) -> None:
    golden = json.loads((GOLDEN / "hongze-2023.json").read_text(encoding="utf-8"))
    expected = {Address(*key.split("/")): Decimal(str(value)) for key, value in golden["cells"].items()}
    assert _values(county) == expected
    assert (county.identity.year, county.identity.county, county.identity.town) == (2023, "洪泽区", None)
    assert county.edition == golden["edition"]


def test_the_published_pdf_contradicts_itself_twice(county: Report) -> None:
    golden = json.loads((GOLDEN / "hongze-2023.json").read_text(encoding="utf-8"))
    found = {(item.rule, item.table, item.row, item.column) for item in county.findings}
    assert found == {tuple(finding) for finding in golden["findings"]}


def test_every_cell_of_the_published_pdf_has_a_place_on_its_page(county: Report) -> None:
    for cell in county.cells:
        assert cell.page is not None
        assert cell.bbox is not None
        assert cell.bbox.x0 < cell.bbox.x1
        assert cell.bbox.top < cell.bbox.bottom


def test_the_empty_form_is_blank_and_not_zero(reference: Path) -> None:
    report = parse_file(reference / "form-2021-empty.docx")
    assert len(report.cells) == 200
    assert set(_values(report).values()) == {None}
    named = {(item.table, item.row, item.column) for item in report.findings if item.rule == "cell.blank"}
    assert len(named) == 200
