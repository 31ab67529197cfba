"""A load goes by what people have decided: what counts, what waits, and what is held against what."""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest.errors import UserError
from ingest.load import load_paths, rebuild, refresh
from store import Store, current_build
from store.paths import DataDirectory
from tests.ingest.paper import report_text, write_report
from tests.store.decided import decide

TOWN, OTHER = "清水镇", "石桥镇"


@pytest.fixture
def executor():
    with ThreadPoolExecutor(1) as threads:
        yield threads


@pytest.fixture
def data(tmp_path: Path, executor: Executor) -> Path:
    """A data directory with two towns' reports of two years."""
    for town in (TOWN, OTHER):
        for year in (2023, 2024):
            write_report(tmp_path / "年报", town, year)
    load_paths([tmp_path / "年报"], tmp_path / "data", executor=executor)
    return tmp_path / "data"


def _again(data: Path, executor: Executor, received: int = 5, name: str = "again") -> str:
    """Load another version of a town's report of 2024 and return its id."""
    folder = data.parent / name
    write_report(folder, TOWN, 2024, received=received)
    before = set(_reports(data)["report_id"])
    load_paths([folder], data, executor=executor)
    store = Store.open(data)
    unit_code = store.rows("units").set_index("unit_name").loc[TOWN, "unit_code"]
    versions = store.rows("versions", unit_code=str(unit_code), year=2024)
    return str(versions[~versions["report_id"].isin(before)]["report_id"].iloc[0])


def _reports(data: Path):
    return Store.open(data).rows("reports", years=[2024])


def _of(data: Path, town: str = TOWN, year: int = 2024) -> dict[str, object]:
    worklist = Store.open(data).rows("worklist", years=[year])
    row = worklist[worklist["unit_name"] == town].iloc[0]
    return {"unit_code": row["unit_code"], "year": year, "report_id": row["report_id"]}


def _received(data: Path) -> int:
    facts = Store.open(data).rows("facts", years=[2024], row_keys=["new"], column_keys=["total"])
    return int(facts[facts["unit_name"] == TOWN]["value"].iloc[0])


def test_a_new_version_of_a_settled_report_waits_also_after_the_build_was_made_anew(data, executor) -> None:
    decide(data, "settle", **_of(data))
    waiting = _again(data, executor)
    for _ in range(2):
        assert list(Store.open(data).rows("waiting")["report_id"]) == [waiting]
        assert _received(data) == 0
        rebuild(data, executor=executor)
    decide(data, "adopt", **(_of(data) | {"report_id": waiting}))
    assert _received(data) == 5


def test_a_waiting_version_is_not_told_to_count(data, executor) -> None:
    decide(data, "settle", **_of(data))
    waiting = _again(data, executor)
    found = Store.open(data).rows("findings_of_report", report_id=waiting)
    assert "report.version" not in set(found["rule"])


def test_a_new_version_of_a_returned_report_counts_and_is_to_be_looked_at(data, executor) -> None:
    decide(data, "return", **_of(data))
    again = _again(data, executor)
    worklist = Store.open(data).rows("worklist", years=[2024])
    row = worklist[worklist["unit_name"] == TOWN].iloc[0]
    assert (row["state"], row["report_id"]) == ("待核", again)


def test_only_reports_that_count_are_held_against_each_other(tmp_path, executor) -> None:
    def with_carried(year: int, row: str, name: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        path = folder / f"{TOWN}{year}.txt"
        lines = report_text(TOWN, year).split("\n")
        at = next(n for n, line in enumerate(lines) if row in line)
        lines[at] = lines[at].replace("| 0 |", "| 3 |", 1).rsplit("| 0 |", 1)[0] + "| 3 |"
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    data = tmp_path / "data"
    first = with_carried(2023, "结转下年度继续办理", "first")
    second = write_report(tmp_path / "second", TOWN, 2024)
    load_paths([first, second], data, executor=executor)

    def rules() -> set[str]:
        report_id = str(_of(data)["report_id"])
        return set(Store.open(data).rows("findings_of_report", report_id=report_id)["rule"])

    across = {rule for rule in rules() if "carr" in rule}
    assert across
    decide(data, "withdraw", report_id=_of(data, year=2023)["report_id"])
    assert not across & rules()
    refresh(data)
    assert not across & rules()
    withdrawn = Store.open(data).rows("withdrawn")["report_id"].iloc[0]
    decide(data, "restore", report_id=withdrawn)
    refresh(data)
    assert across <= rules()


def test_a_refresh_parses_nothing_and_makes_no_build_where_nothing_changed(data, monkeypatch) -> None:
    monkeypatch.setattr("ingest.load.local_pool", lambda: pytest.fail("parsed"))
    before = current_build(DataDirectory(data))
    assert before is not None
    assert refresh(data) == before.name
    decide(data, "withdraw", report_id=_of(data)["report_id"])
    assert refresh(data) != before.name


def test_a_refresh_of_nothing_says_so(tmp_path) -> None:
    with pytest.raises(UserError, match="还没有"):
        refresh(tmp_path)


def test_a_correction_of_a_number_makes_no_new_build(data, executor) -> None:
    before = current_build(DataDirectory(data))
    cell = {"table_key": "applications", "row_key": "new", "column_key": "total", "printed": "0"}
    decide(data, "confirm", report_id=_of(data)["report_id"], **cell)
    assert rebuild(data, executor=executor).build == before.name


def test_a_report_that_was_moved_stays_where_it_was_moved_to(data, executor) -> None:
    moved = _of(data, OTHER)["report_id"]
    decide(data, "move", report_id=moved, unit_code=_of(data)["unit_code"], year=2025)
    rebuild(data, executor=executor)
    worklist = Store.open(data).rows("worklist")
    state = worklist.set_index(["unit_name", "year"])["state"]
    assert (state[OTHER, 2024], state[TOWN, 2025], state[OTHER, 2025]) == ("缺报", "待核", "缺报")
    found = Store.open(data).rows("report", report_id=moved).iloc[0]
    assert (found["unit_name"], found["year"], bool(found["moved"])) == (TOWN, 2025, True)
