"""A report becomes the rows of a build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import form
from form.taxonomy import categorise
from ingest.errors import UnreadableFile
from ingest.findings import finding
from ingest.load_versions import Loaded, Placed
from ingest.model import Cell, Finding, NarrativeItem, Report
from store.decisions import finding_key
from store.schema import TABLES, VALUE_DIGITS, VALUE_SCALE

Row = dict[str, Any]
_STEP = Decimal(1).scaleb(-VALUE_SCALE)
_LIMIT = Decimal(1).scaleb(VALUE_DIGITS - VALUE_SCALE)
_INTEGER_LIMIT = 2**31
_NOT_STORABLE = "读取结果有误，没有导入。请把这个文件发给维护人员"
_ADDRESSES = frozenset(form.ADDRESSES)


def check_storable(report: Report) -> None:
    """Raise UnreadableFile for a parse result that no build would take: that costs the file, not the load."""
    addresses = Counter(form.Address(cell.table, cell.row, cell.column) for cell in report.cells)
    wrong = [address for address, times in addresses.items() if times > 1 or address not in _ADDRESSES]
    loaded = Loaded(report, report.file, "", "", datetime.min)
    placed = Placed(loaded, None, report.identity.year, "none", ())
    try:
        for table, rows_of in REPORT_TABLES.items():
            TABLES[table].check(rows_of(placed))
        TABLES["narrative"].check(narrative_rows(placed, {}))
    except (ValueError, TypeError, ArithmeticError) as error:
        raise UnreadableFile("crashed", _NOT_STORABLE) from error
    if wrong:
        raise UnreadableFile("crashed", _NOT_STORABLE)


def report_row(placed: Placed) -> Row:
    """Given a placed report, return its row of ``report``: the first, unless it is given another number.

    It stands there as it was read; decisions on its place are laid over it when it is read.
    """
    at = placed.as_read or placed
    loaded, report = placed.loaded, placed.loaded.report
    identity, stated = report.identity, report.stated
    start, end = identity.period or (None, None)
    return {
        "report_id": report.sha256,
        "unit_code": at.unit_code,
        "year": at.year,
        "edition": report.edition,
        "town": identity.town,
        "county": identity.county,
        "organisation": identity.organisation,
        "printed_year": identity.year,
        "period_start": _date(start),
        "period_end": _date(end),
        "published_on": _date(identity.published_on),
        "signed_on": _date(identity.signed_on),
        "file_name": loaded.name,
        "folder": loaded.folder,
        "suffix": loaded.suffix,
        "format": report.format,
        "method": report.method,
        "pages": report.pages,
        "version": at.version,
        "is_current": at.is_current,
        "load_order": 0,
        "loaded_at": loaded.loaded_at,
        "matched_by": placed.matched_by,
        "stated_applications_received": _integer(stated.applications_received),
        "stated_review_cases": _integer(stated.review_cases),
        "stated_lawsuit_cases": _integer(stated.lawsuit_cases),
        "stated_processing_fee": _float(stated.processing_fee),
    }


def cell_rows(placed: Placed) -> Iterable[Row]:
    """Given a placed report, return its rows of ``cell``."""
    for cell in placed.loaded.report.cells:
        x0, top, x1, bottom = cell.bbox or (None, None, None, None)
        yield {
            "report_id": placed.loaded.report.sha256,
            "table_key": cell.table,
            "row_key": cell.row,
            "column_key": cell.column,
            "value": _value(cell),
            "raw": cell.raw,
            "page": cell.page,
            "x0": x0,
            "top": top,
            "x1": x1,
            "bottom": bottom,
            "place": cell.place,
            "method": cell.method,
            "confidence": cell.confidence,
        }


def narrative_rows(placed: Placed, aliases: Mapping[str, str]) -> Iterable[Row]:
    """Given a placed report and the office's own labels, return its rows of ``narrative``."""
    for position, item in enumerate(placed.loaded.report.narrative):
        yield {
            "report_id": placed.loaded.report.sha256,
            "position": position,
            "item_kind": item.kind,
            "label": item.label,
            "category": _category(item, aliases),
            "value": float(item.value),
            "item_unit": item.unit,
            "qualifier": item.qualifier,
            "evidence": item.evidence,
        }


def _category(item: NarrativeItem, aliases: Mapping[str, str]) -> str | None:
    """Return the item's kind of information: as read, or anew where the office has wordings of its own."""
    return categorise(item.label, aliases) if aliases and item.kind == "category" else item.category


def section_rows(placed: Placed) -> Iterable[Row]:
    """Given a placed report, return its rows of ``section``."""
    for section, text in placed.loaded.report.sections.items():
        yield {"report_id": placed.loaded.report.sha256, "section": section, "text": text}


def _findings(placed: Placed) -> Iterable[tuple[Row, Finding]]:
    """Yield the findings with their keys: those of reading, then those of loading."""
    report = placed.loaded.report
    findings = (*report.findings, *placed.findings, *_beyond_limit(report))
    for position, told in enumerate(findings):
        yield {"report_id": report.sha256, "position": position}, told


def finding_rows(placed: Placed) -> Iterable[Row]:
    """Given a placed report, return its rows of ``finding``."""
    for key, told in _findings(placed):
        yield key | {
            "rule": told.rule,
            "severity": told.severity,
            "message": told.message,
            "table_key": told.table,
            "row_key": told.row,
            "column_key": told.column,
            "expected": _float(told.expected),
            "actual": _float(told.actual),
            "suggestion": told.suggestion,
            "finding_key": _finding_key(told),
        }


def _finding_key(told: Finding) -> str:
    address = (told.table, told.row, told.column)
    return finding_key(told.rule, address, told.message, told.about if told.passages else ())


def about_rows(placed: Placed) -> Iterable[Row]:
    """Given a placed report, return its rows of ``finding_about``."""
    for key, told in _findings(placed):
        for other in dict.fromkeys(told.about):
            yield key | {"other_id": other}


def passage_rows(placed: Placed) -> Iterable[Row]:
    """Given a placed report, return its rows of ``passage``."""
    for key, told in _findings(placed):
        for number, passage in enumerate(told.passages):
            words = {"section": passage.section, "own_text": passage.own, "other_text": passage.other}
            yield key | {"number": number} | words


REPORT_TABLES: dict[str, Callable[[Placed], Iterable[Row]]] = {
    "report": lambda placed: [report_row(placed)],
    "cell": cell_rows,
    "section": section_rows,
    "finding": finding_rows,
    "finding_about": about_rows,
    "passage": passage_rows,
}


def _value(cell: Cell) -> Decimal | None:
    if cell.value is None or abs(cell.value) >= _LIMIT:
        return None
    return cell.value.quantize(_STEP, rounding=ROUND_HALF_EVEN)


def _beyond_limit(report: Report) -> Iterable[Finding]:
    """Yield a finding for each number that has too many digits to be one of this form."""
    for cell in report.cells:
        if cell.value is not None and abs(cell.value) >= _LIMIT:
            place = form.describe(cell.table, cell.row, cell.column)
            yield finding(
                "cell.unreadable",
                f"{place}：“{cell.raw}”位数过多，没有作为数字收入。请对照原件核对。",
                cell.table,
                cell.row,
                cell.column,
            )


def _float(value: float | None) -> float | None:
    return None if value is None else float(value)


def _integer(value: int | None) -> int | None:
    return value if value is not None and abs(value) < _INTEGER_LIMIT else None


def _date(text: str | None) -> date | None:
    """Return a date as printed; None for one that the calendar does not have."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
