#!/usr/bin/env python3
"""Set this checkout up and open the dashboard, or run its tests. Needs Python 3.11 and nothing else.

``python3 start.py`` installs into .venv, makes the sample county and opens the dashboard;
``python3 start.py --data DIR`` opens a data directory of one's own;
``python3 start.py test`` installs what the tests need and runs every check.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SAMPLE = Path("data") / "demo"
OLDEST_PYTHON = (3, 11)

# What the tests use when it is there, and the program that shows that it is, if any; a test that lacks it skips.
TEST_PACKAGES = {
    "chromium": "chromium",
    "fonts-noto-cjk": "",
    "libatomic1": "",  # playwright's driver is linked to it
    "libreoffice-calc-nogui": "libreoffice",
    "libreoffice-writer-nogui": "libreoffice",
}
CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ruff check", ("ruff", "check", ".")),
    ("ruff format", ("ruff", "format", "--check", ".")),
    ("mypy", ("mypy",)),
    ("docs", ("ingest", "docs", "--check")),
    ("pytest", ("pytest", "-n", "2", "--dist", "loadfile")),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out the command line and return the exit status."""
    options = _parser().parse_args(arguments)
    if sys.version_info < OLDEST_PYTHON:
        print(f"需要 Python 3.11 或更高版本，当前是 {sys.version.split()[0]}。", file=sys.stderr)
        return 2
    try:
        return _test(options.wheels) if options.command == "test" else _open(options)
    except subprocess.CalledProcessError as error:
        print(f"未完成：{' '.join(map(str, error.cmd))}（退出码 {error.returncode}）", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="安装并打开看板；或运行全部检查。")
    parser.add_argument("command", nargs="?", choices=("open", "test"), default="open")
    parser.add_argument("--data", type=Path, help="数据目录；不指定时打开示例县（data/demo）")
    parser.add_argument("--no-browser", action="store_true", help="只启动服务，不打开浏览器")
    parser.add_argument("--share", action="store_true", help="让其他电脑也能打开；要先建立账号")
    parser.add_argument("--port", type=int, help="端口，默认 8501")
    parser.add_argument("--wheels", type=Path, help="离线安装：已下载的安装包所在文件夹")
    return parser


def _open(options: argparse.Namespace) -> int:
    _install(("ocr",), options.wheels)
    data: Path = options.data.resolve() if options.data else ROOT / SAMPLE
    if options.data is None and not (data / "current.txt").exists():
        print("正在生成示例县的报告并导入，约需一两分钟……", flush=True)
        _run((_python(), "-m", "ingest", "demo", "--data", data))
    if options.share and not _has_accounts(data):
        print(
            "还没有账号，不能让其他电脑打开。请先建立：python -m ingest user add 姓名 --role 负责人",
            file=sys.stderr,
        )
        return 2
    command: list[str | Path] = [_python(), "-m", "streamlit", "run", ROOT / "app.py"]
    if options.share:
        command += ["--server.address", "0.0.0.0", "--server.headless", "true"]
    if options.no_browser:
        command += ["--server.headless", "true"]
    if options.port:
        command += ["--server.port", str(options.port)]
    environment = {**os.environ, "DISCLOSURE_DATA": str(data)}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def _has_accounts(data: Path) -> bool:
    command = [str(_python()), "-m", "ingest", "user", "list", "--data", str(data)]
    return subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.DEVNULL).returncode == 0


def _test(wheels: Path | None) -> int:
    _install_debian(tuple(name for name, proof in TEST_PACKAGES.items() if not _has_package(name, proof)))
    _install(("ocr", "test"), wheels)
    failed = []
    for title, (module, *rest) in CHECKS:
        print(f"\n== {title}", flush=True)
        if subprocess.run([_python(), "-m", module, *rest], cwd=ROOT, check=False).returncode:
            failed.append(title)
    print(f"\n未通过：{'、'.join(failed)}" if failed else "\n全部通过。", flush=True)
    return 1 if failed else 0


def _python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _install(extras: tuple[str, ...], wheels: Path | None) -> None:
    """Install the project with these extras into the virtual environment, unless that was done already."""
    stamp = VENV / "installed.txt"
    declared = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    known = stamp.read_text(encoding="utf-8").split() if stamp.exists() else []
    if known[:1] == [declared] and set(extras) <= set(known[1:]):
        return
    if not _python().exists():
        _make_environment()
    print("正在安装所需的组件……", flush=True)
    command: list[str | Path] = [_python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if wheels is not None:
        command += ["--no-index", "--find-links", wheels.resolve()]
    _run((*command, "--editable", f"{ROOT}[{','.join(extras)}]"))
    stamp.write_text(" ".join((declared, *extras)), encoding="utf-8")


def _make_environment() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        # Debian ships venv's other half as a package of its own.
        _install_debian(("python3-venv",))
    _run((sys.executable, "-m", "venv", VENV))


def _has_package(name: str, proof: str) -> bool:
    """Return whether a Debian package is there, or, on other systems, the program that stands for it."""
    if not shutil.which("dpkg-query"):
        return bool(proof and shutil.which(proof))
    query = subprocess.run(
        ["dpkg-query", "--show", "--showformat", "${db:Status-Status}", name],
        capture_output=True,
        text=True,
        check=False,
    )
    return query.stdout == "installed"


def _install_debian(packages: tuple[str, ...]) -> None:
    """Install Debian packages where that can be done; else say which ones are missing."""
    if not packages:
        return
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not shutil.which("apt-get") or not (root or shutil.which("sudo")):
        print(f"缺少以下组件，请先安装：{' '.join(packages)}", file=sys.stderr)
        return
    prefix = ("env",) if root else ("sudo", "env")
    apt = (*prefix, "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq")
    print(f"正在安装系统组件：{' '.join(packages)}", flush=True)
    _run((*apt, "update"), quiet=True)
    _run((*apt, "install", "-y", "--no-install-recommends", *packages), quiet=True)


def _run(command: Sequence[str | Path], quiet: bool = False) -> None:
    subprocess.run(
        [str(part) for part in command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL if quiet else None
    )


if __name__ == "__main__":
    sys.exit(main())
