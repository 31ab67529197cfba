"""When a decision may be written: complete, by a role that may, and about something that still allows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from store.decisions.actions import ACTIONS, ROLES, Decision, Draft, Incomplete, NotAllowed, Role
from store.decisions.snapshots import FROZEN
from store.decisions.states import KIND, SET_BY_NOTICE, UNTIL, day_of

_NEEDED: dict[str, tuple[str, ...]] = {
    "cell": ("report_id", "table_key", "row_key", "column_key"),
    "finding": ("report_id", "rule", "finding_key"),
    "report": ("report_id",),
    "unit": ("unit_code", "year", "report_id"),
    "year": ("year",),
    "account": (),
}
_NEEDED_BY_ACTION = {"move": ("unit_code", "year"), "adopt": ("unit_code", "year")}
_WORDS = {
    "report_id": "哪一份报告",
    "table_key": "哪一张表",
    "row_key": "哪一行",
    "column_key": "哪一列",
    "rule": "哪一条疑点",
    "finding_key": "哪一条疑点",
    "unit_code": "哪个单位",
    "year": "哪个年度",
}
LONGEST_REASON = 2000


def check_complete(draft: Draft) -> None:
    """Raise Incomplete unless the draft says all that its action has to say."""
    action = ACTIONS.get(draft.action)
    if action is None:
        raise Incomplete(f"没有“{draft.action}”这种处理")
    for name in (*_NEEDED[action.target], *_NEEDED_BY_ACTION.get(action.key, ())):
        if getattr(draft, name) is None:
            raise Incomplete(f"“{action.title}”没有写明{_WORDS[name]}")
    if action.key == "deadline":
        _check_deadline(draft)
    if action.key == "settle_year" and not all(name in draft.note for name in FROZEN):
        raise Incomplete("年度核定没有写明核定的是哪一次的数据")
    if action.needs_reason and not draft.reason.strip():
        raise Incomplete(f"“{action.title}”须写明理由")
    if len(draft.reason) > LONGEST_REASON:
        raise Incomplete(f"理由过长，请控制在{LONGEST_REASON}字以内")


def _check_deadline(draft: Draft) -> None:
    if draft.note.get(KIND) not in SET_BY_NOTICE:
        raise Incomplete(f"只有{'、'.join(SET_BY_NOTICE)}的报送期限由县里通知规定，其他由条例规定")
    if day_of(draft.note.get(UNTIL)) is None:
        raise Incomplete("报送期限没有写明日期")


def check_role(role: Role, draft: Draft) -> None:
    """Raise NotAllowed where the action wants a higher role."""
    action = ACTIONS[draft.action]
    if ROLES.index(role) < ROLES.index(action.role):
        raise NotAllowed(f"“{action.title}”须由{action.role}作出，当前账号的角色是{role}")


def check_state(draft: Draft, log: Sequence[Decision]) -> None:
    """Raise NotAllowed where what was decided before does not leave room for it.

    What is 核定 stays so until it is amended, and a report is withdrawn once.
    """
    settled = settled_in(log)
    own = settled.get((draft.unit_code, draft.year)) if draft.unit_code else None
    match draft.action:
        case "amend":
            if own is None:
                raise NotAllowed("尚未核定，不需要更正")
        case "adopt" | "settle_year" | "deadline":
            pass
        case "restore":
            if not is_withdrawn(draft.report_id, log):
                raise NotAllowed("这份报告没有作废，不需要恢复")
        case "settle" | "return" if own is not None:
            raise _settled(own)
        case _ if draft.report_id is not None:
            of_report = next((one for one in settled.values() if one.report_id == draft.report_id), None)
            if of_report is not None:
                raise _settled(of_report)
    if draft.action not in ("restore", "move") and is_withdrawn(draft.report_id, log):
        raise NotAllowed("这份报告已经作废，须先恢复")


def _settled(decision: Decision) -> NotAllowed:
    return NotAllowed(f"{decision.who}已于{decision.clock}核定，须先由负责人“更正”后才能改动")


def is_withdrawn(report_id: str | None, log: Iterable[Decision]) -> bool:
    """Return whether the last word on the report is that it counts no more."""
    withdrawn = False
    for decision in log:
        if report_id is not None and decision.report_id == report_id:
            withdrawn = decision.action == "withdraw" or (withdrawn and decision.action != "restore")
    return withdrawn


def settled_in(log: Iterable[Decision]) -> dict[tuple[str | None, int | None], Decision]:
    """Given the log, return the units and years that are 核定, each with the decision that made it so."""
    settled: dict[tuple[str | None, int | None], Decision] = {}
    for decision in log:
        key = (decision.unit_code, decision.year)
        if decision.action == "settle":
            settled[key] = decision
        elif decision.action in ("amend", "adopt", "return"):
            settled.pop(key, None)
    return settled


def same_target(draft: Draft, other: Decision) -> bool:
    """Return whether a decision is about what the draft is about.

    Whoever settles or returns a report has looked at all of it: a decision on a cell of it counts too.
    """
    target, others = ACTIONS[draft.action].target, _target(other)
    same_report = draft.report_id is not None and draft.report_id == other.report_id
    match target:
        case "cell":
            same_cell = (draft.table_key, draft.row_key, draft.column_key) == other.address
            return same_report and others == "cell" and same_cell
        case "finding":
            return same_report and others == "finding" and draft.finding_key == other.finding_key
        case "report" | "unit":
            same_unit = draft.unit_code is not None and (draft.unit_code, draft.year) == (
                other.unit_code,
                other.year,
            )
            return (others in ("report", "unit") and (same_report or same_unit)) or (
                target == "unit" and same_report
            )
        case "year":
            return others == "year" and (draft.action, draft.year) == (other.action, other.year)
        case _:
            return others == "account" and draft.note.get("login") == other.note.get("login")


def _target(decision: Decision) -> str:
    action = ACTIONS.get(decision.action)
    return action.target if action else ""
