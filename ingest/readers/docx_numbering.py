"""Numbers that Word draws before paragraphs: they are on paper, yet not in the text of the file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from ingest.readers.docx_styles import NumberRef, Styles, W, integer_of, number_ref, switch, value_of
from ingest.readers.numbering_formats import format_number

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    legal: bool
    suffix: str
    style: str | None
    restart_after: int | None


@dataclass(frozen=True, slots=True)
class _Number:
    """One use of a list definition: the definition, levels of its own, starts of its own."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]


@dataclass
class Numbering:
    """The lists of a document, counted on as its paragraphs are read in order."""

    styles: Styles
    abstracts: dict[str, dict[int, _Level]]
    numbers: dict[str, _Number]
    _counters: dict[str, list[int | None]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    def label(self, properties: etree._Element | None) -> str:
        """Given w:pPr of the next paragraph, return the number drawn before it, or ""."""
        tie = self._tie(properties)
        number = None if tie is None else self.numbers.get(tie.number or "")
        if tie is None or number is None:
            return ""
        depth = tie.level or 0
        levels = self.abstracts.get(number.abstract, {}) | number.levels
        if depth not in levels:
            return ""
        counters = self._advance(tie.number or "", number, levels, depth)
        return _render(levels, counters, depth)

    def _tie(self, properties: etree._Element | None) -> NumberRef | None:
        """Return number and level of a paragraph: its own, else those of its style."""
        own = number_ref(properties)
        if own is not None and own.number is not None:
            return own
        styled = self.styles.number(value_of(properties, "pStyle") or self.styles.default)
        if styled is None:
            return None
        style, tie = styled
        level = own.level if own is not None and own.level is not None else tie.level
        return NumberRef(tie.number, self._level_of_style(tie.number, style) if level is None else level)

    def _level_of_style(self, name: str | None, style: str) -> int | None:
        number = self.numbers.get(name or "")
        levels = {} if number is None else self.abstracts.get(number.abstract, {})
        return next((depth for depth, level in levels.items() if level.style == style), None)

    def _advance(self, name: str, number: _Number, levels: dict[int, _Level], depth: int) -> list[int | None]:
        counters = self._counters.setdefault(number.abstract, [None] * _LEVELS)
        current = counters[depth]
        if depth in number.starts and (name, depth) not in self._started:
            counters[depth] = number.starts[depth]
        else:
            counters[depth] = levels[depth].start if current is None else current + 1
        self._started.add((name, depth))
        for deeper in range(depth + 1, _LEVELS):
            restart = levels[deeper].restart_after if deeper in levels else None
            # Without the element a level starts again after any higher one; 0 says never.
            if restart is None or depth < restart:
                counters[deeper] = None
        return counters


def _render(levels: dict[int, _Level], counters: list[int | None], depth: int) -> str:
    level = levels[depth]
    if level.format in ("bullet", "none") and "%" not in level.text:
        return ""

    def number(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        shown = levels.get(index)
        if shown is None or index > depth:
            return ""
        value = counters[index]
        how = "decimal" if level.legal else shown.format
        return format_number(shown.start if value is None else value, how)

    text = _PLACEHOLDER.sub(number, level.text)
    # Word sets a tab or a space behind; only a bare number would run into the words.
    return f"{text} " if text and text[-1].isalnum() and level.suffix != "nothing" else text


def read_numbering(root: etree._Element | None, styles: Styles) -> Numbering:
    """Given the root of numbering.xml, or None where there is none, return the lists."""
    if root is None:
        return Numbering(styles, {}, {})
    abstracts: dict[str, dict[int, _Level]] = {}
    linked: dict[str, str] = {}
    for definition in root.iter(f"{W}abstractNum"):
        name = definition.get(f"{W}abstractNumId", "")
        abstracts[name] = _levels(definition)
        style = value_of(definition, "numStyleLink")
        if style is not None:
            linked[name] = style
    numbers = {number.get(f"{W}numId", ""): _number(number) for number in root.iter(f"{W}num")}
    for name, style in linked.items():
        tie = styles.number(style)
        target = None if tie is None else numbers.get(tie[1].number or "")
        if target is not None:
            abstracts[name] = abstracts.get(target.abstract, {})
    # Number 0 takes a paragraph out of its style's list.
    numbers.pop("0", None)
    return Numbering(styles, abstracts, numbers)


def _number(number: etree._Element) -> _Number:
    levels: dict[int, _Level] = {}
    starts: dict[int, int] = {}
    for override in number.findall(f"{W}lvlOverride"):
        depth = _depth(override)
        levels |= _levels(override)
        if override.find(f"{W}startOverride") is not None:
            starts[depth] = integer_of(override, "startOverride", 1)
    return _Number(value_of(number, "abstractNumId") or "", levels, starts)


def _levels(parent: etree._Element) -> dict[int, _Level]:
    result: dict[int, _Level] = {}
    for level in parent.findall(f"{W}lvl"):
        restart = value_of(level, "lvlRestart")
        result[_depth(level)] = _Level(
            start=integer_of(level, "start", 0),
            format=value_of(level, "numFmt") or "decimal",
            text=value_of(level, "lvlText") or "",
            legal=bool(switch(level, "isLgl")),
            suffix=value_of(level, "suff") or "tab",
            style=value_of(level, "pStyle"),
            restart_after=None if restart is None else integer_of(level, "lvlRestart", 0),
        )
    return result


def _depth(element: etree._Element) -> int:
    try:
        return int(element.get(f"{W}ilvl", "0"))
    except ValueError:
        return 0
