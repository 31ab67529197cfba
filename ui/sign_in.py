"""Who sits before the screen: signing in and out where there are accounts, one person where there are none."""

from __future__ import annotations

import hashlib
import os

import streamlit as st

from store import data_directory
from store.decisions import Actor
from store.decisions.accounts import IDLE_MINUTES, Accounts, SignInRefused
from store.decisions.actions import ALONE
from store.decisions.people import Account
from store.paths import DataDirectory
from ui import clickable, recording, words
from ui.html import tag

IDLE = "DISCLOSURE_IDLE_MINUTES"
_TOKEN = "_session"
_REFUSED = "_sign_in_refused"
_LOCAL = ("localhost", "127.0.0.1", "::1")
_DAY_SECONDS = 86_400
# Streamlit cannot set a cookie. With it, reloading a page or opening a link asks for no password again.
_SCRIPT = """
export default function ({ data }) {
  const cookie = `${data.name}=${data.token}; path=/; SameSite=Strict; max-age=${data.token ? data.seconds : 0}`;
  document.cookie = location.protocol === "https:" ? `${cookie}; Secure` : cookie;
}
"""
_keep_cookie = st.components.v2.component("disclosure_session", js=_SCRIPT)


def admitted() -> bool:
    """Return whether the pages may be shown, and remember who looks at them; else show how to get in."""
    accounts = _accounts()
    if not accounts.listed():
        st.session_state.pop(_TOKEN, None)
        recording.remember(ALONE)
        return _is_local() or _say_nobody_may()
    account = _signed_in(accounts)
    if account is None:
        recording.remember(None)
        _ask(accounts)
        return False
    recording.remember(Actor(account.login, account.role))
    return True


def foot() -> None:
    """Say under the page who is at work, with the way out."""
    actor = recording.actor()
    with st.container(horizontal=True, vertical_alignment="center", key="who"):
        if actor == ALONE:
            said = "单机使用：没有设账号，只有本机能打开，处理记在“本机”名下。"
            clickable.show(tag("p", said, class_="quiet small"), key="who_said")
            return
        clickable.show(tag("p", f"{actor.who} · {actor.role}", class_="quiet small"), key="who_said")
        st.button("退出登录", type="tertiary", key="sign_out", on_click=_leave)
    _keep(st.session_state.get(_TOKEN, ""))


def _accounts() -> Accounts:
    minutes = os.environ.get(IDLE, "")
    is_number = minutes.replace(".", "", 1).isdigit() and float(minutes) > 0
    return Accounts(DataDirectory(data_directory()), float(minutes) if is_number else IDLE_MINUTES)


def _signed_in(accounts: Accounts) -> Account | None:
    token = st.session_state.get(_TOKEN)
    if token is None:
        token = _from_browser(accounts)
    account = accounts.who(token) if token else None
    if account is not None:
        st.session_state[_TOKEN] = token
    return account


def _from_browser(accounts: Accounts) -> str:
    return st.context.cookies.get(_cookie(accounts), "")


def _ask(accounts: Accounts) -> None:
    ended = st.session_state.get(_TOKEN)
    what = f"{words.NAME}：全县各单位政府信息公开工作年度报告"
    clickable.show(tag("div", tag("h1", "登录"), tag("p", what, class_="quiet")), key="sign_in_title")
    refused = st.session_state.pop(_REFUSED, "登录已过期，请重新登录。" if ended else "")
    with st.form("sign_in", width=360):
        st.text_input("账号", key="login", autocomplete="username")
        st.text_input("密码", key="password", type="password", autocomplete="current-password")
        st.form_submit_button("登录", type="primary", on_click=_enter, args=(accounts,))
    if refused:
        st.error(refused, width=360)
    said = "没有账号或忘了密码，请找管理员：账号用 python -m ingest user 命令管理。"
    clickable.show(tag("p", said, class_="quiet small"), key="sign_in_help")
    _keep("")


def _enter(accounts: Accounts) -> None:
    password = st.session_state.pop("password", "")
    try:
        st.session_state[_TOKEN] = accounts.sign_in(st.session_state.get("login", ""), password)
    except SignInRefused as refused:
        st.session_state.pop(_TOKEN, None)
        st.session_state[_REFUSED] = f"{refused}。"


def _leave() -> None:
    token = st.session_state.get(_TOKEN)
    if token:
        _accounts().sign_out(token)
    # Not None: the browser's cookie is not looked at again.
    st.session_state[_TOKEN] = ""


def _keep(token: str) -> None:
    data = {"name": _cookie(_accounts()), "token": token, "seconds": _DAY_SECONDS}
    _keep_cookie(data=data, key="session_cookie", height=0)


def _cookie(accounts: Accounts) -> str:
    """Return the cookie's name: two data directories on one machine do not sign each other out."""
    return f"disclosure_{hashlib.sha256(str(accounts.data.root.resolve()).encode()).hexdigest()[:8]}"


def _is_local() -> bool:
    return st.get_option("server.address") in _LOCAL


def _say_nobody_may() -> bool:
    said = (
        "看板已对其他电脑开放，但还没有账号，谁都能改动数据，所以没有打开。"
        "请先用 python -m ingest user add 建立账号，或去掉 --server.address 只在本机使用。"
    )
    clickable.show(tag("div", tag("h1", "请先建立账号"), tag("p", said)), key="no_accounts")
    return False
