"""A year that was settled: which build and which decisions it was, for ever."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from store.decisions.actions import Decision

# What the note of the decision has to say.
FROZEN = ("name", "build_id", "revision", "files", "unsettled")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A year as it was settled.

    Attributes:
        id: Number of the decision that made it.
        name: What people call it; no two have the same.
        year: The report year.
        build_id: The build it is a reading of. Pruning never deletes it.
        revision: The last decision that is part of it.
        files: Digest of the build's file (SHA-256), so that one can tell that it is still the same.
        made_at: When, ISO 8601.
        who: Who settled it.
        reason: Why it was settled although some units were not, or "".
        unsettled: Names of those units.
    """

    id: int
    name: str
    year: int
    build_id: str
    revision: int
    files: str
    made_at: str
    who: str
    reason: str
    unsettled: tuple[str, ...]


def snapshots_of(log: Iterable[Decision]) -> list[Snapshot]:
    """Given the log, return the snapshots in the order in which they were made."""
    return [
        Snapshot(
            id=decision.id,
            name=str(decision.note["name"]),
            year=decision.year,
            build_id=str(decision.note["build_id"]),
            revision=int(decision.note["revision"]),
            files=str(decision.note["files"]),
            made_at=decision.at,
            who=decision.who,
            reason=decision.reason,
            unsettled=tuple(decision.note["unsettled"]),
        )
        for decision in log
        if decision.action == "settle_year" and decision.year is not None
    ]
