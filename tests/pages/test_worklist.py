"""The worklist: what is decided on the screen is written, told, and shown at once."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from ingest.model import Finding
from store import DataDirectory, Store
from store.decisions import Actor, Decision, Decisions, Draft
from store.decisions.actions import ALONE
from tests.store.factory import make_report, make_store
from ui.weighing import finding_key
from ui.worklist import table, versions_words

YEAR = 2024
SUM = Finding("applications.row_sum", "error", "合计3，总计印作2。", "applications", "new", "total", 3, 2)
DOUBT = Finding("identity.period", "warning", "统计期限不是整年。")


def _show() -> None:
    import streamlit as st

    from pages import worklist
    from ui import filters, theme
    from ui.reads import reads

    st.session_state["palette"] = theme.LIGHT
    filters.show(reads(), worklist.FILTERS)
    worklist.render()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DISCLOSURE_DATA", str(tmp_path))
    make_store(
        tmp_path,
        [
            make_report("清水镇", YEAR, findings=[SUM, DOUBT]),
            make_report("石桥镇", YEAR),
            make_report("石桥镇", YEAR - 1),
            make_report("龙泉镇", YEAR - 1),
        ],
    )
    return tmp_path


def _open(**query: str) -> AppTest:
    app = AppTest.from_function(_show, default_timeout=60)
    for key, value in {"year": str(YEAR), **query}.items():
        app.query_params[key] = value
    return app.run()


def _log(data: Path) -> list[Decision]:
    return Decisions.open(DataDirectory(data)).log()


def _keys(data: Path) -> dict[str, str]:
    rows = Store.open(data).rows("findings", years=[YEAR]).to_dict("records")
    return {row["rule"]: finding_key(row) for row in rows}


def test_each_unit_of_the_year_has_its_state(data: Path) -> None:
    rows = Store.open(data).rows("worklist", years=[YEAR]).set_index("unit_name")
    assert rows["state"].to_dict() == {"清水镇": "待核", "石桥镇": "待核", "龙泉镇": "缺报"}
    assert (rows.loc["清水镇", "errors"], rows.loc["清水镇", "warnings"]) == (1, 1)
    assert not _open().exception


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("view", ["疑点", "全年核定", "处理记录", "？"])
def test_every_view_renders(view: str) -> None:
    assert not _open(view=view, who="清水镇").exception


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("sort", ["state", "errors", "deadline", "？"])
def test_every_order_renders(sort: str) -> None:
    assert not _open(sort=sort, who="清水镇").exception


def test_a_finding_is_accepted_and_the_next_one_comes(data: Path) -> None:
    key = _keys(data)
    app = _open(view="疑点")
    app.button(key=f"accept_{key['applications.row_sum']}").click().run()
    assert not app.exception
    assert [(d.action, d.rule) for d in _log(data)] == [("accept", "applications.row_sum")]
    assert app.query_params["at"] == key["identity.period"]


def test_a_finding_is_dismissed_with_a_reason_only(data: Path) -> None:
    key = _keys(data)["applications.row_sum"]
    app = _open(view="疑点", at=key)
    app.button(key=f"dismiss_{key}").click().run()
    assert _log(data) == []
    assert any("理由" in error.value for error in app.error)
    app.text_input(key=f"reason_{key}").input("已电话核实").run()
    app.button(key=f"dismiss_{key}").click().run()
    assert [(d.action, d.reason) for d in _log(data)] == [("dismiss", "已电话核实")]
    row = Store.open(data).rows("worklist", years=[YEAR]).set_index("unit_name").loc["清水镇"]
    assert (row["errors"], row["dismissed"]) == (0, 1)


def test_a_reading_is_corrected_with_what_was_printed(data: Path) -> None:
    key = _keys(data)["applications.row_sum"]
    app = _open(view="疑点", at=key)
    report_id = Store.open(data).rows("findings", years=[YEAR])["report_id"].iloc[0]
    form = f"read_{report_id[:12]}_applications_new_total"
    app.text_input(key=f"value_{form}").input("3")
    app.text_input(key=f"why_{form}").input("看错了")
    next(button for button in app.button if button.label == "更正").click().run()
    assert not app.exception
    made = _log(data)[0]
    assert (made.action, made.printed, made.value) == ("correct", "0", 3)
    cells = Store.open(data, basis="corrected").rows("cells_of_report", report_id=report_id)
    row = cells[(cells["row_key"] == "new") & (cells["column_key"] == "total") & cells["corrected"]].iloc[0]
    assert (row["value"], row["printed_value"], bool(row["stale"])) == (3, 0, False)


def test_a_report_goes_back_with_its_reasons_and_a_day(data: Path) -> None:
    app = _open(who="清水镇")
    report_id = Store.open(data).rows("findings", years=[YEAR])["report_id"].iloc[0]
    app.text_input(key=f"until_return_{report_id[:12]}").input("2025-02-10")
    next(button for button in app.button if button.label == "退回").click().run()
    made = _log(data)[0]
    assert (made.action, made.note["until"]) == ("return", "2025-02-10")
    assert SUM.message in made.reason
    row = Store.open(data).rows("worklist", years=[YEAR]).set_index("unit_name").loc["清水镇"]
    assert (row["state"], f"{row['deadline']:%Y-%m-%d}") == ("退回", "2025-02-10")


def test_a_day_that_is_none_is_refused(data: Path) -> None:
    app = _open(who="清水镇")
    report_id = Store.open(data).rows("findings", years=[YEAR])["report_id"].iloc[0]
    app.text_input(key=f"until_return_{report_id[:12]}").input("下周三")
    next(button for button in app.button if button.label == "退回").click().run()
    assert _log(data) == []
    assert any("不是日期" in error.value for error in app.error)


def test_a_report_with_an_open_error_cannot_be_settled_from_the_screen(data: Path) -> None:
    assert _open(who="清水镇").button(key="settle").disabled
    app = _open(who="石桥镇")
    app.button(key="settle").click().run()
    assert [d.action for d in _log(data)] == ["settle"]


def test_reports_without_errors_are_settled_in_one_go(data: Path) -> None:
    _open().button(key="settle_clear").click().run()
    rows = Store.open(data).rows("worklist", years=[YEAR]).set_index("unit_name")
    assert rows["state"].to_dict() == {"清水镇": "待核", "石桥镇": "核定", "龙泉镇": "缺报"}


def test_a_year_that_is_not_settled_everywhere_wants_a_reason(data: Path) -> None:
    app = _open(view="全年核定")
    next(button for button in app.button if button.label == "核定全年").click().run()
    assert any("没有核定" in error.value for error in app.error)
    app.text_input(key="settle_reason").input("龙泉镇撤并，不再报送")
    next(button for button in app.button if button.label == "核定全年").click().run()
    assert [d.action for d in _log(data)] == ["settle_year"]
    assert not app.exception


@pytest.mark.usefixtures("data")
def test_whoever_only_looks_sees_no_means_to_decide() -> None:
    app = AppTest.from_function(_show, default_timeout=60)
    app.session_state["actor"] = Actor("某人", "查看")
    app.query_params["year"] = str(YEAR)
    app.query_params["who"] = "清水镇"
    labels = {button.label for button in app.run().button}
    assert labels.isdisjoint({"退回", "核定", "认定", "排除", "核定全年"})


def test_a_screen_that_is_behind_says_who_was_first(data: Path) -> None:
    key = _keys(data)["applications.row_sum"]
    app = _open(view="疑点", at=key)
    other = _open(view="疑点", at=key)
    other.button(key=f"accept_{key}").click().run()
    app.text_input(key=f"reason_{key}").set_value("不用改")
    app.button(key=f"dismiss_{key}").click().run()
    assert [d.action for d in _log(data)] == ["accept"]
    assert any("认定疑点" in error.value for error in app.error)


def test_what_was_withdrawn_and_what_waits_can_be_reached(data: Path) -> None:
    store = Store.open(data)
    rows = store.rows("worklist", years=[YEAR]).set_index("unit_name")
    decisions = Decisions.open(DataDirectory(data))
    draft = Draft("withdraw", report_id=rows.loc["石桥镇", "report_id"], reason="传错了")
    decisions.record(ALONE, draft)
    app = _open(who="石桥镇")
    assert not app.exception
    shown = Store.open(data).rows("withdrawn", years=[YEAR])
    assert list(shown["reason"]) == ["传错了"]
    words = versions_words("作废了的：", shown.to_dict("records"))
    assert "传错了" in words
    assert f"report={rows.loc['石桥镇', 'report_id']}" in words


def test_a_version_that_came_after_the_last_decision_is_what_happened_last() -> None:
    rows = {
        "kind": "镇",
        "state": "待核",
        "failure": None,
        "waiting": 0,
        "errors": 0,
        "accepted": 0,
        "warnings": 0,
    }
    row = {
        **rows,
        "unit_code": "T1",
        "notices": 0,
        "deadline": pd.NaT,
        "last_action": "认定疑点",
        "last_who": "本机",
    }
    for came, last in ((27, "收到 01-20 23:27"), (20, "认定疑点 · 本机 01-20 23:24")):
        times = {"last_at": datetime(2025, 1, 20, 23, 24), "loaded_at": datetime(2025, 1, 20, 23, came)}
        shown = table(pd.DataFrame([row | times]), {"T1": "清水镇"}, "", "unit", date(2025, 1, 21))
        assert last in str(shown)
