"""Which row or column of the form a printed label names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from form import TABLES
from form.model import Column, Row
from form.spelling import item_of, plain, skeleton, without_item

# Likeness is on a scale of 0 to 100 (rapidfuzz ratio). Below the first a label is unknown;
# the second is how far it must be ahead of the next best, so that no label is a coin toss.
LIKENESS_MIN = 70.0
LIKENESS_LEAD = 8.0
# A label with another item number than the form's is rather a row of the unit's own.
OTHER_ITEM_PENALTY = 25.0
# A label may have other words before it (the merged cells at its left run into it), but a
# label this short would be found at the end of anything.
SUFFIX_MIN_CHARS = 4

# 其他行政许可 is what 行政许可 is not.
_OTHER_THAN = ("其他", "其它", "非")

_NOTE = re.compile(r"[(（][^()（）]*[)）]")


@dataclass(frozen=True, slots=True)
class Match:
    """A label found in the form: the key, and whether it is spelt as known (``exact``)."""

    key: str
    exact: bool
    score: float = 100.0


class LabelIndex:
    """The spellings of a set of labels, for look-up by what is printed."""

    def __init__(self, spellings: dict[str, set[str]], items: dict[str, str] | None = None) -> None:
        """Given the skeletons of each key, and the item numbers of those that have one, build the look-up."""
        self._spellings = spellings
        self._items = items or {}
        self._exact: dict[str, str] = {}
        for key, skeletons in spellings.items():
            for text in skeletons:
                self._exact.setdefault(text, key)

    def spellings(self) -> list[tuple[str, str]]:
        """Return every spelling with the key it stands for."""
        return list(self._exact.items())

    def exact(self, text: str) -> str | None:
        """Given a printed label, return the key that is spelt so, or None."""
        for candidate in _candidates(text):
            key = self._exact.get(candidate)
            if key is not None:
                return key
        return None

    def suffix(self, text: str) -> str | None:
        """Given text that ends in a label, return the key of the longest label it ends in."""
        body = skeleton(text)
        fitting = [
            (len(spelling), key)
            for spelling, key in self._exact.items()
            if len(spelling) >= SUFFIX_MIN_CHARS
            and body.endswith(spelling)
            and not body.removesuffix(spelling).endswith(_OTHER_THAN)
        ]
        return max(fitting)[1] if fitting else None

    def find(self, text: str, among: Iterable[str] | None = None) -> Match | None:
        """Given a printed label, return its match: as spelt, at the end, or by likeness.

        ``among`` narrows likeness to some keys.
        """
        key = self.exact(text) or self.suffix(text)
        if key is not None:
            return Match(key, exact=True)
        return self.alike(text, among)

    def alike(self, text: str, among: Iterable[str] | None = None) -> Match | None:
        """Given a damaged label, return the one key it is like, or None where that is doubtful."""
        candidates = [candidate for candidate in _candidates(text) if len(candidate) > 1]
        keys = list(self._spellings if among is None else among)
        if not candidates or not keys:
            return None
        item = item_of(text)
        scored = sorted(
            (
                (self._likeness(candidates, key) - OTHER_ITEM_PENALTY * self._is_other_item(item, key), key)
                for key in keys
            ),
            reverse=True,
        )
        best, key = scored[0]
        second = scored[1][0] if len(scored) > 1 else 0.0
        if best < LIKENESS_MIN or best - second < LIKENESS_LEAD:
            return None
        return Match(key, exact=False, score=best)

    def _is_other_item(self, item: str, key: str) -> bool:
        """Say whether an item number that is printed is not the one that the form gives the row."""
        known = self._items.get(key, "")
        return bool(item and known and item != known)

    def _likeness(self, candidates: list[str], key: str) -> float:
        best: float = max(fuzz.ratio(text, known) for text in candidates for known in self._spellings[key])
        return best


def _candidates(text: str) -> list[str]:
    """Return the skeletons under which a printed label may be known, most literal first."""
    flat = re.sub(r"\s+", "", plain(text))
    bare = _NOTE.sub("", flat)
    forms = (flat, without_item(flat), bare, without_item(bare))
    return [form for form in dict.fromkeys(skeleton(form) for form in forms) if form]


def _row_spellings(row: Row) -> set[str]:
    leaves = {row.label, *row.aliases}
    leaves |= {without_item(leaf) for leaf in leaves}
    found = {skeleton(leaf) for leaf in leaves}
    path = ""
    for group in reversed(row.groups):
        path = group + path
        found |= {skeleton(prefix + leaf) for prefix in (path, without_item(path)) for leaf in leaves}
    return found


def _column_spellings(column: Column) -> set[str]:
    # The unit in brackets is part of the label on paper; reports leave it out or reword it.
    return {
        skeleton(text)
        for spelling in (column.label, *column.aliases)
        for text in (spelling, _NOTE.sub("", spelling))
    }


@cache
def row_index(table: str) -> LabelIndex:
    """Given a table key, return the look-up of its rows."""
    rows = TABLES[table].rows
    names = {row.key: skeleton(without_item(row.label)) for row in rows}
    # What is the form's name of one row is another wording of none: 其他 is 3.其他, not （六）其他.
    spellings = {
        row.key: _row_spellings(row) - {name for key, name in names.items() if key != row.key} for row in rows
    }
    return LabelIndex(spellings, {row.key: item_of(row.label) for row in rows})


@cache
def column_index(table: str) -> LabelIndex:
    """Given a table key, return the look-up of its columns."""
    return LabelIndex({column.key: _column_spellings(column) for column in TABLES[table].columns})


@cache
def group_skeletons(table: str) -> frozenset[str]:
    """Given a table key, return the skeletons of its merged labels: row groups, column groups, blocks."""
    found: set[str] = set()
    for row in TABLES[table].rows:
        for label in (*row.groups, row.block):
            found |= {skeleton(label), skeleton(without_item(label))}
    found |= {skeleton(column.group) for column in TABLES[table].columns}
    return frozenset(found - {""})


def is_only_groups(table: str, path: str) -> bool:
    """Given the words left of a row's numbers, say whether there is none but of the cells that group rows.

    Such a cell goes on over a page: 三、本年度办理结果 is repeated there, or its last characters stand alone.
    """
    words = plain("".join(path.split()))
    return not words or any(_is_tail(words, groups) for groups in _groups(table))


def goes_on(table: str, above: str, below: str) -> bool:
    """Given the words left of two rows' numbers, say whether a cell that groups rows is cut between them."""
    begun, rest = (plain("".join(path.split())) for path in (above, below))
    return any(
        outer.endswith(rest)
        and 0 < len(rest) < len(outer)
        and begun.startswith(outer.removesuffix(rest))
        and not begun.startswith(outer)
        for outer, *_ in _groups(table)
    )


@cache
def _groups(table: str) -> frozenset[tuple[str, ...]]:
    return frozenset(
        tuple(plain("".join(group.split())) for group in row.groups)
        for row in TABLES[table].rows
        if row.groups
    )


def _is_tail(words: str, groups: tuple[str, ...]) -> bool:
    """Say whether words are the ends of groups, of the outer one first."""
    if not words:
        return True
    if not groups:
        return False
    *outer, last = groups
    ends = (last[start:] for start in range(len(last) + 1))
    return any(words.endswith(end) and _is_tail(words.removesuffix(end), tuple(outer)) for end in ends)
