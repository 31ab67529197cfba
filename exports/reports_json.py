"""Reports as the parse contract describes them, out of the store: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from exports.source import REPORTED, Source

_STATED = ("applications_received", "review_cases", "lawsuit_cases", "processing_fee")
_BOX = ("x0", "top", "x1", "bottom")


def json_lines(source: Source, years: Sequence[int] = ()) -> Iterator[str]:
    """Yield each current report of the years (all without any) as a line of JSON, then each file not read."""
    for report in source.rows("reports", years=list(years)).to_dict("records"):
        yield _line(_report(source, report))
    for failure in source.rows("failures").to_dict("records"):
        if not years or failure["year"] in years:
            yield _line(_failure(source, failure))


def _line(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, allow_nan=False) + "\n"


def _report(source: Source, report: Mapping[Any, Any]) -> dict[str, Any]:
    key = report["report_id"]
    period = [_day(report["period_start"]), _day(report["period_end"])]
    return {
        "file": report["file_name"],
        "sha256": key,
        "format": _known(report["format"]),
        "method": _known(report["method"]),
        "pages": int(report["pages"]),
        "town": _known(report["town"]),
        "county": _known(report["county"]),
        "organisation": _known(report["organisation"]),
        "year": _number(report["printed_year"]),
        "edition": _known(report["edition"]),
        "period": period if all(period) else None,
        "published_on": _day(report["published_on"]),
        "signed_on": _day(report.get("signed_on")),
        "cells": [_cell(row, source.basis) for row in _records(source, "cells_of_report", key)],
        "narrative": [_item(row) for row in _records(source, "narrative_of_report", key)],
        "stated": {name: _number(report[f"stated_{name}"]) for name in _STATED},
        "sections": {row["section"]: row["text"] for row in _records(source, "sections_of_report", key)},
        "findings": [_finding(row) for row in _records(source, "findings_of_report", key)],
        "error": None,
        **_origin(source),
    }


def _origin(source: Source) -> dict[str, Any]:
    """Return what the file says of itself, in each line: it has no other place for it."""
    return {"build": source.build_id, "revision": source.revision, "basis": source.basis}


def _failure(source: Source, row: Mapping[Any, Any]) -> dict[str, Any]:
    nothing = dict.fromkeys(
        (
            *("format", "method", "town", "county", "organisation"),
            *("year", "edition", "period", "published_on", "signed_on"),
        )
    )
    return {
        "file": row["file_name"],
        "sha256": _known(row["report_id"]) or "",
        **nothing,
        "pages": 0,
        "cells": [],
        "narrative": [],
        "stated": dict.fromkeys(_STATED),
        "sections": {},
        "findings": [],
        "error": {"code": row["code"], "message": row["message"]},
        **_origin(source),
    }


def _records(source: Source, query: str, report_id: str) -> list[dict[Any, Any]]:
    return source.rows(query, report_id=report_id).to_dict("records")


def _cell(row: Mapping[Any, Any], basis: str) -> dict[str, Any]:
    # Beside a number that is not what the paper says stands the one that is.
    changed = (
        {"printed_value": _number(row["printed_value"])} if row["corrected"] and basis != REPORTED else {}
    )
    box = [float(row[edge]) for edge in _BOX]
    return {
        **{name: row[f"{name}_key"] for name in ("table", "row", "column")},
        "value": _number(row["value"]),
        **changed,
        "raw": row["raw"],
        "page": _number(row["page"]),
        "bbox": None if pd.isna(row["x0"]) else box,
        "place": row["place"],
        "method": row["method"],
        "confidence": None if pd.isna(row["confidence"]) else float(row["confidence"]),
    }


def _item(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        "kind": row["item_kind"],
        "label": row["label"],
        "category": _known(row["category"]),
        "value": _number(row["value"]),
        "unit": row["item_unit"],
        "qualifier": row["qualifier"],
        "evidence": row["evidence"],
    }


def _finding(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        **{name: row[name] for name in ("rule", "severity", "message")},
        **{name: _known(row[f"{name}_key"]) for name in ("table", "row", "column")},
        **{name: _number(row[name]) for name in ("expected", "actual")},
    }


def _known(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)


def _number(value: Any) -> int | float | None:
    if pd.isna(value):
        return None
    return int(value) if float(value).is_integer() else float(value)


def _day(value: Any) -> str | None:
    return None if pd.isna(value) else pd.Timestamp(value).date().isoformat()
