"""What every test may use: the reference folder, a browser, and how many examples are drawn."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A loaded machine must not fail a property: no test is about how long it takes.
settings.register_profile(
    "ci", deadline=None, derandomize=True, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", settings.get_profile("ci"), derandomize=False, max_examples=2000)
settings.load_profile("ci")

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the option that draws more examples than CI does."""
    parser.addoption("--long", action="store_true", help="draw many more examples; takes long")


def pytest_configure(config: pytest.Config) -> None:
    """Draw fresh and many examples where that was asked for."""
    if config.getoption("--long"):
        settings.load_profile("long")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what is marked long unless it was asked for."""
    if config.getoption("--long"):
        return
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="long: run with --long"))


@pytest.fixture(scope="session")
def reference() -> Path:
    """Return the folder of real reports, or skip: it is not part of the project."""
    named = os.environ.get("DISCLOSURE_REFERENCE")
    if not named or not Path(named).is_dir():
        pytest.skip("DISCLOSURE_REFERENCE does not name the folder of real reports")
    return Path(named)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of a Chromium, or skip."""
    for name in CHROMIUM:
        if found := shutil.which(name):
            return found
    pytest.skip("no Chromium on this machine")
