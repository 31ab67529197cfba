"""The order of columns where no head stands over them: as the words before a piece of table name them.

A head whose words stand close together may be read as lines of text. They still stand from left to right.
"""

from __future__ import annotations

from collections.abc import Sequence

from form import TABLES
from form.shared_tables import SUITS
from form.spelling import skeleton
from ingest.tables.labels import column_index, row_index
from ingest.tables.stream_rows import mentions

# A line that names fewer columns says nothing of their order.
NAMED_MIN = 3
_APPLICATIONS, _LITIGATION = TABLES["applications"], TABLES["litigation"]
_ORGANISATIONS = tuple(column.key for column in _APPLICATIONS.columns if column.group)
_OUTCOMES = tuple(column.key for column in _LITIGATION.columns)
_SUITS = [row.key for row in _LITIGATION.rows if row.groups]
_REVIEW, _SUIT = skeleton(_LITIGATION.rows[0].label), skeleton(SUITS)


def organisations_as_in_form(caption: str) -> bool:
    """Given the lines before a piece of 表三, say whether none of them names its columns in another order."""
    named = [
        [key for key in keys if key in _ORGANISATIONS] for keys in _columns_named("applications", caption)
    ]
    return all(_goes_through(keys, _ORGANISATIONS) for keys in named)


def outcomes_named(caption: str) -> tuple[str, ...] | None:
    """Given the lines before the line of cases, return the order of its outcomes; None where it is not certain.

    The form's order needs no words; another one has to be named for each kind of case alike.
    """
    if not _cases_as_in_form(caption):
        return None
    lines = _columns_named("litigation", caption)
    if all(_goes_through(keys, _OUTCOMES) for keys in lines):
        return _OUTCOMES
    keys = [key for line in lines for key in line]
    width = len(_OUTCOMES)
    groups = {tuple(keys[at : at + width]) for at in range(0, len(keys), width)}
    order = groups.pop()
    whole = len(keys) == width * len(_LITIGATION.rows) and sorted(order) == sorted(_OUTCOMES)
    return order if whole and not groups else None


def _columns_named(table: str, caption: str) -> list[list[str]]:
    index = column_index(table)
    lines = [[key for _, key in mentions(index, skeleton(line))] for line in caption.split("\n")]
    return [keys for keys in lines if len(keys) >= NAMED_MIN]


def _goes_through(keys: Sequence[str], form: Sequence[str]) -> bool:
    """Say whether keys are the form's in its order, once or over again; some may be illegible."""
    rounds = iter(list(form) * -(-len(keys) // len(form)))
    return all(key in rounds for key in keys)


def _cases_as_in_form(caption: str) -> bool:
    index = row_index("litigation")
    lines = [skeleton(line) for line in caption.split("\n")]
    suits = [key for line in lines for _, key in mentions(index, line) if key in _SUITS]
    turned = any(line.startswith(_SUIT) and line.endswith(_REVIEW) for line in lines)
    return not turned and _goes_through(suits, _SUITS)
