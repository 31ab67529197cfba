"""Short ways to decide something in a test."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

from store import Store
from store.decisions import Actor, Decision, Decisions, Draft
from store.decisions.actions import ALONE
from store.paths import DataDirectory

NOW = datetime.fromisoformat("2026-02-03T09:00:00+08:00")
CELL = ("applications", "new", "total")


def decisions_of(folder: Path) -> Decisions:
    """Return the decisions of a data directory, with a clock that stands still."""
    return Decisions(DataDirectory(folder), lambda: NOW)


def decide(
    folder: Path,
    action: str,
    *,
    actor: Actor = ALONE,
    seen: int | None = None,
    reason: str = "核对原件",
    **told: object,
) -> Decision:
    """Write a decision about whatever is told."""
    return decisions_of(folder).record(actor, Draft(action, reason=reason, **told), seen=seen)  # type: ignore[arg-type]


def on_cell(
    report_id: str, printed: str = "0", value: Decimal | int | None = None, cell: tuple[str, ...] = CELL
) -> dict[str, object]:
    """Return what a decision on a cell tells, made against what is printed."""
    return {
        "report_id": report_id,
        "table_key": cell[0],
        "row_key": cell[1],
        "column_key": cell[2],
        "printed": printed,
        "printed_value": Decimal(printed) if printed else None,
        "value": None if value is None else Decimal(value),
    }


def cell_of(store: Store, report_id: str, cell: tuple[str, ...] = CELL) -> dict[str, object]:
    """Return one cell of a report as the store shows it."""
    cells = store.rows("cells_of_report", report_id=report_id)
    at = (cells["table_key"] == cell[0]) & (cells["row_key"] == cell[1]) & (cells["column_key"] == cell[2])
    return dict(cells[at].iloc[0])
