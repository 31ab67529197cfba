"""Who may sign in, for how long, and what wrong passwords cost."""

from __future__ import annotations

from pathlib import Path

import pytest
from argon2 import PasswordHasher

from store.decisions import Actor, Incomplete, NotAllowed, accounts
from store.decisions.accounts import (
    FIRST_PAUSE_SECONDS,
    FREE_ATTEMPTS,
    LONGEST_PAUSE_SECONDS,
    Accounts,
    SignInRefused,
    pause_after,
)
from store.paths import DataDirectory
from tests.store.decided import decisions_of

PASSWORD = "正确 horse 2026"


class Clock:
    """A clock that moves only when it is told to."""

    def __init__(self) -> None:
        self.seconds = 1_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    # How much work a password is makes no difference here.
    monkeypatch.setattr(accounts, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    return Clock()


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Accounts:
    made = Accounts(DataDirectory(tmp_path), clock=clock)
    made.add("王主任", PASSWORD, "负责人")
    made.add("李四", PASSWORD, "经办")
    return made


def _wrong(office: Accounts, login: str = "李四", times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(SignInRefused, match="不对"):
            office.sign_in(login, "wrong password")


def test_the_right_password_lets_in_and_says_who_it_is(office: Accounts) -> None:
    account = office.who(office.sign_in("李四", PASSWORD))
    assert account is not None
    assert (account.login, account.role) == ("李四", "经办")


def test_the_file_holds_neither_a_password_nor_a_token(office: Accounts) -> None:
    token = office.sign_in("李四", PASSWORD)
    content = b"".join(path.read_bytes() for path in office.data.root.glob("decisions.sqlite*"))
    assert token.encode() not in content
    assert PASSWORD.encode() not in content
    assert b"$argon2id$" in content


@pytest.mark.parametrize("login", ["李四", "没有的人", ""])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(login: str, office: Accounts) -> None:
    with pytest.raises(SignInRefused, match=r"^账号或密码不对$"):
        office.sign_in(login, "wrong password")


def test_wrong_passwords_slow_down_more_and_more_also_for_the_right_one(
    office: Accounts, clock: Clock
) -> None:
    _wrong(office, times=FREE_ATTEMPTS)
    with pytest.raises(SignInRefused, match="请等") as refused:
        office.sign_in("李四", PASSWORD)
    assert refused.value.wait_seconds == FIRST_PAUSE_SECONDS
    # Another process, and other people, go by the same file.
    with pytest.raises(SignInRefused, match="请等"):
        Accounts(office.data, clock=clock).sign_in("李四", PASSWORD)
    assert office.sign_in("王主任", PASSWORD)
    clock.seconds += FIRST_PAUSE_SECONDS
    _wrong(office)
    clock.seconds += FIRST_PAUSE_SECONDS
    with pytest.raises(SignInRefused, match="请等"):
        office.sign_in("李四", PASSWORD)
    clock.seconds += FIRST_PAUSE_SECONDS
    assert office.sign_in("李四", PASSWORD)
    _wrong(office, times=FREE_ATTEMPTS)


def test_pauses_grow_to_a_longest_one() -> None:
    pauses = [pause_after(wrong) for wrong in range(FREE_ATTEMPTS - 1, 60)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[1], pauses[-1]) == (0, FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS)


def test_a_session_ends_when_nobody_has_used_it_for_a_while(office: Accounts, clock: Clock) -> None:
    token = office.sign_in("李四", PASSWORD)
    for _ in range(3):
        clock.seconds += (office.idle_minutes - 1) * 60
        assert office.who(token) is not None
    clock.seconds += (office.idle_minutes + 1) * 60
    assert office.who(token) is None


def test_signing_out_a_new_password_and_closing_end_a_session(office: Accounts) -> None:
    tokens = [office.sign_in("李四", PASSWORD) for _ in range(2)]
    office.sign_out(tokens[0])
    assert office.who(tokens[0]) is None
    assert office.who(tokens[1]) is not None
    office.change_password("李四", "another password")
    assert office.who(tokens[1]) is None
    token = office.sign_in("李四", "another password")
    office.close("李四")
    assert office.who(token) is None
    with pytest.raises(SignInRefused):
        office.sign_in("李四", "another password")


def test_a_role_that_changes_counts_at_once(office: Accounts) -> None:
    token = office.sign_in("李四", PASSWORD)
    office.change_role("李四", "查看")
    account = office.who(token)
    assert account is not None
    assert account.role == "查看"


def test_a_made_up_token_is_nobodys(office: Accounts) -> None:
    assert office.who("") is None
    assert office.who("x" * 40) is None


def test_the_first_account_and_the_last_open_head_can_settle(tmp_path: Path, clock: Clock) -> None:
    office = Accounts(DataDirectory(tmp_path), clock=clock)
    with pytest.raises(NotAllowed, match="第一个"):
        office.add("李四", PASSWORD, "经办")
    office.add("王主任", PASSWORD, "负责人")
    for step_down in (lambda: office.close("王主任"), lambda: office.change_role("王主任", "查看")):
        with pytest.raises(NotAllowed, match="至少"):
            step_down()
    office.add("赵主任", PASSWORD, "负责人")
    office.close("王主任")
    assert list(office.open_ones()) == ["赵主任"]


@pytest.mark.parametrize("login", ["", "   ", "本机", "命令行", "李四", "a\nb", "长" * 40])
def test_a_name_that_will_not_do_is_refused(login: str, office: Accounts) -> None:
    with pytest.raises(Incomplete):
        office.add(login, PASSWORD, "经办")


def test_a_short_password_is_refused_and_no_account_is_made(office: Accounts) -> None:
    with pytest.raises(Incomplete, match="8"):
        office.add("新人", "short", "经办")
    assert "新人" not in office.open_ones()


def test_the_log_says_who_made_and_changed_accounts_but_no_password(office: Accounts) -> None:
    office.change_role("李四", "查看", Actor("王主任"))
    log = decisions_of(office.data.root).log()
    assert [(one.who, one.title, one.note["login"]) for one in log] == [
        ("命令行", "新建账号", "王主任"),
        ("命令行", "新建账号", "李四"),
        ("王主任", "更改角色", "李四"),
    ]
    assert all(PASSWORD not in str(one) and "argon2" not in str(one) for one in log)
