"""Decisions are appended whole or not at all, by those who may, and nothing is ever changed or lost."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from random import Random

import numpy as np
import pytest

from store import Store, StoreUnreadable
from store.decisions import Actor, Draft, Incomplete, NotAllowed, Overtaken
from store.decisions.actions import ACTIONS, CONSOLE, PLACING, ROLES
from store.decisions.file import reading, writing
from store.decisions.local import file_system
from store.paths import DataDirectory
from tests.store.decided import decide, decisions_of, on_cell

ROOT = Path(__file__).parents[2]
UNIT = {"unit_code": "U001", "year": 2025, "report_id": "r1"}
FROZEN = {"name": "核定", "build_id": "b", "revision": 0, "files": "", "unsettled": []}
COMPLETE = {
    "cell": on_cell("r1", value=3),
    "finding": {"report_id": "r1", "rule": "cell.blank", "finding_key": "k"},
    "report": UNIT,
    "unit": UNIT,
    "year": {"year": 2025, "note": {"kind": "镇", "until": "2026-02-05"} | FROZEN},
    "account": {"note": {"login": "新人", "role": "经办"}},
}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A data directory with one account of each role, named after it."""
    drafts = [Draft("add_account", note={"login": role, "role": role}) for role in reversed(ROLES)]
    decisions_of(tmp_path).record_all(CONSOLE, drafts)
    return tmp_path


def _path(folder: Path) -> Path:
    return DataDirectory(folder).decisions


def test_decisions_are_numbered_from_one_without_gaps_and_come_back_as_they_were(tmp_path: Path) -> None:
    written = [decide(tmp_path, "correct", **on_cell("r1", value=n)) for n in range(3)]
    assert [decision.id for decision in written] == [1, 2, 3]
    assert decisions_of(tmp_path).log() == written
    assert decisions_of(tmp_path).log(upto=2) == written[:2]
    assert decisions_of(tmp_path).revision == 3


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decision SET reason = '' WHERE id = 1",
        "DELETE FROM decision",
        "INSERT OR REPLACE INTO decision SELECT * FROM decision WHERE id = 1",
        "INSERT INTO decision SELECT 9, at, who, role, action, unit_code, year, report_id, table_key, row_key,"
        " column_key, rule, finding_key, printed, printed_value, value, reason, note FROM decision",
    ],
)
def test_nothing_that_was_decided_can_be_changed_or_taken_out(statement: str, tmp_path: Path) -> None:
    before = decide(tmp_path, "withdraw", report_id="r1")
    with closing(sqlite3.connect(_path(tmp_path))) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)
    assert decisions_of(tmp_path).log() == [before]


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("role", ROLES)
def test_a_role_that_may_not_is_refused_below_the_page(role: str, action: str, office: Path) -> None:
    told = COMPLETE[ACTIONS[action].target]
    if action == "amend":
        decide(office, "settle", actor=Actor("负责人"), **UNIT)
    if action == "restore":
        decide(office, "withdraw", actor=Actor("负责人"), **UNIT)
    if action in ("change_role", "change_password", "close_account"):
        told = {"note": {"login": "查看", "role": "经办"}}
    before = decisions_of(office).revision
    if ROLES.index(role) >= ROLES.index(ACTIONS[action].role):
        assert decide(office, action, actor=Actor(role), **told).role == role
    else:
        with pytest.raises(NotAllowed, match=role):
            # The screen may believe what it likes: the accounts say who may.
            decide(office, action, actor=Actor(role, "负责人"), **told)
        assert decisions_of(office).revision == before


@pytest.mark.parametrize("who", ["本机", "命令行", "没有的人"])
def test_where_there_are_accounts_nobody_else_decides(who: str, office: Path) -> None:
    with pytest.raises(NotAllowed):
        decide(office, "withdraw", actor=Actor(who, "负责人"), report_id="r1")


@pytest.mark.parametrize("action", [key for key, action in ACTIONS.items() if action.needs_reason])
def test_a_decision_that_needs_a_reason_is_refused_without_one(action: str, tmp_path: Path) -> None:
    with pytest.raises(Incomplete, match="理由"):
        decide(tmp_path, action, reason="  ", **COMPLETE[ACTIONS[action].target])
    assert not decisions_of(tmp_path).log()


