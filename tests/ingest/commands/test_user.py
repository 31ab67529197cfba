"""Accounts are made and changed on the command line, by whoever may run commands there."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from ingest.__main__ import main
from store.decisions import accounts
from store.decisions.accounts import Accounts, SignInRefused
from store.paths import DataDirectory


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Run the command with a password on its standard input, and return its exit status."""

    def run(*arguments: str, password: str = "correct horse") -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
        return main(["user", *arguments, "--data", str(tmp_path)])

    return run


def test_an_account_that_was_made_can_sign_in(user, tmp_path: Path) -> None:
    assert user("add", "王主任", "--role", "负责人", "--password-stdin") == 0
    assert Accounts(DataDirectory(tmp_path)).sign_in("王主任", "correct horse")


def test_accounts_are_listed_changed_and_closed(user, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert user("list") == 1
    assert "单机方式" in capsys.readouterr().out
    user("add", "王主任", "--role", "负责人", "--password-stdin")
    user("add", "李四", "--role", "查看", "--password-stdin")
    assert user("role", "李四", "--role", "经办") == 0
    assert user("password", "李四", "--password-stdin", password="another horse") == 0
    assert Accounts(DataDirectory(tmp_path)).sign_in("李四", "another horse")
    assert user("close", "李四") == 0
    capsys.readouterr()
    assert user("list") == 0
    shown = capsys.readouterr().out
    assert "王主任\t负责人" in shown
    assert "（已停用）" in shown
    with pytest.raises(SignInRefused):
        Accounts(DataDirectory(tmp_path)).sign_in("李四", "another horse")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("add", "李四", "--role", "经办", "--password-stdin"), "第一个账号须为负责人"),
        (("add", "李四"), "--role"),
        (("add",), "缺少参数：账号"),
        (("close", "没有的人"), "没有“没有的人”这个账号"),
    ],
)
def test_what_will_not_do_is_said_in_chinese(
    arguments: tuple[str, ...], sentence: str, user, capsys: pytest.CaptureFixture
) -> None:
    assert user(*arguments) == 2
    assert sentence in capsys.readouterr().err


def test_two_different_passwords_make_no_account(
    user, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter(("correct horse", "correct hose"))
    monkeypatch.setattr("getpass.getpass", lambda _: next(typed))
    assert user("add", "王主任", "--role", "负责人") == 2
    assert Accounts(DataDirectory(tmp_path)).listed() == []
