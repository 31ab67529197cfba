"""A load may end at any moment: the build before it stays in force and whole, and the next load makes up for it."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import psutil
import pytest

from ingest.load import load_paths
from store import Store, current_build
from store.builds import inputs_of
from store.paths import DataDirectory
from tests.ingest.load_at import KILLED
from tests.ingest.paper import write_report

ROOT = Path(__file__).parents[2]
TOWNS = ("清水镇", "石桥镇", "龙泉镇", "新店镇")
MOMENTS = {
    "while parsing": "ingest.load_take:keep:2",
    "after parsing": "ingest.load:append_journal:1",
    "after the journal": "ingest.load:append_journal:1:after",
    "before the tables": "store.builds:make_tables:1:after",
    "in the middle of the tables": "store.builds:_insert:6",
    "before the checks": "store.builds:_check:1",
    "after the build is written": "ingest.load_commit:write_build:1:after",
    "before the name is put": "store.builds:put:1",
    "after the name is put": "store.builds:put:1:after",
    "before pruning": "store.builds:prune:1",
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with one report in force."""
    folder = tmp_path / "data"
    with ThreadPoolExecutor(1) as executor:
        load_paths([write_report(tmp_path / "first", TOWNS[0], 2023)], folder, executor=executor)
    return folder


def _digest(build: Path) -> str:
    return hashlib.sha256(build.read_bytes()).hexdigest()


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_the_build_before_stays_in_force_and_whole(moment: str, data: Path, tmp_path: Path) -> None:
    before = current_build(DataDirectory(data))
    assert before is not None
    digest = _digest(before)
    for town in TOWNS:
        write_report(tmp_path / "second", town, 2024)
    command = [sys.executable, "-m", "tests.ingest.load_at", moment, str(data), str(tmp_path / "second")]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == KILLED

    after = current_build(DataDirectory(data))
    assert after is not None
    assert inputs_of(after) is not None
    put = after != before
    assert put == (moment in (MOMENTS["after the name is put"], MOMENTS["before pruning"]))
    assert _digest(before) == digest
    assert len(Store.open(data).rows("reports")) == (5 if put else 1)

    with ThreadPoolExecutor(1) as executor:
        load_paths([tmp_path / "second"], data, executor=executor)
    assert len(Store.open(data).rows("reports")) == 5
    assert not list((data / "builds").glob("*.partial*"))


@pytest.mark.parametrize("kills", [3, pytest.param(50, marks=pytest.mark.long)])
def test_a_kill_at_any_moment_leaves_the_build_before_or_the_one_after(
    kills: int, data: Path, tmp_path: Path
) -> None:
    random = Random(6)
    first = write_report(tmp_path / "second", TOWNS[1], 2024)
    wanted = {"清水镇": 2023}
    for kill in range(kills):
        write_report(first.parent, TOWNS[1], 2024, received=kill)
        command = [sys.executable, "-m", "ingest", "load", str(first.parent), "--data", str(data)]
        loader = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random.uniform(0.5, 4))
        loader.kill()
        loader.wait()
        reports = Store.open(data).rows("reports")
        shown = dict(zip(reports["unit_name"], reports["year"], strict=True))
        assert shown.items() >= wanted.items()
        wanted = shown
    with ThreadPoolExecutor(1) as executor:
        load_paths([first.parent], data, executor=executor)
    assert len(Store.open(data).rows("reports")) == 2


def test_what_was_parsed_before_the_end_is_not_parsed_again(data: Path, tmp_path: Path) -> None:
    for town in TOWNS:
        write_report(tmp_path / "second", town, 2024)
    command = [sys.executable, "-m", "tests.ingest.load_at", MOMENTS["after parsing"], str(data)]
    subprocess.run([*command, str(tmp_path / "second")], cwd=ROOT, check=False)
    parsed: list[str] = []
    with ThreadPoolExecutor(1) as executor:
        load_paths(
            [tmp_path / "second"], data, executor=executor, progress=lambda step: parsed.append(step.name)
        )
    assert parsed == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")
def test_ctrl_c_ends_the_load_and_all_its_processes(data: Path, tmp_path: Path) -> None:
    write_report(tmp_path / "second", TOWNS[1], 2024)
    marks = tmp_path / "marks"
    marks.mkdir()
    before = current_build(DataDirectory(data))
    loader = subprocess.Popen(
        [sys.executable, "-m", "tests.ingest.load_hanging", str(data), str(marks), str(tmp_path / "second")],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    while not list(marks.iterdir()):
        assert loader.poll() is None
        time.sleep(0.05)
    os.killpg(loader.pid, signal.SIGINT)
    _, errors = loader.communicate(timeout=60)
    assert loader.returncode == 130
    assert "已中断" in errors.decode("utf-8")
    assert "Traceback" not in errors.decode("utf-8")
    assert current_build(DataDirectory(data)) == before
    assert not psutil.pid_exists(int(next(marks.iterdir()).name))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no process groups to kill alone")
def test_a_loader_that_is_killed_leaves_no_process_behind(data: Path, tmp_path: Path) -> None:
    write_report(tmp_path / "second", TOWNS[1], 2024)
    marks = tmp_path / "marks"
    marks.mkdir()
    loader = subprocess.Popen(
        [sys.executable, "-m", "tests.ingest.load_hanging", str(data), str(marks), str(tmp_path / "second")],
        cwd=ROOT,
    )
    while not list(marks.iterdir()):
        assert loader.poll() is None
        time.sleep(0.05)
    loader.kill()
    loader.wait()
    worker = int(next(marks.iterdir()).name)
    deadline = time.monotonic() + 60
    while psutil.pid_exists(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not psutil.pid_exists(worker)
