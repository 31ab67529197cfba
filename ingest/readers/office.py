"""Older office files (.doc, .wps, .xls, .et, .rtf, .odt) through LibreOffice, where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.model import Document
from ingest.readers.docx import read_docx
from ingest.readers.xlsx import read_xlsx

# A report converts in about 2 s; the first start of LibreOffice on a slow PC takes up to 30 s.
CONVERT_SECONDS = 50
_USUAL_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/usr/bin/soffice",
    "/usr/bin/libreoffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
)
# Windows opens a console for a program that is started from a window (subprocess.CREATE_NO_WINDOW).
_NO_WINDOW = 0x08000000 if sys.platform == "win32" else 0
# No macro runs, nothing that a document links to is fetched.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""
_SAVE_AS = "请在 Word 或 WPS 中另存为 .{} 后再导入"
_SPREADSHEETS = frozenset({".xls", ".xlsb", ".ods", ".et"})


def find_office() -> Path | None:
    """Return the path of LibreOffice's program, or None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found is not None:
            return Path(found)
    return next((Path(place) for place in _USUAL_PLACES if Path(place).is_file()), None)


def read_office(path: Path, suffix: str) -> Document:
    """Given an office file of an older format, return what its modern form holds.

    Args:
        path: The file.
        suffix: The extension of its true format, which its name may not have.

    Raises:
        UnreadableFile: ``needs_office`` where LibreOffice is not installed, ``timeout`` or
            ``damaged`` where it cannot convert the file, and what the reader of the modern
            form raises.
    """
    target = "xlsx" if suffix in _SPREADSHEETS else "docx"
    office = find_office()
    if office is None:
        raise UnreadableFile("needs_office", f"{suffix} 是旧版格式，{_SAVE_AS.format(target)}")
    # LibreOffice may hold a file of its profile for a moment after it has ended (Windows).
    with tempfile.TemporaryDirectory(prefix="disclosure-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"source{suffix}"
        shutil.copyfile(path, source)
        converted = _convert(office, source, target)
        return read_xlsx(converted) if target == "xlsx" else read_docx(converted)


def _convert(office: Path, source: Path, target: str) -> Path:
    """Convert a file in its own folder with a profile of its own: LibreOffice may be open beside."""
    folder = source.parent
    output = folder / "converted"
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS, encoding="utf-8")
    command = [
        str(office),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        target,
        "--outdir",
        str(output),
        str(source),
    ]
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            creationflags=_NO_WINDOW,
            start_new_session=True,
        )
    except OSError as error:
        raise UnreadableFile("needs_office", f"LibreOffice 无法启动，{_SAVE_AS.format(target)}") from error
    try:
        process.wait(CONVERT_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile("timeout", f"文件转换超时，{_SAVE_AS.format(target)}") from error
    finally:
        _end(process)
    converted = output / f"source.{target}"
    if not converted.is_file():
        raise UnreadableFile(
            "damaged", f"文件无法转换，可能已损坏，请在 Word 或 WPS 中另存为 .{target} 后再导入"
        )
    return converted


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice with the processes that it started: the program that was called is only a starter."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        command = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(command, check=False, capture_output=True, creationflags=_NO_WINDOW)
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
