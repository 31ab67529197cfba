"""``python -m ingest``: finds the command, reads its arguments, and turns errors into Chinese sentences."""

from __future__ import annotations

import argparse
import importlib
import io
import pkgutil
import re
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any, NoReturn

from ingest import commands
from ingest.errors import UnreadableFile, UserError
from store.builds import BuildRefused
from store.errors import StoreUnreadable

USAGE_ERROR = 2
INTERRUPTED = 130

# argparse speaks English only.
_SENTENCES = (
    (re.compile(r"the following arguments are required: (.+)"), r"缺少参数：\1"),
    (re.compile(r"unrecognized arguments: (.+)"), r"不认识的参数：\1"),
    (re.compile(r"argument (\S+): expected .+"), r"参数 \1 后面要有内容"),
    (re.compile(r"argument (\S+): invalid choice: (\S+).*"), r"没有 \2 这个命令或选项（参数 \1）"),
    (re.compile(r"argument (\S+): invalid \S+ value: (.+)"), r"参数 \1 的内容不对：\2"),
)


class ChineseParser(argparse.ArgumentParser):
    """A parser of arguments whose help and errors a clerk can read."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**(options | {"add_help": False, "allow_abbrev": False}))
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def format_help(self) -> str:
        """Return the help text."""
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, and leave."""
        for pattern, chinese in _SENTENCES:
            message = pattern.sub(chinese, message)
        self.exit(USAGE_ERROR, f"{message}\n用 {self.prog} --help 查看用法。\n")


def command_names() -> list[str]:
    """Return the names of all commands, sorted."""
    return sorted(
        module.name for module in pkgutil.iter_modules(commands.__path__) if not module.name.startswith("_")
    )


def _parser(names: Sequence[str]) -> ChineseParser:
    parser = ChineseParser(prog="python -m ingest", description="读取政府信息公开工作年度报告，导入数据库。")
    subparsers = parser.add_subparsers(title="命令", dest="command", metavar="命令", required=True)
    for name in names:
        module: ModuleType = importlib.import_module(f"ingest.commands.{name}")
        subparser = subparsers.add_parser(name, help=module.HELP, description=module.HELP)
        module.add_arguments(subparser)
        subparser.set_defaults(run=module.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status."""
    _speak_utf8()
    given = list(sys.argv[1:] if argv is None else argv)
    names = command_names()
    # The other commands need not be imported where one is named.
    wanted = [given[0]] if given and given[0] in names else names
    arguments = _parser(wanted).parse_args(given)
    try:
        status: int = arguments.run(arguments)
    except KeyboardInterrupt:
        sys.stderr.write("\n已中断，原有数据没有变化。\n")
        return INTERRUPTED
    except (UnreadableFile, UserError, BuildRefused, StoreUnreadable) as error:
        sys.stderr.write(f"{error}\n")
        return USAGE_ERROR
    except OSError as error:
        what = f"“{error.filename}”" if error.filename else ""
        sys.stderr.write(f"读写文件{what}失败（{error.strerror or error}），请检查磁盘空间、权限和网络。\n")
        return USAGE_ERROR
    return status


def _speak_utf8() -> None:
    # A Windows console would turn Chinese into question marks, or refuse it.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
