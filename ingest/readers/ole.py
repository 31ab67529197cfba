"""The older compound files (OLE2: .doc, .xls, .wps, .et): which program's, and whether locked.

Only the directory is looked at. Reading the content is left to LibreOffice.
"""

from __future__ import annotations

import re
import struct
from typing import Literal

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OleKind = Literal["doc", "xls", "encrypted", "other"]
# A directory entry ([MS-CFB] 2.6.1): 64 bytes of name, its length in bytes, the kind of object.
_ENTRY_BYTES = 128
_NAME_BYTES = 64
_STREAM = 2
_START_SECTOR = 116
_DOC_IDENTITY = 0xA5EC  # [MS-DOC] 2.5.2 FibBase.wIdent
_DOC_FLAGS = 0x0A
_DOC_ENCRYPTED = 0x0100
_XLS_FILE_PASS = 0x002F  # [MS-XLS] 2.4.117
# FilePass stands among the first records of a workbook.
_XLS_RECORDS = 8
_NAMES: dict[str, OleKind] = {
    "EncryptedPackage": "encrypted",
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
}


def ole_kind(data: bytes) -> OleKind:
    """Given the bytes of a compound file, return what it holds; “encrypted” where a password locks it."""
    for name, kind in _NAMES.items():
        entry = _entry(data, name)
        if entry is None:
            continue
        if (kind == "doc" and _doc_locked(data, entry)) or (kind == "xls" and _xls_locked(data, entry)):
            return "encrypted"
        return kind
    return "other"


def _entry(data: bytes, name: str) -> int | None:
    """Return the offset of the directory entry of a stream, or None where there is none of that name."""
    stored = name.encode("utf-16-le") + b"\0\0"
    for match in re.finditer(re.escape(stored), data):
        at = match.start()
        entry = data[at : at + _ENTRY_BYTES]
        if at % _ENTRY_BYTES or len(entry) < _ENTRY_BYTES:
            continue
        length, kind = struct.unpack_from("<HB", entry, _NAME_BYTES)
        if length == len(stored) and kind == _STREAM:
            return at
    return None


def _stream_start(data: bytes, entry: int) -> int:
    """Return the offset of the first sector of a stream."""
    (shift,) = struct.unpack_from("<H", data, 30)
    (sector,) = struct.unpack_from("<I", data, entry + _START_SECTOR)
    return int((sector + 1) << min(shift, 16))


def _doc_locked(data: bytes, entry: int) -> bool:
    start = _stream_start(data, entry)
    if start + _DOC_FLAGS + 2 > len(data):
        return False
    (identity,) = struct.unpack_from("<H", data, start)
    (flags,) = struct.unpack_from("<H", data, start + _DOC_FLAGS)
    return identity == _DOC_IDENTITY and bool(flags & _DOC_ENCRYPTED)


def _xls_locked(data: bytes, entry: int) -> bool:
    at = _stream_start(data, entry)
    for _ in range(_XLS_RECORDS):
        if at + 4 > len(data):
            return False
        record, length = struct.unpack_from("<HH", data, at)
        if record == _XLS_FILE_PASS:
            return True
        at += 4 + length
    return False
