"""Builds on disk: write a new one beside the last, check it, make it current, prune the oldest."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from store import numbers, schema
from store.decisions import Decisions
from store.decisions.snapshots import snapshots_of
from store.errors import DecisionsUnreadable
from store.paths import DataDirectory, put, sync_directory

KEPT_BUILDS = 5
_SUFFIX = ".duckdb"
_PARTIAL = ".partial"
# Nothing is fetched from anywhere.
ATTACHING: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
# The file is ours alone: no query reads other files either.
CONFIG: dict[str, str | bool | int | float | list[str]] = {**ATTACHING, "enable_external_access": "false"}


class BuildRefused(Exception):
    """A new build that failed its checks; the one before it stays current."""


def new_build_id(now: datetime) -> str:
    """Return a name for a build made now; two in one second differ too."""
    return f"disclosure-{now:%Y%m%dT%H%M%S}-{secrets.token_hex(2)}"


def current_build(data: DataDirectory) -> Path | None:
    """Return the build in force, or None where nothing has been loaded yet."""
    try:
        name = data.current.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    path = data.builds / name
    return path if name and path.is_file() else None


def build_path(data: DataDirectory, build_id: str) -> Path | None:
    """Return where the build of this name is, or None where there is none."""
    path = data.builds / f"{build_id}{_SUFFIX}"
    return path if path.is_file() else None


def make_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the empty tables of a build, and fill the address dimension from the form."""
    for statement in schema.ddl():
        connection.execute(statement)
    _insert(connection, "address", schema.TABLES["address"].arrow(schema.address_rows()))


def write_build(data: DataDirectory, build_id: str, tables: Mapping[str, pa.Table]) -> Path:
    """Given the rows of every table but the address dimension, write a new build and return its path.

    It is not current yet. Raises BuildRefused where the checks fail; then nothing of it is left.
    """
    data.builds.mkdir(parents=True, exist_ok=True)
    partial = data.builds / f"{build_id}{_SUFFIX}{_PARTIAL}"
    try:
        with duckdb.connect(str(partial), config=CONFIG) as connection:
            make_tables(connection)
            for name in schema.TABLES:
                if name in tables:
                    _insert(connection, name, tables[name])
            _check(connection, tables)
            numbers.make(connection)
            connection.execute("CHECKPOINT")
    except (duckdb.Error, BuildRefused) as error:
        partial.unlink(missing_ok=True)
        raise BuildRefused(f"新的数据库没有通过检查，原有数据不变：{error}") from error
    with partial.open("rb+") as file:
        os.fsync(file.fileno())
    return partial.replace(data.builds / f"{build_id}{_SUFFIX}")


def _insert(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    connection.register("incoming", rows)
    connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM incoming")
    connection.unregister("incoming")


_CHECKS = {
    "同一单位同一年度的当前版本不是恰好一份": """
        SELECT count(*) FROM (
            SELECT unit_code, year FROM report WHERE unit_code IS NOT NULL AND year IS NOT NULL
            GROUP BY ALL HAVING count(*) FILTER (is_current) <> 1)""",
    "当前版本不是最后导入的一份": """
        SELECT count(*) FROM report a JOIN report b USING (unit_code, year)
        WHERE a.is_current AND b.version > a.version""",
    "报告的导入次序有重复": "SELECT count(*) - count(DISTINCT load_order) FROM report",
}


def _check(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table]) -> None:
    """Raise BuildRefused unless every row arrived and the versions are in order."""
    for name, rows in tables.items():
        if _number(connection, f"SELECT count(*) FROM {name}") != rows.num_rows:
            raise BuildRefused(f"表 {name} 的行数不符")
    for sentence, query in _CHECKS.items():
        if _number(connection, query):
            raise BuildRefused(sentence)


def _number(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    found = connection.execute(query).fetchone()
    return int(found[0]) if found else 0


def make_current(data: DataDirectory, build: Path) -> None:
    """Make the build the one in force, in one atomic step, and prune the oldest."""
    sync_directory(data.builds)
    put(data.current, build.name.encode("utf-8"))
    prune(data)


def prune(data: DataDirectory, keep: int = KEPT_BUILDS) -> None:
    """Delete what an interrupted load left and all builds but the newest; never the one in force or a settled year's.

    Call it with the load lock held. A build that somebody has open may refuse to go
    (Windows): it goes next time.
    """
    current, kept = current_build(data), _settled_builds(data)
    builds = sorted(data.builds.glob(f"*{_SUFFIX}"), key=lambda path: path.name, reverse=True)
    old = (
        [path for path in builds[keep:] if path != current and path.stem not in kept]
        if kept is not None
        else []
    )
    left = data.builds.glob(f"*{_PARTIAL}*")
    for path in (*old, *left):
        with contextlib.suppress(OSError):
            path.unlink()


def _settled_builds(data: DataDirectory) -> set[str] | None:
    """Return the builds that settled years are readings of; None where nobody can tell now."""
    try:
        log = Decisions.open(data).log()
    except DecisionsUnreadable:
        return None
    return {snapshot.build_id for snapshot in snapshots_of(log)}


def inputs_of(build: Path) -> str | None:
    """Given a build, return the digest of what it was made from; None where it cannot be read."""
    try:
        with duckdb.connect(str(build), read_only=True, config=CONFIG) as connection:
            found = connection.execute("SELECT inputs FROM build").fetchone()
    except duckdb.Error:
        return None
    return str(found[0]) if found else None
