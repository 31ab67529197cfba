"""What the style sheets of a page say about showing its elements; everything else in them is left aside.

A report's page hides menus, tabs and second copies by ``display`` and ``visibility``, set in
the element or by simple rules of the page. The cascade is followed: the more exact rule wins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.readers.limits import too_large

# Rules that say something about showing; the largest portal page seen had under 200.
MAX_RULES = 4_000
MAX_SHEET_CHARACTERS = 4_000_000
# Comparisons of an element or its ancestors with a rule; a page of 10 000 elements needs some 100 000.
MAX_COMPARISONS = 2_000_000
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_COMPOUND = re.compile(r"^(?P<tag>[a-z][\w-]*|\*)?(?P<rest>(?:[.#][\w\u4e00-\u9fff-]+)*)$", re.IGNORECASE)
_PART = re.compile(r"([.#])([\w\u4e00-\u9fff-]+)")
_COMBINATOR = re.compile(r"\s*>\s*|\s+")
# A query that narrows to paper, phones or small windows is not what is seen on a PC.
_OTHER_MEDIA = re.compile(r"print|speech|max-(?:device-)?width|max-height|orientation", re.IGNORECASE)
_ABOUT_SHOWING = re.compile(
    r"display|visibility|opacity|font-size|left|top|indent|mso-hide|text-decoration|white-space|vertical-align",
    re.IGNORECASE,
)
_FAR_AWAY = re.compile(r"^-\d{4,}(?:\.\d+)?px$")
_ZERO = re.compile(r"^[0.]+(?:px|pt|em|%)?$")
Weight = tuple[bool, int, int, int, int]
_INLINE = (1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Compound:
    """The conditions on one element: a tag, classes, an id."""

    tag: str | None
    classes: frozenset[str]
    identity: str | None

    def fits(self, element: etree._Element) -> bool:
        if self.tag is not None and element.tag != self.tag:
            return False
        if self.identity is not None and element.get("id") != self.identity:
            return False
        return not self.classes or self.classes <= set((element.get("class") or "").split())


@dataclass(frozen=True, slots=True)
class _Rule:
    """A selector and what it sets.

    The last compound of the path is the element's own; each has whether it must be a direct
    child of the one before.
    """

    path: tuple[tuple[_Compound, bool], ...]
    around: tuple[str, ...]
    weight: tuple[int, int, int, int]
    declared: tuple[tuple[str, str, bool], ...]


@dataclass
class Styles:
    """The rules of a page, found by id, class or tag of the element they are about."""

    _by_key: dict[str, list[_Rule]] = field(default_factory=dict)
    _count: int = 0
    _comparisons: int = 0
    _around: Counter[str] = field(default_factory=Counter)

    def enter(self, element: etree._Element) -> None:
        """Note that what follows stands in an element, so that most rules can be ruled out at once."""
        self._around.update(_keys(element))

    def leave(self, element: etree._Element) -> None:
        """Note that an element has ended."""
        self._around.subtract(_keys(element))

    def add(self, sheet: str) -> None:
        """Add the rules of a style sheet, behind those before it.

        Raises:
            UnreadableFile: ``too_large`` beyond ``MAX_RULES`` or ``MAX_SHEET_CHARACTERS``.
        """
        if len(sheet) > MAX_SHEET_CHARACTERS:
            raise too_large("网页的样式过多")
        for selectors, body in _rules(_COMMENT.sub("", sheet)):
            declared = tuple(_declarations(body)) if _ABOUT_SHOWING.search(body) else ()
            for selector in selectors.split(",") if declared else ():
                self._add_rule(selector.strip(), declared)

    def _add_rule(self, selector: str, declared: tuple[tuple[str, str, bool], ...]) -> None:
        self._count += 1
        if self._count > MAX_RULES:
            raise too_large("网页的样式过多")
        path = _path(selector)
        if path is None:
            return
        ids = sum(1 for compound, _ in path if compound.identity)
        classes = sum(len(compound.classes) for compound, _ in path)
        tags = sum(1 for compound, _ in path if compound.tag)
        last = path[-1][0]
        key = _key(last)
        around = tuple(_key(compound) for compound, _ in path[:-1])
        rule = _Rule(path, around, (ids, classes, tags, self._count), declared)
        self._by_key.setdefault(key, []).append(rule)

    def shown_as(self, element: etree._Element) -> dict[str, str]:
        """Return what is set for an element in the one entered last: each property, or why it is hidden.

        Raises:
            UnreadableFile: ``too_large`` beyond ``MAX_COMPARISONS`` for the page.
        """
        best: dict[str, tuple[Weight, str]] = {}
        for rule in self._candidates(element):
            if self._fits(rule, element):
                _take(
                    best,
                    rule.declared,
                    (0, *rule.weight[:2], rule.weight[2] * MAX_RULES * 2 + rule.weight[3]),
                )
        style = element.get("style")
        if style:
            _take(best, tuple(_declarations(style)), _INLINE)
        return {name: value for name, (_, value) in best.items()}

    def _candidates(self, element: etree._Element) -> Iterator[_Rule]:
        if not self._by_key:
            return
        for name in dict.fromkeys(_keys(element)):
            yield from self._by_key.get(name, ())

    def _fits(self, rule: _Rule, element: etree._Element) -> bool:
        self._compared()
        own, direct = rule.path[-1]
        if not all(self._around[key] > 0 for key in rule.around) or not own.fits(element):
            return False
        current = element
        for compound, next_direct in reversed(rule.path[:-1]):
            found = self._ancestor(current, compound, direct)
            if found is None:
                return False
            current, direct = found, next_direct
        return True

    def _ancestor(self, element: etree._Element, compound: _Compound, direct: bool) -> etree._Element | None:
        parent = element.getparent()
        while parent is not None:
            self._compared()
            if compound.fits(parent):
                return parent
            parent = None if direct else parent.getparent()
        return None

    def _compared(self) -> None:
        self._comparisons += 1
        if self._comparisons > MAX_COMPARISONS:
            raise too_large("网页的样式过于复杂")


def _take(
    best: dict[str, tuple[Weight, str]],
    declared: Iterable[tuple[str, str, bool]],
    weight: tuple[int, int, int, int],
) -> None:
    for name, value, important in declared:
        full = (important, *weight)
        if name not in best or full >= best[name][0]:
            best[name] = (full, value)


def _key(compound: _Compound) -> str:
    if compound.identity is not None:
        return f"#{compound.identity}"
    if compound.classes:
        return f".{min(compound.classes)}"
    return compound.tag or "*"


def _keys(element: etree._Element) -> list[str]:
    """Return the keys under which rules about an element may be found."""
    names = [str(element.tag), "*"]
    names += [f".{name}" for name in (element.get("class") or "").split()]
    if element.get("id"):
        names.append(f"#{element.get('id')}")
    return names


def _path(selector: str) -> tuple[tuple[_Compound, bool], ...] | None:
    """Return the compounds of a selector, or None where it is of a kind that is not followed."""
    parts = _COMBINATOR.split(selector)
    joints = [">" in joint for joint in _COMBINATOR.findall(selector)]
    path: list[tuple[_Compound, bool]] = []
    for part, direct in zip(parts, [False, *joints], strict=True):
        match = _COMPOUND.match(part)
        if not part or match is None:
            return None
        names = _PART.findall(match["rest"])
        identity = next((name for mark, name in names if mark == "#"), None)
        tag = match["tag"].lower() if match["tag"] and match["tag"] != "*" else None
        path.append(
            (_Compound(tag, frozenset(name for mark, name in names if mark == "."), identity), direct)
        )
    return tuple(path)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations of a sheet; of media queries only what a PC's screen shows."""
    at = 0
    while (opening := sheet.find("{", at)) >= 0:
        head = sheet[at:opening].rsplit(";", 1)[-1].strip()
        closing = _closing(sheet, opening)
        body = sheet[opening + 1 : closing]
        at = closing + 1
        if not head.startswith("@"):
            yield head, body
        elif head.lower().startswith("@media") and not _OTHER_MEDIA.search(head) and "@" not in body:
            yield from _rules(body)


