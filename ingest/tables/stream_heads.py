"""The order of the columns of 表三 in running text, as far as the words of its head tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from form import TABLES
from form.shared_tables import ORGANISATIONS
from form.spelling import skeleton
from ingest.tables.labels import column_index
from ingest.tables.tokens import Token

TABLE = TABLES["applications"]
_FORM = tuple(column.key for column in TABLE.columns)
_FIRST, TOTAL = _FORM[0], _FORM[-1]
_BELOW = tuple(column.key for column in TABLE.columns if column.group)
_GROUP = skeleton(ORGANISATIONS)
NO_ORDER = "表头各栏的次序与表式不同，数字对应哪一栏不能确定"


@dataclass(frozen=True, slots=True)
class Order:
    """The keys of the columns from left to right, and why that is no more than a guess, or ""."""

    keys: tuple[str, ...]
    doubt: str = ""


def order_of(words: Sequence[Token]) -> Order | None:
    """Given the words before a row, return the order of columns that they name, or None where it is the form's.

    Text runs the storeys of a head together, the upper one often in another order than it is
    printed. Only the organisations below 法人或其他组织 are sure to stand side by side.
    """
    index = column_index(TABLE.key)
    texts = [_GROUP if skeleton(token.text) == _GROUP else index.exact(token.text) for token in words]
    named = [text for text in texts if text is not None]
    keys = [key for key in named if key != _GROUP]
    below = tuple(key for key in keys if key in _BELOW)
    if sorted(keys) != sorted(_FORM) or below == _BELOW:
        return None
    order = (_FIRST, *below, TOTAL)
    as_form = named[0] == _FIRST and (tuple(keys) == order or named[:3] == [_FIRST, _GROUP, TOTAL])
    return Order(order, "" if as_form else NO_ORDER)


def total_before(heads: Sequence[str]) -> tuple[str, ...] | None:
    """Given the columns in the order in which a head names them, return it where 总计 may not be the last one.

    Only the sums of the rows tell whether it is so.
    """
    at = heads.index(TOTAL) if TOTAL in heads else len(heads)
    if at > 1 or any(key in _BELOW for key in heads[:at]):
        return None
    others = [key for key in _FORM if key != TOTAL]
    return (*others[:at], TOTAL, *others[at:])
