"""python -m ingest parse: what each file says, as text for people or one JSON object a line."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.contract import to_json
from ingest.errors import UnreadableFile
from ingest.model import Report
from ingest.parse import failed, parse_file
from ingest.pool import IsolatingPool

HELP = "读取报告文件，显示读到的内容（不写入数据库）"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("files", metavar="文件", nargs="+", type=Path, help="报告文件")
    parser.add_argument("--json", action="store_true", help="每个文件输出一行 JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print what each file says; return 0 if every file was read, else 1."""
    lost = False
    for path, report in read_all(arguments.files):
        lost = lost or report.error is not None
        if arguments.json:
            line = json.dumps(to_json(report) | {"file": str(path)}, ensure_ascii=False)
            sys.stdout.write(line + "\n")
        else:
            sys.stdout.write(summary(report) + "\n")
        sys.stdout.flush()
    return int(lost)


def read_all(paths: Sequence[Path]) -> Iterator[tuple[Path, Report]]:
    """Given files, return the report of each in the order given; a file that hangs costs that file only."""
    with IsolatingPool(min(len(paths), os.cpu_count() or 1)) as pool:
        futures = [pool.submit(parse_file, path) for path in paths]
        for path, future in zip(paths, futures, strict=True):
            try:
                yield path, future.result()
            except UnreadableFile as problem:
                yield path, failed(path.name, "", problem)


def summary(report: Report) -> str:
    """Given a report, return what it says in a few Chinese lines."""
    if report.error is not None:
        return f"{report.file}：{report.error.message}"
    identity = report.identity
    whose = identity.organisation or "（单位不明）"
    year = f"{identity.year}年" if identity.year else "（年度不明）"
    lines = [
        f"{report.file}：{whose} {year}，数字{len(report.cells)}格，正文计数{len(report.narrative)}项，"
        f"疑点{len(report.findings)}个"
    ]
    lines += [f"  - {finding.message}" for finding in report.findings]
    return "\n".join(lines)
