"""Where a unit stands with its report of a year, and by when it is owed, as the decisions tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from form.units import TOWNSHIPS
from store.decisions.actions import Decision

State = Literal["缺报", "待核", "退回", "核定", "更正"]
MISSING, PENDING, RETURNED, SETTLED, AMENDED = STATES = ("缺报", "待核", "退回", "核定", "更正")
# In the note of a decision: the day by which a returned report, or a year's reports, are due.
UNTIL = "until"
KIND = "kind"
# 《政府信息公开条例》第四十九条 sets the others' days.
SET_BY_NOTICE = TOWNSHIPS


@dataclass(frozen=True, slots=True)
class UnitState:
    """What was last decided about a unit's report of a year.

    Attributes:
        unit_code: The unit.
        year: The report year.
        state: 退回, 核定 or 更正; the first two hold as long as ``report_id`` is the report that counts.
        since: When, ISO 8601.
        who: Who decided.
        report_id: The report it was decided on.
        until: By when a returned report is due, or None.
    """

    unit_code: str
    year: int
    state: State
    since: str
    who: str
    report_id: str | None
    until: date | None


def unit_states(log: Iterable[Decision]) -> list[UnitState]:
    """Given the log, return the state of each unit and year that somebody has decided on."""
    states: dict[tuple[str, int], UnitState] = {}
    for decision in log:
        if decision.unit_code is None or decision.year is None:
            continue
        key = (decision.unit_code, decision.year)
        state = _next(decision, key in states)
        if state is not None:
            states[key] = UnitState(
                *key, state, decision.at, decision.who, decision.report_id, day_of(decision.note.get(UNTIL))
            )
    return list(states.values())


def _next(decision: Decision, decided_before: bool) -> State | None:
    match decision.action:
        case "return":
            return "退回"
        case "settle":
            return "核定"
        case "amend":
            return "更正"
        # Another version in the place of a settled one has to be looked at and settled again.
        case "adopt" if decided_before:
            return "更正"
    return None


def deadlines(log: Iterable[Decision]) -> dict[tuple[int, str], date]:
    """Given the log, return the days that the office has set, by report year and kind of unit."""
    days: dict[tuple[int, str], date] = {}
    for decision in log:
        day = day_of(decision.note.get(UNTIL)) if decision.action == "deadline" else None
        if day is not None and decision.year is not None:
            days[decision.year, str(decision.note.get(KIND))] = day
    return days


def day_of(text: object) -> date | None:
    """Given a day as ISO 8601, return it; None for anything else."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
