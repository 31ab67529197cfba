"""What queries see: a build with people's decisions laid over it, under the names of the build's tables.

The build is attached as ``stored`` and never written. Where nobody has decided anything, the views are
the tables themselves and a few constants.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Literal

import duckdb

from store import numbers, view_sql
from store.decisions.actions import PLACING, Decision
from store.decisions.overlay import holding
from store.decisions.snapshots import Snapshot, snapshots_of
from store.decisions.standing import Arrived, Standing, place
from store.decisions.states import KIND, UNTIL, deadlines, unit_states
from store.rechecked import settled_by_looking
from store.schema import TABLES, Table, fields

Basis = Literal["reported", "corrected"]

_LAID_OVER = ("report", "cell", "finding")
_STANDING = Table(
    "standing",
    fields(
        "report_id VARCHAR!, unit_code VARCHAR, year INTEGER, version INTEGER!, is_current BOOLEAN!,"
        "withdrawn BOOLEAN!, waiting BOOLEAN!, moved BOOLEAN!"
    ),
    ("report_id",),
    {},
)
_DECISION = Table(
    "decision",
    fields(
        "id INTEGER!, made_at TIMESTAMP!, who VARCHAR!, role VARCHAR!, action VARCHAR!, title VARCHAR!,"
        "unit_code VARCHAR, year INTEGER, report_id VARCHAR, table_key VARCHAR, row_key VARCHAR,"
        "column_key VARCHAR, rule VARCHAR, finding_key VARCHAR, printed VARCHAR, printed_value DECIMAL,"
        "value DECIMAL, reason VARCHAR!, kind VARCHAR, until VARCHAR"
    ),
    ("id",),
    {},
)
_HOLDING = Table("holding", fields("report_id VARCHAR!, id INTEGER!"), ("report_id", "id"), {})
_SETTLED_FINDING = Table(
    "settled_finding",
    fields("report_id VARCHAR!, position INTEGER!, id INTEGER!"),
    ("report_id", "position"),
    {},
)
_UNIT_STATE = Table(
    "unit_state",
    fields(
        "unit_code VARCHAR!, year INTEGER!, state VARCHAR!, since TIMESTAMP!, who VARCHAR!,"
        "report_id VARCHAR, until DATE"
    ),
    ("unit_code", "year"),
    {},
)
_SNAPSHOT = Table(
    "snapshot",
    fields(
        "id INTEGER!, name VARCHAR!, year INTEGER!, build_id VARCHAR!, revision INTEGER!, files VARCHAR!,"
        "made_at TIMESTAMP!, who VARCHAR!, reason VARCHAR!, unsettled VARCHAR!"
    ),
    ("id",),
    {},
)
_DEADLINE = Table("deadline", fields("year INTEGER!, kind VARCHAR!, day DATE!"), ("year", "kind"), {})


def lay_over(connection: duckdb.DuckDBPyConnection, log: Sequence[Decision], basis: Basis) -> None:
    """Given a connection with a build attached as ``stored``, make the views, with these decisions over it."""
    for name in TABLES:
        if name not in _LAID_OVER:
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM stored.{name}")
    _fill(connection, _DECISION, [_decision_row(decision) for decision in log])
    _fill(connection, _UNIT_STATE, _state_rows(log))
    _fill(
        connection,
        _DEADLINE,
        [{"year": year, "kind": kind, "day": day} for (year, kind), day in deadlines(log).items()],
    )
    _fill(connection, _SNAPSHOT, [_snapshot_row(snapshot) for snapshot in snapshots_of(log)])
    standings = _standings(connection, log) if any(decision.report_id for decision in log) else []
    held = [
        {"report_id": report_id, "id": decision.id}
        for target in ("cell", "finding")
        for report_id, decision in holding(target, standings, log)
    ]
    _fill(connection, _HOLDING, held)
    for statement in _of_reports(connection, log, basis):
        connection.execute(statement)
    has_cells = not _is_empty(connection, "holding")
    _fill(connection, _SETTLED_FINDING, settled_by_looking(connection) if has_cells else [])
    for statement in _of_findings(connection, log):
        connection.execute(statement)


def _of_reports(
    connection: duckdb.DuckDBPyConnection, log: Sequence[Decision], basis: Basis
) -> Iterator[str]:
    """Yield the statements of reports and cells: plain ones as long as nothing was decided on them."""
    placing = any(decision.action in PLACING for decision in log)
    yield view_sql.REPORT if placing else view_sql.REPORT_AS_READ
    decided, corrected = not _is_empty(connection, "holding"), basis == "corrected"
    if decided:
        yield view_sql.CELL_DECIDED
        yield (view_sql.CELL + view_sql.CELL_ADDED).format(corrects=str(corrected).upper())
    else:
        yield view_sql.CELL_AS_READ
    yield numbers.view(connection, corrected=decided and corrected)


def _of_findings(connection: duckdb.DuckDBPyConnection, log: Sequence[Decision]) -> Iterator[str]:
    """Yield the statements of findings, and of what rests on all of these."""
    placing = any(decision.action in PLACING for decision in log)
    weighed = placing or not _is_empty(connection, "holding")
    yield view_sql.FINDING if weighed else view_sql.FINDING_AS_READ
    yield from (
        view_sql.FINDING_COUNT,
        view_sql.LISTED_REPORT,
        view_sql.UNIT_YEAR,
        view_sql.UNIT_TODAY,
        *view_sql.MACROS,
    )


def _is_empty(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    return connection.execute(f"FROM {table} LIMIT 1").fetchone() is None


def _standings(connection: duckdb.DuckDBPyConnection, log: Sequence[Decision]) -> list[Standing]:
    """Place the reports of the build by these decisions, and keep that as the table ``standing``."""
    rows = connection.execute(
        "SELECT report_id, unit_code, year, coalesce(town, organisation) FROM stored.report ORDER BY load_order"
    ).fetchall()
    standings = place([Arrived(*row) for row in rows], log)
    columns = [field.name for field in _STANDING.fields]
    _fill(connection, _STANDING, [{name: getattr(one, name) for name in columns} for one in standings])
    return standings


def _fill(connection: duckdb.DuckDBPyConnection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    connection.execute(table.ddl())
    if rows:
        connection.register("incoming", table.arrow(rows))
        connection.execute(f"INSERT INTO {table.name} BY NAME SELECT * FROM incoming")
        connection.unregister("incoming")


def _decision_row(decision: Decision) -> dict[str, Any]:
    own = {"made_at": _clock(decision.at), "kind": decision.note.get(KIND), "until": decision.note.get(UNTIL)}
    return own | {
        field.name: getattr(decision, field.name) for field in _DECISION.fields if field.name not in own
    }


def _state_rows(log: Sequence[Decision]) -> list[dict[str, Any]]:
    columns = [field.name for field in _UNIT_STATE.fields]
    return [
        {name: getattr(state, name) for name in columns} | {"since": _clock(state.since)}
        for state in unit_states(log)
    ]


def _snapshot_row(snapshot: Snapshot) -> dict[str, Any]:
    row = asdict(snapshot)
    return row | {"made_at": _clock(snapshot.made_at), "unsettled": "、".join(snapshot.unsettled)}


def _clock(stamp: str) -> datetime:
    """Return the clock time of the office where it was decided."""
    return datetime.fromisoformat(stamp).replace(tzinfo=None)
