"""The frame: a page that fails says so in Chinese, with a number that is in the log."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest


def _fail() -> None:
    from ui import shell

    def broken() -> None:
        raise ZeroDivisionError("secret detail")

    assert shell._guarded(broken) is False


def test_a_failure_shows_a_number_and_no_traceback(caplog: pytest.LogCaptureFixture) -> None:
    app = AppTest.from_function(_fail).run()
    assert not app.exception
    numbers = [
        found for record in caplog.records for found in re.findall(r"number (\w{6})", record.getMessage())
    ]
    assert len(numbers) == 1
    assert "secret detail" in caplog.text
