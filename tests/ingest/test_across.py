"""What can only be told from two reports of one unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from form.units import UnitKind
from ingest.across import check_across_years, check_lateness
from ingest.findings import finding
from ingest.load_build import build_tables
from ingest.load_versions import Placed
from ingest.roster import Unit
from store.decisions import Decision, Draft
from store.read import Store
from tests.ingest.together_build import placed, rules, unit
from tests.store.factory import LOADED_AT, as_loaded, make_content, make_report, make_store

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


def test_the_day_that_the_county_sets_binds_townships_and_no_department() -> None:
    def late(kind: UnitKind, signed_on: str) -> bool:
        report = make_report("清水镇", 2023)
        loaded = as_loaded(replace(report, identity=replace(report.identity, signed_on=signed_on)))
        unit = Unit("u1", "清水镇", (), kind, None, None)
        placed = [Placed(loaded, "u1", 2023, "printed", ())]
        return bool(check_lateness(placed, [unit], {(2023, kind): date(2024, 2, 20)})[0].findings)

    assert not late("镇", "2024-02-20")
    assert late("镇", "2024-02-21")
    assert late("部门", "2024-02-20")


def test_what_the_file_alone_was_taken_to_owe_gives_way_to_the_roster() -> None:
    report = make_report("清水镇", 2023, findings=[finding("report.late", "报告应于2024年1月31日前报送。")])
    loaded = as_loaded(replace(report, identity=replace(report.identity, signed_on="2024-02-10")))
    unit = Unit("u1", "清水镇", (), "镇", None, None)
    placed = [Placed(loaded, "u1", 2023, "printed", ())]
    done = check_lateness(placed, [unit], {(2023, "镇"): date(2024, 2, 20)})[0]
    assert (done.loaded.report.findings, done.findings) == ((), ())
    assert len(check_lateness(placed, [unit])[0].findings) == 1


OLD, NEW = unit("石桥乡", "乡", valid_to=date(2022, 12, 30), successors=("清水镇",)), unit("清水镇")


def test_after_a_merger_the_year_before_is_the_sum_of_the_predecessors() -> None:
    before = [placed("清水镇", 2022, {OUT: Decimal(2)}), placed("石桥乡", 2022, {OUT: Decimal(3)})]
    units = [NEW, replace(OLD, valid_to=date(2023, 6, 30))]
    right = check_across_years([*before, placed("清水镇", 2023, {IN: Decimal(5)})], units)
    assert rules(right) == []
    wrong = check_across_years([*before, placed("清水镇", 2023, {IN: Decimal(2)})], units)
    assert rules(wrong) == [("清水镇", 2023, "applications.carried")]
    found = wrong[-1].findings[0]
    assert found.expected == 5
    assert "清水镇、石桥乡之和" in found.message
    assert len(found.about) == 2


def test_while_a_predecessor_is_missing_its_successor_says_nothing() -> None:
    units = [NEW, replace(OLD, valid_to=date(2023, 6, 30))]
    reports = [placed("清水镇", 2022, {OUT: Decimal(2)}), placed("清水镇", 2023, {IN: Decimal(5)})]
    assert rules(check_across_years(reports, units)) == []


def test_the_day_that_somebody_has_set_holds_in_the_next_build() -> None:
    report = make_report("清水镇", 2023)
    loaded = as_loaded(replace(report, identity=replace(report.identity, signed_on="2024-02-10")))
    draft = Draft("deadline", year=2023, note={"kind": "镇", "until": "2024-02-20"})
    told = {field: getattr(draft, field) for field in Draft.__dataclass_fields__}
    decision = Decision(id=1, at="2024-01-02T09:00:00+08:00", who="本机", role="负责人", **told)
    units = [Unit("u1", "清水镇", (), "镇")]

    def late(decisions: list[Decision]) -> bool:
        tables, _ = build_tables(make_content([loaded], units, decisions=decisions), "b", LOADED_AT)
        return "report.late" in tables["finding"]["rule"].to_pylist()

    assert late([])
    assert not late([decision])


def test_a_report_without_a_unit_or_a_year_is_held_against_nothing() -> None:
    before = placed("清水镇", 2022, {OUT: Decimal(2)})
    after = placed("清水镇", 2023)
    strays = [replace(after, unit_code=None), replace(after, year=None), replace(after, is_current=False)]
    for stray in strays:
        assert check_across_years([before, stray], [unit("清水镇")]) == [before, stray]


def test_more_repealed_than_there_were_is_asked_without_a_number_below_zero(tmp_path: Path) -> None:
    repealed = (*IN_FORCE[:2], "repealed")
    make_store(
        tmp_path,
        [
            make_report("清水镇", 2022, values={IN_FORCE: Decimal(1)}),
            make_report("清水镇", 2023, values={IN_FORCE: Decimal(0), repealed: Decimal(99)}),
        ],
    )
    found = Store.open(tmp_path).rows("findings")
    (said,) = found.loc[found["rule"] == "disclosure.in_force", "message"]
    assert "废止件数多于上年现行有效与本年制发之和" in said
    assert "-" not in said
