"""Styles of a Word file: what they hide and what they number."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = {"0", "false", "off"}


@dataclass(frozen=True, slots=True)
class NumberRef:
    """A paragraph's tie to a list: number definition and level; None where it is not stated."""

    number: str | None
    level: int | None


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str | None
    hidden: bool | None
    number: NumberRef | None


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by id, and the id of its default paragraph style."""

    by_id: dict[str, _Style]
    default: str | None

    def hides(self, style: str | None) -> bool:
        """Return whether text in this style is hidden, by itself or by a style it is based on."""
        return next((found.hidden for found in self._chain(style) if found.hidden is not None), False)

    def number(self, style: str | None) -> tuple[str, NumberRef] | None:
        """Return the list that a paragraph style ties to, with the style that says so, or None."""
        name = style
        for found in self._chain(style):
            if found.number is not None and found.number.number is not None:
                return name or "", found.number
            name = found.based_on
        return None

    def _chain(self, style: str | None) -> list[_Style]:
        chain: list[_Style] = []
        seen: set[str] = set()
        while style is not None and style not in seen and style in self.by_id:
            seen.add(style)
            chain.append(self.by_id[style])
            style = self.by_id[style].based_on
        return chain


def read_styles(root: etree._Element | None) -> Styles:
    """Given the root of styles.xml, or None where there is none, return the styles."""
    by_id: dict[str, _Style] = {}
    default = None
    for style in () if root is None else root.iter(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        properties = style.find(f"{W}pPr")
        by_id[name] = _Style(
            based_on=value_of(style, "basedOn"),
            hidden=switch(style.find(f"{W}rPr"), "vanish"),
            number=number_ref(properties),
        )
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") not in (None, *_OFF):
            default = name
    return Styles(by_id, default)


def value_of(element: etree._Element | None, child: str) -> str | None:
    """Return the w:val of a direct child, or None where either is absent."""
    found = None if element is None else element.find(W + child)
    return None if found is None else found.get(f"{W}val")


def integer_of(element: etree._Element | None, child: str, default: int) -> int:
    """Return the w:val of a direct child as an integer, or the default where it is not one."""
    text = value_of(element, child)
    try:
        return default if text is None else int(text)
    except ValueError:
        return default


def switch(element: etree._Element | None, child: str) -> bool | None:
    """Return whether a property that is on or off is on; None where it is not stated."""
    found = None if element is None else element.find(W + child)
    return None if found is None else found.get(f"{W}val", "1") not in _OFF


def number_ref(properties: etree._Element | None) -> NumberRef | None:
    """Given w:pPr, return its tie to a list, or None where it states none."""
    found = None if properties is None else properties.find(f"{W}numPr")
    if found is None:
        return None
    level = integer_of(found, "ilvl", -1)
    return NumberRef(value_of(found, "numId"), level if 0 <= level <= 8 else None)
