"""A build that another version of this program made: what it has is read, what it has not is empty.

The build in force can always be made anew instead. A settled year cannot: it has to stay as it was.
"""

from __future__ import annotations

import duckdb

from store.schema import TABLES, Field, Table

# Filled in where a column must not be NULL and the older build does not have it.
_DEFAULTS = {"VARCHAR": "''", "INTEGER": "0", "BOOLEAN": "FALSE", "DOUBLE": "0", "DECIMAL": "0"}


def adapt(connection: duckdb.DuckDBPyConnection, attached: str) -> None:
    """Given a connection with an older build attached, lay views of today's tables over it, as ``stored``.

    Raises what DuckDB raises where the build has hardly anything in common with today's.
    """
    found = connection.execute(
        "SELECT table_name, list(column_name) FROM duckdb_columns() WHERE database_name = ? GROUP BY ALL",
        [attached],
    ).fetchall()
    known: dict[str, list[str]] = dict(found)
    connection.execute("ATTACH ':memory:' AS stored")
    for table in TABLES.values():
        connection.execute(_view(table, attached, known.get(table.name)))


def _view(table: Table, attached: str, columns: list[str] | None) -> str:
    if columns is None:
        empty = ", ".join(f"NULL::{field.sql_type} AS {field.name}" for field in table.fields)
        return f"CREATE VIEW stored.{table.name} AS SELECT {empty} WHERE FALSE"
    listed = ", ".join(_column(field, columns) for field in table.fields)
    return f"CREATE VIEW stored.{table.name} AS SELECT {listed} FROM {attached}.{table.name}"


def _column(field: Field, columns: list[str]) -> str:
    if field.name in columns:
        return field.name
    default = _DEFAULTS.get(field.kind, "NULL") if field.required else "NULL"
    # Reports were always written in the order of loading.
    value = "rowid" if field.name == "load_order" else default
    return f"{value}::{field.sql_type} AS {field.name}"
