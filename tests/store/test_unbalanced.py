"""Which reports' flows do not balance, against a plain count over their cells."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from store import Store
from tests.store.factory import make_report, make_store

IN, OUT = ["new", "carried_in"], ["results_total", "carried_out"]


def _cell(row: str) -> tuple[str, str, str]:
    return ("applications", row, "total")


@pytest.mark.parametrize(
    ("given", "gap"),
    [
        ({"new": 5, "results_total": 5}, None),
        ({"new": 5, "carried_in": 2, "results_total": 4}, 3),
        ({"new": 1, "carried_out": 3}, -2),
        # A cell without a number counts as nothing.
        ({"new": 4, "results_total": None}, 4),
    ],
)
def test_a_report_is_named_with_what_its_two_sides_differ_by(
    given: dict[str, int | None], gap: int | None, tmp_path: Path
) -> None:
    values = {_cell(row): None if value is None else Decimal(value) for row, value in given.items()}
    make_store(tmp_path, [make_report("清水镇", 2024, values=values), make_report("石桥镇", 2024)])
    asked = {"tables": ["applications"], "column_keys": ["total"], "rows_in": IN, "rows_out": OUT}
    found = Store.open(tmp_path).rows("unbalanced", years=[2024], **asked)
    named = list(zip(found["unit_name"], found["gap"], strict=True))
    assert named == ([] if gap is None else [("清水镇", gap)])
