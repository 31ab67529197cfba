"""Opening a ZIP without trusting what it says about itself."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

from ingest.readers.limits import MEGABYTE, damaged, too_large

try:
    from lzma import LZMAError
except ImportError:
    # Python may be built without it; zipfile then refuses such members with NotImplementedError.
    LZMAError = zlib.error  # type: ignore[misc, assignment]

# What zipfile raises for archives that lie about themselves.
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    OverflowError,
)
# The list of members is read whole into memory, at ten times its size: some 100 000 of them.
MAX_DIRECTORY_BYTES = 8 * MEGABYTE
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
# The end record has 22 bytes and a comment of at most 65 535; the one for large files stands before it.
_TAIL_BYTES = 22 + 65_535 + 128
_SIZE_AT = 12
_SIZE_64_AT = 40
_SEE_64 = 0xFFFF_FFFF


def open_zip(path: Path, what: str) -> zipfile.ZipFile:
    """Open a ZIP for reading; ``what`` names the kind of file in messages.

    Raises:
        UnreadableFile: ``damaged`` where it is no ZIP that can be read, ``too_large`` where
            its list of members is longer than ``MAX_DIRECTORY_BYTES``.
    """
    try:
        if _directory_bytes(path) > MAX_DIRECTORY_BYTES:
            raise too_large(f"{what}中的成员过多")
        return zipfile.ZipFile(path)
    except ZIP_ERRORS as error:
        raise damaged(what) from error


def _directory_bytes(path: Path) -> int:
    """Return the size that a ZIP states for its list of members, 0 where it has no end record."""
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(size - _TAIL_BYTES, 0))
        tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or at + _SIZE_AT + 4 > len(tail):
        return 0
    (stated,) = struct.unpack_from("<I", tail, at + _SIZE_AT)
    large = tail.rfind(_END_64, 0, at)
    if stated == _SEE_64 and 0 <= large <= len(tail) - _SIZE_64_AT - 8:
        (stated,) = struct.unpack_from("<Q", tail, large + _SIZE_64_AT)
    return int(stated)
