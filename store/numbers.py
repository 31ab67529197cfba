"""The numbers of all cells and nothing else of them, a cell of the form after the other: what sums read.

A sum over every report takes one number of each of them. In ``cell`` these lie apart, each among the words
it was read from and its place on the page; here they lie side by side, under two small integers, and a sum
over 40,000 reports reads what it adds up. The table is made from the others when a build is written.
"""

from __future__ import annotations

import duckdb

TABLE = "number"
_FROM_CELLS = """
SELECT a.position AS address_no, r.load_order AS report_no, c.value
FROM {schema}.cell c JOIN {schema}.report r USING (report_id)
JOIN {schema}.address a USING (table_key, row_key, column_key)
"""
_AS_READ = "CREATE VIEW number AS SELECT address_no, report_no, value FROM {numbers}"
_CORRECTED = """
CREATE VIEW number AS
WITH decided AS (
    SELECT a.position AS address_no, r.load_order AS report_no, d.decided_value, d.added
    FROM cell_decided d JOIN stored.report r USING (report_id)
    JOIN stored.address a USING (table_key, row_key, column_key)
    WHERE d.corrected
)
SELECT n.address_no, n.report_no, CASE WHEN d.added IS NULL THEN n.value ELSE d.decided_value END AS value
FROM {numbers} n LEFT JOIN decided d USING (address_no, report_no)
UNION ALL
SELECT address_no, report_no, decided_value AS value FROM decided WHERE added
"""


def make(connection: duckdb.DuckDBPyConnection) -> None:
    """Given a build whose reports and cells are written, add the table of their numbers."""
    from_cells = _FROM_CELLS.format(schema="main")
    connection.execute(f"CREATE TABLE {TABLE} AS {from_cells} ORDER BY address_no, report_no")


def view(connection: duckdb.DuckDBPyConnection, *, corrected: bool) -> str:
    """Given a connection with a build attached as ``stored``, return the statement of the view ``number``.

    A build of another version may lack the table; its numbers are then taken from its cells.

    Args:
        connection: The connection.
        corrected: Whether people's corrections stand in the place of what was read; ``cell_decided`` must
            be there then.
    """
    there = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'stored' AND table_name = ?", [TABLE]
    ).fetchone()
    numbers = f"stored.{TABLE}" if there and there[0] else f"({_FROM_CELLS.format(schema='stored')})"
    return (_CORRECTED if corrected else _AS_READ).format(numbers=numbers)
