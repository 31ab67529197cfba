"""What people decide: corrections, findings weighed, states, accounts. The only room with sqlite3.

Nothing of it is ever in a build: reads lay the decisions over the build (:mod:`store.views`).
"""

from store.decisions.actions import (
    ACTIONS,
    ROLES,
    Actor,
    Decision,
    DecisionRefused,
    Draft,
    Incomplete,
    NotAllowed,
    Overtaken,
    finding_key,
)
from store.decisions.record import Decisions
from store.decisions.standing import Arrived, Standing, place

__all__ = [
    "ACTIONS",
    "ROLES",
    "Actor",
    "Arrived",
    "Decision",
    "DecisionRefused",
    "Decisions",
    "Draft",
    "Incomplete",
    "NotAllowed",
    "Overtaken",
    "Standing",
    "finding_key",
    "place",
]
