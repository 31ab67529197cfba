"""Reading: a file becomes a :class:`~ingest.model.Report`; the load step hands reports to the store.

``parse_file`` is found on first use, so that what only needs a word of this room, such as the
app and the exports, does not load every reader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.parse import PARSER_VERSION, parse_file

__all__ = ["PARSER_VERSION", "parse_file"]


def __getattr__(name: str) -> object:
    """Given the name of what this room hands out, return it.

    Raises AttributeError for any other name.
    """
    if name in __all__:
        from ingest import parse

        return getattr(parse, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
