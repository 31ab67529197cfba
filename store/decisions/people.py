"""Who has an account and which role, as the log of decisions tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from store.decisions.actions import ACTIONS, ALONE, CONSOLE, ROLES, Actor, Decision, Draft, NotAllowed, Role


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
