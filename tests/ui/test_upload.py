"""导入: what is said of dropped files before they are loaded."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest.load_staging import read_staged, stage, staged
from store import DataDirectory
from tests.ingest.paper import report_text
from ui import upload

AT = "2025-01-20T09:00:00+08:00"


@pytest.fixture
def data(tmp_path: Path) -> DataDirectory:
    return DataDirectory(tmp_path / "data")


def _report(town: str) -> tuple[str, bytes]:
    return f"{town}2024.txt", report_text(town, 2024, 0).encode()


def _read(data: DataDirectory, *files: tuple[str, bytes]) -> None:
    stage(data, files, "王某", AT)
    with ThreadPoolExecutor(1) as executor:
        read_staged(data, executor, lambda _: None)


def test_of_two_files_that_are_the_same_the_one_left_out_is_named(data: DataDirectory) -> None:
    (name, content), other = _report("清水镇"), _report("石桥镇")
    _read(data, (name, content), ("清水镇年报（最终）.txt", content), other)
    found = upload.batch(str(data.root))
    assert upload.answer_words(found) == "放进来 3 份：2 份可以导入，1 份与其中另一份完全相同。"
    (look,) = (look for look in found.ready if look.file.twins)
    assert {look.file.name, *look.file.twins} == {name, "清水镇年报（最终）.txt"}
    shown = str(upload.twin_list(found))
    assert shown.index(look.file.twins[0]) < shown.index(look.file.name)


def test_a_file_that_is_dropped_again_is_counted_once(data: DataDirectory) -> None:
    _read(data, _report("清水镇"), ("最终.txt", _report("清水镇")[1]))
    _read(data, ("最终.txt", _report("清水镇")[1]), _report("清水镇"))
    assert upload.batch(str(data.root)).size == 2


def test_a_file_that_is_dropped_again_with_another_is_no_twin(data: DataDirectory) -> None:
    _read(data, _report("清水镇"))
    _read(data, _report("清水镇"), _report("石桥镇"))
    assert upload.batch(str(data.root)).size == 2


def test_the_same_file_twice_in_one_drop_is_told(data: DataDirectory) -> None:
    stage(data, [_report("清水镇"), _report("清水镇")], "王某", AT)
    assert [file.twins for file in staged(data)] == [("清水镇2024.txt",)]


def test_what_is_said_of_a_report_before_the_load_is_about_this_report_alone(data: DataDirectory) -> None:
    _read(data, _report("清水镇"))
    shown = str(upload.ready_table(upload.batch(str(data.root)), {}, {}, {}))
    assert "本份没有发现问题" in shown
    assert "上一年度" in upload.CHECKED_SO_FAR
