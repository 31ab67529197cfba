"""The parse contract: a report as the JSON object that other programs read, and back."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from ingest.findings import plain_number
from ingest.model import (
    BBox,
    Cell,
    Finding,
    Identity,
    NarrativeItem,
    ReadError,
    Report,
    Stated,
)


def to_json(report: Report) -> dict[str, Any]:
    """Given a report, return the object that the contract describes."""
    identity = report.identity
    return {
        "file": report.file,
        "sha256": report.sha256,
        "format": report.format,
        "method": report.method,
        "pages": report.pages,
        "town": identity.town,
        "county": identity.county,
        "organisation": identity.organisation,
        "year": identity.year,
        "edition": report.edition,
        "period": list(identity.period) if identity.period else None,
        "published_on": identity.published_on,
        "signed_on": identity.signed_on,
        "cells": [_cell(cell) for cell in report.cells],
        "narrative": [_item(item) for item in report.narrative],
        "stated": asdict(report.stated),
        "sections": dict(report.sections),
        "findings": [_finding(finding) for finding in report.findings],
        "error": asdict(report.error) if report.error else None,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "table": cell.table,
        "row": cell.row,
        "column": cell.column,
        "value": plain_number(cell.value),
        "raw": cell.raw,
        "page": cell.page,
        "bbox": [round(edge, 2) for edge in cell.bbox] if cell.bbox else None,
        "place": cell.place,
        "method": cell.method,
        "confidence": cell.confidence,
    }


def _item(item: NarrativeItem) -> dict[str, Any]:
    whole = item.value == int(item.value)
    return asdict(item) | {"value": int(item.value) if whole else item.value}


def _finding(finding: Finding) -> dict[str, Any]:
    """Return a finding of one report alone: what rests on other reports is not of this contract."""
    told = asdict(finding)
    del told["about"], told["passages"]
    return told


def from_json(data: dict[str, Any]) -> Report:
    """Given the contract's object, return the report.

    Raises KeyError for an object that is not of the contract.
    """
    period = data["period"]
    return Report(
        file=data["file"],
        sha256=data["sha256"],
        format=data["format"],
        method=data["method"],
        pages=data["pages"],
        identity=Identity(
            town=data["town"],
            county=data["county"],
            organisation=data["organisation"],
            year=data["year"],
            period=(period[0], period[1]) if period else None,
            published_on=data["published_on"],
            signed_on=data["signed_on"],
        ),
        edition=data["edition"],
        cells=tuple(_read_cell(cell) for cell in data["cells"]),
        narrative=tuple(NarrativeItem(**item) for item in data["narrative"]),
        stated=Stated(**data["stated"]),
        sections=dict(data["sections"]),
        findings=tuple(Finding(**finding) for finding in data["findings"]),
        error=ReadError(**data["error"]) if data["error"] else None,
    )


def _read_cell(data: dict[str, Any]) -> Cell:
    value = data["value"]
    return Cell(
        **{
            key: data[key]
            for key in ("table", "row", "column", "raw", "page", "place", "method", "confidence")
        },
        value=None if value is None else Decimal(str(value)),
        bbox=BBox(*data["bbox"]) if data["bbox"] else None,
    )