def _closing(sheet: str, opening: int) -> int:
    """Return the place of the bracket that closes the one at ``opening``, or the end."""
    depth = 0
    for match in re.compile(r"[{}]").finditer(sheet, opening):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return match.start()
    return len(sheet)


def _declarations(body: str) -> Iterator[tuple[str, str, bool]]:
    """Yield what the declarations say about showing, as (“display” or a reason to hide, value, important)."""
    for declaration in body.split(";"):
        name, colon, text = declaration.partition(":")
        if not colon:
            continue
        value = text.strip().lower()
        important = value.endswith("!important")
        value = value.removesuffix("!important").strip()
        found = _meaning(name.strip().lower(), value)
        if found is not None:
            yield (*found, important)


def _meaning(name: str, value: str) -> tuple[str, str] | None:
    match name:
        case "display":
            return "display", value
        case "visibility":
            return "visibility", "hidden" if value in ("hidden", "collapse") else ""
        case "opacity" | "font-size":
            return name, "hidden" if _ZERO.match(value) else ""
        case "left" | "top" | "text-indent" | "margin-left":
            return name, "hidden" if _FAR_AWAY.match(value) else ""
        case "mso-hide":
            return name, "hidden" if value == "all" else ""
        case "text-decoration" | "text-decoration-line":
            return "struck", "struck" if "line-through" in value else ""
        case "white-space":
            return "white-space", value
        case "vertical-align":
            return "vertical-align", value
        case _:
            return None
