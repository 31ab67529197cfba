"""Title, answer and headline figures of a page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ui import words
from ui.derive import Figure, Pair, at
from ui.html import NOTHING, Safe, escape, go, join, tag
from ui.meaning import Meaning, body

_SPARK_WIDTH = 92
_SPARK_HEIGHT = 30
_MARGIN = 3
# 件 of a longer past than this say nothing at this size.
_SPARK_YEARS = 10


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline figure: what it is, its unit, its own past, and the page that has the evidence.

    ``pair`` compares it with the year before over the same units; None compares the whole.
    ``meaning`` is what the figure counts.
    """

    name: str
    unit: str
    past: Sequence[Figure]
    page: str
    pair: Pair | None = None
    meaning: Meaning | None = None


def heading(question: str, selection: str, sample: bool) -> Safe:
    """Return the question of the page as its title, with what is selected in words."""
    badge = tag("span", "示例数据", class_="badge", title="虚构的县，仅供演示") if sample else ""
    return tag("div", tag("h1", question, badge), tag("span", selection, class_="quiet"), class_="head")


def top(question: str, selection: str, sample: bool, sentence: object) -> Safe:
    """Return what a page begins with: its question, what is selected, and the answer."""
    return join([heading(question, selection, sample), answer(sentence)])


def answer(sentence: object) -> Safe:
    """Return the answer of the page."""
    return tag("p", sentence, class_="lead")


def cards(headlines: Sequence[Headline], year: int) -> Safe:
    """Return headline figures side by side."""
    return tag("div", join(_card(headline, year) for headline in headlines), class_="cards")


def table(headlines: Sequence[Headline]) -> pd.DataFrame:
    """Return headline figures with their past for people: a figure and a year a row."""
    rows = [
        (headline.name, str(f.year), f.value, headline.unit, f.counted, f.reported, f.expected)
        for headline in headlines
        for f in headline.past
    ]
    return pd.DataFrame(rows, columns=["项目", "年度", "数值", "单位", "有数单位", "已报", "应报"])


def _card(headline: Headline, year: int) -> Safe:
    now, before = at(headline.past, year), at(headline.past, year - 1)
    value = now.value if now else math.nan
    shown = words.number(value, headline.unit)
    big = tag("span", shown, tag("small", headline.unit) if words.is_number(value) else "", class_="big")
    return tag(
        "div",
        tag("span", go(headline.name, headline.page), _definition(headline), class_="name"),
        big,
        sparkline([(figure.year, figure.value) for figure in headline.past][-_SPARK_YEARS:], year),
        tag("span", join(_circumstances(headline, now, before), " · "), class_="below"),
        class_="card",
    )


def _definition(headline: Headline) -> Safe:
    """Return what the figure means, to be opened in place."""
    if headline.meaning is None:
        return NOTHING
    # Of one name only one is open at a time.
    opened = tag("div", body(headline.meaning), class_="meant-box")
    return tag("details", tag("summary", "定义"), opened, class_="define", name_="define")


def _circumstances(headline: Headline, now: Figure | None, before: Figure | None) -> list[Safe]:
    if now is None:
        return [escape("这一年没有数据")]
    said = [escape(words.covered(now.counted, now.expected))]
    if headline.pair is None or before is None or not words.is_number(before.value):
        said.append(escape(words.change(now.value, before.value if before else None, headline.unit)))
        return said
    return [*said, escape(compared(headline.pair, now, before, headline.unit, "同口径"))]


def compared(pair: Pair, now: Figure, before: Figure, unit: str, where: str = "两年都报的") -> str:
    """Return the change against the year before, over the same units where not the same units report."""
    if not pair.units:
        return "没有两年都报的单位"
    said = words.change(pair.now, pair.before, unit)
    return said if now.counted == before.counted == pair.units else f"{said}（{where} {pair.units} 个单位）"


def sparkline(points: Sequence[tuple[int, float]], year: int) -> Safe:
    """Return a small line of a figure's own past; a year without data is a gap, this year a dot."""
    present = [(at_year, value) for at_year, value in points if math.isfinite(value)]
    if len(present) <= 1:
        return Safe("")
    first, last = points[0][0], points[-1][0]
    top = max(value for _, value in present) or 1.0

    def place(at_year: int, value: float) -> tuple[float, float]:
        x = _MARGIN + (at_year - first) / (last - first) * (_SPARK_WIDTH - 2 * _MARGIN)
        return round(x, 1), round(_SPARK_HEIGHT - _MARGIN - value / top * (_SPARK_HEIGHT - 2 * _MARGIN), 1)

    pieces: list[str] = []
    previous: int | None = None
    for at_year, value in present:
        x, y = place(at_year, value)
        pieces.append(f"{'L' if previous == at_year - 1 else 'M'}{x} {y}")
        previous = at_year
    dots = [place(at_year, value) for at_year, value in present if at_year == year]
    marks = [tag("path", d="".join(pieces), fill="none", stroke="var(--context)", stroke_width="1.5")]
    marks += [tag("circle", cx=x, cy=y, r=3, fill="var(--subject)") for x, y in dots]
    past = "；".join(f"{at_year} 年 {words.number(value)}" for at_year, value in present)
    return tag(
        "svg",
        tag("title", past),
        *marks,
        width=_SPARK_WIDTH,
        height=_SPARK_HEIGHT,
        viewBox=f"0 0 {_SPARK_WIDTH} {_SPARK_HEIGHT}",
        role="img",
    )
