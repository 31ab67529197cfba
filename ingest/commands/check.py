"""python -m ingest check: the findings about what is stored, as a table, JSON or CSV."""

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from exports.tables import to_csv
from form.model import SEVERITIES
from ingest.commands._arguments import add_data
from ingest.errors import UserError
from store import Store, data_directory
from store.read import EMPTY
from store.words import DISMISSED, WEIGHED

HELP = "列出已导入报告的疑点（表格、JSON 或 CSV）"

Found = Mapping[str, Any]
_DECISIONS = {"": "", **WEIGHED}
# Keys as `parse` has them, with what is only known of a stored report, and their Chinese heads.
_COLUMNS = {
    "severity": "级别",
    "year": "年度",
    "unit_code": "单位编码",
    "unit": "单位",
    "file": "文件",
    "rule": "规则",
    "table": "表",
    "row": "行",
    "column": "列",
    "expected": "应为",
    "actual": "实为",
    "message": "说明",
    "suggestion": "可能的改法",
    "decision": "处理",
    "reason": "处理理由",
    "report_id": "报告",
}
_INTEGERS = ("year",)
_NUMBERS = ("expected", "actual")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    add_data(parser)
    parser.add_argument("--year", metavar="年度", type=int, nargs="+", default=[], help="只看这些年度")
    parser.add_argument(
        "--format", metavar="格式", choices=tuple(_FORMATS), default="table", help="table、json 或 csv"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the findings; return 1 where an error among them is not dismissed, else 0."""
    store = Store.open(data_directory(arguments.data))
    try:
        if store.build_id == EMPTY:
            raise UserError("还没有导入过报告，请先运行 python -m ingest load")
        found = [_told(row) for row in store.rows("findings", years=arguments.year).to_dict("records")]
    finally:
        store.close()
    sys.stdout.write(_FORMATS[arguments.format](found))
    return int(any(one["severity"] == "error" and one["decision"] != DISMISSED for one in found))


def _told(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Return a finding by the keys that `parse` gives it; what is not known is None."""
    renamed = {"unit_name": "unit", "file_name": "file"} | {
        f"{key}_key": key for key in ("table", "row", "column")
    }
    plain = {renamed.get(key, key): None if value != value else value for key, value in row.items()}
    told = {key: plain.get(key) for key in _COLUMNS}
    for key in (*_INTEGERS, *_NUMBERS):
        value = told[key]
        if value is not None and (key in _INTEGERS or value == int(value)):
            told[key] = int(value)
    return told


def _as_json(found: Sequence[Found]) -> str:
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in found)
    return f"[\n{lines}\n]\n" if found else "[]\n"


def _as_csv(found: Sequence[Found]) -> str:
    rows = [
        {**one, "severity": SEVERITIES[one["severity"]], "decision": _DECISIONS[one["decision"]]}
        for one in found
    ]
    table = pd.DataFrame(rows, columns=list(_COLUMNS), dtype=object).rename(columns=_COLUMNS)
    # What prints it ends lines as the system does.
    return to_csv(table).decode("utf-8").replace("\r\n", "\n")


def _as_table(found: Sequence[Found]) -> str:
    rows = [("级别", "年度", "单位", "处理", "说明")]
    for one in found:
        year = "" if one["year"] is None else str(one["year"])
        severity, decision = SEVERITIES[one["severity"]], _DECISIONS[one["decision"]]
        rows.append((severity, year, one["unit"], decision, f"{one['message']}〔{one['rule']}〕"))
        hints = (one["suggestion"] or "").splitlines()
        rows += [("", "", "", "", f"  ｜ {hint}") for hint in hints]
    widths = [max(_width(row[at]) for row in rows) for at in range(len(rows[0]) - 1)]
    lines = ["  ".join((*map(_padded, row[:-1], widths), row[-1])).rstrip() for row in rows]
    return "\n".join([*(lines if found else []), _summary(found)]) + "\n"


def _summary(found: Iterable[Found]) -> str:
    listed = list(found)
    counts = [f"{name}{sum(one['severity'] == key for one in listed)}条" for key, name in SEVERITIES.items()]
    dismissed = sum(one["decision"] == DISMISSED for one in listed)
    return f"共{len(listed)}条疑点：{'、'.join(counts)}（其中已排除{dismissed}条）。"


def _width(text: str) -> int:
    """Return how many columns a terminal takes for a text: two for a Chinese character."""
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


_FORMATS: dict[str, Callable[[Sequence[Found]], str]] = {
    "table": _as_table,
    "json": _as_json,
    "csv": _as_csv,
}
