"""Hostile files end in one clear sentence, or in a result without values; none of them harms the process."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile import office_files, other_files, pdf_files
from tests.hostile.judge import judge
from tests.hostile.kinds import KINDS, Hostile
from tests.hostile.run import Outcome, read_pooled, read_together

__all__ = ["office_files", "other_files", "pdf_files"]

_QUICK = [kind for kind in KINDS if not kind.slow]
_SLOW = [kind for kind in KINDS if kind.slow]


def _make(kind: Hostile, base: Path, index: int) -> Path:
    folder = base / str(index)
    folder.mkdir()
    return kind.make(folder)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    base = tmp_path_factory.mktemp("hostile")
    paths = [_make(kind, base, index) for index, kind in enumerate(_QUICK)]
    return dict(zip((kind.name for kind in _QUICK), read_together(paths), strict=True))


@pytest.mark.parametrize("kind", _QUICK, ids=lambda kind: kind.name)
def test_a_hostile_file_ends_in_a_sentence_or_in_nothing(kind: Hostile, outcomes: dict[str, Outcome]) -> None:
    assert judge(kind, outcomes[kind.name]) == []


@pytest.mark.long
@pytest.mark.parametrize("kind", _SLOW, ids=lambda kind: kind.name)
def test_a_hostile_file_that_takes_long_ends_so_too(kind: Hostile, tmp_path: Path) -> None:
    assert judge(kind, read_pooled(_make(kind, tmp_path, 0))) == []


def test_there_are_enough_hostile_files() -> None:
    assert len(KINDS) >= 40
    assert len({kind.name for kind in KINDS}) == len(KINDS)
