"""What would make a report balance: single changes after which every relation around them holds.

They are questions to put to the unit that reported. Nothing is repaired by them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from typing import Literal

from form import ADDRESSES, TABLES, column_of, describe
from form.model import PART_MISSING, Address, Relation
from ingest.findings import plain_number
from ingest.model import Finding
from ingest.relations import Values, relations_for, side_of

Place = tuple[str, str | None, str | None, str | None]
# Of many changes that would do, none is likely.
SUGGESTIONS_AT_MOST = 3
_BLANKS = frozenset({"cell.blank", "cell.unreadable", "cell.missing"})
_ORDER = {address: at for at, address in enumerate(ADDRESSES)}
_KINDS = ("change", "swap", "fill")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A change to ask about.

    Attributes:
        kind: ``change`` of one number, ``swap`` of two, ``fill`` of a cell without a number.
        changes: The cells, each with what is printed (None: no number) and what it would be.
        mends: Rule, table, row and column of each relation that holds only with the change.
    """

    kind: Literal["change", "swap", "fill"]
    changes: tuple[tuple[Address, Decimal | None, Decimal], ...]
    mends: tuple[Place, ...]

    @property
    def sentence(self) -> str:
        """Return the suggestion as a Chinese sentence."""
        (address, printed, meant), *others = self.changes
        if self.kind == "swap":
            second, other, _ = others[0]
            return (
                f"若{describe(*address)}（印作{plain_number(printed)}）与{describe(*second)}"
                f"（印作{plain_number(other)}）互换，含这两格的各项勾稽关系即全部相符，请核实。"
            )
        if self.kind == "fill":
            return f"按勾稽关系推算，{describe(*address)}应为{plain_number(meant)}，请核实。"
        return (
            f"若{describe(*address)}为{plain_number(meant)}（印作{plain_number(printed)}），"
            "含这一格的各项勾稽关系即全部相符，请核实。"
        )


@dataclass(frozen=True, slots=True)
class _Equation:
    """A relation as numbers: how each of this report's cells counts, and by how much it fails.

    ``residual`` is None where cells have no number.
    """

    place: Place
    weights: Mapping[Address, int]
    residual: Decimal | None
    known: Decimal
    unknown: tuple[Address, ...]


def explain(values: Values, year: int | None, before: Values | None = None) -> list[Suggestion]:
    """Given the values of a report, return the single changes that would put what fails right.

    A change counts only if all relations that hold its cells hold after it. The most telling
    come first; the same values give the same list.

    Args:
        values: Values by address.
        year: The report year.
        before: Values of the year before, where they are to be held too.
    """
    equations = [_equation(relation, values, before) for relation in _relations(year, before)]
    around: dict[Address, list[_Equation]] = {}
    for equation in equations:
        for address in equation.weights:
            around.setdefault(address, []).append(equation)
    failing = [equation for equation in equations if equation.residual]
    found = [*_changes(failing, around, values), *_swaps(failing, around, values)]
    found += _fills([equation for equation in equations if len(equation.unknown) == 1], around)
    return sorted(dict.fromkeys(found), key=_likelihood)


def _relations(year: int | None, before: Values | None) -> tuple[Relation, ...]:
    within = relations_for(year, across=False)
    # Documents lapse without being repealed: what is carried on proves nothing.
    across = [known for known in relations_for(year, across=True) if known.severity == "error"]
    return (*within, *across) if before is not None else within


def _equation(relation: Relation, values: Values, before: Values | None) -> _Equation:
    sides = {0: values, -1: before or {}}
    parts, total = side_of(relation.parts, sides), side_of(relation.total, sides)
    unknown = (*parts.unknown, *total.unknown)
    weights: dict[Address, int] = {}
    for side, terms in ((1, relation.parts), (-1, relation.total)):
        for term in terms:
            if term.year == 0 and (term.address in values or not term.optional):
                weights[term.address] = side * term.sign
    known = parts.total - total.total
    sound = not unknown and parts.known and total.known and not parts.absent
    return _Equation(
        (relation.rule, relation.table, relation.row, relation.column),
        weights,
        known if sound else None,
        known,
        unknown if not parts.absent else (*unknown, *unknown),
    )


