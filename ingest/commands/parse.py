"""python -m ingest parse: what each file says, as text for people or one JSON object a line."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from ingest.contract import to_json
from ingest.model import Report
from ingest.parse import parse_file

HELP = "读取报告文件，显示读到的内容（不写入数据库）"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("files", metavar="文件", nargs="+", type=Path, help="报告文件")
    parser.add_argument("--json", action="store_true", help="每个文件输出一行 JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print what each file says; return 0 if every file was read, else 1."""
    failed = False
    for path in arguments.files:
        report = parse_file(path)
        failed = failed or report.error is not None
        if arguments.json:
            line = json.dumps(to_json(report) | {"file": str(path)}, ensure_ascii=False)
            sys.stdout.write(line + "\n")
        else:
            sys.stdout.write(summary(report) + "\n")
        sys.stdout.flush()
    return int(failed)


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
