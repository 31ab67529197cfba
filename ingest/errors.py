"""Errors for files. What is wrong with a single cell is a finding, not an error."""

from __future__ import annotations


class UnreadableFile(Exception):
    """A file that cannot be read, with a code for programs and a Chinese sentence for a clerk.

    Codes: ``unsupported``, ``encrypted``, ``damaged``, ``empty``, ``not_a_report``,
    ``too_large``, ``timeout``, ``crashed``, ``container``, ``needs_ocr``, ``needs_office``,
    ``missing``. The cause, where there is one, is chained with ``raise … from``.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type[UnreadableFile], tuple[str, str]]:
        """Return what a copy is made from: it travels between processes."""
        return type(self), (self.code, self.message)


class UserError(Exception):
    """A request that cannot be carried out as it stands, with a Chinese sentence that says what to do."""
