"""The journal outlives whatever cuts a load off."""

from __future__ import annotations

from pathlib import Path

from store.journal import Entry, append_journal, read_journal
from store.kept import keep_original, keep_result, original, read_older_result, read_result
from store.paths import DataDirectory


def _entry(name: str) -> Entry:
    return Entry("l", "2026-01-01T00:00:00+08:00", name * 4, name, "", ".txt")


def test_entries_come_back_in_order(tmp_path: Path) -> None:
    path = tmp_path / "new" / "loads.jsonl"
    assert read_journal(path) == []
    append_journal(path, [_entry("甲"), _entry("乙")])
    append_journal(path, [_entry("丙")])
    append_journal(path, [])
    assert [entry.name for entry in read_journal(path)] == ["甲", "乙", "丙"]


def test_a_line_that_was_cut_off_is_no_entry_and_spoils_no_later_one(tmp_path: Path) -> None:
    path = tmp_path / "loads.jsonl"
    append_journal(path, [_entry("甲"), _entry("乙")])
    path.write_bytes(path.read_bytes()[:-20])
    assert [entry.name for entry in read_journal(path)] == ["甲"]
    append_journal(path, [_entry("丙")])
    assert [entry.name for entry in read_journal(path)] == ["甲", "丙"]


def test_an_original_is_written_once(tmp_path: Path) -> None:
    data = DataDirectory(tmp_path)
    keep_original(data, "ab12", ".pdf", b"first")
    keep_original(data, "ab12", ".pdf", b"second")
    assert original(data, "ab12", ".pdf").read_bytes() == b"first"


def test_a_damaged_parse_result_is_none(tmp_path: Path) -> None:
    data = DataDirectory(tmp_path)
    keep_result(data, "1", "ab12", {"year": 2024})
    assert read_result(data, "1", "ab12") == {"year": 2024}
    assert read_result(data, "2", "ab12") is None
    assert read_older_result(data, ("2",), "ab12") == {"year": 2024}
    (data.parsed / "1" / "ab12.json").write_text('{"year"', encoding="utf-8")
    assert read_result(data, "1", "ab12") is None
    assert read_older_result(data, ("2",), "ab12") is None
