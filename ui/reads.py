"""Reads of the store, kept until a new build or a new decision makes them old."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st

from store import DataDirectory, Store, current_build, data_directory
from store.decisions import Decisions
from store.read import EMPTY, Parameter
from store.views import Basis

KEPT_READS = 400
# Rows of these are of one year each, and say nothing of other years: they are read for all years at once, and
# another choice of years asks the store for nothing.
_OF_ONE_YEAR = frozenset({"coverage", "totals", "measure", "section_texts", "narrative"})
# The build in force and the last one, each as reported and as corrected.
KEPT_STORES = 4


@dataclass(frozen=True)
class Reads:
    """The build in force, as pages read it.

    Attributes:
        folder: The data directory.
        build_id: Name of the build.
        revision: Number of people's decisions laid over it.
        is_sample: True where the data is invented.
        basis: Whether numbers are those that were read, or people's corrections.
    """

    folder: str
    build_id: str
    revision: int
    is_sample: bool
    basis: Basis = "reported"

    def rows(self, query: str, **parameters: Parameter) -> pd.DataFrame:
        """Given the name of a query and its parameters, return its rows."""
        years = parameters.get("years")
        if query in _OF_ONE_YEAR and isinstance(years, (list, tuple)) and len(years) > 1:
            found = self.rows(query, **(parameters | {"years": []}))
            there = found[found["year"].isin(list(years))].reset_index(drop=True)
            return there.astype({"year": "int32"})
        given = tuple((key, _frozen(value)) for key, value in sorted(parameters.items()))
        return _rows(self.build_id, self.revision, self.basis, self.folder, query, given)


def reads(basis: Basis = "reported") -> Reads:
    """Return the reads of the build that is in force now, with all that people have decided by now.

    ``basis`` is ``corrected`` only where the page says that it shows corrected numbers.
    """
    data = DataDirectory(data_directory())
    build = current_build(data)
    revision = Decisions.open(data).revision
    store = _store(str(data.root), build.stem if build else EMPTY, revision, basis)
    return Reads(str(data.root), store.build_id, store.revision, store.is_sample, basis)


def _frozen(value: Parameter) -> str | int | tuple[str | int, ...] | None:
    return value if value is None or isinstance(value, (str, int)) else tuple(value)


@st.cache_resource(max_entries=KEPT_STORES, show_spinner=False)
def _store(folder: str, build: str, revision: int, basis: Basis) -> Store:
    # Part of the key only (Streamlit leaves out names that begin with an underscore).
    del build, revision
    return Store.open(Path(folder), basis=basis)


@st.cache_data(max_entries=KEPT_READS, show_spinner=False)
def _rows(
    build_id: str,
    revision: int,
    basis: Basis,
    folder: str,
    query: str,
    parameters: tuple[tuple[str, object], ...],
) -> pd.DataFrame:
    given: dict[str, Parameter] = {
        key: list(value) if isinstance(value, tuple) else value for key, value in parameters
    }
    return _store(folder, build_id, revision, basis).rows(query, **given)
