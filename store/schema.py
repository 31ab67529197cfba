"""The tables of a build, as data: DDL and Arrow schemas come from here, its address dimension from ``form``.

A build holds only what was read, and each report's unit, year and place among the versions as they are
without anybody's decision. What people decide lives elsewhere (:mod:`store.decisions`), and what queries
see is both (:mod:`store.views`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

import pyarrow as pa

import form
from form.model import Kind, Severity
from form.units import UNIT_KINDS

# Twelve digits before the point, six behind it: 元 and 分 are exact in 万元.
VALUE_DIGITS = 18
VALUE_SCALE = 6

_ARROW: dict[str, pa.DataType] = {
    "VARCHAR": pa.string(),
    "INTEGER": pa.int32(),
    "BOOLEAN": pa.bool_(),
    "DOUBLE": pa.float64(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
    "DECIMAL": pa.decimal128(VALUE_DIGITS, VALUE_SCALE),
}


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table: its name, its SQL type, whether it must be filled, the words it may hold."""

    name: str
    kind: str
    required: bool = False
    one_of: tuple[str, ...] = ()

    @property
    def sql_type(self) -> str:
        """Return the type as SQL names it."""
        return f"DECIMAL({VALUE_DIGITS}, {VALUE_SCALE})" if self.kind == "DECIMAL" else self.kind

    def takes(self, value: object) -> bool:
        """Return whether the value may stand in the column, its type aside."""
        return not self.required if value is None else not self.one_of or value in self.one_of

    def ddl(self) -> str:
        """Return the column's definition in SQL."""
        words = ", ".join(f"'{word}'" for word in self.one_of)
        check = f" CHECK ({self.name} IN ({words}))" if words else ""
        return f"{self.name} {self.sql_type}{' NOT NULL' if self.required else ''}{check}"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a build: its columns, its primary key, and which columns point to which table."""

    name: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    references: Mapping[str, tuple[str, ...]]

    def ddl(self) -> str:
        """Return the statement that makes the table."""
        parts = [field.ddl() for field in self.fields]
        parts.append(f"PRIMARY KEY ({', '.join(self.key)})")
        for target, columns in self.references.items():
            parts.append(f"FOREIGN KEY ({', '.join(columns)}) REFERENCES {target} ({', '.join(columns)})")
        return f"CREATE TABLE {self.name} ({', '.join(parts)})"

    def arrow(self, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
        """Given rows as mappings from column to value, return them as one Arrow table.

        A column that a row leaves out is NULL; a key that is no column raises KeyError. A value of
        another type raises what Arrow raises: ValueError, TypeError or OverflowError.
        """
        listed = list(rows)
        names = {field.name for field in self.fields}
        for row in listed:
            if not names.issuperset(row):
                raise KeyError(f"{self.name} has no column {sorted(set(row) - names)}")
        schema = pa.schema([(field.name, _ARROW[field.kind]) for field in self.fields])
        columns = {name: [row.get(name) for row in listed] for name in schema.names}
        return pa.table(columns, schema=schema)

    def check(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Raise ValueError (or what ``arrow`` raises) for rows that the table would refuse."""
        listed = list(rows)
        for row in listed:
            for field in self.fields:
                if not field.takes(row.get(field.name)):
                    raise ValueError(f"{self.name}.{field.name}: {row.get(field.name)!r}")
        self.arrow(listed)


def fields(text: str, **one_of: tuple[str, ...]) -> tuple[Field, ...]:
    """Given "name TYPE" pairs separated by commas ("!" after the type: required), return the columns."""
    pairs = (part.split() for part in text.split(","))
    return tuple(
        Field(name, kind.rstrip("!"), kind.endswith("!"), one_of.get(name, ())) for name, kind in pairs
    )


