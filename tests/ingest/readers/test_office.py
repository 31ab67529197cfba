"""Older office files: converted where LibreOffice is installed, else an advice that can be followed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import docx
import openpyxl
import pytest

from ingest.errors import UnreadableFile
from ingest.readers import office, read_document

needs_office = pytest.mark.skipif(office.find_office() is None, reason="LibreOffice is not installed")


def convert(source: Path, suffix: str, folder: Path) -> Path:
    """Write a file in an older format out of a new one."""
    program = office.find_office()
    assert program is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        str(program),
        profile,
        "--headless",
        "--convert-to",
        suffix,
        "--outdir",
        str(folder),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return folder / f"{source.stem}.{suffix}"


@needs_office
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_older_word_files_are_read_like_new_ones(tmp_path: Path, suffix: str) -> None:
    word = docx.Document()
    word.add_paragraph("一、总体情况")
    table = word.add_table(rows=2, cols=2)
    for index, text in enumerate(["规章", "3", "许可", "12"]):
        table.cell(index // 2, index % 2).text = text
    # LibreOffice loses a table at the very end when it writes .doc.
    word.add_paragraph("五、存在的主要问题")
    word.save(str(tmp_path / "a.docx"))
    path = convert(tmp_path / "a.docx", suffix, tmp_path)
    renamed = path.rename(path.with_suffix(".wps"))
    document = read_document(renamed)
    assert [line.text for line in document.lines] == ["一、总体情况", "五、存在的主要问题"]
    assert [cell.text for cell in document.grids[0].cells] == ["规章", "3", "许可", "12"]


@needs_office
def test_older_spreadsheets_are_read_like_new_ones(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["规章", 3])
    book.save(tmp_path / "a.xlsx")
    document = read_document(convert(tmp_path / "a.xlsx", "xls", tmp_path))
    assert [cell.text for cell in document.grids[0].cells] == ["规章", "3"]
    assert document.grids[0].cells[1].place == "Sheet!B1"


@needs_office
def test_nothing_that_a_document_links_to_is_fetched(tmp_path: Path) -> None:
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - names that http.server calls

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    server = HTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        picture = f"http://127.0.0.1:{server.server_port}/x.png"
        frame = (
            '<draw:frame svg:width="3cm" svg:height="3cm">'
            f'<draw:image xlink:href="{picture}" xlink:type="simple" xlink:actuate="onLoad"/></draw:frame>'
        )
        document = office.read_office(
            write_odt(tmp_path / "a.odt", f"<text:p>总体情况</text:p><text:p>{frame}</text:p>"), ".odt"
        )
    finally:
        server.shutdown()
        server.server_close()
    assert [line.text for line in document.lines] == ["总体情况"]
    assert asked == []


def write_odt(path: Path, body: str) -> Path:
    """Write an OpenDocument text whose body holds the given markup."""
    office_space = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(
        [f'xmlns:{name}="{office_space}:{name}:1.0"' for name in ("office", "text", "manifest")]
        + [f'xmlns:draw="{office_space}:drawing:1.0"', f'xmlns:svg="{office_space}:svg-compatible:1.0"']
        + ['xmlns:xlink="http://www.w3.org/1999/xlink"']
    )
    kind = "application/vnd.oasis.opendocument.text"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{media}"/>'
        for name, media in (("/", kind), ("content.xml", "text/xml"))
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "META-INF/manifest.xml", f"<manifest:manifest {spaces}>{entries}</manifest:manifest>"
        )
        content = f"<office:body><office:text>{body}</office:text></office:body>"
        archive.writestr(
            "content.xml",
            f'<office:document-content {spaces} office:version="1.2">{content}</office:document-content>',
        )
    return path


@needs_office
def test_a_file_that_cannot_be_converted_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(b"{\\rtf1 \\bin99999999")
    with pytest.raises(UnreadableFile) as caught:
        office.read_office(path, ".xls")
    assert caught.value.code in ("damaged", "empty", "unsupported")


def test_without_libreoffice_the_message_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    path = tmp_path / "a.rtf"
    path.write_text("{\\rtf1 a}", encoding="ascii")
    with pytest.raises(UnreadableFile) as caught:
        read_document(path)
    assert caught.value.code == "needs_office"
    assert "另存为 .docx" in caught.value.message


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for LibreOffice is a shell script")
def test_a_conversion_that_hangs_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    started = tmp_path / "started"
    program.write_text(f"#!/bin/sh\nsleep 600 &\necho $! > {started}\nwait\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(office, "find_office", lambda: program)
    monkeypatch.setattr(office, "CONVERT_SECONDS", 1)
    path = tmp_path / "a.rtf"
    path.write_text("{\\rtf1 a}", encoding="ascii")
    with pytest.raises(UnreadableFile) as caught:
        read_document(path)
    assert caught.value.code == "timeout"
    state = Path(f"/proc/{started.read_text(encoding='utf-8').strip()}/stat")
    assert not state.exists() or state.read_text(encoding="utf-8").split()[2] == "Z"


def test_libreoffice_is_found_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / ("soffice.exe" if sys.platform == "win32" else "soffice")
    shutil.copyfile(sys.executable, program)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert office.find_office() == program
