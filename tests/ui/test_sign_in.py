"""Who may see and who may decide, as the screen goes by it."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
from argon2 import PasswordHasher
from streamlit.testing.v1 import AppTest

from store.decisions import accounts
from store.decisions.accounts import FREE_ATTEMPTS, Accounts
from store.paths import DataDirectory

PASSWORD = "correct horse"


def _frame() -> None:
    import streamlit as st

    from ui import recording, sign_in, theme

    st.session_state["palette"] = theme.LIGHT
    if sign_in.admitted():
        who = recording.actor()
        st.write(f"在场：{who.who}／{who.role}／{recording.may_decide()}")
        sign_in.foot()


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Accounts:
    monkeypatch.setenv("DISCLOSURE_DATA", str(tmp_path))
    monkeypatch.setattr(accounts, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    monkeypatch.setattr("ui.sign_in._from_browser", lambda _: "")
    return Accounts(DataDirectory(tmp_path))


@pytest.fixture
def staffed(office: Accounts) -> Accounts:
    office.add("王主任", PASSWORD, "负责人")
    office.add("访客", PASSWORD, "查看")
    return office


def _open() -> AppTest:
    return AppTest.from_function(_frame, default_timeout=60).run()


def _sign_in(app: AppTest, login: str, password: str = PASSWORD) -> AppTest:
    app.text_input(key="login").input(login)
    app.text_input(key="password").input(password)
    return app.button[0].click().run()


def _present(app: AppTest) -> list[str]:
    assert not app.exception
    return [shown.value for shown in app.markdown]


@pytest.mark.usefixtures("office")
def test_without_accounts_whoever_is_at_this_machine_may_do_all() -> None:
    assert _present(_open()) == ["在场：本机／负责人／True"]


@pytest.mark.usefixtures("office")
def test_without_accounts_nothing_is_shown_to_other_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    real = st.get_option
    monkeypatch.setattr(st, "get_option", lambda key: "0.0.0.0" if key == "server.address" else real(key))
    assert _present(_open()) == []


@pytest.mark.usefixtures("staffed")
def test_with_accounts_nothing_is_shown_before_somebody_signs_in() -> None:
    app = _open()
    assert _present(app) == []
    assert _present(_sign_in(app, "王主任")) == ["在场：王主任／负责人／True"]
    assert _present(app.run()) == ["在场：王主任／负责人／True"]


@pytest.mark.usefixtures("staffed")
def test_who_may_only_look_is_offered_no_decision() -> None:
    assert _present(_sign_in(_open(), "访客")) == ["在场：访客／查看／False"]


@pytest.mark.usefixtures("staffed")
def test_a_wrong_password_says_so_and_too_many_have_to_wait() -> None:
    app = _open()
    for _ in range(FREE_ATTEMPTS):
        _sign_in(app, "王主任", "wrong password")
        assert [error.value for error in app.error] == ["账号或密码不对。"]
    _sign_in(app, "王主任")
    assert "请等" in app.error[0].value
    assert _present(app) == []


def test_signing_out_ends_it(staffed: Accounts) -> None:
    app = _sign_in(_open(), "王主任")
    token = app.session_state["_session"]
    app.button(key="sign_out").click().run()
    assert _present(app) == []
    assert staffed.who(token) is None


def test_a_closed_account_is_out_at_its_next_step(staffed: Accounts) -> None:
    app = _sign_in(_open(), "访客")
    staffed.close("访客")
    assert _present(app.run()) == []
    assert "过期" in app.error[0].value


@pytest.mark.usefixtures("staffed")
def test_the_time_after_which_a_session_ends_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    app = _sign_in(_open(), "王主任")
    monkeypatch.setenv("DISCLOSURE_IDLE_MINUTES", "0.0000001")
    assert _present(app.run()) == []


def test_the_first_account_ends_single_user_mode_at_once(office: Accounts) -> None:
    app = _open()
    office.add("王主任", PASSWORD, "负责人")
    assert _present(app.run()) == []
