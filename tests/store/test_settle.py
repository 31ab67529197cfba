"""A year that was settled stays as it was, and what has changed since is listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from form.units import COUNTY
from store import Store, StoreUnreadable
from store.builds import prune
from store.decisions import Actor, Incomplete, NotAllowed
from store.decisions.actions import ALONE
from store.paths import DataDirectory
from store.schema import TABLES, Table, fields
from store.settle import changes_since, is_unchanged, open_snapshot, settle_year, snapshots, unsettled
from tests.store.decided import CELL, decide, on_cell
from tests.store.factory import make_report, make_store

YEAR = 2024
TOWNS = ("清水镇", "石桥镇", "龙泉镇")


def _reports(**values: int):
    return [make_report(town, YEAR, values={CELL: Decimal(values.get(town, 1))}) for town in TOWNS]


def _row(folder: Path, town: str) -> dict[str, object]:
    worklist = Store.open(folder).rows("worklist", years=[YEAR])
    return dict(worklist[worklist["unit_name"] == town].iloc[0])


def _of(folder: Path, town: str) -> dict[str, object]:
    row = _row(folder, town)
    return {name: row[name] for name in ("unit_code", "report_id")} | {"year": int(row["year"])}


def _settle_all(folder: Path) -> None:
    for town in TOWNS:
        decide(folder, "settle", **_of(folder, town))


def test_a_report_goes_from_missing_to_settled_and_back(tmp_path: Path) -> None:
    other_years = [make_report(town, YEAR - 1) for town in TOWNS]
    make_store(tmp_path, [*other_years, *_reports()[1:]])
    states = [_row(tmp_path, TOWNS[0])["state"]]
    make_store(tmp_path, [*other_years, *_reports()])
    states.append(_row(tmp_path, TOWNS[0])["state"])
    decide(tmp_path, "return", reason="合计不符", note={"until": "2025-02-10"}, **_of(tmp_path, TOWNS[0]))
    returned = _row(tmp_path, TOWNS[0])
    states.append(returned["state"])
    assert returned["deadline"].date() == date(2025, 2, 10)
    assert (returned["last_action"], returned["last_reason"]) == ("退回", "合计不符")
    again = make_report(TOWNS[0], YEAR, salt="again")
    make_store(tmp_path, [*other_years, *_reports(), again])
    states.append(_row(tmp_path, TOWNS[0])["state"])
    decide(tmp_path, "settle", **_of(tmp_path, TOWNS[0]))
    states.append(_row(tmp_path, TOWNS[0])["state"])
    decide(tmp_path, "amend", reason="复核有误", **_of(tmp_path, TOWNS[0]))
    states.append(_row(tmp_path, TOWNS[0])["state"])
    decide(tmp_path, "settle", **_of(tmp_path, TOWNS[0]))
    states.append(_row(tmp_path, TOWNS[0])["state"])
    assert states == ["缺报", "待核", "退回", "待核", "核定", "更正", "核定"]


def test_a_version_in_the_place_of_a_settled_one_has_to_be_settled_again(tmp_path: Path) -> None:
    make_store(tmp_path, _reports())
    decide(tmp_path, "settle", **_of(tmp_path, TOWNS[0]))
    again = make_report(TOWNS[0], YEAR, salt="again")
    make_store(tmp_path, [*_reports(), again])
    waiting = Store.open(tmp_path).rows("waiting")
    assert waiting[["report_id", "current_version"]].to_numpy().tolist() == [[again.sha256, 1]]
    assert (_row(tmp_path, TOWNS[0])["state"], _row(tmp_path, TOWNS[0])["waiting"]) == ("核定", 1)
    decide(tmp_path, "adopt", **(_of(tmp_path, TOWNS[0]) | {"report_id": again.sha256}))
    row = _row(tmp_path, TOWNS[0])
    assert (row["state"], row["report_id"], row["waiting"]) == ("更正", again.sha256, 0)


def test_the_office_sets_the_day_for_townships(tmp_path: Path) -> None:
    make_store(tmp_path, _reports())
    assert _row(tmp_path, TOWNS[0])["deadline"].date() == date(YEAR + 1, 1, 31)
    decide(tmp_path, "deadline", year=YEAR, note={"kind": "镇", "until": "2025-01-20"})
    assert _row(tmp_path, TOWNS[0])["deadline"].date() == date(2025, 1, 20)


def test_a_settled_year_stays_as_it_was_and_what_changed_since_is_listed(tmp_path: Path) -> None:
    make_store(tmp_path, _reports())
    corrected = _of(tmp_path, TOWNS[1])["report_id"]
    decide(tmp_path, "correct", **on_cell(str(corrected), printed="1", value=5))
    _settle_all(tmp_path)
    snapshot = settle_year(tmp_path, ALONE, YEAR)
    assert changes_since(tmp_path, snapshot).empty
    decide(tmp_path, "amend", **_of(tmp_path, TOWNS[1]))
    decide(tmp_path, "correct", **on_cell(str(corrected), printed="1", value=6))
    make_store(tmp_path, [*_reports(), make_report(TOWNS[0], YEAR, salt="again")])
    changes = changes_since(tmp_path, snapshot)
    assert changes[["unit_name", "what", "before", "after"]].to_numpy().tolist() == [
        [TOWNS[1], "状态", "核定", "更正"],
        [TOWNS[1], "数字", 5, 6],
    ]
    with_snapshot = open_snapshot(tmp_path, snapshot)
    totals = with_snapshot.rows("totals", years=[YEAR], tables=["applications"])
    at = (totals["row_key"] == CELL[1]) & (totals["column_key"] == CELL[2])
    assert totals[at]["value"].iloc[0] == 1 + 5 + 1


def test_pruning_never_touches_the_build_of_a_settled_year(tmp_path: Path) -> None:
    data = DataDirectory(tmp_path)
    make_store(tmp_path, _reports())
    _settle_all(tmp_path)
    snapshot = settle_year(tmp_path, ALONE, YEAR, name="上报省里的")
    for _ in range(8):
        make_store(tmp_path, _reports())
    prune(data, keep=1)
    left = {path.stem for path in data.builds.iterdir()}
    assert snapshot.build_id in left
    assert len(left) <= 3
    assert is_unchanged(tmp_path, snapshot)
    assert len(open_snapshot(tmp_path, snapshot).rows("reports")) == len(TOWNS)
    listed = Store.open(tmp_path).rows("snapshots")
    assert listed[["name", "year", "build_id"]].to_numpy().tolist() == [
        ["上报省里的", YEAR, snapshot.build_id]
    ]


def test_a_settled_year_is_still_read_by_a_later_version_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_store(tmp_path, _reports())
    _settle_all(tmp_path)
    snapshot = settle_year(tmp_path, ALONE, YEAR)
    with_more = replace(TABLES["unit"], fields=(*TABLES["unit"].fields, *fields("post_code VARCHAR!")))
    new = Table("seal", fields("report_id VARCHAR!, image VARCHAR"), ("report_id",), {})
    monkeypatch.setattr("store.schema.TABLES", TABLES | {"unit": with_more, "seal": new})
    monkeypatch.setattr("store.older.TABLES", TABLES | {"unit": with_more, "seal": new})
    with pytest.raises(StoreUnreadable, match="--rebuild"):
        Store.open(tmp_path)
    store = open_snapshot(tmp_path, snapshot)
    assert list(store.rows("reports")["unit_name"]) == sorted(TOWNS)
    assert store.rows("totals", years=[YEAR], tables=["applications"])["value"].sum() == len(TOWNS)


def test_where_the_decisions_cannot_be_read_nothing_is_pruned(tmp_path: Path) -> None:
    data = DataDirectory(tmp_path)
    for _ in range(3):
        make_store(tmp_path, _reports())
    data.decisions.write_bytes(b"damaged" * 1000)
    prune(data, keep=1)
    assert len(list(data.builds.iterdir())) == 3


def test_a_year_with_units_that_are_not_settled_is_frozen_only_with_a_reason(tmp_path: Path) -> None:
    make_store(tmp_path, _reports())
    decide(tmp_path, "settle", **_of(tmp_path, TOWNS[0]))
    with pytest.raises(Incomplete, match=f"2个单位.*{TOWNS[1]}（待核）"):
        settle_year(tmp_path, ALONE, YEAR)
    snapshot = settle_year(tmp_path, ALONE, YEAR, reason="省里催报")
    assert (snapshot.unsettled, snapshot.reason) == (TOWNS[1:], "省里催报")
    assert snapshots(tmp_path) == [snapshot]


def test_the_countys_own_report_is_not_missing_before_it_is_due() -> None:
    worklist = pd.DataFrame(
        [("示例县", COUNTY, "缺报"), ("清水镇", "镇", "缺报"), ("石桥镇", "镇", "核定")],
        columns=["unit_name", "kind", "state"],
    )
    assert list(unsettled(worklist)["unit_name"]) == ["清水镇"]
    worklist.loc[0, "state"] = "待核"
    assert list(unsettled(worklist)["unit_name"]) == ["示例县", "清水镇"]


def test_two_snapshots_never_have_the_same_name(tmp_path: Path) -> None:
    make_store(tmp_path, _reports())
    _settle_all(tmp_path)
    names = [settle_year(tmp_path, ALONE, YEAR).name for _ in range(2)]
    assert names == [f"{YEAR}年度核定", f"{YEAR}年度第2次核定"]
    with pytest.raises(Incomplete, match="已有"):
        settle_year(tmp_path, ALONE, YEAR, name=names[0])


def test_a_year_is_settled_only_by_a_head_and_only_with_reports(tmp_path: Path) -> None:
    make_store(tmp_path, _reports())
    with pytest.raises(NotAllowed):
        settle_year(tmp_path, Actor("李四", "负责人"), YEAR, reason="试")
    with pytest.raises(Incomplete, match="没有报告"):
        settle_year(tmp_path, ALONE, 2030)


def test_the_log_tells_of_every_decision_with_the_words_of_the_form(tmp_path: Path) -> None:
    make_store(tmp_path, _reports())
    report_id = str(_of(tmp_path, TOWNS[0])["report_id"])
    decide(tmp_path, "correct", **on_cell(report_id, printed="1", value=5))
    decide(tmp_path, "settle", **_of(tmp_path, TOWNS[0]))
    log = Store.open(tmp_path).rows("decision_log")
    assert list(log["title"]) == ["核定", "更正读数"]
    assert list(log["unit_name"]) == [TOWNS[0]] * 2
    assert log["row_label"].iloc[1]
    assert len(Store.open(tmp_path).rows("decisions_of_report", report_id=report_id)) == 2


def test_withdrawn_reports_are_listed_with_who_and_why(tmp_path: Path) -> None:
    make_store(tmp_path, _reports())
    decide(tmp_path, "withdraw", reason="传错了", report_id=_of(tmp_path, TOWNS[0])["report_id"])
    listed = Store.open(tmp_path).rows("withdrawn")
    assert listed[["unit_name", "who", "reason"]].to_numpy().tolist() == [[TOWNS[0], "本机", "传错了"]]
