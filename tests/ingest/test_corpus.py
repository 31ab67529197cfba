"""The generated corpus is read as printed: every cell, no silent error, no false one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.classes import CLASSES
from tests.corpus.convert import chromium, office
from tests.corpus.measure import make_cases, measure

_BY_PROGRAM = {"office": office(), "chromium": chromium()}
_FAST = [name for name in CLASSES if name.split(".")[0] not in _BY_PROGRAM]


def _check(name: str, count: int, seed: int, folder: Path) -> None:
    tally = measure(make_cases(name, count, seed, folder))
    wrong = (
        tally.crashes,
        tally.silent,
        tally.cells - tally.right,
        tally.false_errors,
        tally.identity,
        tally.boxes,
    )
    assert wrong == (0, 0, 0, 0, 0, 0), "\n".join(
        ["crashes, silent, unread, false, identity, boxes", *tally.examples]
    )


@pytest.mark.parametrize("name", _FAST)
def test_a_file_of_each_class_is_read_as_printed(name: str, tmp_path: Path) -> None:
    _check(name, 1, 1, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(CLASSES))
def test_many_files_of_each_class_are_read_as_printed(name: str, tmp_path: Path) -> None:
    program = name.split(".")[0]
    if program in _BY_PROGRAM and _BY_PROGRAM[program] is None:
        pytest.skip(f"{program} is not installed here")
    _check(name, 30, 2, tmp_path)
