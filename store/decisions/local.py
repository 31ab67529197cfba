"""Whether a folder is on this machine: SQLite's locks do not hold on a network drive."""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path

import psutil

from store.errors import DecisionsUnreadable

# As the systems name them. FUSE says only that a program serves the folder, so those are named one by one.
_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smbfs", "smb2", "smb3", "afpfs", "ncpfs", "webdav", "davfs", "9p", "afs"}
    | {"ceph", "glusterfs", "lustre", "beegfs", "gpfs", "fuse.sshfs", "fuse.davfs2", "fuse.davfs"}
    | {"fuse.glusterfs", "fuse.ceph", "fuse.rclone", "fuse.smbnetfs", "fuse.curlftpfs", "fuse.gvfsd-fuse"}
)
_DRIVE_REMOTE = 4
_SENTENCE = (
    "数据目录“{root}”在网络共享盘上（{kind}）。多台电脑同时写入会损坏核定记录，"
    "请把数据目录放在本机硬盘上，再用 --data 指向它"
)


def require_local(root: Path) -> None:
    """Raise DecisionsUnreadable where the folder is on a network drive."""
    kind = _network_kind(root.absolute())
    if kind is not None:
        raise DecisionsUnreadable(_SENTENCE.format(root=root, kind=kind))


@lru_cache(maxsize=16)
def _network_kind(root: Path) -> str | None:
    """Return the kind of network drive that the folder is on, or None for a local one."""
    existing = next((folder for folder in (root, *root.parents) if folder.exists()), root)
    if sys.platform == "win32":
        return _windows_kind(existing.resolve())
    kind = file_system(existing.resolve(), mounts())
    return kind if kind in _NETWORK else None


def mounts() -> list[tuple[str, str]]:
    """Return where file systems are mounted and of which type they are."""
    return [(part.mountpoint, part.fstype) for part in psutil.disk_partitions(all=True)]


def file_system(path: Path, mounted: list[tuple[str, str]]) -> str:
    """Given a path and what is mounted where, return the type of the file system that it is on, or ""."""
    fitting = [(len(Path(point).parts), kind) for point, kind in mounted if path.is_relative_to(point)]
    # Of two on one point the later one covers the earlier.
    return max(reversed(fitting), key=lambda found: found[0])[1].lower() if fitting else ""


def _windows_kind(path: Path) -> str | None:
    if sys.platform != "win32":
        return None
    import ctypes

    if path.drive.startswith("\\\\"):
        return "UNC"
    return "网络驱动器" if ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\") == _DRIVE_REMOTE else None
