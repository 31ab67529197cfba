"""One bad file costs that file only."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import psutil
import pytest

from ingest.errors import UnreadableFile
from ingest.pool import IsolatingPool, Limits
from tests.ingest import pool_tasks

PATIENCE_SECONDS = 60


@pytest.fixture
def pool() -> Iterator[IsolatingPool]:
    with IsolatingPool(2, Limits(seconds=30.0, memory=300 * 1024**2)) as pool:
        yield pool


@pytest.fixture
def impatient() -> Iterator[IsolatingPool]:
    with IsolatingPool(2, Limits(seconds=1.0, memory=300 * 1024**2)) as pool:
        yield pool


def test_results_come_back_in_their_futures(pool: IsolatingPool) -> None:
    futures = [pool.submit(pool_tasks.double, number) for number in range(20)]
    assert [future.result(PATIENCE_SECONDS) for future in futures] == [2 * number for number in range(20)]


@pytest.mark.parametrize(
    ("task", "code"),
    [(pool_tasks.crash, "crashed"), (pool_tasks.devour, "too_large")],
)
def test_a_bad_file_ends_in_a_typed_error_and_the_rest_go_on(pool: IsolatingPool, task, code) -> None:
    before = [pool.submit(pool_tasks.double, number) for number in range(4)]
    bad = pool.submit(task, 0)
    after = [pool.submit(pool_tasks.double, number) for number in range(4)]
    with pytest.raises(UnreadableFile) as caught:
        bad.result(PATIENCE_SECONDS)
    assert caught.value.code == code
    assert [future.result(PATIENCE_SECONDS) for future in before + after] == [0, 2, 4, 6] * 2


def test_a_file_that_hangs_costs_that_file_only(impatient: IsolatingPool) -> None:
    bad = impatient.submit(pool_tasks.hang, 0)
    with pytest.raises(UnreadableFile) as caught:
        bad.result(PATIENCE_SECONDS)
    assert caught.value.code == "timeout"


def test_an_error_travels_with_its_code(pool: IsolatingPool) -> None:
    with pytest.raises(UnreadableFile) as caught:
        pool.submit(pool_tasks.complain, 0).result(PATIENCE_SECONDS)
    assert (caught.value.code, caught.value.message) == ("encrypted", "文件有打开密码")


def test_what_a_library_prints_is_no_answer(pool: IsolatingPool) -> None:
    assert pool.submit(pool_tasks.chatter, 5).result(PATIENCE_SECONDS) == 5


def test_a_result_that_cannot_travel_is_an_error_of_that_call(pool: IsolatingPool) -> None:
    with pytest.raises(RuntimeError):
        pool.submit(pool_tasks.unpicklable, 0).result(PATIENCE_SECONDS)
    assert pool.submit(pool_tasks.double, 1).result(PATIENCE_SECONDS) == 2


def test_a_process_serves_many_files_and_is_then_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.pool.TASKS_PER_PROCESS", 3)
    with IsolatingPool(1) as pool:
        ids = [pool.submit(pool_tasks.process_id, 0).result(PATIENCE_SECONDS) for _ in range(6)]
    assert len(set(ids[:3])) == 1
    assert len(set(ids)) == 2


def test_cancelling_ends_what_runs_and_what_waits(tmp_path: Path) -> None:
    pool = IsolatingPool(1)
    running = pool.submit(pool_tasks.start_and_hang, str(tmp_path))
    waiting = pool.submit(pool_tasks.double, 1)
    while not list(tmp_path.iterdir()):
        time.sleep(0.05)
    pool.shutdown(cancel_futures=True)
    with pytest.raises(UnreadableFile):
        running.result(PATIENCE_SECONDS)
    with pytest.raises(CancelledError):
        waiting.result(PATIENCE_SECONDS)
    assert not psutil.pid_exists(int(next(tmp_path.iterdir()).name))


def test_pages_of_all_files_are_told_as_they_are_read() -> None:
    told: list[tuple[int, int]] = []
    with IsolatingPool(1, on_pages=lambda read, found: told.append((read, found))) as pool:
        pool.submit(pool_tasks.read_pages, 2, 2).result(PATIENCE_SECONDS)
        pool.submit(pool_tasks.read_pages, 1, 1).result(PATIENCE_SECONDS)
    assert told == [(0, 2), (1, 2), (2, 2), (2, 3), (3, 3)]


def test_pages_that_a_crash_leaves_unread_are_waited_for_no_longer() -> None:
    told: list[tuple[int, int]] = []
    with IsolatingPool(1, on_pages=lambda read, found: told.append((read, found))) as pool:
        broken = pool.submit(pool_tasks.read_pages, 5, 2)
    with pytest.raises(UnreadableFile):
        broken.result(PATIENCE_SECONDS)
    assert told[-1] == (2, 2)


def test_a_closed_pool_takes_nothing() -> None:
    pool = IsolatingPool(1)
    pool.shutdown()
    with pytest.raises(RuntimeError):
        pool.submit(pool_tasks.double, 1)
