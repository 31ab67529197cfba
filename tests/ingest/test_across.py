"""What can only be told from two reports of one unit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from ingest.across import check_lateness
from ingest.load_versions import Placed
from ingest.roster import Unit, UnitKind
from store.read import Store
from tests.store.factory import as_loaded, make_report, make_store

OUT = ("applications", "carried_out", "total")
IN = ("applications", "carried_in", "total")
IN_FORCE = ("disclosure", "normative_documents", "in_force")


def _late(kind: UnitKind, *, signed_on: str | None, published_on: str | None = None) -> list[str]:
    report = make_report("清水镇", 2023)
    identity = replace(report.identity, signed_on=signed_on, published_on=published_on)
    loaded = as_loaded(replace(report, identity=identity))
    unit = Unit("u1", "清水镇", (), kind, None, None)
    found = check_lateness([Placed(loaded, "u1", 2023, "printed", ())], [unit])
    return [item.rule for item in found[0].findings]


def _findings(folder: Path, **values: dict[tuple[str, str, str], Decimal | None]) -> list[tuple[int, str]]:
    reports = [
        make_report("清水镇", int(year.removeprefix("y")), values=cells) for year, cells in values.items()
    ]
    make_store(folder, reports)
    found = Store.open(folder).rows("findings")
    return [(int(row.year), row.rule) for row in found.itertuples() if row.rule != "report.version"]


def test_what_was_carried_out_is_what_is_carried_in(tmp_path: Path) -> None:
    both = {OUT: Decimal(2)}, {IN: Decimal(2)}
    assert _findings(tmp_path, y2022=both[0], y2023=both[1]) == []


def test_a_different_number_carried_in_is_a_finding_of_the_later_report(tmp_path: Path) -> None:
    assert _findings(tmp_path, y2022={OUT: Decimal(2)}, y2023={}) == [(2023, "applications.carried")]


def test_a_year_that_is_missing_says_nothing(tmp_path: Path) -> None:
    assert _findings(tmp_path, y2021={OUT: Decimal(2)}, y2023={}) == []


def test_a_blank_says_nothing(tmp_path: Path) -> None:
    assert _findings(tmp_path, y2022={OUT: Decimal(2)}, y2023={IN: None}) == []


def test_documents_in_force_that_do_not_carry_on_are_a_question(tmp_path: Path) -> None:
    found = _findings(tmp_path, y2022={IN_FORCE: Decimal(5)}, y2023={IN_FORCE: Decimal(4)})
    assert found == [(2023, "disclosure.in_force")]


def test_editions_are_compared_only_where_they_correspond(tmp_path: Path) -> None:
    assert _findings(tmp_path, y2020={}, y2021={IN_FORCE: Decimal(4)}) == []


def test_a_report_signed_after_the_day_is_late_and_one_signed_on_it_is_not() -> None:
    assert _late("镇", signed_on="2024-02-01") == ["report.late"]
    assert _late("镇", signed_on="2024-01-31") == []


def test_the_county_has_two_months_more() -> None:
    assert _late("县政府", signed_on="2024-03-31") == []
    assert _late("县政府", signed_on="2024-04-01") == ["report.late"]


def test_without_a_signature_the_day_of_publishing_counts() -> None:
    assert _late("镇", signed_on=None, published_on="2024-02-01") == ["report.late"]
    assert _late("镇", signed_on="2024-01-20", published_on="2024-02-01") == []
    assert _late("镇", signed_on=None) == []
