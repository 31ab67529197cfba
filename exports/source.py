"""Where exports read from: a build, opened by the store or kept by the app."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    import pandas as pd

# What the numbers of a file are; one file holds one of them only.
REPORTED: Final = "reported"
CORRECTED: Final = "corrected"
SETTLED: Final = "settled"
BASES = (REPORTED, CORRECTED, SETTLED)
BASIS_WORDS = {REPORTED: "报送数", CORRECTED: "更正后的数", SETTLED: "核定数"}


class Source(Protocol):
    """Anything that answers the store's named queries."""

    @property
    def build_id(self) -> str:
        """Return the name of the build."""

    @property
    def revision(self) -> int:
        """Return the number of the last of people's decisions that is laid over the build."""

    @property
    def basis(self) -> str:
        """Return what the numbers are: one of ``BASES``."""

    @property
    def is_sample(self) -> bool:
        """Return whether the data is invented."""

    @property
    def rows(self) -> Callable[..., pd.DataFrame]:
        """Return the function that gives the rows of a named query for its parameters."""


class NothingToExport(Exception):
    """A request that no data answers, with a Chinese sentence that says what there is."""


@dataclass(frozen=True)
class Settled:
    """The data as it stood when the year was settled: corrected numbers that change no more.

    Attributes:
        stood: The build and the decisions of then.
    """

    stood: Source

    @property
    def build_id(self) -> str:
        """Return the name of the build."""
        return self.stood.build_id

    @property
    def revision(self) -> int:
        """Return the number of the last decision of then."""
        return self.stood.revision

    @property
    def basis(self) -> str:
        """Return that the numbers are settled."""
        return SETTLED

    @property
    def is_sample(self) -> bool:
        """Return whether the data is invented."""
        return self.stood.is_sample

    @property
    def rows(self) -> Callable[..., pd.DataFrame]:
        """Return the function that gives the rows of a named query for its parameters."""
        return self.stood.rows
