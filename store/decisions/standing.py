"""Which report stands for which unit and year: the order of loading, with people's decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from store.decisions.actions import Decision

Group = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Arrived:
    """A report as it came in.

    Attributes:
        report_id: Of its content.
        unit_code: The unit that it was matched with, or None.
        year: The year that was read, or None.
        whose: The name that it prints, for reports without a unit; None where it prints none.
    """

    report_id: str
    unit_code: str | None
    year: int | None
    whose: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a report stands: its unit and year, its number among the versions, and whether it counts.

    Attributes:
        version: From 1, in the order of loading, withdrawn ones included.
        is_current: Whether it is the one that counts for its unit and year.
        withdrawn: 作废.
        waiting: Came after a version that somebody has settled or chosen, and waits for a choice.
        moved: Stands for another unit or year than was read.
    """

    report_id: str
    unit_code: str | None
    year: int | None
    group: Group
    version: int = 1
    is_current: bool = False
    withdrawn: bool = False
    waiting: bool = False
    moved: bool = False


def place(arrived: Sequence[Arrived], log: Iterable[Decision] = ()) -> list[Standing]:
    """Given reports in the order of loading and the decisions, return where each stands, in the same order.

    The version loaded last counts. A settled or adopted one counts until somebody chooses another:
    what came after it waits. Returning a report opens the way for the next one again.
    """
    withdrawn, moves, choices = _fold(log)
    placed = [_placed(report, moves.get(report.report_id), withdrawn) for report in arrived]
    groups: dict[Group, list[int]] = defaultdict(list)
    for at, standing in enumerate(placed):
        groups[standing.group].append(at)
    for members in groups.values():
        for at, standing in zip(members, _rank([placed[at] for at in members], choices), strict=True):
            placed[at] = standing
    return placed


def _fold(log: Iterable[Decision]) -> tuple[set[str], dict[str, Decision], list[Decision]]:
    """Return the withdrawn reports, the last move of each, and the choices in order."""
    withdrawn: set[str] = set()
    moves: dict[str, Decision] = {}
    choices: list[Decision] = []
    for decision in log:
        report_id = decision.report_id
        if report_id is None:
            continue
        match decision.action:
            case "withdraw":
                withdrawn.add(report_id)
            case "restore":
                withdrawn.discard(report_id)
            case "move":
                moves[report_id] = decision
            case "settle" | "adopt" | "return":
                choices.append(decision)
    return withdrawn, moves, choices


def _placed(report: Arrived, move: Decision | None, withdrawn: set[str]) -> Standing:
    unit_code, year = (report.unit_code, report.year) if move is None else (move.unit_code, move.year)
    whose = f"={unit_code}" if unit_code else f"?{report.whose}" if report.whose else None
    # A report of nobody or of no year is no version of any other.
    group = (whose, year) if whose is not None and year is not None else (report.report_id, year)
    return Standing(
        report.report_id,
        unit_code,
        year,
        group,
        withdrawn=report.report_id in withdrawn,
        moved=(unit_code, year) != (report.unit_code, report.year),
    )


def _rank(members: Sequence[Standing], choices: Sequence[Decision]) -> list[Standing]:
    """Given the versions of one report in the order of loading, return them with what each is."""
    standing = {report.report_id: at for at, report in enumerate(members) if not report.withdrawn}
    chosen, last_seen = _choice(standing, members[0].group, choices)
    current = chosen if chosen is not None else max(standing.values(), default=None)
    return [
        replace(
            report,
            version=at + 1,
            is_current=at == current,
            waiting=chosen is not None and at > last_seen and not report.withdrawn,
        )
        for at, report in enumerate(members)
    ]


def _choice(standing: dict[str, int], group: Group, choices: Sequence[Decision]) -> tuple[int | None, int]:
    """Return which version was chosen, if any, and the latest that the choosers had before them."""
    chosen: int | None = None
    last_seen = -1
    for decision in choices:
        at = standing.get(decision.report_id or "")
        if at is None or (f"={decision.unit_code}", decision.year) != group:
            continue
        if decision.action == "return":
            chosen, last_seen = None, -1
        else:
            chosen, last_seen = at, max(last_seen, at)
    return chosen, last_seen
