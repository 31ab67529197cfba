"""A draft as it can be kept: what pages take from data frames becomes plain text, whole numbers and decimals."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import ROUND_HALF_EVEN, Decimal
from numbers import Integral
from typing import Any

from store.decisions.actions import Draft, Incomplete
from store.schema import VALUE_DIGITS, VALUE_SCALE

_STEP = Decimal(1).scaleb(-VALUE_SCALE)
_LIMIT = Decimal(1).scaleb(VALUE_DIGITS - VALUE_SCALE)
_NUMBERS = ("printed_value", "value")


def plain(draft: Draft) -> Draft:
    """Given a draft, return it in plain types: no NaN, no numbers of NumPy's, decimals as a build keeps them.

    Raises Incomplete for a number that no cell of a build could hold: nothing could be read any more with it.
    """
    told = {field.name: getattr(draft, field.name) for field in fields(draft)}
    texts: dict[str, Any] = {
        name: _text(value) for name, value in told.items() if name not in (*_NUMBERS, "note")
    }
    numbers: dict[str, Any] = {name: _number(told[name]) for name in _NUMBERS}
    return replace(draft, **texts, **numbers, note=dict(draft.note))


def _text(value: object) -> object:
    if isinstance(value, Integral):
        return int(value)
    # NaN is what a data frame holds where there is nothing.
    return None if value != value else value


def _number(value: object) -> Decimal | None:
    if value is None or value != value:
        return None
    number = Decimal(str(value))
    if not number.is_finite() or abs(number) >= _LIMIT:
        raise Incomplete(f"“{value}”不是表格里能填的数")
    return number.quantize(_STEP, rounding=ROUND_HALF_EVEN).normalize() + 0
