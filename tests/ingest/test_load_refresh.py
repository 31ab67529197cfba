"""What is held against what is worked out anew in the background, after a decision on what counts."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from ingest import load_refresh
from ingest.load_refresh import begin_refresh


def _join(thread: threading.Thread | None) -> None:
    assert thread is not None
    thread.join(30)
    assert not thread.is_alive()


def test_decisions_made_meanwhile_are_seen_by_one_more_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds: list[Path] = []
    begun, go_on = threading.Event(), threading.Event()

    def refresh(place: Path) -> None:
        rounds.append(place)
        begun.set()
        go_on.wait(30)

    monkeypatch.setattr(load_refresh, "refresh", refresh)
    thread = begin_refresh(tmp_path)
    assert begun.wait(30)
    assert [begin_refresh(tmp_path) for _ in range(3)] == [None, None, None]
    go_on.set()
    _join(thread)
    assert len(rounds) == 2


def test_what_fails_is_logged_and_the_next_one_begins_afresh(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):
        _join(begin_refresh(tmp_path))
    assert caplog.text.count("还没有导入过报告") == 2
