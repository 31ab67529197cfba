"""The exports of a settled year: made when it is settled, kept with their hashes, handed out as they were."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from exports.draft import TEMPLATE
from exports.settled import NAMES, settled_files
from exports.source import NothingToExport
from exports.template import TemplateUnusable, template_path
from store.decisions.snapshots import Snapshot
from store.paths import DataDirectory, put
from store.settle import open_snapshot, snapshots

_LIST = "files.json"


class SettledDamaged(Exception):
    """A kept file that is no longer what it was, with a Chinese sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of a settled year: its name, its bytes, and their hash (SHA-256)."""

    name: str
    content: bytes
    sha256: str


def latest_snapshot(root: Path, year: int) -> Snapshot | None:
    """Given a data directory, return how the year was settled last, or None where it never was."""
    made = [snapshot for snapshot in snapshots(root) if snapshot.year == year]
    return made[-1] if made else None


def settled_snapshot(root: Path, year: int) -> Snapshot:
    """Given a data directory, return how the year was settled last. Raises NothingToExport where it never was."""
    found = latest_snapshot(root, year)
    if found is None:
        known = "、".join(str(at) for at in sorted({snapshot.year for snapshot in snapshots(root)}))
        raise NothingToExport(f"{year} 年还没有年度核定。已核定的年度：{known or '无'}。")
    return found


def keep_settled(root: Path, snapshot: Snapshot) -> tuple[str, ...]:
    """Make the files of a settled year and keep them; those that are there already stay. Return their names.

    Call it right after ``settle_year``. Raises what :func:`exports.settled.settled_files` raises.
    """
    return tuple(name for name, _ in _listed(root, snapshot).values())


def hand_out(root: Path, snapshot: Snapshot, what: str) -> Kept:
    """Given an export (a key of ``exports.settled.NAMES``), return its file as it was made.

    Raises SettledDamaged where it is gone or has changed, and what ``keep_settled`` raises.
    """
    name, digest = _listed(root, snapshot)[what]
    path = folder(root, snapshot) / name
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise SettledDamaged(f"核定存档“{name}”不见了。{_REMEDY}") from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise SettledDamaged(f"核定存档“{name}”的内容被改动过。{_REMEDY}")
    return Kept(name, content, digest)


def kept_digests(root: Path) -> dict[str, str]:
    """Given a data directory, return for the hash of each kept file the name of its snapshot."""
    found: dict[str, str] = {}
    for snapshot in snapshots(root):
        files = _read_list(folder(root, snapshot)) or {}
        found |= {digest: snapshot.name for _, digest in files.values()}
    return found


def folder(root: Path, snapshot: Snapshot) -> Path:
    """Return where the files of a snapshot are kept."""
    return DataDirectory(root).settled / f"{snapshot.year}-{snapshot.id}"


_REMEDY = "请从备份中恢复数据目录下 settled 文件夹里的这个文件。"


def _listed(root: Path, snapshot: Snapshot) -> Mapping[str, tuple[str, str]]:
    """Return name and hash of each file, making them where that has not been done yet."""
    target = folder(root, snapshot)
    known = _read_list(target)
    if known is not None:
        return known
    store = open_snapshot(root, snapshot)
    try:
        made_at = datetime.fromisoformat(snapshot.made_at).replace(tzinfo=None)
        try:
            files = settled_files(store, snapshot.year, made_at, template_path(TEMPLATE, root).read_bytes())
        except TemplateUnusable:
            # A draft in the plain look is better than a settled year without its files.
            files = settled_files(store, snapshot.year, made_at)
    finally:
        store.close()
    for name, content in files.items():
        put(target / name, content)
    listed = {
        what: (name, hashlib.sha256(content).hexdigest())
        for what, (name, content) in zip(NAMES, files.items(), strict=True)
    }
    # Last: without the list nothing counts as kept, and an interrupted run is made up for.
    put(target / _LIST, json.dumps(listed, ensure_ascii=False, indent=2).encode("utf-8"))
    return listed


def _read_list(target: Path) -> dict[str, tuple[str, str]] | None:
    try:
        known = json.loads((target / _LIST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return {what: (str(name), str(digest)) for what, (name, digest) in known.items()}
