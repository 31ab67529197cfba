"""What a mark says of where its number comes from: reports and edition, in the tooltip of every chart."""

from __future__ import annotations

import json
from typing import Any

import form

_SOURCE, _EDITION = "source_said", "edition_said"
# Fields of marks of several years: the source of one year would not be theirs.
_OF_YEARS = ("year", "before")
_YEAR = "year"


def with_source(spec: dict[str, Any], said: str) -> dict[str, Any]:
    """Given the specification of a layered chart and where its figures come from, return it with that in its tooltips.

    A mark of a year among several names the edition of the form that the year has by rule instead. Layers with
    data of their own are lines of comparison, and stay as they are.
    """
    source = said.removeprefix("数据来源：").split("；", 1)[0]
    computed = [
        {"calculate": json.dumps(source, ensure_ascii=False), "as": _SOURCE},
        {"calculate": _edition_of_year(), "as": _EDITION},
    ]
    layers = [_layer(layer) for layer in spec["layer"]]
    return spec | {"layer": layers, "transform": [*spec.get("transform", []), *computed]}


def _layer(layer: dict[str, Any]) -> dict[str, Any]:
    tooltip = layer.get("encoding", {}).get("tooltip")
    if "data" in layer or not isinstance(tooltip, list):
        return layer
    fields = [one.get("field") for one in tooltip]
    if not any(field in fields for field in _OF_YEARS):
        more = [{"field": _SOURCE, "type": "nominal", "title": "来源"}]
    elif _YEAR in fields and "edition" not in fields:
        more = [{"field": _EDITION, "type": "nominal", "title": "版式"}]
    else:
        return layer
    return layer | {"encoding": layer["encoding"] | {"tooltip": [*tooltip, *more]}}


def _edition_of_year() -> str:
    """Return the edition of a mark's year as an expression of the drawing, the newest first."""
    newest = sorted(form.EDITIONS.values(), key=lambda edition: -edition.first_year)
    tests = (
        f"datum.year >= {one.first_year} ? {json.dumps(f'{one.key} 版', ensure_ascii=False)}"
        for one in newest
    )
    return f"{' : '.join(tests)} : ''"
