"""A chart as a picture for a document: drawn here, without a browser, the network or a font of the system."""

from __future__ import annotations

from collections.abc import Sequence
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

Drawing = alt.LayerChart | Sequence[alt.LayerChart]


def to_png(drawing: Drawing) -> bytes:
    """Given a chart or small multiples, return them as one PNG, in the font that comes with the project."""
    for_charts()
    drawn: bytes = vl_convert.vegalite_to_png(harmless(_spec(drawing)), scale=SCALE)
    return drawn


def to_svg(drawing: Drawing) -> bytes:
    """Given a chart or small multiples, return them as one SVG in UTF-8; its text stays text."""
    for_charts()
    drawn: str = vl_convert.vegalite_to_svg(harmless(_spec(drawing)))
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


def _spec(drawing: Drawing) -> dict[str, Any]:
    if isinstance(drawing, alt.LayerChart):
        spec: dict[str, Any] = {**drawing.to_dict(validate=False), "width": WIDTH_PX}
    else:
        spec = _together([chart.to_dict(validate=False) for chart in drawing])
    config = spec["config"] = dict(spec.get("config", {}))
    # The system's own come after it, for a rare character of a place name that the project's font lacks.
    config["font"] = ",".join(filter(None, (f'"{CHART_FONT}"', config.get("font"))))
    # A chart without a ground would be see-through.
    config.setdefault("background", "#ffffff")
    return spec


def _together(specs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return small multiples as one specification; what only the whole may have goes up to it."""
    columns = min(COLUMNS, len(specs))
    width = (WIDTH_PX - _GAP_PX * (columns - 1)) // columns
    own = ("config", "$schema", "datasets", "padding", "autosize")
    return {
        "$schema": specs[0]["$schema"],
        "config": specs[0].get("config", {}),
        "datasets": {name: rows for spec in specs for name, rows in spec.get("datasets", {}).items()},
        "concat": [
            {key: value for key, value in spec.items() if key not in own} | {"width": width} for spec in specs
        ],
        "columns": columns,
        "spacing": _GAP_PX,
        "resolve": {"scale": {"color": "independent"}},
    }
