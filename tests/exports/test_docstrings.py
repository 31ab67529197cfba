"""The examples in the docstrings of exports are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import exports


@pytest.mark.parametrize("name", sorted(m.name for m in pkgutil.iter_modules(exports.__path__, "exports.")))
def test_the_examples_in_docstrings_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
