"""Labels that run into each other: rows printed too low for their words, so that a label's lines lie over the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from form.model import Row
from form.spelling import skeleton

# So many characters of a row's own label in one run tell that they are its own and no accident.
OWN_MIN = 3
# The reading order of two lines of print that lie over each other: (characters of the row's own label up to
# which it is read, or None before its first one; the same of the label above; where the own one began).
_State = tuple[int | None, int | None, int]


def runs_into(label: str, row: Row, above: Row, free: Iterable[Row]) -> bool:
    """Given a printed label, say whether it is the row's own under the last lines of the label above it, and no other's.

    Every character is of one run of the row's own label or of one run of the label above, in their order,
    however the two are mixed; with no other of the ``free`` rows in its stead is that so.
    """
    text, upper = skeleton(label), _spellings(above)
    others = (other for other in free if other.key not in (row.key, above.key))
    return _is_of_both(text, _spellings(row), upper) and not any(
        _is_of_both(text, _spellings(other), upper) for other in others
    )


def may_be_of(label: str, row: Row, above: Row) -> bool:
    """Given a printed label, say whether all of it may be of a row's own and of the label above that, mixed."""
    text, upper = skeleton(label), _spellings(above)
    return any(_mixes(text, one, other, telling=False) for one in _spellings(row) for other in upper)


def _spellings(row: Row) -> list[str]:
    return [skeleton(text) for text in (row.label, *row.aliases)]


def _is_of_both(text: str, own: list[str], above: list[str]) -> bool:
    return any(_mixes(text, one, other) for one in own for other in above)


def _mixes(text: str, own: str, above: str, *, telling: bool = True) -> bool:
    """Say whether a text is a run of one label and a run of another, mixed, the first ``telling`` the two apart."""
    states: set[_State] = {(None, None, 0)}
    for char in text:
        states = {after for state in states for after in _steps(char, own, above, state)}
    return any(
        own_end is not None and own_end - start >= OWN_MIN and not (telling and own[start:own_end] in above)
        for own_end, _, start in states
    )


def _steps(char: str, own: str, above: str, state: _State) -> Iterator[_State]:
    own_end, above_end, start = state
    if own_end is None:
        yield from ((at + 1, above_end, at) for at, known in enumerate(own) if known == char)
    elif own[own_end : own_end + 1] == char:
        yield own_end + 1, above_end, start
    if above_end is None:
        yield from ((own_end, at + 1, start) for at, known in enumerate(above) if known == char)
    elif above[above_end : above_end + 1] == char:
        yield own_end, above_end + 1, start