@pytest.mark.parametrize("action", [key for key, action in ACTIONS.items() if action.target != "account"])
def test_a_decision_has_to_say_what_it_is_about(action: str, tmp_path: Path) -> None:
    with pytest.raises(Incomplete):
        decide(tmp_path, action)


def test_what_a_data_frame_holds_is_kept_as_plain_numbers_and_nothing(tmp_path: Path) -> None:
    told = on_cell("r1") | {"year": np.int64(2025), "unit_code": float("nan")}
    told |= {"printed_value": np.float64(0.1), "value": Decimal("3.0000000")}
    written = decide(tmp_path, "correct", **told)
    assert decisions_of(tmp_path).log() == [written]
    assert (written.year, written.unit_code) == (2025, None)
    assert (written.printed_value, str(written.value)) == (Decimal("0.1"), "3")


@pytest.mark.parametrize("value", [Decimal("1e12"), Decimal("-Infinity"), 10**20])
def test_a_number_that_no_build_could_hold_is_refused(value: Decimal | int, tmp_path: Path) -> None:
    with pytest.raises(Incomplete, match="不是"):
        decide(tmp_path, "correct", **(on_cell("r1") | {"value": value}))
    Store.open(tmp_path, basis="corrected")


def test_a_year_is_never_settled_without_saying_on_what(tmp_path: Path) -> None:
    with pytest.raises(Incomplete, match="哪一次"):
        decide(tmp_path, "settle_year", year=2025)


def test_the_office_sets_the_day_only_where_the_law_does_not(tmp_path: Path) -> None:
    with pytest.raises(Incomplete, match="条例"):
        decide(tmp_path, "deadline", year=2025, note={"kind": "部门", "until": "2026-03-01"})


def test_the_second_of_two_people_sees_the_decision_of_the_first(tmp_path: Path) -> None:
    first = decide(tmp_path, "correct", seen=0, **on_cell("r1", value=3))
    with pytest.raises(Overtaken) as refused:
        decide(tmp_path, "confirm", seen=0, **on_cell("r1"))
    assert refused.value.by == first
    assert "本机" in str(refused.value)
    assert decide(tmp_path, "confirm", seen=first.id, **on_cell("r1")).id == 2


def test_decisions_on_other_things_do_not_stand_in_the_way(tmp_path: Path) -> None:
    decide(tmp_path, "correct", seen=0, **on_cell("r1", value=3))
    decide(tmp_path, "confirm", seen=0, **on_cell("r1", cell=("applications", "new", "business")))
    decide(tmp_path, "confirm", seen=0, **on_cell("r2"))
    decide(tmp_path, "dismiss", seen=0, **COMPLETE["finding"])
    assert decisions_of(tmp_path).revision == 4


def test_whoever_settles_a_report_has_to_have_seen_what_was_decided_on_its_cells(tmp_path: Path) -> None:
    decide(tmp_path, "correct", **on_cell("r1", value=3))
    with pytest.raises(Overtaken):
        decide(tmp_path, "settle", seen=0, **UNIT)


def test_of_many_at_once_none_is_lost_and_one_alone_comes_first(tmp_path: Path) -> None:
    def settle(_: int) -> bool:
        try:
            decide(tmp_path, "settle", seen=0, **UNIT)
        except (Overtaken, NotAllowed):
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(settle, range(8))) == 1
        list(threads.map(lambda n: decide(tmp_path, "confirm", **on_cell(f"r{n + 2}")), range(16)))
    assert [decision.id for decision in decisions_of(tmp_path).log()] == list(range(1, 18))


def test_who_makes_the_file_at_the_same_moment_finds_it_made(tmp_path: Path) -> None:
    def write(path: Path) -> None:
        with reading(path):
            pass
        with writing(path) as connection:
            connection.execute("INSERT OR REPLACE INTO attempt VALUES ('a', 1, 1)")

    with ThreadPoolExecutor(8) as threads:
        for n in range(40):
            path = tmp_path / str(n) / "decisions.sqlite"
            list(threads.map(write, [path] * 8))
            with reading(path) as connection:
                assert connection is not None


