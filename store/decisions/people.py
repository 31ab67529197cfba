"""Who has an account and which role, as the log of decisions tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from store.decisions.actions import (
    ACTIONS,
    ALONE,
    CONSOLE,
    HEAD,
    ROLES,
    Actor,
    Decision,
    Draft,
    Incomplete,
    NotAllowed,
    Role,
)

LONGEST_LOGIN = 32


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in.

    Attributes:
        login: The name to sign in with, which stands in the log too.
        role: What this person may do.
        is_open: False once the account is closed; its name is never given again.
        since: When it was made, ISO 8601.
    """

    login: str
    role: Role
    is_open: bool
    since: str


def accounts_of(log: Iterable[Decision]) -> dict[str, Account]:
    """Given the log, return the accounts by name, in the order in which they were made."""
    accounts: dict[str, Account] = {}
    for decision in log:
        if decision.action in ACTIONS and ACTIONS[decision.action].target == "account":
            login = str(decision.note["login"])
            match decision.action:
                case "add_account":
                    accounts[login] = Account(login, _role(decision), True, decision.at)
                case "change_role":
                    accounts[login] = replace(accounts[login], role=_role(decision))
                case "close_account":
                    accounts[login] = replace(accounts[login], is_open=False)
    return accounts


def _role(decision: Decision) -> Role:
    role = str(decision.note["role"])
    return next((known for known in ROLES if known == role), ROLES[0])


def standing_role(actor: Actor, draft: Draft, accounts: Mapping[str, Account]) -> Role:
    """Given who decides what and the accounts, return the role that counts. Raises NotAllowed for nobody's."""
    if actor == CONSOLE and ACTIONS[draft.action].target == "account":
        return CONSOLE.role
    if not accounts:
        if actor.who != ALONE.who:
            raise NotAllowed(f"没有“{actor.who}”这个账号")
        return ALONE.role
    account = accounts.get(actor.who)
    if account is None or not account.is_open:
        raise NotAllowed(f"账号“{actor.who}”不存在或已停用，请重新登录")
    return account.role


def check_account(draft: Draft, accounts: Mapping[str, Account]) -> None:
    """Raise Incomplete for a name or role that will not do, NotAllowed where nobody could settle any more.

    The first account has to be a 负责人: with it single-user mode ends. The last one stays one.
    """
    login, role = str(draft.note.get("login", "")), draft.note.get("role")
    if draft.action in ("add_account", "change_role") and role not in ROLES:
        raise Incomplete(f"角色应为{'、'.join(ROLES)}之一")
    known = accounts.get(login)
    if draft.action == "add_account":
        _check_new(login, known)
        if not accounts and role != HEAD:
            raise NotAllowed(f"第一个账号须为{HEAD}")
        return
    if known is None or not known.is_open:
        raise NotAllowed(f"没有“{login}”这个账号，或已停用")
    heads = [one.login for one in accounts.values() if one.is_open and one.role == HEAD]
    steps_down = draft.action == "close_account" or (draft.action == "change_role" and role != HEAD)
    if steps_down and heads == [login]:
        raise NotAllowed(f"至少要有一个{HEAD}，请先新建或指定另一个")


def _check_new(login: str, known: Account | None) -> None:
    if not 0 < len(login) <= LONGEST_LOGIN or login in (ALONE.who, CONSOLE.who) or not login.isprintable():
        raise Incomplete(f"账号名“{login}”不能用，请用不超过{LONGEST_LOGIN}个字的姓名或拼音")
    if known is not None:
        raise Incomplete(f"账号“{login}”已有（停用的账号名也不再使用）")
