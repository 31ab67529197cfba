"""Numbers read from scans: the least sure first, confirmed or corrected one by one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from store import DataDirectory, Store
from store.decisions import Decision, Decisions
from tests.pages.test_worklist import _open
from tests.store.factory import make_report, make_store
from ui.readings import cell_key

YEAR = 2024


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DISCLOSURE_DATA", str(tmp_path))
    report = make_report("清水镇", YEAR)
    cells = tuple(
        replace(cell, method="ocr", confidence=0.5 + at / 1000) for at, cell in enumerate(report.cells)
    )
    make_store(tmp_path, [replace(report, cells=cells[::-1], method="ocr"), make_report("石桥镇", YEAR)])
    return tmp_path


def _log(data: Path) -> list[Decision]:
    return Decisions.open(DataDirectory(data)).log()


def _keys(data: Path) -> list[str]:
    return [cell_key(row) for row in Store.open(data).rows("scanned_cells", years=[YEAR]).to_dict("records")]


def _at(app: AppTest) -> str:
    return str(app.query_params["at"])


def test_the_least_sure_number_comes_first_and_printed_ones_are_not_asked(data: Path) -> None:
    cells = Store.open(data).rows("scanned_cells", years=[YEAR])
    assert set(cells["unit_name"]) == {"清水镇"}
    assert cells["confidence"].is_monotonic_increasing


def test_a_number_is_confirmed_and_the_next_one_comes(data: Path) -> None:
    keys = _keys(data)
    app = _open(view="识读")
    app.button(key="fits").click().run()
    assert not app.exception
    assert [(d.action, d.printed) for d in _log(data)] == [("confirm", "0")]
    assert _at(app) == keys[1]
    assert _keys(data)[-1] == keys[0]


def test_a_number_is_corrected_as_typed(data: Path) -> None:
    key = _keys(data)[0]
    app = _open(view="识读")
    app.text_input(key=f"value_{key}").input("7件")
    next(button for button in app.button if button.label == "更正").click().run()
    made = _log(data)[0]
    assert (made.action, made.value, bool(made.reason)) == ("correct", 7, True)


def test_what_is_no_number_is_refused_and_the_same_one_stays(data: Path) -> None:
    keys = _keys(data)
    app = _open(view="识读", at=keys[2])
    app.text_input(key=f"value_{keys[2]}").input("七八件")
    next(button for button in app.button if button.label == "更正").click().run()
    assert _log(data) == []
    assert any("不是数字" in error.value for error in app.error)
    assert _at(app) == keys[2]
