"""What a file is, by its content: the name may say anything."""

from __future__ import annotations

import contextlib
import struct
import zipfile
from pathlib import Path
from random import Random

import docx
import openpyxl
import pytest

from ingest.errors import UnreadableFile
from ingest.readers import read_document
from ingest.readers.ole import MAGIC, ole_kind
from ingest.readers.sniff import is_archive, sniff


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def zipped(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return path


def ole(*streams: str, first: bytes = b"") -> bytes:
    """Return a compound file of two sectors: a directory with these streams, and the start of the first."""
    header = bytearray(MAGIC + bytes(504))
    struct.pack_into("<H", header, 30, 9)
    directory = b""
    for name in streams:
        entry = bytearray(128)
        stored = name.encode("utf-16-le") + b"\0\0"
        entry[: len(stored)] = stored
        struct.pack_into("<HB", entry, 64, len(stored), 2)
        struct.pack_into("<I", entry, 116, 1)
        directory += bytes(entry)
    return bytes(header) + directory.ljust(512, b"\0") + first.ljust(512, b"\0")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\n\n junk %PDF-1.4", "pdf"),
        (b"\x89PNG\r\n\x1a\n123", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"RIFF1234WEBPVP8", "image"),
        (b"{\\rtf1 a}", "office"),
        (b"Rar!\x1a\x07\x00", "packed"),
        (b"\x1f\x8b\x08", "packed"),
        ("总体情况".encode("gbk"), "text"),
        ("﻿<!DOCTYPE html><p>总体".encode(), "html"),
        ("<div>总体情况</div>".encode("gb18030"), "html"),
        ("<html><p>总体".encode("utf-16"), "html"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n", "mhtml"),
        (
            b"From: <Saved by Blink>\r\nSnapshot-Content-Location: x\r\nContent-Type: multipart/related\r\n",
            "mhtml",
        ),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>', "office"),
        ("日期: 2024年\n总体情况".encode(), "text"),
        (ole("WordDocument"), "office"),
        (ole("Workbook"), "office"),
    ],
)
def test_the_content_says_what_a_file_is(tmp_path: Path, data: bytes, kind: str) -> None:
    assert sniff(write(tmp_path / "a.bin", data)).kind == kind


def test_a_long_text_cut_inside_a_character_is_text(tmp_path: Path) -> None:
    for extra in range(4):
        assert sniff(write(tmp_path / "a", b"a" * extra + "总体情况".encode() * 2000)).kind == "text"
        assert sniff(write(tmp_path / "b", b"a" * extra + "总体情况".encode("gbk") * 3000)).kind == "text"


def test_renamed_files_are_read_for_what_they_are(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("总体情况")
    word.save(str(tmp_path / "a.pdf"))
    book = openpyxl.Workbook()
    book.worksheets[0].append(["规章", 1])
    book.save(tmp_path / "b.doc")
    page = write(tmp_path / "c.xls", "<table><tr><td>规章</td><td>1</td></tr></table>".encode())
    text = write(tmp_path / "d.docx", "总体情况".encode())
    found = [read_document(path).format for path in (tmp_path / "a.pdf", tmp_path / "b.doc", page, text)]
    assert found == ["docx", "xlsx", "html", "text"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 broken", "damaged"),
        (bytes(range(256)) * 50, "unsupported"),
        (ole("EncryptedPackage", "EncryptionInfo"), "encrypted"),
        (ole("WordDocument", first=struct.pack("<H8xH", 0xA5EC, 0x0100)), "encrypted"),
        (ole("Workbook", first=struct.pack("<HHIHH", 0x0809, 4, 0, 0x2F, 0)), "encrypted"),
        (ole("PowerPoint Document"), "unsupported"),
        (MAGIC + b"\xff" * 600, "unsupported"),
        (b"7z\xbc\xaf\x27\x1c", "container"),
        (b"\x89PNG\r\n\x1a\n123", None),
    ],
)
def test_what_cannot_be_read_says_why_in_chinese(tmp_path: Path, data: bytes, code: str | None) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_document(write(tmp_path / "a.docx", data))
    assert code in (None, caught.value.code)
    assert any("\u4e00" <= char <= "\u9fff" for char in caught.value.message)


def test_folders_archives_and_missing_files_have_their_codes(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", a_dot_txt="x")
    for path, code in ((tmp_path, "container"), (archive, "container"), (tmp_path / "no", "missing")):
        with pytest.raises(UnreadableFile) as caught:
            read_document(path)
        assert caught.value.code == code


def test_packages_that_are_no_reports_are_named(tmp_path: Path) -> None:
    types = {"[Content_Types]_dot_xml": "<Types/>"}
    for members, code in (
        ({"OFD_dot_xml": ""}, "unsupported"),
        ({**types, "ppt__a_dot_xml": ""}, "unsupported"),
    ):
        with pytest.raises(UnreadableFile) as caught:
            sniff(zipped(tmp_path / "a", **members))
        assert caught.value.code == code
    assert sniff(zipped(tmp_path / "b", mimetype="application/vnd.oasis.opendocument.text")).suffix == ".odt"
    assert sniff(zipped(tmp_path / "c", **types, xl__workbook_dot_bin="")).suffix == ".xlsb"


def spoilt(data: bytes, random: Random) -> bytes:
    """Return bytes with some changed, cut out or written twice."""
    result = bytearray(data)
    for _ in range(random.choice([1, 5, 40])):
        at = random.randrange(len(result))
        match random.randrange(3):
            case 0:
                result[at] = random.randrange(256)
            case 1:
                del result[at : at + min(random.randrange(1, 80), len(result) - 1)]
            case _:
                result[at:at] = result[at // 2 : at // 2 + random.randrange(1, 80)]
        result = result or bytearray(b"x")
    return bytes(result)


@pytest.mark.parametrize("seed", range(20))
def test_spoilt_files_end_in_a_document_or_a_typed_error(tmp_path: Path, seed: int) -> None:
    word = docx.Document()
    word.add_table(rows=2, cols=2).cell(0, 0).text = "规章"
    word.save(str(tmp_path / "a.docx"))
    book = openpyxl.Workbook()
    book.worksheets[0].append(["规章", 1, "=A1"])
    book.save(tmp_path / "a.xlsx")
    page = "<style>.a{display:none}</style><table><tr><td rowspan=2 class=a>规章</td><td>1</td></tr></table>".encode()
    saved = (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n"
        + page
    )
    random = Random(seed)
    for data in ((tmp_path / "a.docx").read_bytes(), (tmp_path / "a.xlsx").read_bytes(), page, saved):
        with contextlib.suppress(UnreadableFile):
            assert read_document(write(tmp_path / "spoilt", spoilt(data, random))).blocks


def test_a_document_is_no_archive(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "a.docx"))
    assert not is_archive(tmp_path / "a.docx")
    assert is_archive(zipped(tmp_path / "b.bin", a_dot_docx="x"))
    assert not is_archive(write(tmp_path / "c.zip", b"PK broken"))


def test_a_list_of_members_beyond_the_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zipped(tmp_path / "a.zip", **{f"m{number}": "" for number in range(50)})
    monkeypatch.setattr("ingest.readers.zips.MAX_DIRECTORY_BYTES", 100)
    with pytest.raises(UnreadableFile) as caught:
        sniff(path)
    assert caught.value.code == "too_large"


def test_a_directory_that_points_nowhere_is_survived() -> None:
    assert ole_kind(ole("WordDocument")[:700]) == "doc"
    assert ole_kind(MAGIC) == "other"