_ADDRESS = ("table_key", "row_key", "column_key")
_DECLARED = (
    Table(
        "address",
        fields(
            "table_key VARCHAR!, row_key VARCHAR!, column_key VARCHAR!, position INTEGER!,"
            "table_title VARCHAR!, row_label VARCHAR!, group_path VARCHAR!, column_label VARCHAR!,"
            "column_group VARCHAR!, unit VARCHAR!, kind VARCHAR!, block VARCHAR!, editions VARCHAR!",
            kind=get_args(Kind),
        ),
        _ADDRESS,
        {},
    ),
    Table(
        "unit",
        fields(
            "unit_code VARCHAR!, position INTEGER!, name VARCHAR!, kind VARCHAR!, aliases VARCHAR!,"
            "valid_from DATE, valid_to DATE, successors VARCHAR!, population INTEGER",
            kind=UNIT_KINDS,
        ),
        ("unit_code",),
        {},
    ),
    Table(
        "expected",
        fields("unit_code VARCHAR!, year INTEGER!"),
        ("unit_code", "year"),
        {"unit": ("unit_code",)},
    ),
    Table(
        "report",
        fields(
            "report_id VARCHAR!, unit_code VARCHAR, year INTEGER, edition VARCHAR, town VARCHAR,"
            "county VARCHAR, organisation VARCHAR, printed_year INTEGER, period_start DATE, period_end DATE,"
            "published_on DATE, signed_on DATE, file_name VARCHAR!, folder VARCHAR!, suffix VARCHAR!,"
            "format VARCHAR, method VARCHAR, pages INTEGER!, version INTEGER!, is_current BOOLEAN!,"
            "load_order INTEGER!, loaded_at TIMESTAMP!, matched_by VARCHAR!,"
            "stated_applications_received INTEGER, stated_review_cases INTEGER, stated_lawsuit_cases INTEGER, stated_processing_fee DOUBLE",
            edition=tuple(form.EDITIONS),
        ),
        ("report_id",),
        {"unit": ("unit_code",)},
    ),
    Table(
        "cell",
        fields(
            "report_id VARCHAR!, table_key VARCHAR!, row_key VARCHAR!, column_key VARCHAR!, value DECIMAL,"
            "raw VARCHAR!, page INTEGER, x0 DOUBLE, top DOUBLE, x1 DOUBLE, bottom DOUBLE, place VARCHAR!,"
            "method VARCHAR!, confidence DOUBLE"
        ),
        ("report_id", *_ADDRESS),
        {"report": ("report_id",), "address": _ADDRESS},
    ),
    Table(
        "narrative",
        fields(
            "report_id VARCHAR!, position INTEGER!, item_kind VARCHAR!, label VARCHAR!, category VARCHAR,"
            "value DOUBLE!, item_unit VARCHAR!, qualifier VARCHAR!, evidence VARCHAR!"
        ),
        ("report_id", "position"),
        {"report": ("report_id",)},
    ),
    Table(
        "section",
        fields("report_id VARCHAR!, section VARCHAR!, text VARCHAR!"),
        ("report_id", "section"),
        {"report": ("report_id",)},
    ),
    Table(
        "finding",
        fields(
            "report_id VARCHAR!, position INTEGER!, rule VARCHAR!, severity VARCHAR!, message VARCHAR!,"
            "table_key VARCHAR, row_key VARCHAR, column_key VARCHAR, expected DOUBLE, actual DOUBLE,"
            "suggestion VARCHAR!, finding_key VARCHAR!",
            severity=get_args(Severity),
        ),
        ("report_id", "position"),
        {"report": ("report_id",)},
    ),
    # The other reports that a finding rests on.
    Table(
        "finding_about",
        fields("report_id VARCHAR!, position INTEGER!, other_id VARCHAR!"),
        ("report_id", "position", "other_id"),
        {"finding": ("report_id", "position")},
    ),
    # The words that a finding shows side by side.
    Table(
        "passage",
        fields(
            "report_id VARCHAR!, position INTEGER!, number INTEGER!, section VARCHAR!, own_text VARCHAR!,"
            "other_text VARCHAR!"
        ),
        ("report_id", "position", "number"),
        {"finding": ("report_id", "position")},
    ),
    Table(
        "failure",
        fields(
            "position INTEGER!, report_id VARCHAR, file_name VARCHAR!, folder VARCHAR!, code VARCHAR!,"
            "message VARCHAR!, loaded_at TIMESTAMP!, unit_code VARCHAR, year INTEGER"
        ),
        ("position",),
        {"unit": ("unit_code",)},
    ),
    Table(
        "build",
        fields(
            "build_id VARCHAR!, built_at TIMESTAMP!, parser_version VARCHAR!, is_sample BOOLEAN!,"
            "roster_proposed BOOLEAN!, county VARCHAR, inputs VARCHAR!, layout VARCHAR!"
        ),
        ("build_id",),
        {},
    ),
)
# In an order in which each table comes after those that it refers to.
TABLES: dict[str, Table] = {table.name: table for table in _DECLARED}


def ddl() -> tuple[str, ...]:
    """Return the statements that make an empty build, in order."""
    return tuple(table.ddl() for table in TABLES.values())


def layout() -> str:
    """Return what tells builds of this version of the tables and of the form from others: a digest."""
    content = json.dumps([ddl(), address_rows()], ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8")).hexdigest()


def address_rows() -> list[dict[str, Any]]:
    """Return the rows of the address dimension: every address of every edition, in form order."""
    return [_address_row(position, address) for position, address in enumerate(form.ADDRESSES)]


def _address_row(position: int, address: form.Address) -> dict[str, Any]:
    row = form.row(address.table, address.row)
    column = form.column_of(address)
    return {
        "table_key": address.table,
        "row_key": address.row,
        "column_key": address.column,
        "position": position,
        "table_title": form.TABLES[address.table].title,
        "row_label": row.label,
        "group_path": "｜".join(row.groups),
        "column_label": column.label,
        "column_group": column.group,
        "unit": column.unit,
        "kind": column.kind,
        "block": row.block,
        "editions": ",".join(form.editions_of(address)),
    }