def test_of_several_written_as_one_none_is_written_where_one_is_refused(tmp_path: Path) -> None:
    drafts = [Draft("withdraw", report_id="r1", reason="重复"), Draft("withdraw", report_id="r2")]
    with pytest.raises(Incomplete):
        decisions_of(tmp_path).record_all(Actor("本机"), drafts)
    assert decisions_of(tmp_path).log() == []


def test_a_withdrawn_report_is_not_decided_on_before_it_is_restored(tmp_path: Path) -> None:
    decide(tmp_path, "withdraw", report_id="r1")
    with pytest.raises(NotAllowed, match="作废"):
        decide(tmp_path, "settle", **UNIT)
    decide(tmp_path, "restore", report_id="r1")
    decide(tmp_path, "settle", **UNIT)
    with pytest.raises(NotAllowed, match="没有作废"):
        decide(tmp_path, "restore", report_id="r1")


def test_every_action_that_places_a_report_is_known() -> None:
    assert ACTIONS.keys() >= PLACING


def test_the_file_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(_path(tmp_path))) as connection:
        connection.execute("CREATE TABLE decision (id INTEGER)")
    content = _path(tmp_path).read_bytes()
    for use in (lambda: Store.open(tmp_path), lambda: decide(tmp_path, "withdraw", report_id="r1")):
        with pytest.raises(StoreUnreadable, match="不是本程序"):
            use()
    assert _path(tmp_path).read_bytes() == content


def test_the_file_of_a_later_version_is_refused(tmp_path: Path) -> None:
    decide(tmp_path, "withdraw", report_id="r1")
    with closing(sqlite3.connect(_path(tmp_path))) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreUnreadable, match="升级"):
        Store.open(tmp_path)


def test_a_damaged_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    _path(tmp_path).write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreUnreadable, match="损坏"):
        decisions_of(tmp_path).log()


def test_a_file_that_nobody_came_to_fill_is_an_empty_one(tmp_path: Path) -> None:
    _path(tmp_path).touch()
    assert decisions_of(tmp_path).revision == 0
    assert decide(tmp_path, "withdraw", report_id="r1").id == 1


def test_a_network_drive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from store.decisions import local

    local._network_kind.cache_clear()
    monkeypatch.setattr(local, "mounts", lambda: [("/", "ext4"), (str(tmp_path), "cifs")])
    monkeypatch.setattr(local, "_windows_kind", lambda _: "UNC")
    with pytest.raises(StoreUnreadable, match="网络共享盘"):
        decide(tmp_path / "county", "withdraw", report_id="r1")
    local._network_kind.cache_clear()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has drives")
def test_the_innermost_mount_says_which_file_system_a_folder_is_on() -> None:
    mounted = [("/", "ext4"), ("/mnt/share", "nfs4"), ("/mnt/share/local", "xfs"), ("/mnt", "btrfs")]
    assert file_system(Path("/mnt/share/county"), mounted) == "nfs4"
    assert file_system(Path("/mnt/share/local/county"), mounted) == "xfs"
    assert file_system(Path("/mnt/shared"), mounted) == "btrfs"
    assert file_system(Path("/home"), mounted) == "ext4"


def _killed_while_deciding(folder: Path, after: float) -> None:
    """Let a process decide pairs of things, each pair as one, and kill it in the middle; check what is left."""
    known = len(decisions_of(folder).log())
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.store.decide_on", str(folder)], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert writer.stdout is not None
    writer.stdout.readline()
    time.sleep(after)
    writer.kill()
    told = [int(line) for line in writer.communicate()[0].split()]
    log = decisions_of(folder).log()
    assert [decision.id for decision in log] == list(range(1, len(log) + 1))
    assert len(log) % 2 == 0
    assert all(first.reason == second.reason for first, second in zip(log[::2], log[1::2], strict=True))
    # What was said to be written is there.
    assert len(log) >= max(told, default=known)


@pytest.mark.parametrize("kills", [5, pytest.param(50, marks=pytest.mark.long)])
def test_a_kill_in_the_middle_leaves_a_decision_whole_or_not_at_all(kills: int, tmp_path: Path) -> None:
    random = Random(20)
    for _ in range(kills):
        _killed_while_deciding(tmp_path, random.uniform(0, 0.15))
    assert decisions_of(tmp_path).revision > 0
