"""How the clerks of the sample county lay out their reports: sizes, margins, ways of writing nought."""

from __future__ import annotations

from random import Random
from typing import Literal

from ingest.demo.model import FileFormat, Look

_FORMATS: tuple[tuple[FileFormat, int], ...] = (("pdf", 55), ("docx", 30), ("text", 15))
_SHAPES: tuple[Literal["copied", "cell_a_line", "bar_after_cell", "row_a_line", "tabs"], ...] = (
    "copied",
    "cell_a_line",
    "copied",
    "bar_after_cell",
    "row_a_line",
    "tabs",
)


def draw_format(rng: Random) -> FileFormat:
    """Return the kind of file in which a report is handed in."""
    return rng.choices([name for name, _ in _FORMATS], [weight for _, weight in _FORMATS])[0]


def draw_look(year: int, rng: Random) -> Look:
    """Given a year, return a unit's layout for it; most of it is the unit's habit, some the year's.

    Args:
        year: The report year.
        rng: Source of chance that is the same in all years of the unit.
    """
    habit = rng.randint(0, 3)
    body = rng.choice((16.0, 16.0, 15.0, 14.0))
    shape_start = rng.randrange(len(_SHAPES))
    margins = (
        (79.0, 74.0, 105.0, 99.0),
        (90.0, 90.0, 72.0, 72.0),
        (74.0, 74.0, 85.0, 80.0),
        (64.0, 60.0, 72.0, 66.0),
    )
    return Look(
        margins=margins[habit],
        body_size=body,
        leading=rng.choice((28.0, 28.95, 30.0)) if body > 14 else 24.0,
        table_size=rng.choice((10.5, 10.5, 9.0, 12.0)),
        rule_width=rng.choice((0.5, 0.5, 0.75, 1.0)),
        shaded=rng.random() < 0.4,
        one_table=rng.random() < 0.7,
        vertical=rng.random() < 0.55,
        group_on_every_page=rng.random() < 0.25,
        invisible_boxes=rng.random() < 0.15,
        page_number=rng.choice(("- {} -", "— {} —", "{}", "")),
        zero=rng.choices(("0", "０", "—", "无", "/", "零"), (88, 4, 3, 2, 2, 1))[0],
        text_shape=_SHAPES[(shape_start + year) % len(_SHAPES)],
        encoding=rng.choices(("utf-8", "utf-8-sig", "gb18030"), (7, 2, 1))[0],
    )
