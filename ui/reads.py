"""Reads of the store, kept until a new build or a new decision makes them old."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st

from store import DataDirectory, Store, current_build, data_directory
from store.read import EMPTY, Parameter

KEPT_READS = 400
KEPT_BUILDS = 2


@dataclass(frozen=True)
class Reads:
    """The build in force, as pages read it.

    Attributes:
        folder: The data directory.
        build_id: Name of the build.
        revision: Number of people's decisions laid over it.
        is_sample: True where the data is invented.
    """

    folder: str
    build_id: str
    revision: int
    is_sample: bool

    def rows(self, query: str, **parameters: Parameter) -> pd.DataFrame:
        """Given the name of a query and its parameters, return its rows."""
        given = tuple((key, _frozen(value)) for key, value in sorted(parameters.items()))
        return _rows(self.build_id, self.revision, self.folder, query, given)

    @property
    def is_empty(self) -> bool:
        """Return whether nothing has been loaded yet."""
        return self.build_id == EMPTY


def reads() -> Reads:
    """Return the reads of the build that is in force now."""
    folder = data_directory()
    build = current_build(DataDirectory(folder))
    name = build.stem if build else EMPTY
    store = _store(str(folder), name)
    return Reads(str(folder), store.build_id, store.revision, store.is_sample)


def _frozen(value: Parameter) -> str | int | tuple[str | int, ...] | None:
    return value if value is None or isinstance(value, (str, int)) else tuple(value)


@st.cache_resource(max_entries=KEPT_BUILDS, show_spinner=False)
def _store(folder: str, _build: str) -> Store:
    return Store.open(Path(folder))


@st.cache_data(max_entries=KEPT_READS, show_spinner=False)
def _rows(
    build_id: str, revision: int, folder: str, query: str, parameters: tuple[tuple[str, object], ...]
) -> pd.DataFrame:
    del revision  # part of the key only
    given: dict[str, Parameter] = {
        key: list(value) if isinstance(value, tuple) else value for key, value in parameters
    }
    return _store(folder, build_id).rows(query, **given)
