"""python -m ingest user: make, list and change the accounts that may sign in."""

from __future__ import annotations

import argparse
import getpass
import sys

from ingest.commands._arguments import add_data
from ingest.errors import UserError
from store.decisions import ROLES, DecisionRefused
from store.decisions.accounts import Accounts
from store.paths import DataDirectory, data_directory

HELP = "管理登录账号：新建、列出、更改角色和密码、停用"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument(
        "what", metavar="操作", choices=("add", "list", "role", "password", "close"), help="/".join(_DOES)
    )
    parser.add_argument("login", metavar="账号", nargs="?", help="账号名（姓名或拼音），list 不写")
    parser.add_argument("--role", metavar="角色", choices=ROLES, help=f"角色：{'、'.join(ROLES)}")
    parser.add_argument(
        "--password-stdin", action="store_true", help="从标准输入读一行作为密码（不写则在屏幕上提示输入）"
    )
    add_data(parser)


_DOES = ("add 新建", "list 列出", "role 更改角色", "password 更改密码", "close 停用")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked with the accounts; return 0, or 1 where there are none to list."""
    accounts = Accounts(DataDirectory(data_directory(arguments.data)))
    if arguments.what == "list":
        return 0 if _list(accounts) else 1
    if not arguments.login:
        raise UserError("缺少参数：账号")
    if arguments.what in ("add", "role") and arguments.role is None:
        raise UserError(f"缺少参数：--role（{'、'.join(ROLES)}）")
    try:
        _change(accounts, arguments)
    except DecisionRefused as error:
        raise UserError(str(error)) from error
    return 0


def _change(accounts: Accounts, arguments: argparse.Namespace) -> None:
    login = arguments.login
    match arguments.what:
        case "add":
            accounts.add(login, _password(arguments), arguments.role)
            _say(f"已新建账号“{login}”，角色：{arguments.role}。")
        case "role":
            accounts.change_role(login, arguments.role)
            _say(f"账号“{login}”的角色已改为{arguments.role}。")
        case "password":
            accounts.change_password(login, _password(arguments))
            _say(f"账号“{login}”的密码已更改，已登录的须重新登录。")
        case "close":
            accounts.close(login)
            _say(f"账号“{login}”已停用；它做过的处理都保留在记录中。")


def _list(accounts: Accounts) -> bool:
    """Show the accounts and return whether there are any."""
    listed = accounts.listed()
    if not listed:
        _say("还没有账号：看板以单机方式运行，只有本机能打开，打开的人可以做所有处理。")
    for account in listed:
        state = "" if account.is_open else "（已停用）"
        _say(f"{account.login}\t{account.role}\t{account.since[:10]}{state}")
    return bool(listed)


def _password(arguments: argparse.Namespace) -> str:
    if arguments.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("密码（输入时不显示）：")
    if first != getpass.getpass("再输入一次："):
        raise UserError("两次输入的密码不一样")
    return first


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
