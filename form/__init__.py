"""What the law asks: the editions of the statutory form as data, and how its labels and numbers are spelt.

Imports nothing else of this project.
"""

from form.catalog import (
    ADDRESSES,
    EDITIONS,
    LATEST,
    RELATIONS,
    TABLES,
    column,
    column_of,
    describe,
    edition_for_year,
    editions_of,
    row,
)
from form.model import Address, Column, Edition, Relation, Row, Severity, Table, Term

__all__ = [
    "ADDRESSES",
    "EDITIONS",
    "LATEST",
    "RELATIONS",
    "TABLES",
    "Address",
    "Column",
    "Edition",
    "Relation",
    "Row",
    "Severity",
    "Table",
    "Term",
    "column",
    "column_of",
    "describe",
    "edition_for_year",
    "editions_of",
    "row",
]
