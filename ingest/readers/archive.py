"""Folders and ZIP archives: each file in them on its own, with limits against bombs."""

from __future__ import annotations

import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.readers.limits import MAX_FILE_BYTES, MEGABYTE, too_large
from ingest.readers.sniff import is_archive
from ingest.readers.zips import ZIP_ERRORS, open_zip

MAX_MEMBERS = 5_000
MAX_TOTAL_BYTES = 2_048 * MEGABYTE
# Text packs to a tenth of its size, an empty form to a fiftieth; bombs to less than a thousandth.
MAX_RATIO = 200
# Small members may pack to nothing without doing harm.
RATIO_FROM_BYTES = 10 * MEGABYTE
MAX_DEPTH = 4  # archives in archives
_CHUNK_BYTES = MEGABYTE
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_NOT_REPORTS = frozenset(("thumbs.db", "desktop.ini", "__macosx"))
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
# Windows keeps these names for devices, whatever the extension.
_DEVICES = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_LONGEST_STEM = 60  # characters; file systems count up to 255 bytes, three for an ideograph


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken out of one folder or archive, nested ones included.

    Attributes:
        members: Files.
        total_bytes: Bytes of all files unpacked.
        ratio: Unpacked to packed size of one file.
        depth: Archives in archives.
    """

    members: int = MAX_MEMBERS
    total_bytes: int = MAX_TOTAL_BYTES
    ratio: int = MAX_RATIO
    depth: int = MAX_DEPTH


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a folder or archive.

    Attributes:
        name: Its name for the user, with what it lies in: “包.zip/镇/报告.docx”.
        path: Where it can be read, or None where it could not be taken out.
        error: Why not, or None.
    """

    name: str
    path: Path | None
    error: UnreadableFile | None = None


@dataclass
class _Taken:
    """What was taken out so far."""

    into: Path
    limits: Limits
    members: int = 0
    total_bytes: int = 0
    folders: int = 0

    def count(self) -> None:
        self.members += 1
        if self.members > self.limits.members:
            raise too_large("文件夹或压缩包中的文件过多")

    def new_folder(self) -> Path:
        self.folders += 1
        folder = self.into / f"{self.folders:05d}"
        folder.mkdir(parents=True, exist_ok=True)
        return folder


def expand(path: Path, into: Path, limits: Limits | None = None) -> Iterator[Member]:
    """Given a file, folder or ZIP, yield each file in it, sorted by name; archives in it are expanded too.

    Files that are no reports (hidden ones, lock files of office programs, thumbnails) are
    passed over. What cannot be taken out is a member with its error and stops no other.

    Args:
        path: The file, folder or archive.
        into: A folder that members of archives are written to; nothing is written elsewhere.
        limits: How much to take out.
    """
    taken = _Taken(into, limits or Limits())
    try:
        yield from _any(path, path.name, taken, depth=0)
    except UnreadableFile as error:
        # A limit on the whole: what comes after is not looked at.
        yield Member(path.name, None, error)


def _any(path: Path, name: str, taken: _Taken, depth: int) -> Iterator[Member]:
    if path.is_dir():
        yield from _folder(path, name, taken, depth)
    elif not is_archive(path):
        taken.count()
        yield Member(name, path)
    elif depth >= taken.limits.depth:
        yield Member(name, None, too_large("压缩包层层嵌套"))
    else:
        yield from _archive(path, name, taken, depth + 1)


def _folder(path: Path, name: str, taken: _Taken, depth: int) -> Iterator[Member]:
    try:
        entries = sorted(path.iterdir(), key=lambda entry: entry.name)
    except OSError:
        yield Member(name, None, UnreadableFile("missing", "文件夹打不开，请检查是否有读取权限"))
        return
    for entry in entries:
        # A link to a folder may lead back to where it lies.
        if _is_report_name(entry.name) and not (entry.is_symlink() and entry.is_dir()):
            yield from _any(entry, f"{name}/{entry.name}", taken, depth)


def _is_report_name(name: str) -> bool:
    return not name.startswith((".", "~$")) and name.lower() not in _NOT_REPORTS


def _archive(path: Path, name: str, taken: _Taken, depth: int) -> Iterator[Member]:
    try:
        archive = open_zip(path, "压缩包")
    except UnreadableFile as error:
        yield Member(name, None, error)
        return
    with archive:
        entries = sorted(((_name(info), info) for info in archive.infolist()), key=lambda entry: entry[0])
        for inner, info in entries:
            parts = [part for part in inner.split("/") if part not in ("", ".")]
            if not info.is_dir() and parts and all(_is_report_name(part) or part == ".." for part in parts):
                yield from _member(archive, info, f"{name}/{'/'.join(parts)}", taken, depth)


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name of a member; Chinese Windows writes it in GBK without saying so."""
    stored = info.orig_filename.split("\0", 1)[0]
    if not info.flag_bits & _UTF8_NAME:
        stored = _decoded(stored)
    return stored.replace("\\", "/")


def _decoded(stored: str) -> str:
    try:
        data = stored.encode("cp437")
    except UnicodeEncodeError:
        return stored
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return stored


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, taken: _Taken, depth: int
) -> Iterator[Member]:
    error = _refusal(info, name)
    path = None
    if error is None:
        path = taken.new_folder() / safe_name(name.rsplit("/", 1)[-1])
        error = _take_out(archive, info, path, taken)
    if error is not None or path is None:
        taken.count()
        yield Member(name, None, error)
        return
    yield from _any(path, name, taken, depth)


def _refusal(info: zipfile.ZipInfo, name: str) -> UnreadableFile | None:
    """Return why a member is not taken out, or None."""
    if ".." in name.split("/"):
        return UnreadableFile("unsupported", "压缩包中的文件路径不安全，没有读取，请重新压缩后再导入")
    if stat.S_ISLNK(info.external_attr >> 16):
        return UnreadableFile("unsupported", "压缩包中的这一项是链接而不是文件，没有读取")
    if info.flag_bits & _ENCRYPTED:
        return UnreadableFile("encrypted", "压缩包有密码，请解压后再导入")
    return None


def safe_name(name: str) -> str:
    """Return a name that every file system takes, with its extension."""
    cleaned = _NOT_IN_NAMES.sub("_", name).strip(" .") or "_"
    stem, suffix = Path(cleaned).stem[:_LONGEST_STEM], Path(cleaned).suffix[:10]
    return f"_{stem}{suffix}" if _DEVICES.match(cleaned) else f"{stem}{suffix}"


def _take_out(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path, taken: _Taken
) -> UnreadableFile | None:
    """Write a member to a file, and return why that was not done, or None.

    Raises:
        UnreadableFile: ``too_large`` where the whole goes beyond its limit.
    """
    written = 0
    try:
        with archive.open(info) as source, path.open("wb") as target:
            while chunk := source.read(_CHUNK_BYTES):
                written += len(chunk)
                if written > MAX_FILE_BYTES or _is_bomb(written, info, taken.limits):
                    return too_large("压缩包中的文件解压后过大")
                target.write(chunk)
    except (*ZIP_ERRORS, RuntimeError):
        return UnreadableFile("damaged", "压缩包中的这个文件已损坏，请重新压缩后再导入")
    finally:
        taken.total_bytes += written
    if taken.total_bytes > taken.limits.total_bytes:
        raise too_large("压缩包解压后的总量过大")
    return None


def _is_bomb(written: int, info: zipfile.ZipInfo, limits: Limits) -> bool:
    return written > RATIO_FROM_BYTES and written > max(info.compress_size, 1) * limits.ratio
