"""python -m ingest verify: whether an exported file's numbers are still those of the data it was made from."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from exports.keeping import kept_digests
from exports.readback import NotOurs, stamp_of
from exports.source import CORRECTED, REPORTED, SETTLED, NothingToExport, Settled, Source
from exports.stamp import Stamp
from exports.verify import File, changed_in_file, changed_since
from ingest.commands._arguments import add_data
from ingest.errors import UnreadableFile, UserError
from ingest.model import Grid
from ingest.readers import read_document
from store import Store, StoreUnreadable, data_directory
from store.read import EMPTY
from store.views import Basis

HELP = "核对一个导出的文件：数字是不是当时的，此后有没有变化"
SAME, OTHER = 0, 1
_MOST = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument(
        "file", metavar="文件", type=Path, help="导出的 .xlsx、.docx、.pdf、.zip 或 .jsonl 文件"
    )
    add_data(parser)


def run(arguments: argparse.Namespace) -> int:
    """Say whether the numbers are the same, and what has changed since; 0 where they are, else 1."""
    root = data_directory(arguments.data)
    try:
        file = _file(arguments.file)
        mark = stamp_of(file.name, file.content, file.text)
        lines, status = _verdict(root, file, mark)
    except NotOurs as problem:
        raise UserError(str(problem)) from problem
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return status


def _file(path: Path) -> File:
    try:
        content = path.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise UserError(f"找不到文件：{path}") from error
    return File(path.name, content, _words(path) if path.suffix.lower() == ".pdf" else "")


def _words(path: Path) -> str:
    try:
        blocks = read_document(path).blocks
    except UnreadableFile as error:
        raise NotOurs(error.message) from error
    return "\n".join(
        "\n".join(cell.text for cell in block.cells) if isinstance(block, Grid) else block.text
        for block in blocks
    )


def _verdict(root: Path, file: File, mark: Stamp) -> tuple[list[str], int]:
    said = [f"文件：{file.name}", mark.line()]
    snapshot = kept_digests(root).get(hashlib.sha256(file.content).hexdigest())
    if snapshot is not None:
        said.append(f"与“{snapshot}”的存档逐字节相同。")
    then, now = _reopened(root, mark), _now(root, mark)
    if then is None:
        said.append(
            "文件所依据的数据版本已经不在了（只保留最近几次导入的和年度核定的），或是旧版程序写的，下面与现在的数据核对。"
        )
    try:
        changed = changed_in_file(file, mark, then or now)
    except NothingToExport as nothing:
        return [*said, f"数据里没有可以核对的：{nothing}"], OTHER
    against = "当时的数据" if then is not None else "现在的数据"
    said.append(
        f"文件中的数字与{against}不同，{len(changed)} 处：" if changed else f"文件中的数字与{against}一致。"
    )
    said += _listed(changed)
    if then is not None:
        since = changed_since(mark, then, now) if mark.year else []
        said.append("此后数据有变化：" if since else "此后数据没有变化。")
        said += _listed(since)
    return said, OTHER if changed else SAME


def _listed(lines: Sequence[str]) -> list[str]:
    rest = len(lines) - _MOST
    return [f"  {line}" for line in (*lines[:_MOST], *([f"另有 {rest} 处。"] if rest > 0 else []))]


def _reopened(root: Path, mark: Stamp) -> Source | None:
    """Return the data a file was made from, or None where it is no longer there."""
    try:
        store = Store.open(root, mark.build_id, basis=_basis(mark), upto=mark.revision)
    except StoreUnreadable:
        # Written by another version of this program.
        return None
    if store.build_id == EMPTY or store.revision != mark.revision:
        return None
    return Settled(store) if mark.basis == SETTLED else store


def _now(root: Path, mark: Stamp) -> Source:
    return Store.open(root, basis=_basis(mark))


def _basis(mark: Stamp) -> Basis:
    return REPORTED if mark.basis == REPORTED else CORRECTED
