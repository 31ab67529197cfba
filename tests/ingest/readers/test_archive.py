"""Folders and archives: every file on its own, nothing outside, no bomb goes off."""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
from pathlib import Path

import docx
import pytest

from ingest.readers.archive import Limits, Member, expand


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def read(path: Path, tmp_path: Path, limits: Limits | None = None) -> list[Member]:
    return list(expand(path, tmp_path / "into", limits))


def save(tmp_path: Path, data: bytes, name: str = "包.zip") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def names(members: list[Member]) -> list[str]:
    return [member.name for member in members]


def codes(members: list[Member]) -> list[str | None]:
    return [None if member.error is None else member.error.code for member in members]


def test_members_come_sorted_with_what_they_lie_in(tmp_path: Path) -> None:
    members = read(save(tmp_path, zipped({"镇/乙.txt": b"2", "镇/甲.txt": b"1", "空/": b""})), tmp_path)
    assert names(members) == ["包.zip/镇/乙.txt", "包.zip/镇/甲.txt"]
    assert [member.path.read_bytes() for member in members if member.path] == [b"2", b"1"]
    assert [member.path.name for member in members if member.path] == ["乙.txt", "甲.txt"]


def test_a_folder_is_walked_without_what_is_no_report(tmp_path: Path) -> None:
    folder = tmp_path / "报告"
    for name in ("b.txt", "a/c.txt", ".hidden", "~$b.docx", "Thumbs.db", "a/.DS_Store", "__MACOSX/b.txt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    assert names(read(folder, tmp_path)) == ["报告/a/c.txt", "报告/b.txt"]


def test_a_single_file_is_its_own_member(tmp_path: Path) -> None:
    path = save(tmp_path, b"x", "a.txt")
    assert read(path, tmp_path) == [Member("a.txt", path)]


def test_archives_in_archives_and_folders_are_opened_and_documents_are_not(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    inner = zipped({"报告.docx": buffer.getvalue()})
    folder = tmp_path / "县"
    folder.mkdir()
    (folder / "外.zip").write_bytes(zipped({"内.zip": inner, "a.txt": b"x"}))
    assert names(read(folder, tmp_path)) == ["县/外.zip/a.txt", "县/外.zip/内.zip/报告.docx"]


def as_gbk(data: bytes, name: str) -> bytes:
    """Return a ZIP whose member, stored under an ASCII name of that length, has its name in GBK instead."""
    raw = name.encode("gbk")
    return data.replace(b"n" * len(raw), raw)


def test_names_in_gbk_are_read(tmp_path: Path) -> None:
    name = "清溪镇/年度报告.txt"
    data = as_gbk(zipped({"n" * len(name.encode("gbk")): b"x"}), name)
    assert names(read(save(tmp_path, data), tmp_path)) == [f"包.zip/{name}"]


@pytest.mark.parametrize("name", ["../out.txt", "a/../../out.txt", "..\\out.txt"])
def test_a_member_cannot_leave_the_folder(tmp_path: Path, name: str) -> None:
    members = read(save(tmp_path, zipped({name: b"x", "ok.txt": b"y"})), tmp_path)
    assert sorted(codes(members), key=str) == [None, "unsupported"]
    assert not (tmp_path / "out.txt").exists()


def test_absolute_and_device_names_are_written_inside(tmp_path: Path) -> None:
    members = read(save(tmp_path, zipped({"/etc/a.txt": b"x", "C:\\b.txt": b"y", "con.txt": b"z"})), tmp_path)
    assert codes(members) == [None, None, None]
    for member in members:
        assert member.path is not None
        assert (tmp_path / "into") in member.path.parents
        assert member.path.name.lower() != "con.txt"


def test_a_long_name_is_cut_and_keeps_its_extension(tmp_path: Path) -> None:
    (member,) = read(save(tmp_path, zipped({"报" * 80 + ".docx": b"x"})), tmp_path)
    assert member.path is not None
    assert member.path.suffix == ".docx"


def test_links_and_locked_members_are_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("a链接")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("b.txt", "x")
        archive.writestr("c.txt", "y")
    data = bytearray(buffer.getvalue())
    at = data.rindex(b"PK\x01\x02")
    (flags,) = struct.unpack_from("<H", data, at + 8)
    struct.pack_into("<H", data, at + 8, flags | 1)
    members = read(save(tmp_path, bytes(data)), tmp_path)
    assert codes(members) == ["unsupported", None, "encrypted"]


def test_a_damaged_member_stops_no_other(tmp_path: Path) -> None:
    data = zipped({"a.txt": b"aaaa", "b.txt": b"bbbb"}, zipfile.ZIP_STORED).replace(b"aaaa", b"aaaX")
    members = read(save(tmp_path, data), tmp_path)
    assert codes(members) == ["damaged", None]


def test_a_broken_archive_is_left_to_its_reader(tmp_path: Path) -> None:
    path = save(tmp_path, b"PK\x03\x04 broken")
    assert read(path, tmp_path) == [Member("包.zip", path)]


def test_a_member_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    data = zipped({"a.txt": bytes(30 * 1024 * 1024), "b.txt": b"x"})
    assert codes(read(save(tmp_path, data), tmp_path)) == ["too_large", None]


def test_limits_on_the_whole_end_the_reading_with_an_error(tmp_path: Path) -> None:
    data = zipped({f"{number}.txt": os.urandom(1000) for number in range(10)})
    many = read(save(tmp_path, data), tmp_path, Limits(members=3))
    assert codes(many) == [None, None, None, "too_large"]
    large = read(save(tmp_path, data), tmp_path, Limits(total_bytes=2500))
    assert codes(large) == [None, None, "too_large"]


def test_archives_nested_without_end_are_refused(tmp_path: Path) -> None:
    data = zipped({"a.txt": b"x"})
    for depth in range(8):
        data = zipped({f"{depth}.zip": data})
    (member,) = read(save(tmp_path, data), tmp_path)
    assert member.error is not None
    assert member.error.code == "too_large"


@pytest.mark.skipif(os.name == "nt", reason="links to folders need rights on Windows")
def test_a_link_back_to_its_folder_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "b.txt").write_bytes(b"x")
    assert names(read(folder, tmp_path)) == ["a/b.txt"]
