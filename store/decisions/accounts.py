"""Local accounts: passwords, wrong ones, and how long somebody stays signed in."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from store.decisions.actions import CONSOLE, Actor, Draft, Incomplete, Role
from store.decisions.file import reading, writing
from store.decisions.people import Account
from store.decisions.record import Decisions
from store.paths import DataDirectory

SHORTEST_PASSWORD = 8
# Wrong passwords that cost nothing; after them each pause is twice the one before.
FREE_ATTEMPTS = 5
FIRST_PAUSE_SECONDS = 5.0
LONGEST_PAUSE_SECONDS = 900.0
IDLE_MINUTES = 30

_HASHER = PasswordHasher()
# An unknown name costs as long as a wrong password, so that names cannot be told by the time it takes.
_NOBODY = _HASHER.hash("nobody")


class SignInRefused(Exception):
    """Not let in, with a Chinese sentence.

    Attributes:
        wait_seconds: How long the next try has to wait.
    """

    def __init__(self, message: str, wait_seconds: float = 0) -> None:
        super().__init__(message)
        self.wait_seconds = wait_seconds


@dataclass(frozen=True)
class Accounts:
    """The accounts of one data directory.

    Attributes:
        data: The data directory.
        idle_minutes: How long somebody stays signed in who does nothing.
        clock: Seconds since some moment that is the same for all processes.
    """

    data: DataDirectory
    idle_minutes: float = IDLE_MINUTES
    clock: Callable[[], float] = field(default=time.time)

    def listed(self) -> list[Account]:
        """Return all accounts, closed ones included; none in single-user mode."""
        return list(Decisions.open(self.data).accounts().values())

    def open_ones(self) -> dict[str, Account]:
        """Return the accounts that may sign in, by name."""
        return {account.login: account for account in self.listed() if account.is_open}

    def add(self, login: str, password: str, role: Role, actor: Actor = CONSOLE) -> None:
        """Make an account. Raises Incomplete for a name or password that will not do, and what ``record`` raises.

        The first one has to be a 负责人: with it single-user mode ends, and somebody has to be able to settle.
        """
        self._record(actor, "add_account", login.strip(), role=role, password=password)

    def change_role(self, login: str, role: Role, actor: Actor = CONSOLE) -> None:
        """Give an account another role. Raises as ``add``; the last 负责人 stays one."""
        self._record(actor, "change_role", login, role=role)

    def change_password(self, login: str, password: str, actor: Actor = CONSOLE) -> None:
        """Give an account another password and end its sessions. Raises as ``add``."""
        self._record(actor, "change_password", login, password=password)

    def close(self, login: str, actor: Actor = CONSOLE) -> None:
        """Close an account for good: its name stays in the log. Raises as ``add``; the last 负责人 stays."""
        self._record(actor, "close_account", login)

    def sign_in(self, login: str, password: str) -> str:
        """Given a name and a password, return the token of a new session.

        Raises SignInRefused for a wrong one, and for any as long as a pause lasts.
        """
        name = login.strip()
        self._count(name)
        known = self.open_ones()
        with reading(self.data.decisions) as connection:
            found = (
                connection
                and connection.execute("SELECT hash FROM secret WHERE login = ?", (name,)).fetchone()
            )
        if not _fits(found[0] if found else _NOBODY, password) or not found or name not in known:
            raise SignInRefused("账号或密码不对")
        token = secrets.token_urlsafe(32)
        with writing(self.data.decisions) as connection:
            connection.execute("DELETE FROM attempt WHERE login = ?", (name,))
            connection.execute("DELETE FROM session WHERE used < ?", (self._oldest(),))
            connection.execute("INSERT INTO session VALUES (?, ?, ?)", (_digest(token), name, self.clock()))
        return token

    def who(self, token: str) -> Account | None:
        """Given a session's token, return whose it is and keep it alive; None once it has ended."""
        with reading(self.data.decisions) as connection:
            row = (
                connection
                and connection.execute(
                    "SELECT login, used FROM session WHERE token = ?", (_digest(token),)
                ).fetchone()
            )
        if not row or row[1] < self._oldest():
            return None
        # Not at every look, so that looking around seldom writes.
        if row[1] < self.clock() - self.idle_minutes * 60 / 10:
            with writing(self.data.decisions) as connection:
                connection.execute(
                    "UPDATE session SET used = ? WHERE token = ?", (self.clock(), _digest(token))
                )
        return self.open_ones().get(row[0])

    def sign_out(self, token: str) -> None:
        """End a session."""
        with writing(self.data.decisions) as connection:
            connection.execute("DELETE FROM session WHERE token = ?", (_digest(token),))

    def _oldest(self) -> float:
        return self.clock() - self.idle_minutes * 60

    def _count(self, login: str) -> None:
        """Count a try, before it is known whether it is right: many at once are counted all the same."""
        with writing(self.data.decisions) as connection:
            row = connection.execute("SELECT wrong, last FROM attempt WHERE login = ?", (login,)).fetchone()
            wrong, last = row or (0, 0.0)
            left = last + pause_after(wrong) - self.clock()
            if left > 0:
                raise SignInRefused(f"密码多次不对，请等{max(1, round(left))}秒后再试", left)
            connection.execute(
                "INSERT OR REPLACE INTO attempt VALUES (?, ?, ?)", (login, wrong + 1, self.clock())
            )

    def _record(
        self, actor: Actor, action: str, login: str, *, role: Role | None = None, password: str | None = None
    ) -> None:
        if password is not None and len(password) < SHORTEST_PASSWORD:
            raise Incomplete(f"密码不能少于{SHORTEST_PASSWORD}个字符")
        note = {"login": login} | ({"role": role} if role else {})
        hashed = _HASHER.hash(password) if password is not None else None

        def also(connection: sqlite3.Connection) -> None:
            if hashed is not None:
                connection.execute("INSERT OR REPLACE INTO secret VALUES (?, ?)", (login, hashed))
                connection.execute("DELETE FROM attempt WHERE login = ?", (login,))
            if hashed is not None or action == "close_account":
                connection.execute("DELETE FROM session WHERE login = ?", (login,))

        Decisions.open(self.data).record_all(actor, [Draft(action, note=note)], also=also)


def pause_after(wrong: int) -> float:
    """Given how many wrong passwords came in a row, return for how many seconds no further one is looked at."""
    if wrong < FREE_ATTEMPTS:
        return 0
    return float(min(FIRST_PAUSE_SECONDS * 2 ** min(wrong - FREE_ATTEMPTS, 20), LONGEST_PAUSE_SECONDS))


def _fits(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
