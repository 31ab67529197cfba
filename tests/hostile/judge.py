"""Whether what came of a hostile file may come of it."""

from __future__ import annotations

import re
from typing import Any

from form.model import Address
from tests.hostile.kinds import TRUTH, Hostile
from tests.hostile.run import LIMIT_MIB, Outcome

_CHINESE = re.compile(r"[\u4e00-\u9fff]{4,}")
CODES = frozenset({
    "unsupported", "encrypted", "damaged", "empty", "not_a_report", "too_large", "timeout", "crashed", "container",
    "needs_ocr", "needs_office", "missing",
})  # fmt: skip


def judge(kind: Hostile, outcome: Outcome) -> list[str]:
    """Given a hostile file and what came of it, return what is wrong with that; nothing where all is well."""
    if outcome.report is None:
        return [f"no report: {outcome.died}"]
    report = outcome.report
    problems = [f"took {outcome.mib:.0f} MiB"] if outcome.mib > LIMIT_MIB else []
    if report["error"] is not None:
        return problems + _judge_error(report)
    if not report["findings"] and kind.allowed == "nothing":
        problems.append("neither an error nor a finding")
    for cell in report["cells"]:
        value = cell["value"]
        meant = TRUTH.values.get(Address(cell["table"], cell["row"], cell["column"]))
        if value is None or (kind.allowed == "as_printed" and float(meant or 0) == value):
            continue
        if kind.allowed == "nothing" or not _named(cell, report["findings"]):
            problems.append(f"{cell['table']}/{cell['row']}/{cell['column']} = {value}")
    return problems


def _judge_error(report: dict[str, Any]) -> list[str]:
    problems: list[str] = []
    code, message = report["error"]["code"], report["error"]["message"]
    if code not in CODES:
        problems.append(f"unknown code {code!r}")
    if not _CHINESE.search(message):
        problems.append(f"no Chinese sentence: {message!r}")
    if report["cells"]:
        problems.append("an error and cells")
    return problems


def _named(cell: dict[str, Any], findings: list[dict[str, Any]]) -> bool:
    return any(
        f["table"] == cell["table"]
        and (f["row"] or f["column"])
        and f["row"] in (None, cell["row"])
        and f["column"] in (None, cell["column"])
        for f in findings
    )
