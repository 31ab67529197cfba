"""Section 五 parted into what it calls a problem and what it promises: clause by clause, by the words of the form's data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from form.turns import AGAINST, BETWEEN, ITEM, OPENING, SAYING, SOLVING, Side

_KEPT_TEXTS = 65_536
# What stands before the first comma of a sentence, as 2025年, and says nothing by itself.
_LEAD_CHARACTERS = 6
_CLAUSE = re.compile(r"[^，,：:。；;！!？?\n]+[，,：:。；;！!？?\n]*")
_ENDS = re.compile(r"[。！!？?\n]\s*$")
_OPENING = {side: re.compile("|".join(words)) for side, words in OPENING.items()}
_SAYING = {side: re.compile("|".join(words)) for side, words in SAYING.items()}
_SOLVING, _AGAINST, _BETWEEN, _ITEM = map(re.compile, (SOLVING, AGAINST, BETWEEN, ITEM))


@dataclass(frozen=True, slots=True)
class Parted:
    """A section's clauses by what they are about; ``neither`` is what no word tells apart."""

    problem: str
    measure: str
    neither: str

    @property
    def is_told_apart(self) -> bool:
        """Whether any of it is known to be a problem or a measure."""
        return bool(self.problem or self.measure)


@lru_cache(maxsize=_KEPT_TEXTS)
def parted(text: str) -> Parted:
    """Given the text of a section 五, return its problems and its measures.

    A clause belongs to the side that its own words show, else to that of the clause before it in its sentence,
    else to that which was opened before; what opens a sentence goes with the clause after it.
    """
    found: dict[Side | None, list[str]] = {Side.PROBLEM: [], Side.MEASURE: [], None: []}
    opened: Side | None = None
    last: Side | None = None
    waiting: list[str] = []
    for clause in _CLAUSE.findall(text):
        turn = _turned(_ITEM.sub("", clause).strip(), opened, last)
        opened, last = turn.opened, turn.last
        waiting.append(clause)
        ends = _ENDS.search(clause) is not None
        if turn.of or ends:
            found[turn.of or opened] += waiting
            waiting = []
        if ends:
            last = None
    found[None] += waiting
    problem, measure, neither = ("".join(found[side]) for side in (Side.PROBLEM, Side.MEASURE, None))
    return Parted(problem, measure, neither)


@dataclass(frozen=True, slots=True)
class _Turn:
    """What a clause is about, what is open after it, and what the next clause of its sentence would be."""

    of: Side | None
    opened: Side | None
    last: Side | None


def _turned(clause: str, opened: Side | None, last: Side | None) -> _Turn:
    problem, measure = (_OPENING[side].search(clause) for side in (Side.PROBLEM, Side.MEASURE))
    if problem and measure:
        title = _BETWEEN.search(clause[problem.end() : measure.start()])
        return _opening(None if title else Side.MEASURE)
    if measure:
        return _opening(Side.MEASURE)
    if _AGAINST.search(clause) and (problem or _SAYING[Side.PROBLEM].search(clause)):
        return _Turn(Side.PROBLEM, Side.MEASURE, Side.MEASURE)
    if problem:
        return _opening(Side.PROBLEM)
    said = _said(clause)
    if not (said or last) and len(clause.rstrip("，,")) <= _LEAD_CHARACTERS and clause.endswith(("，", ",")):
        return _Turn(None, opened, None)
    of = said or last or opened
    # Where no word has opened anything, what is said first goes on.
    return _Turn(of, opened or of, of)


def _opening(side: Side | None) -> _Turn:
    return _Turn(side, side, side)


def _said(clause: str) -> Side | None:
    """Return what a clause's own words show it to be about, None where none does."""
    if _SOLVING.search(clause):
        return Side.MEASURE
    return next((side for side in (Side.PROBLEM, Side.MEASURE) if _SAYING[side].search(clause)), None)
