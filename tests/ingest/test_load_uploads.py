"""Files on their way in: kept until they are loaded, told apart, and loaded as a clerk said."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import load_uploads as door
from ingest.errors import UserError
from ingest.load_looks import Look
from ingest.load_staging import note, read_staged, stage, staged, unread
from ingest.roster import Unit, write_roster
from store import DataDirectory, Store
from store.decisions import Actor, Decisions, NotAllowed
from store.decisions.actions import ALONE
from tests.ingest.paper import report_text

AT = "2025-01-20T09:00:00+08:00"
TOWNS = ("清水镇", "石桥镇", "龙泉镇")


@pytest.fixture
def data(tmp_path: Path) -> DataDirectory:
    found = DataDirectory(tmp_path / "data")
    found.root.mkdir()
    units = [Unit(f"T{at}", town, (), "镇") for at, town in enumerate(TOWNS)]
    found.roster.write_bytes(write_roster(units))
    return found


def _report(town: str, year: int = 2024, received: int = 0) -> tuple[str, bytes]:
    return f"{town}{year}.txt", report_text(town, year, received).encode()


def _nobodys(received: int = 0) -> tuple[str, bytes]:
    text = report_text("无名", 2024, received).replace("白棠县无名人民政府2024年", "")
    return "报告.txt", text.replace("2024年1月1日至2024年12月31日", "本年度").encode()


def _read(data: DataDirectory, *files: tuple[str, bytes]) -> dict[str, Look]:
    """Drop files, read them in this process, and return them by name as a clerk sees them."""
    stage(data, files, "王某", AT)
    with ThreadPoolExecutor(1) as executor:
        read_staged(data, executor, lambda _: None)
    return {look.file.name: look for look in door.dropped(data.root)}


def _load(data: DataDirectory, *names: str) -> door.LoadSummary:
    """Confirm files by name and load them."""
    keys = [look.file.key for look in door.dropped(data.root) if look.file.name in names]
    door.begin_loading(data.root, keys, ALONE)
    return _ended(data)


def _ended(data: DataDirectory) -> door.LoadSummary:
    """Wait for the load in the background, and return what it did."""
    for _ in range(600):
        work = door.work(data.root)
        if work is not None and work.is_over:
            assert work.problem == ""
            assert work.summary is not None
            return work.summary
        time.sleep(0.1)
    raise AssertionError("the load did not end")


@pytest.fixture(autouse=True)
def _nothing_left(data: DataDirectory) -> Iterator[None]:
    yield
    door.forget(data.root)


def test_a_dropped_file_shows_whose_it_is_before_anything_is_loaded(data: DataDirectory) -> None:
    look = _read(data, _report("清水镇"))["清水镇2024.txt"]
    assert (look.standing, look.unit_code, look.unit_name, look.year) == ("ready", "T0", "清水镇", 2024)
    assert look.cells > 100
    assert not data.journal.exists()
    assert Store.open(data.root).build_id == "empty"


def test_an_archive_gives_its_files_and_a_broken_one_its_reason(data: DataDirectory) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for town in TOWNS:
            archive.writestr(*_report(town))
        archive.writestr("空.pdf", b"")
    looks = _read(data, ("年报.zip", packed.getvalue()))
    assert sorted(name for name, look in looks.items() if look.standing == "ready") == sorted(
        f"{town}2024.txt" for town in TOWNS
    )
    assert looks["空.pdf"].standing == "failed"
    assert looks["空.pdf"].doubt


def test_what_is_not_recognised_is_asked_and_what_is_given_counts_and_is_logged(data: DataDirectory) -> None:
    look = _read(data, _nobodys())["报告.txt"]
    assert (look.standing, look.unit_code, look.year) == ("asked", None, None)
    assert look.doubt.startswith("报告和文件名中都没有名册上的单位名称。")
    door.give(data.root, look.file.key, "T1", 2024)
    again = door.dropped(data.root)[0]
    assert (again.standing, again.unit_name, again.year, again.doubt) == ("ready", "石桥镇", 2024, "")
    _load(data, "报告.txt")
    row = Store.open(data.root).rows("reports").iloc[0]
    assert (row["unit_code"], row["year"]) == ("T1", 2024)
    move = Decisions.open(data).log()[0]
    assert (move.action, move.reason, move.who) == ("move", "导入时指定", "本机")


def test_the_same_bytes_are_told_from_a_new_version(data: DataDirectory) -> None:
    _read(data, _report("清水镇"))
    _load(data, "清水镇2024.txt")
    looks = _read(data, _report("清水镇"), ("更正.txt", _report("清水镇", received=4)[1]))
    assert looks["清水镇2024.txt"].standing == "same"
    assert looks["更正.txt"].standing == "ready"
    assert _load(data, "更正.txt").versions == ("更正.txt",)


def test_a_page_opened_anew_finds_what_was_dropped_and_reads_what_was_not_read(data: DataDirectory) -> None:
    stage(data, [_report("清水镇"), _report("石桥镇")], "王某", AT)
    assert len(unread(data)) == 2
    stage(data, [_report("清水镇")], "李某", AT)
    assert [file.who for file in staged(data)] == ["王某", "王某"]
    with ThreadPoolExecutor(1) as executor:
        read_staged(data, executor, lambda _: None)
    assert unread(data) == []
    assert [look.standing for look in door.dropped(data.root)] == ["ready", "ready"]


def test_what_was_confirmed_before_a_crash_is_loaded_with_the_next(data: DataDirectory) -> None:
    _read(data, _report("清水镇"), _report("石桥镇"))
    first = next(file for file in staged(data) if file.name == "清水镇2024.txt")
    note(data, replace(first, confirmed=True))
    _load(data, "石桥镇2024.txt")
    assert sorted(Store.open(data.root).rows("reports")["unit_name"]) == ["清水镇", "石桥镇"]
    assert staged(data) == []
    assert not list(data.uploads.iterdir())


def test_a_page_opened_anew_goes_on_with_what_was_confirmed(data: DataDirectory) -> None:
    _read(data, _report("清水镇"), _report("石桥镇"))
    first = next(file for file in staged(data) if file.name == "清水镇2024.txt")
    note(data, replace(first, confirmed=True))
    door.resume(data.root, ALONE)
    assert _ended(data).new == ("清水镇2024.txt",)
    assert [file.name for file in staged(data)] == ["石桥镇2024.txt"]


def test_what_was_put_aside_is_gone(data: DataDirectory) -> None:
    look = _read(data, _report("清水镇"))["清水镇2024.txt"]
    door.put_aside(data.root, [look.file.key])
    assert door.dropped(data.root) == []
    assert not list(data.uploads.iterdir())


def test_a_file_that_cannot_be_read_can_be_registered(data: DataDirectory) -> None:
    _read(data, ("清水镇2024年报.pdf", b"%PDF-1.4 cut"), _report("石桥镇"))
    _load(data, "清水镇2024年报.pdf", "石桥镇2024.txt")
    coverage = Store.open(data.root).rows("coverage", years=[2024]).set_index("unit_name")["state"]
    assert coverage["清水镇"] == "读取失败"
    assert coverage["石桥镇"] == "有报告"


def test_units_of_a_roster_that_is_not_there_yet_are_told_as_new(tmp_path: Path) -> None:
    data = DataDirectory(tmp_path / "fresh")
    look = _read(data, _report("清水镇"))["清水镇2024.txt"]
    assert (look.standing, look.unit_name, look.is_new_unit) == ("ready", "清水镇", True)
    assert not data.roster.exists()


def test_nobody_without_an_account_loads_where_there_are_accounts(data: DataDirectory) -> None:
    _read(data, _report("清水镇"))
    with pytest.raises(NotAllowed):
        door.begin_loading(data.root, [], Actor("某人", "查看"))
    assert not data.journal.exists()


@pytest.mark.parametrize("name", ["../../逃.txt", "C:\\a\\清水镇2024.txt", "con.txt", "a" * 300 + ".txt"])
def test_no_name_of_a_file_leads_out_of_the_staging_area(name: str, data: DataDirectory) -> None:
    _read(data, (name, _report("清水镇")[1]))
    assert len(staged(data)) == 1
    assert {path.parent for path in data.uploads.iterdir()} == {data.uploads}


def test_real_reports_do_not_go_where_everything_is_invented(data: DataDirectory) -> None:
    data.sample_mark.write_text("x", encoding="utf-8")
    _read(data, _report("清水镇"))
    for file in staged(data):
        note(data, replace(file, confirmed=True))
    with pytest.raises(UserError, match="示例数据"):
        door.load_confirmed(data.root, ALONE)
    assert len(staged(data)) == 1
