"""Where exports read from: a build, opened by the store or kept by the app."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pandas as pd


class Source(Protocol):
    """Anything that answers the store's named queries."""

    @property
    def build_id(self) -> str:
        """Return the name of the build."""

    @property
    def revision(self) -> int:
        """Return the number of the last of people's decisions that is laid over the build."""

    @property
    def is_sample(self) -> bool:
        """Return whether the data is invented."""

    @property
    def rows(self) -> Callable[..., pd.DataFrame]:
        """Return the function that gives the rows of a named query for its parameters."""


class NothingToExport(Exception):
    """A request that no data answers, with a Chinese sentence that says what there is."""


def basis_of(source: Source) -> str:
    """Return what the numbers of a source are: ``reported`` or ``corrected``."""
    return str(getattr(source, "basis", "reported"))
