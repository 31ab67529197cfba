"""Decisions are written here and nowhere else, so here it is enforced who may decide what."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from store.decisions.actions import ACTIONS, Actor, Decision, Draft, Overtaken
from store.decisions.file import COLUMNS, reading, writing
from store.decisions.people import Account, accounts_of, check_account, standing_role
from store.decisions.plain import plain
from store.decisions.rules import check_complete, check_role, check_state, same_target
from store.paths import DataDirectory

_SELECT = f"SELECT {', '.join(COLUMNS)} FROM decision"
_INSERT = f"INSERT INTO decision ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"


def _now() -> datetime:
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions of one data directory. Nothing is held open; every call sees what is there by then."""

    data: DataDirectory
    clock: Callable[[], datetime] = _now

    @classmethod
    def open(cls, data: DataDirectory) -> Decisions:
        """Return the decisions of the data directory; the file is made by the first one written."""
        return cls(data)

    @property
    def revision(self) -> int:
        """The number of the last decision, 0 where there is none. Raises DecisionsUnreadable."""
        with reading(self.data.decisions) as connection:
            return 0 if connection is None else _last(connection)

    def log(self, upto: int | None = None) -> list[Decision]:
        """Return the decisions in order, all of them or up to a revision. Raises DecisionsUnreadable."""
        with reading(self.data.decisions) as connection:
            return [] if connection is None else _read(connection, 0, upto)

    def accounts(self) -> dict[str, Account]:
        """Return the accounts by name, closed ones included; none in single-user mode."""
        with reading(self.data.decisions) as connection:
            if connection is None:
                return {}
            # Asked for at every step of everybody: the log itself may be long.
            actions = [action.key for action in ACTIONS.values() if action.target == "account"]
            marks = ", ".join("?" * len(actions))
            rows = connection.execute(f"{_SELECT} WHERE action IN ({marks}) ORDER BY id", actions)
            return accounts_of(map(_decision, rows.fetchall()))

    def record(self, actor: Actor, draft: Draft, *, seen: int | None = None) -> Decision:
        """Write a decision and return it.

        Args:
            actor: Who decides; the role that counts is the one in the accounts.
            draft: What.
            seen: The revision that the person's screen showed.

        Raises NotAllowed where the role or the state of things does not permit it, Incomplete where
        something is missing, Overtaken where somebody has decided on the same since ``seen``, and
        DecisionsUnreadable. Then nothing is written.
        """
        return self.record_all(actor, [draft], seen=seen)[0]

    def record_all(
        self,
        actor: Actor,
        drafts: Iterable[Draft],
        *,
        seen: int | None = None,
        also: Callable[[sqlite3.Connection], None] = lambda _: None,
    ) -> list[Decision]:
        """Write several decisions as one: all of them or, where one is refused, none. As ``record``.

        ``also`` writes what belongs to them and is no part of the log.
        """
        with writing(self.data.decisions) as connection:
            log = _read(connection, 0, None)
            written: list[Decision] = []
            for draft in drafts:
                decision = self._decide(actor, draft, [*log, *written], seen)
                connection.execute(_INSERT, _row(decision))
                written.append(decision)
            also(connection)
            return written

    def _decide(self, actor: Actor, draft: Draft, log: list[Decision], seen: int | None) -> Decision:
        draft = plain(draft)
        check_complete(draft)
        accounts = accounts_of(log)
        role = standing_role(actor, draft, accounts)
        check_role(role, draft)
        if ACTIONS[draft.action].target == "account":
            check_account(draft, accounts)
        if seen is not None:
            later = [decision for decision in log if decision.id > seen and same_target(draft, decision)]
            if later:
                raise Overtaken(later[-1])
        check_state(draft, log)
        return Decision(
            id=log[-1].id + 1 if log else 1,
            at=self.clock().isoformat(timespec="seconds"),
            who=actor.who,
            role=role,
            action=draft.action,
            unit_code=draft.unit_code,
            year=draft.year,
            report_id=draft.report_id,
            table_key=draft.table_key,
            row_key=draft.row_key,
            column_key=draft.column_key,
            rule=draft.rule,
            finding_key=draft.finding_key,
            printed=draft.printed,
            printed_value=draft.printed_value,
            value=draft.value,
            reason=draft.reason.strip(),
            note=draft.note,
        )


def _last(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM decision").fetchone()[0])


def _read(connection: sqlite3.Connection, after: int, upto: int | None) -> list[Decision]:
    limit = _last(connection) if upto is None else upto
    rows = connection.execute(f"{_SELECT} WHERE id > ? AND id <= ? ORDER BY id", (after, limit))
    return [_decision(row) for row in rows]


def _decision(values: Sequence[Any]) -> Decision:
    row = dict(zip(COLUMNS, values, strict=True))
    row |= {name: _number(row[name]) for name in ("printed_value", "value")}
    return Decision(**(row | {"note": json.loads(row["note"])}))


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _row(decision: Decision) -> list[str | int | None]:
    note = json.dumps(decision.note, ensure_ascii=False, sort_keys=True)
    return [note if name == "note" else _cell(getattr(decision, name)) for name in COLUMNS]


def _cell(value: str | int | Decimal | None) -> str | int | None:
    return f"{value:f}" if isinstance(value, Decimal) else value
