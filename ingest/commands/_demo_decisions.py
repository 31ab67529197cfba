"""What the clerks of the sample county have decided, so that every state of the worklist is there to be seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ingest.demo.versions import DRAFT, OPEN_YEAR, SETTLED_YEAR
from store import DataDirectory, Store
from store.decisions import Decisions, Draft
from store.decisions.actions import ALONE
from store.decisions.states import KIND, SET_BY_NOTICE, UNTIL
from store.settle import settle_year

if TYPE_CHECKING:
    from ingest.demo.model import SamplePlan

# What the county's notice set for the townships, and by when returned reports are due, in the open year.
_NOTICE_DAY = f"{OPEN_YEAR + 1}-02-10"
_RETURNED_UNTIL = f"{OPEN_YEAR + 1}-02-20"
_RETURNED = 2
_SUGGESTED = re.compile(r"应为(\d+)")


@dataclass(frozen=True, slots=True)
class _Stored:
    """The reports that count and their findings, as rows by column."""

    reports: list[dict[Any, Any]]
    findings: list[dict[Any, Any]]

    def of_year(self, year: int) -> list[dict[Any, Any]]:
        """Return the reports of a year that have a unit."""
        return [report for report in self.reports if report["year"] == year and report["kind"] != "未匹配"]

    def errors(self, year: int) -> list[dict[Any, Any]]:
        """Return the findings of severity error of a year's reports."""
        known = {report["report_id"] for report in self.of_year(year)}
        return [one for one in self.findings if one["report_id"] in known and one["severity"] == "error"]


def decide(data: DataDirectory, planned: SamplePlan) -> None:
    """Write the decisions; does nothing where some were written before."""
    decisions = Decisions.open(data)
    if decisions.revision:
        return
    stored = _read(data)
    drafts = [*_withdrawals(stored, planned), *_notices(stored), *_settled(stored)]
    if drafts:
        decisions.record_all(ALONE, drafts)
    settled = stored.of_year(SETTLED_YEAR)
    if settled:
        missing = any(year == SETTLED_YEAR for _, year in planned.missing)
        settle_year(
            data.root, ALONE, SETTLED_YEAR, reason="缺报单位已另行通报。" if missing else "全部核定。"
        )
        amended = next(report for report in settled if report["kind"] in SET_BY_NOTICE)
        reason = "该单位来函，行政许可件数漏计，待新报告导入后重新核定。"
        decisions.record(ALONE, _on_unit("amend", amended, reason))
    # Reports that were withdrawn no longer stand for anyone: what is decided next is read anew.
    later = list(_open_year(_read(data)))
    if later:
        decisions.record_all(ALONE, later)


def _read(data: DataDirectory) -> _Stored:
    store = Store.open(data.root)
    try:
        return _Stored(store.rows("reports").to_dict("records"), store.rows("findings").to_dict("records"))
    finally:
        store.close()


def _withdrawals(stored: _Stored, planned: SamplePlan) -> Iterator[Draft]:
    drafts = {report.file.rpartition("/")[2] for report in planned.reports if DRAFT in report.flaws}
    for report in stored.reports:
        if report["file_name"] in drafts:
            reason = "误将未定稿导入，以此前报送的正式稿为准。"
            yield Draft("withdraw", report_id=report["report_id"], reason=reason)


def _notices(stored: _Stored) -> Iterator[Draft]:
    if stored.of_year(OPEN_YEAR):
        for kind in SET_BY_NOTICE:
            yield Draft("deadline", year=OPEN_YEAR, note={KIND: kind, UNTIL: _NOTICE_DAY})


def _settled(stored: _Stored) -> Iterator[Draft]:
    """Yield what is decided about the settled year: errors accepted, and each report 核定."""
    for found in stored.errors(SETTLED_YEAR):
        yield _on_finding("accept", found, "单位已书面说明，下一年度报告中更正。")
    for report in stored.of_year(SETTLED_YEAR):
        yield _on_unit("settle", report, "")


def _open_year(stored: _Stored) -> Iterator[Draft]:
    """Yield what is decided about the open year: a blank filled by telephone, reports returned, one settled."""
    errors = stored.errors(OPEN_YEAR)
    blanks = [found for found in errors if found["rule"] == "cell.blank"]
    for found in blanks[:1]:
        yield _correction(found)
    faulty = list(dict.fromkeys(found["report_id"] for found in errors if found not in blanks))
    by_id = {report["report_id"]: report for report in stored.of_year(OPEN_YEAR)}
    for report_id in faulty[:_RETURNED]:
        for found in _of_report(errors, report_id):
            yield _on_finding("accept", found, "")
        until = {UNTIL: _RETURNED_UNTIL}
        yield _on_unit("return", by_id[report_id], "数字前后不一，请更正后重报。", until)
    with_findings = {found["report_id"] for found in stored.findings}
    right = [report for key, report in by_id.items() if key not in with_findings]
    for report in right[:1]:
        yield _on_unit("settle", report, "")
    questions = [
        found
        for severity in ("notice", "warning")
        for found in stored.findings
        if found["severity"] == severity and found["year"] not in (SETTLED_YEAR, None)
    ]
    for found in questions[:1]:
        yield _on_finding("dismiss", found, "已电话核实，情况属实。")


def _of_report(findings: Iterable[dict[Any, Any]], report_id: str) -> list[dict[Any, Any]]:
    return [found for found in findings if found["report_id"] == report_id]


def _on_finding(action: str, found: dict[Any, Any], reason: str) -> Draft:
    return Draft(
        action,
        report_id=found["report_id"],
        table_key=_text(found["table_key"]),
        row_key=_text(found["row_key"]),
        column_key=_text(found["column_key"]),
        rule=found["rule"],
        finding_key=found["finding_key"],
        reason=reason,
    )


def _on_unit(action: str, report: dict[Any, Any], reason: str, note: dict[str, Any] | None = None) -> Draft:
    return Draft(
        action,
        unit_code=report["unit_code"],
        year=int(report["year"]),
        report_id=report["report_id"],
        reason=reason,
        note=note or {},
    )


def _correction(found: dict[Any, Any]) -> Draft:
    """Return the correction of a blank to what the relations around it make it, as the telephone confirmed."""
    meant = _SUGGESTED.search(found["suggestion"])
    value = meant[1] if meant is not None else "0"
    return Draft(
        "correct",
        report_id=found["report_id"],
        table_key=found["table_key"],
        row_key=found["row_key"],
        column_key=found["column_key"],
        printed="",
        value=Decimal(value),
        reason=f"经电话核实，该格应为{value}，漏填。",
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