def _likelihood(suggestion: Suggestion) -> tuple[int, int, int, int]:
    """What mends more goes first, then a change of a total, of a number, and last of a nought."""
    address, printed, _ = suggestion.changes[0]
    rank = 0 if "total" in address.column or address.row == "results_total" else 1 if printed else 2
    return -len(suggestion.mends), _KINDS.index(suggestion.kind), rank, _ORDER[address]


def _mended(
    deltas: Mapping[Address, Decimal], around: Mapping[Address, Sequence[_Equation]]
) -> tuple[Place, ...]:
    """Return the relations that the change of these cells mends; none where one then fails."""
    mended: dict[Place, None] = {}
    for address in deltas:
        for equation in around.get(address, ()):
            if equation.residual is None:
                continue
            after = equation.residual + sum(
                equation.weights[cell] * delta for cell, delta in deltas.items() if cell in equation.weights
            )
            if after:
                return ()
            if equation.residual:
                mended[equation.place] = None
    return tuple(mended)


def _changes(
    failing: Iterable[_Equation], around: Mapping[Address, Sequence[_Equation]], values: Values
) -> Iterable[Suggestion]:
    for equation in failing:
        for address, weight in equation.weights.items():
            printed = values.get(address)
            if printed is None or equation.residual is None:
                continue
            delta = -equation.residual / weight
            if _possible(address, printed + delta) and (mended := _mended({address: delta}, around)):
                yield Suggestion("change", ((address, printed, printed + delta),), mended)


def _possible(address: Address, value: Decimal) -> bool:
    if column_of(address).kind == "count":
        return value >= 0 and value == value.to_integral_value()
    return True


def _swaps(
    failing: Sequence[_Equation], around: Mapping[Address, Sequence[_Equation]], values: Values
) -> Iterable[Suggestion]:
    touched = sorted(
        {address for equation in failing for address in equation.weights}, key=_ORDER.__getitem__
    )
    for first, second in product(touched, touched):
        one, other = values.get(first), values.get(second)
        if one is None or other is None or one == other or not _neighbours(first, second):
            continue
        if mended := _mended({first: other - one, second: one - other}, around):
            yield Suggestion("swap", ((first, one, other), (second, other, one)), mended)


def _neighbours(first: Address, second: Address) -> bool:
    """Return whether two cells stand on one line of the form, across or down, and in this order."""
    in_line = first.row == second.row or first.column == second.column or TABLES[first.table].layout == "line"
    return first.table == second.table and in_line and _ORDER[first] < _ORDER[second]


def _fills(
    open_ones: Sequence[_Equation], around: Mapping[Address, Sequence[_Equation]]
) -> Iterable[Suggestion]:
    for equation in open_ones:
        address = equation.unknown[0]
        if address not in equation.weights:
            continue
        needed = {
            -other.known / other.weights[address] for other in around[address] if other.unknown == (address,)
        }
        value = next(iter(needed))
        if len(needed) == 1 and _possible(address, value):
            places = tuple(other.place for other in around[address] if other.unknown == (address,))
            yield Suggestion("fill", ((address, None, value),), places)


def explained(
    findings: Iterable[Finding], values: Values, year: int | None, before: Values | None = None
) -> list[Finding]:
    """Given findings, return them with what would put those right that speak of a relation or a blank cell.

    The arguments are those of :func:`explain`.
    """
    listed = list(findings)
    rules = {relation.rule for relation in _relations(year, before)} | _BLANKS | {PART_MISSING}
    if not any(found.rule in rules for found in listed):
        return listed
    suggestions = explain(values, year, before)
    return [
        replace(found, suggestion=_sentences(found, suggestions)) if found.rule in rules else found
        for found in listed
    ]


def _sentences(found: Finding, suggestions: Sequence[Suggestion]) -> str:
    place = (found.table, found.row, found.column)
    if found.rule in _BLANKS:
        fitting = [s for s in suggestions if s.kind == "fill" and tuple(s.changes[0][0]) == place]
    elif found.rule == PART_MISSING:
        fitting = [s for s in suggestions if s.kind == "fill" and place in {mend[1:] for mend in s.mends}]
    else:
        fitting = [s for s in suggestions if s.kind != "fill" and (found.rule, *place) in s.mends]
    # What puts more relations right at once is so much likelier that the rest is noise.
    best = [s for s in fitting if len(s.mends) == len(fitting[0].mends)]
    return "\n".join(s.sentence for s in best[:SUGGESTIONS_AT_MOST])
