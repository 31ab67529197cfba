"""How a finding is made: by its rule, which has declared once how grave it is."""

from __future__ import annotations

from decimal import Decimal

from ingest.model import Finding
from ingest.rules import RULES


def finding(
    rule: str,
    message: str,
    table: str | None = None,
    row: str | None = None,
    column: str | None = None,
    expected: float | int | None = None,
    actual: float | int | None = None,
) -> Finding:
    """Given a rule and its words, return the finding with the rule's own severity."""
    return Finding(rule, RULES[rule].severity, message, table, row, column, expected, actual)


def plain_number(value: Decimal | None) -> float | int | None:
    """Given a value, return it as a JSON number: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
