"""The SQLite file of decisions: made on the first write, append-only, one transaction a decision."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from store.decisions.local import require_local
from store.errors import DecisionsUnreadable

# "GKNB", so that no other program's file is taken for ours.
APPLICATION_ID = 0x474B4E42
LAYOUT = 1
BUSY_SECONDS = 30
COLUMNS = (
    *("id", "at", "who", "role", "action", "unit_code", "year", "report_id"),
    *("table_key", "row_key", "column_key", "rule", "finding_key"),
    *("printed", "printed_value", "value", "reason", "note"),
)
_FOREIGN = "“{path}”不是本程序的核定记录文件，没有打开。请把它移开，或从备份中恢复原来的文件"
_OTHER = "核定记录“{path}”由较新版本的程序写成，请升级本程序后再打开"
_BUSY = "核定记录“{path}”正被另一个程序占用，等了 {seconds} 秒仍不能写入，请稍后再试"
_DAMAGED = "核定记录“{path}”打不开或已损坏，请从备份中恢复这个文件（{error}）"

# One statement sees one moment: asked one by one, another process may make the file in between.
_STATE = """SELECT application_id, user_version, (SELECT count(*) FROM sqlite_master)
    FROM pragma_application_id, pragma_user_version"""

_TABLES = (
    """CREATE TABLE decision (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, role TEXT NOT NULL, action TEXT NOT NULL,
        unit_code TEXT, year INTEGER, report_id TEXT, table_key TEXT, row_key TEXT, column_key TEXT,
        rule TEXT, finding_key TEXT, printed TEXT, printed_value TEXT, value TEXT,
        reason TEXT NOT NULL, note TEXT NOT NULL)""",
    # Numbers run on without gaps, so that a decision that was taken out of the file shows.
    """CREATE TRIGGER decision_appended BEFORE INSERT ON decision
        WHEN NEW.id <> (SELECT coalesce(max(id), 0) + 1 FROM decision)
        BEGIN SELECT raise(ABORT, 'decisions are only appended'); END""",
    """CREATE TRIGGER decision_kept BEFORE UPDATE ON decision
        BEGIN SELECT raise(ABORT, 'decisions are never changed'); END""",
    """CREATE TRIGGER decision_stays BEFORE DELETE ON decision
        BEGIN SELECT raise(ABORT, 'decisions are never deleted'); END""",
    "CREATE TABLE secret (login TEXT PRIMARY KEY, hash TEXT NOT NULL)",
    "CREATE TABLE attempt (login TEXT PRIMARY KEY, wrong INTEGER NOT NULL, last REAL NOT NULL)",
    "CREATE TABLE session (token TEXT PRIMARY KEY, login TEXT NOT NULL, used REAL NOT NULL)",
)


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection | None]:
    """Open the file for reading; None where nothing has ever been written.

    Raises DecisionsUnreadable for a file that is damaged, foreign, of a later version, or on a network drive.
    """
    if not path.is_file():
        yield None
        return
    with _open(path) as connection:
        yield connection if _is_made(connection, path) else None


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file for one transaction; it is written whole at the end, or, after an error, not at all.

    The same errors as of ``reading``.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _open(path) as connection:
        # What is not ours is left as it is.
        _is_made(connection, path)
        _let_readers_go_on(connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("BEGIN IMMEDIATE")
        try:
            if not _is_made(connection, path):
                _make(connection)
            yield connection
        except BaseException:
            connection.rollback()
            raise
        connection.commit()


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    require_local(path.parent)
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            yield connection
    except sqlite3.DatabaseError as error:
        if _is_busy(error):
            raise DecisionsUnreadable(_BUSY.format(path=path, seconds=BUSY_SECONDS)) from error
        raise DecisionsUnreadable(_DAMAGED.format(path=path, error=error)) from error


def _let_readers_go_on(connection: sqlite3.Connection) -> None:
    """Write ahead, so that nobody who reads waits for a writer; the file stays so once it is switched.

    SQLite does not wait for its turn here: where another process is at the file, a later write switches it.
    """
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if not _is_busy(error):
            raise


def _is_busy(error: sqlite3.Error) -> bool:
    # Errors of the module itself carry no code.
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY


def _is_made(connection: sqlite3.Connection, path: Path) -> bool:
    """Return whether the tables are there: a process may have ended before it made them."""
    application, layout, things = connection.execute(_STATE).fetchone()
    if (application, layout) == (APPLICATION_ID, LAYOUT):
        return True
    if application == APPLICATION_ID and layout > LAYOUT:
        raise DecisionsUnreadable(_OTHER.format(path=path))
    if application or layout or things:
        raise DecisionsUnreadable(_FOREIGN.format(path=path))
    return False


def _make(connection: sqlite3.Connection) -> None:
    for statement in _TABLES:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {LAYOUT}")
