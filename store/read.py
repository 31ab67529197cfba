"""Reading a build: named queries over one immutable file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np

from store.builds import ATTACHING, build_path, current_build, make_tables
from store.decisions import Decisions
from store.errors import StoreUnreadable
from store.older import adapt
from store.paths import DataDirectory
from store.schema import layout
from store.views import Basis, lay_over

if TYPE_CHECKING:
    import pandas as pd

# Stands for a build where nothing has been loaded yet.
EMPTY = "empty"
# A build can be pruned between reading its name and opening it; the name is then read again.
OPENING_TRIES = 5
# Lists: an empty one lets everything through, and a query that does not have it takes no notice of it.
FILTERS = frozenset(
    {
        *("years", "units", "kinds", "edition"),
        *("tables", "row_keys", "column_keys", "severities", "rules", "item_kinds"),
        *("sections", "words", "addresses"),
    }
)
_PARAMETER = re.compile(r"\$([a-z_]+)")

Parameter = str | int | np.integer[Any] | Iterable[str | int | np.integer[Any]] | None


_UNREADABLE = "数据库已损坏，或是由另一版本的程序生成的。请运行 python -m ingest load --rebuild 重新生成"


@cache
def query(name: str) -> str:
    """Given the name of a query, return its SQL. Raises KeyError for an unknown name."""
    file = resources.files("store") / "sql" / f"{name}.sql"
    if not re.fullmatch(r"[a-z_]+", name) or not file.is_file():
        raise KeyError(name)
    return file.read_text(encoding="utf-8")


def query_names() -> list[str]:
    """Return the names of all queries, sorted."""
    folder = resources.files("store") / "sql"
    return sorted(
        entry.name.removesuffix(".sql") for entry in folder.iterdir() if entry.name.endswith(".sql")
    )


@cache
def _parameters(name: str) -> frozenset[str]:
    code = "\n".join(line for line in query(name).splitlines() if not line.startswith("--"))
    return frozenset(_PARAMETER.findall(code))


@dataclass(frozen=True)
class Store:
    """One build, opened for reading. It stays as it is when a later load makes another one current.

    Attributes:
        build_id: Name of the build, "empty" where nothing has been loaded yet.
        is_sample: True where the data is invented.
        revision: The last of people's decisions laid over the build; 0 as long as there are none.
        basis: Whether numbers are those that were read, or people's corrections.
    """

    build_id: str
    is_sample: bool
    revision: int
    basis: Basis
    _connection: duckdb.DuckDBPyConnection

    @classmethod
    def open(
        cls,
        data_dir: Path,
        build_id: str | None = None,
        *,
        basis: Basis = "reported",
        upto: int | None = None,
    ) -> Store:
        """Given a data directory, return its build in force, or the one named; without it, the same tables, empty.

        Args:
            data_dir: The data directory.
            build_id: The build, where it is not to be the one in force.
            basis: ``corrected`` shows the numbers that people put in the place of misread ones,
                ``reported`` those that were read.
            upto: The revision of people's decisions to lay over it, where it is not to be all of them.

        Raises StoreUnreadable for a build that is damaged or made by another version of this program,
        and for decisions that cannot be read.
        """
        data = DataDirectory(data_dir)
        log = Decisions.open(data).log(upto)
        connection, name = _attached(data, build_id)
        lay_over(connection, log, basis)
        # From here on the file is ours alone: no query reads other files.
        connection.execute("SET enable_external_access = false")
        return cls(name, data.sample_mark.exists(), log[-1].id if log else 0, basis, connection)

    def rows(self, name: str, **parameters: Parameter) -> pd.DataFrame:
        """Given a query's name and its parameters, return its rows; safe from any thread.

        A filter left out is an empty list, which lets everything through. Raises KeyError for an
        unknown query and TypeError for a parameter that the query does not have, or lacks.
        """
        wanted = _parameters(name)
        unknown = parameters.keys() - wanted - FILTERS
        missing = wanted - parameters.keys() - FILTERS
        if unknown or missing:
            raise TypeError(f"query {name}: unknown {sorted(unknown)}, missing {sorted(missing)}")
        bound = {key: _plain(parameters.get(key, [])) for key in wanted}
        with self._connection.cursor() as cursor:
            return cursor.execute(query(name), bound).df()

    def close(self) -> None:
        """Close the file. The store must not be used afterwards."""
        self._connection.close()


def _attached(data: DataDirectory, build_id: str | None) -> tuple[duckdb.DuckDBPyConnection, str]:
    """Return a connection with the build attached as ``stored``, for reading only, and the build's name."""
    for _ in range(OPENING_TRIES):
        path = build_path(data, build_id) if build_id else current_build(data)
        if path is None:
            break
        connection = duckdb.connect(":memory:", config=ATTACHING)
        try:
            _attach(connection, path, is_named=build_id is not None)
        except (duckdb.Error, StoreUnreadable) as error:
            connection.close()
            if path.is_file():
                raise StoreUnreadable(_UNREADABLE) from error
            continue
        return connection, path.stem
    connection = duckdb.connect(":memory:", config=ATTACHING)
    connection.execute("ATTACH ':memory:' AS stored")
    connection.execute("USE stored")
    make_tables(connection)
    connection.execute("USE memory")
    return connection, EMPTY


def _attach(connection: duckdb.DuckDBPyConnection, path: Path, *, is_named: bool) -> None:
    """Attach a build as ``stored``; one of other tables only where it was asked for by its name."""
    connection.execute(f"ATTACH {_quoted(path)} AS stored (READ_ONLY)")
    found = connection.execute("SELECT layout FROM stored.build").fetchone()
    if found is not None and found[0] == layout():
        return
    if found is None or not is_named:
        raise StoreUnreadable(_UNREADABLE)
    connection.execute("DETACH stored")
    connection.execute(f"ATTACH {_quoted(path)} AS older (READ_ONLY)")
    adapt(connection, "older")


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _plain(value: Parameter) -> str | int | list[str | int] | None:
    """Return what DuckDB can bind: values taken from a data frame are numpy's own."""
    if isinstance(value, np.integer):
        return int(value)
    if value is None or isinstance(value, (str, int)):
        return value
    return [_scalar(item) for item in value]


def _scalar(value: str | int | np.integer[Any]) -> str | int:
    return int(value) if isinstance(value, np.integer) else value
