"""The command line: Chinese words, exit statuses, no traceback."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from ingest import __main__ as entry
from ingest.__main__ import command_names, main
from ingest.commands._bars import Bars
from ingest.load_take import Progress
from tests.ingest.paper import write_report


@pytest.mark.parametrize("name", command_names())
def test_every_command_has_what_it_takes(name: str) -> None:
    module = importlib.import_module(f"ingest.commands.{name}")
    assert any("一" <= char <= "鿿" for char in module.HELP)
    assert callable(module.add_arguments)
    assert callable(module.run)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "缺少参数"),
        (["nonsense"], "没有 'nonsense' 这个命令"),
        (["load", "a", "--nonsense"], "不认识的参数：--nonsense"),
        (["load", "a", "--data"], "参数 --data 后面要有内容"),
    ],
)
def test_wrong_usage_is_said_in_chinese(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert words in capsys.readouterr().err


def test_help_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["load", "--help"])
    text = capsys.readouterr().out
    assert text.startswith("用法：")
    assert not {"usage", "options", "show this"} & set(text.split())


def test_a_load_speaks_and_returns_its_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_report(tmp_path / "in", "清水镇", 2024)
    (tmp_path / "in" / "坏.txt").touch()
    status = main(["load", str(tmp_path / "in"), "--data", str(tmp_path / "data")])
    assert status == 1
    out = capsys.readouterr().out
    assert "未能读取：in/坏.txt" in out
    assert "新增1份" in out


def test_pages_of_scans_have_a_bar_of_their_own_once_there_are_some(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Bars() as bars:
        bars.files(Progress(0, 2, "清水镇2024.pdf"))
        assert "识别扫描件" not in capsys.readouterr().err
        bars.pages(3, 12)
        shown = capsys.readouterr().err
    assert "识别扫描件： 25%" in shown
    assert "3/12 页" in shown


def test_the_environment_names_the_data_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCLOSURE_DATA", str(tmp_path / "named"))
    assert main(["load", str(write_report(tmp_path / "in", "清水镇", 2024))]) == 0
    assert (tmp_path / "named" / "current.txt").is_file()


def test_what_cannot_be_done_is_said_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["load", str(tmp_path / "nowhere"), "--data", str(tmp_path / "data")]) == 2
    assert "找不到" in capsys.readouterr().err
    assert main(["load", "--data", str(tmp_path / "data")]) == 2
    assert "缺少参数：路径" in capsys.readouterr().err
    (tmp_path / "file").touch()
    assert main(["load", str(tmp_path / "file"), "--data", str(tmp_path / "file")]) == 2
    assert "读写文件" in capsys.readouterr().err


def test_an_interrupt_is_exit_status_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_args: object, **_more: object) -> None:
        raise KeyboardInterrupt

    module = importlib.import_module("ingest.commands.load")
    monkeypatch.setattr(module, "load_paths", interrupted)
    assert entry.main(["load", "x"]) == 130
    assert "已中断" in capsys.readouterr().err


def test_a_dask_address_without_dask_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    arguments = ["load", str(write_report(tmp_path, "清水镇", 2024)), "--data", str(tmp_path / "data")]
    assert main([*arguments, "--dask", "tcp://127.0.0.1:1"]) == 2
    assert "dask" in capsys.readouterr().err


def test_dask_workers_parse_like_our_own(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="dask.distributed is not installed")
    write_report(tmp_path / "in", "清水镇", 2024)
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None
    ) as cluster:
        arguments = ["load", str(tmp_path / "in"), "--data", str(tmp_path / "data")]
        assert main([*arguments, "--dask", cluster.scheduler_address]) == 0


def test_the_sample_may_stand_beside_the_empty_roster_that_comes_along(tmp_path: Path) -> None:
    from ingest.commands.demo import claim
    from ingest.errors import UserError
    from store.paths import DataDirectory

    template = Path(__file__).parents[2] / "data" / "units.csv"
    (tmp_path / "units.csv").write_bytes(template.read_bytes())
    claim(DataDirectory(tmp_path), 1)
    real = tmp_path / "real"
    main(["load", str(write_report(tmp_path / "in", "清水镇", 2024)), "--data", str(real)])
    with pytest.raises(UserError):
        claim(DataDirectory(real), 1)
