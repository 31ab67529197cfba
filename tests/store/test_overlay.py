"""What people decide is seen at once, over a build that nobody has touched."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.model import Finding
from store import Store, current_build
from store.decisions import NotAllowed
from store.paths import DataDirectory
from tests.store.decided import CELL, cell_of, decide, on_cell
from tests.store.factory import make_report, make_store

TOWN, YEAR = "清水镇", 2024


def _ids(*salts: str) -> list[str]:
    return [make_report(TOWN, YEAR, salt=salt).sha256 for salt in salts]


def _unit_of(folder: Path, town: str = TOWN) -> str:
    units = Store.open(folder).rows("units")
    return str(units[units["unit_name"] == town]["unit_code"].iloc[0])


def _standing(folder: Path) -> dict[str, tuple[bool, bool, bool, bool]]:
    store = Store.open(folder)
    found = store.rows("versions", unit_code=_unit_of(folder), year=YEAR)
    flags = found[["is_current", "withdrawn", "waiting", "moved"]].itertuples(index=False)
    return dict(zip(found["report_id"], (tuple(map(bool, one)) for one in flags), strict=True))


def test_a_corrected_number_is_shown_where_it_is_asked_for_and_the_printed_one_stays(tmp_path: Path) -> None:
    build = make_store(tmp_path, [make_report(TOWN, YEAR)])
    (report_id,) = _ids("")
    digest = hashlib.sha256(build.read_bytes()).hexdigest()
    decide(tmp_path, "correct", **on_cell(report_id, value=7))
    reported = cell_of(Store.open(tmp_path), report_id)
    corrected = cell_of(Store.open(tmp_path, basis="corrected"), report_id)
    assert (reported["value"], reported["corrected"]) == (0, True)
    assert (corrected["value"], corrected["printed_value"], corrected["stale"]) == (7, 0, False)
    assert hashlib.sha256(build.read_bytes()).hexdigest() == digest


def test_sums_run_over_corrected_numbers_only_where_that_is_asked_for(tmp_path: Path) -> None:
    make_store(tmp_path, [make_report(TOWN, YEAR), make_report("石桥镇", YEAR)])
    decide(tmp_path, "correct", **on_cell(_ids("")[0], value=7))
    for basis, expected in (("reported", 0), ("corrected", 7)):
        totals = Store.open(tmp_path, basis=basis).rows("totals", tables=["applications"])
        at = (totals["row_key"] == CELL[1]) & (totals["column_key"] == CELL[2])
        assert totals[at]["value"].iloc[0] == expected


def test_a_number_that_was_taken_back_is_the_printed_one_again(tmp_path: Path) -> None:
    make_store(tmp_path, [make_report(TOWN, YEAR)])
    (report_id,) = _ids("")
    decide(tmp_path, "correct", **on_cell(report_id, value=7))
    decide(tmp_path, "uncorrect", **on_cell(report_id))
    cell = cell_of(Store.open(tmp_path, basis="corrected"), report_id)
    assert (cell["value"], cell["corrected"]) == (0, False)


def test_a_cell_that_the_reading_missed_can_be_put_in(tmp_path: Path) -> None:
    make_store(tmp_path, [make_report(TOWN, YEAR, absent=[CELL])])
    (report_id,) = _ids("")
    decide(tmp_path, "correct", **(on_cell(report_id, value=7) | {"printed": None, "printed_value": None}))
    assert len(Store.open(tmp_path).rows("cells_of_report", report_id=report_id)) == 199
    cell = cell_of(Store.open(tmp_path, basis="corrected"), report_id)
    assert (cell["value"], cell["corrected"]) == (7, True)


@pytest.mark.parametrize(("printed", "value", "stale"), [("0", 7, False), ("3", 3, True)])
def test_a_correction_goes_over_to_a_version_that_prints_the_same_and_is_stale_for_another(
    printed: str, value: int, stale: bool, tmp_path: Path
) -> None:
    first = make_report(TOWN, YEAR)
    make_store(tmp_path, [first])
    decide(tmp_path, "correct", **on_cell(first.sha256, value=7))
    second = make_report(TOWN, YEAR, salt="b", values={CELL: Decimal(printed)})
    make_store(tmp_path, [first, second])
    cell = cell_of(Store.open(tmp_path, basis="corrected"), second.sha256)
    assert (cell["value"], cell["stale"], cell["corrected"]) == (value, stale, not stale)
    assert cell_of(Store.open(tmp_path, basis="corrected"), first.sha256)["value"] == 7


def _with_finding(salt: str, message: str) -> object:
    finding = Finding("applications.balance", "error", message, "applications", None, "total", 3, 2)
    return make_report(TOWN, YEAR, salt=salt, findings=[finding])


def _finding(folder: Path, report_id: str) -> dict[str, object]:
    findings = Store.open(folder).rows("findings_of_report", report_id=report_id)
    return dict(findings[findings["rule"] == "applications.balance"].iloc[0])


def test_a_dismissed_finding_says_so_and_counts_no_more_until_its_numbers_change(tmp_path: Path) -> None:
    reports = [_with_finding(salt, f"两边不相等：{n}。") for salt, n in (("", 3), ("b", 3), ("c", 4))]
    first, same, other = (report.sha256 for report in reports)
    make_store(tmp_path, reports[:1])
    found = _finding(tmp_path, first)
    assert Store.open(tmp_path).rows("report", report_id=first)["errors"].iloc[0] == 1
    told = {name: found[name] for name in ("rule", "table_key", "row_key", "column_key", "finding_key")}
    told = {name: value if isinstance(value, str) else None for name, value in told.items()}
    decide(tmp_path, "dismiss", report_id=first, **told)
    assert _finding(tmp_path, first)["decision"] == "dismissed"
    assert Store.open(tmp_path).rows("report", report_id=first)["errors"].iloc[0] == 0
    make_store(tmp_path, reports[:2])
    assert (_finding(tmp_path, same)["decision"], _finding(tmp_path, same)["stale"]) == ("dismissed", False)
    make_store(tmp_path, reports)
    assert (_finding(tmp_path, other)["decision"], _finding(tmp_path, other)["stale"]) == ("", True)
    decide(tmp_path, "reopen", report_id=first, **told)
    assert _finding(tmp_path, first)["decision"] == ""


def test_a_withdrawn_report_counts_no_more_and_the_one_before_does(tmp_path: Path) -> None:
    make_store(tmp_path, [make_report(TOWN, YEAR, salt=salt) for salt in "ab"])
    first, second = _ids("a", "b")
    decide(tmp_path, "withdraw", report_id=second)
    assert _standing(tmp_path) == {second: (False, True, False, False), first: (True, False, False, False)}
    decide(tmp_path, "withdraw", report_id=first)
    assert Store.open(tmp_path).rows("reports").empty
    decide(tmp_path, "restore", report_id=second)
    assert _standing(tmp_path)[second][0]


def test_a_moved_report_counts_for_the_other_unit_and_year(tmp_path: Path) -> None:
    make_store(tmp_path, [make_report(TOWN, YEAR), make_report("石桥镇", 2023)])
    decide(tmp_path, "move", report_id=_ids("")[0], unit_code=_unit_of(tmp_path, "石桥镇"), year=YEAR)
    found = Store.open(tmp_path).rows("reports", years=[YEAR])
    assert found[["unit_name", "year", "moved"]].to_numpy().tolist() == [["石桥镇", YEAR, True]]


def test_a_version_that_comes_after_a_settled_one_waits_for_a_choice(tmp_path: Path) -> None:
    reports = [make_report(TOWN, YEAR, salt=salt) for salt in "ab"]
    first, second = _ids("a", "b")
    make_store(tmp_path, reports[:1])
    of_unit = {"unit_code": _unit_of(tmp_path), "year": YEAR}
    decide(tmp_path, "settle", report_id=first, **of_unit)
    make_store(tmp_path, reports)
    assert _standing(tmp_path) == {second: (False, False, True, False), first: (True, False, False, False)}
    decide(tmp_path, "adopt", report_id=second, **of_unit)
    assert _standing(tmp_path) == {second: (True, False, False, False), first: (False, False, False, False)}


def test_what_is_settled_is_changed_only_after_it_was_amended(tmp_path: Path) -> None:
    make_store(tmp_path, [make_report(TOWN, YEAR)])
    (report_id,) = _ids("")
    of_unit = {"report_id": report_id, "unit_code": _unit_of(tmp_path), "year": YEAR}
    decide(tmp_path, "settle", **of_unit)
    for action, told in (("correct", on_cell(report_id, value=1)), ("withdraw", {"report_id": report_id})):
        with pytest.raises(NotAllowed, match="更正"):
            decide(tmp_path, action, **told)
    decide(tmp_path, "amend", **of_unit)
    decide(tmp_path, "correct", **on_cell(report_id, value=1))


def test_a_store_can_be_read_as_it_was_at_an_earlier_revision(tmp_path: Path) -> None:
    make_store(tmp_path, [make_report(TOWN, YEAR)])
    (report_id,) = _ids("")
    before = decide(tmp_path, "correct", **on_cell(report_id, value=7))
    decide(tmp_path, "withdraw", report_id=report_id)
    store = Store.open(tmp_path, basis="corrected", upto=before.id)
    assert (store.revision, len(store.rows("reports"))) == (before.id, 1)
    assert cell_of(store, report_id)["value"] == 7
    assert Store.open(tmp_path).revision == before.id + 1


def test_a_finding_that_rests_on_a_report_that_counts_no_more_is_left_out(tmp_path: Path) -> None:
    earlier = make_report(TOWN, 2023)
    resting = Finding("applications.carried", "warning", "上年结转1，应为0。", about=(earlier.sha256,))
    make_store(tmp_path, [earlier, replace(make_report(TOWN, YEAR), findings=(resting,))])
    assert len(Store.open(tmp_path).rows("findings_of_report", report_id=_ids("")[0])) == 1
    decide(tmp_path, "withdraw", report_id=earlier.sha256)
    assert Store.open(tmp_path).rows("findings_of_report", report_id=_ids("")[0]).empty


def test_looking_makes_no_file(tmp_path: Path) -> None:
    make_store(tmp_path, [make_report(TOWN, YEAR)])
    assert Store.open(tmp_path).revision == 0
    assert not DataDirectory(tmp_path).decisions.exists()
    assert current_build(DataDirectory(tmp_path)) is not None


def _printed(**counts: int) -> dict[tuple[str, str, str], Decimal | None]:
    """Return a row of applications: what persons, businesses and all together handed in."""
    return {("applications", "new", column): Decimal(count) for column, count in counts.items()}


def _wrong_sum(folder: Path) -> str:
    """Make a store of one report whose row does not add up, with its finding, and return its id."""
    printed = _printed(natural_person=3, total=8)
    row_sum = Finding(
        "applications.row_sum", "error", "合计3，总计印作8。", "applications", "new", None, 3, 8
    )
    report = make_report(TOWN, YEAR, values=printed, findings=[row_sum])
    make_store(folder, [report])
    return report.sha256


def _decision_on_sum(folder: Path, report_id: str) -> tuple[str, str]:
    findings = Store.open(folder).rows("findings_of_report", report_id=report_id)
    row = findings[findings["rule"] == "applications.row_sum"].iloc[0]
    return row["decision"], row["reason"]


@pytest.mark.parametrize(("value", "decision"), [(3, "dismissed"), (4, "")])
def test_a_finding_is_dismissed_by_the_correction_that_makes_it_add_up(
    value: int, decision: str, tmp_path: Path
) -> None:
    report_id = _wrong_sum(tmp_path)
    assert _decision_on_sum(tmp_path, report_id)[0] == ""
    decide(tmp_path, "correct", reason="8是3", **on_cell(report_id, printed="8", value=value))
    found, reason = _decision_on_sum(tmp_path, report_id)
    assert found == decision
    assert ("更正读数后已相符（8是3）" in reason) == bool(decision)
    decide(tmp_path, "uncorrect", **on_cell(report_id, printed="8"))
    assert _decision_on_sum(tmp_path, report_id)[0] == ""


def test_what_somebody_accepted_stays_so_after_a_correction(tmp_path: Path) -> None:
    report_id = _wrong_sum(tmp_path)
    findings = Store.open(tmp_path).rows("findings_of_report", report_id=report_id)
    row = findings[findings["rule"] == "applications.row_sum"].iloc[0]
    told = {"rule": row["rule"], "finding_key": row["finding_key"], "table_key": row["table_key"]}
    decide(tmp_path, "accept", report_id=report_id, row_key=row["row_key"], **told)
    decide(tmp_path, "correct", **on_cell(report_id, printed="8", value=3))
    assert _decision_on_sum(tmp_path, report_id)[0] == "accepted"


def test_a_cell_that_could_not_be_read_is_done_with_once_its_number_is_put_in(tmp_path: Path) -> None:
    finding = Finding("cell.unreadable", "error", "读不出数字。", *CELL)
    report = make_report(TOWN, YEAR, values={CELL: None}, findings=[finding])
    make_store(tmp_path, [report])
    decide(tmp_path, "correct", **on_cell(report.sha256, printed="", value=3))
    findings = Store.open(tmp_path).rows("findings_of_report", report_id=report.sha256)
    assert list(findings["decision"]) == ["dismissed"]


@pytest.mark.parametrize(
    ("rule", "action", "decision"),
    [
        ("cell.ocr_doubt", "confirm", "dismissed"),
        ("cell.ocr_doubt", "correct", "dismissed"),
        ("cell.negative", "confirm", ""),
        ("narrative.stated", "confirm", ""),
    ],
)
def test_a_doubt_about_a_reading_is_done_with_once_somebody_has_looked(
    rule: str, action: str, decision: str, tmp_path: Path
) -> None:
    report = make_report(TOWN, YEAR, findings=[Finding(rule, "warning", "请核对0。", *CELL)])
    make_store(tmp_path, [report])
    decide(
        tmp_path, action, reason="看过", **on_cell(report.sha256, value=3 if action == "correct" else None)
    )
    row = Store.open(tmp_path).rows("findings_of_report", report_id=report.sha256).iloc[0]
    assert row["decision"] == decision
    assert ("看过" in row["reason"]) == bool(decision)
