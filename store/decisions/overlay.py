"""Which decision holds for which cell and finding of which report, versions considered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import chain

from store.decisions.actions import ACTIONS, Decision, Target
from store.decisions.standing import Group, Standing

_TAKEN_BACK = frozenset({"uncorrect", "reopen"})


def holding(
    target: Target, standings: Iterable[Standing], log: Iterable[Decision]
) -> Iterator[tuple[str, Decision]]:
    """Given where reports stand and the log, yield each report with each decision that holds for it.

    A decision on one version holds for the later ones too, as far as they print the same (the reader
    has to see to that): the last one on the same cell or finding, whatever version it was made on.
    Those on a withdrawn version hold for that one alone.
    """
    made: dict[str, list[Decision]] = defaultdict(list)
    for decision in log:
        action = ACTIONS.get(decision.action)
        if action is not None and action.target == target and decision.report_id is not None:
            made[decision.report_id].append(decision)
    if not made:
        return
    groups: dict[Group, list[Standing]] = defaultdict(list)
    for standing in standings:
        groups[standing.group].append(standing)
    for members in groups.values():
        if any(standing.report_id in made for standing in members):
            yield from _in_group(members, made)


def _in_group(members: Sequence[Standing], made: dict[str, list[Decision]]) -> Iterator[tuple[str, Decision]]:
    carried: dict[Hashable, Decision] = {}
    for standing in sorted(members, key=lambda standing: standing.version):
        own = made.get(standing.report_id, [])
        held = _last_by_target(chain(carried.values(), own))
        for decision in held.values():
            if decision.action not in _TAKEN_BACK:
                yield standing.report_id, decision
        if not standing.withdrawn:
            carried = held


def _last_by_target(decisions: Iterable[Decision]) -> dict[Hashable, Decision]:
    ordered = sorted(decisions, key=lambda decision: decision.id)
    return {(decision.address, decision.finding_key): decision for decision in ordered}
