"""How far a load is: no time is promised before it can be told."""

from __future__ import annotations

import pytest

from ingest.commands._bars import bar_of, show


@pytest.mark.parametrize(
    ("done", "total", "tells"),
    [(1, 195, False), (9, 195, False), (10, 195, True), (4, 13, False), (5, 13, True)],
)
def test_no_time_is_promised_before_enough_is_done(done: int, total: int, tells: bool) -> None:
    with bar_of("读取报告", "份") as bar:
        show(bar, done, total)
        assert ("还需" in str(bar)) is tells
        assert f"{done}/{total} 份" in str(bar)
