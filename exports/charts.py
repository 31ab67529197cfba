"""A chart as a picture for a document: drawn here, without a browser, the network or a font of the system."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import altair as alt
import vl_convert

from exports.fonts import CHART_FONT, for_charts
from exports.text import clean

# Wide enough for a page of a report, at twice its size so that print stays sharp.
WIDTH_PX = 760
SCALE = 2.0
# Small multiples stand so many beside each other.
COLUMNS = 2
_GAP_PX = 24
# What stands under a picture, as on the screen.
_SOURCE_PX, _SOURCE_HEIGHT = 12, 18
# What only a whole drawing may have.
_OF_THE_WHOLE = ("config", "$schema", "datasets", "padding", "autosize")

Drawing = alt.LayerChart | Sequence[alt.LayerChart]
Writer = Callable[[Drawing, str], bytes]


def to_png(drawing: Drawing, source: str = "") -> bytes:
    """Given a chart or small multiples and where its figures come from, return them as one PNG.

    The font comes with the project.
    """
    for_charts()
    drawn: bytes = vl_convert.vegalite_to_png(harmless(_spec(drawing, source)), scale=SCALE)
    return drawn


def to_svg(drawing: Drawing, source: str = "") -> bytes:
    """Given a chart or small multiples and where its figures come from, return them as one SVG in UTF-8.

    Its text stays text.
    """
    for_charts()
    drawn: str = vl_convert.vegalite_to_svg(harmless(_spec(drawing, source)))
    return drawn.encode("utf-8")


def harmless(spec: Any) -> Any:
    """Given a specification or a part of it, return it with its texts without control characters.

    The drawer ends the whole process, and with it the app, at a text that XML has no place for.
    """
    if isinstance(spec, str):
        return clean(spec)
    if isinstance(spec, dict):
        return {key: harmless(value) for key, value in spec.items()}
    return [harmless(value) for value in spec] if isinstance(spec, list) else spec


def _spec(drawing: Drawing, source: str) -> dict[str, Any]:
    if isinstance(drawing, alt.LayerChart):
        spec: dict[str, Any] = {**drawing.to_dict(validate=False), "width": WIDTH_PX}
    else:
        spec = _together([chart.to_dict(validate=False) for chart in drawing])
    config = dict(spec.get("config", {}))
    # The system's own come after it, for a rare character of a place name that the project's font lacks.
    config["font"] = ",".join(filter(None, (f'"{CHART_FONT}"', config.get("font"))))
    # A chart without a ground would be see-through.
    config.setdefault("background", "#ffffff")
    if source:
        spec = _over(source, spec, config)
    return spec | {"config": config}


def _together(specs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return small multiples as one specification; what only the whole may have goes up to it."""
    columns = min(COLUMNS, len(specs))
    width = (WIDTH_PX - _GAP_PX * (columns - 1)) // columns
    return _whole(specs) | {
        "concat": [_part(spec) | {"width": width} for spec in specs],
        "columns": columns,
        "spacing": _GAP_PX,
        "resolve": {"scale": {"color": "independent"}},
    }


def _over(source: str, spec: dict[str, Any], config: dict[str, Any]) -> dict[str, Any]:
    """Return a drawing with its source in a line below it."""
    colour = config.get("title", {}).get("subtitleColor")
    mark = {"type": "text", "align": "left", "baseline": "top", "fontSize": _SOURCE_PX, "color": colour}
    line = {
        "data": {"values": [{}]},
        "mark": {key: value for key, value in mark.items() if value},
        "encoding": {"text": {"value": source}, "x": {"value": 0}, "y": {"value": 0}},
        "width": WIDTH_PX,
        "height": _SOURCE_HEIGHT,
        "view": {"stroke": None},
    }
    padding = {"padding": spec["padding"]} if "padding" in spec else {}
    resolve = {"resolve": {"scale": {"color": "independent"}}}
    return _whole([spec]) | padding | resolve | {"vconcat": [_part(spec), line], "spacing": 4}


def _whole(specs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {
        "$schema": specs[0]["$schema"],
        "config": specs[0].get("config", {}),
        "datasets": {name: rows for spec in specs for name, rows in spec.get("datasets", {}).items()},
    }


def _part(spec: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in spec.items() if key not in _OF_THE_WHOLE}
