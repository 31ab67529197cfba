"""What can be decided, about what, and by whom, as data; and what a decision is made of."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

Role = Literal["查看", "经办", "负责人"]
ROLES: tuple[Role, ...] = ("查看", "经办", "负责人")
VIEWER, CLERK, HEAD = ROLES
Target = Literal["cell", "finding", "report", "unit", "year", "account"]


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be decided.

    Attributes:
        key: What programs know it by.
        title: Its name on screen and in the log.
        target: What it is about.
        role: The lowest role that may.
        needs_reason: Whether it has to say why.
    """

    key: str
    title: str
    target: Target
    role: Role
    needs_reason: bool = False


_DECLARED = (
    Action("correct", "更正读数", "cell", CLERK, needs_reason=True),
    Action("confirm", "确认读数", "cell", CLERK),
    Action("uncorrect", "撤销读数处理", "cell", CLERK),
    Action("dismiss", "排除疑点", "finding", CLERK, needs_reason=True),
    Action("accept", "认定疑点", "finding", CLERK),
    Action("reopen", "疑点重新待核", "finding", CLERK),
    Action("withdraw", "作废", "report", CLERK, needs_reason=True),
    Action("restore", "恢复", "report", CLERK, needs_reason=True),
    Action("move", "改归", "report", CLERK, needs_reason=True),
    Action("adopt", "采用此版本", "report", HEAD, needs_reason=True),
    Action("return", "退回", "unit", CLERK, needs_reason=True),
    Action("settle", "核定", "unit", HEAD),
    Action("amend", "更正", "unit", HEAD, needs_reason=True),
    Action("settle_year", "年度核定", "year", HEAD),
    Action("deadline", "报送期限", "year", HEAD),
    Action("add_account", "新建账号", "account", HEAD),
    Action("change_role", "更改角色", "account", HEAD),
    Action("change_password", "更改密码", "account", HEAD),
    Action("close_account", "停用账号", "account", HEAD),
)
ACTIONS: dict[str, Action] = {action.key: action for action in _DECLARED}
# Actions that change which report stands for which unit and year, and so what is held against what.
PLACING = frozenset({"withdraw", "restore", "move", "adopt", "return", "settle"})


class DecisionRefused(Exception):
    """A decision that was not written; the sentence is Chinese and for the person who made it."""


class NotAllowed(DecisionRefused):
    """The person's role, or the state of what was decided on, does not permit it."""


class Incomplete(DecisionRefused):
    """Something that the decision has to say is missing or cannot be so."""


class Overtaken(DecisionRefused):
    """Somebody else decided on the same thing since the person's screen was shown.

    Attributes:
        by: The decision that came first.
    """

    def __init__(self, by: Decision) -> None:
        why = f"，理由：{by.reason}" if by.reason else ""
        super().__init__(f"{by.who}已于{by.clock}作出“{by.title}”{why}。请看过之后再决定。")
        self.by = by


@dataclass(frozen=True, slots=True)
class Actor:
    """Who decides. The role is only what the screen believes; what counts stands in the accounts."""

    who: str
    role: Role = VIEWER


# Without accounts: whoever sits at this machine.
ALONE = Actor("本机", HEAD)
# Whoever may run commands in the data directory may make accounts there, and nothing else.
CONSOLE = Actor("命令行", HEAD)


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision that is yet to be written.

    Attributes:
        action: A key of ACTIONS.
        unit_code: The unit it is about; for ``move`` the one it goes to.
        year: The report year; for ``move`` the one it goes to.
        report_id: The report it is about, or that stood for the unit and year when it was decided.
        table_key, row_key, column_key: The address of the cell, or of the finding.
        rule: The finding's rule.
        finding_key: What tells the finding from others of its rule (:func:`finding_key`).
        printed: The words of the cell it was made against.
        printed_value: The number of the cell it was made against, or None.
        value: The number that the cell really shows (``correct``), or None where it is blank.
        reason: Why, in the person's words.
        note: Whatever else the action has to keep.
    """

    action: str
    unit_code: str | None = None
    year: int | None = None
    report_id: str | None = None
    table_key: str | None = None
    row_key: str | None = None
    column_key: str | None = None
    rule: str | None = None
    finding_key: str | None = None
    printed: str | None = None
    printed_value: Decimal | None = None
    value: Decimal | None = None
    reason: str = ""
    note: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as it was written, see :class:`Draft`.

    Attributes:
        id: Its number; they run from 1 without gaps.
        at: When, local time with its offset, ISO 8601.
        who: Who decided.
        role: The role that this person had then.
    """

    id: int
    at: str
    who: str
    role: Role
    action: str
    unit_code: str | None
    year: int | None
    report_id: str | None
    table_key: str | None
    row_key: str | None
    column_key: str | None
    rule: str | None
    finding_key: str | None
    printed: str | None
    printed_value: Decimal | None
    value: Decimal | None
    reason: str
    note: Mapping[str, Any]

    @property
    def title(self) -> str:
        """Return the action's name, also of one that a later version of this program knows."""
        action = ACTIONS.get(self.action)
        return action.title if action else self.action

    @property
    def clock(self) -> str:
        """Return when it was made, to the minute, as people read it."""
        return self.at[:16].replace("T", " ")

    @property
    def address(self) -> tuple[str | None, str | None, str | None]:
        """Return the address of the cell or of the finding."""
        return self.table_key, self.row_key, self.column_key


_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def finding_key(
    rule: str, address: tuple[str | None, str | None, str | None], message: str, beside: Iterable[str] = ()
) -> str:
    """Given what a finding says, return what tells it from others, also in the next build.

    The numbers of its sentence are part of it and its words are not: a finding that is only worded
    better stays decided, one with other numbers is another. ``beside`` are the reports whose words it shows.
    """
    parts = (rule, *(part or "" for part in address), *beside, *_NUMBER.findall(message))
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]
