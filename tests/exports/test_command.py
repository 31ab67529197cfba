"""python -m ingest export: the files are there, with the result of the functions behind them."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import openpyxl
import pytest

from ingest.__main__ import main
from tests.exports.counties import open_county


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    open_county(folder).close()
    return folder


def test_each_kind_of_export_is_written(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "输出"
    asked = [
        [
            "workbook",
            "--year",
            "2022",
            "--units",
            "清水镇",
            "D1",
            "--out",
            str(out / "县.xlsx"),
            "--data",
            str(data),
        ],
        ["draft", "--year", "2022", "--out", str(out / "草稿.docx"), "--data", str(data)],
        ["brief", "--year", "2022", "--out", str(out / "简报.docx"), "--data", str(data)],
        [
            "brief",
            "--year",
            "2022",
            "--basis",
            "corrected",
            "--out",
            str(out / "简报.pdf"),
            "--data",
            str(data),
        ],
        ["data", "--out", str(out / "数据"), "--data", str(data)],
        ["json", "--year", "2022", "--out", str(out / "报告.jsonl"), "--data", str(data)],
        ["form", "--edition", "2019", "--out", str(out / "表.xlsx")],
        ["form", "--edition", "2019", "--out", str(out / "表.csv")],
    ]
    assert [main(["export", *one]) for one in asked] == [0] * len(asked)
    assert "已导出" in capsys.readouterr().out
    assert (
        openpyxl.load_workbook(out / "县.xlsx")["说明"]["A1"].value
        == "白棠县2022年政府信息公开年报·所选单位汇总：说明"
    )
    assert (out / "数据" / "datapackage.json").is_file()
    lines = (out / "报告.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["year"] for line in lines} == {2022}
    assert len(openpyxl.load_workbook(out / "表.xlsx").sheetnames) == 5
    assert "规范性文件" in (out / "表.csv").read_text(encoding="utf-8-sig")
    assert len(docx.Document(str(out / "草稿.docx")).tables) == 3
    assert len(docx.Document(str(out / "简报.docx")).inline_shapes) == 3
    assert (out / "简报.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["workbook", "--year", "1999"], "1999 年没有可以汇总的报告"),
        (["workbook", "--year", "2022", "--basis", "settled"], "2022 年还没有年度核定"),
        (["json", "--basis", "settled"], "请用 --year 写明年度"),
        (["brief", "--year", "2022"], "请以 .docx 或 .pdf 结尾"),
        (["workbook", "--year", "2022", "--units", "天边镇"], "名册中没有这些单位：天边镇"),
    ],
)
def test_what_cannot_be_exported_is_said_in_chinese(
    asked: list[str], said: str, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "x.xlsx"
    assert main(["export", *asked, "--out", str(target), "--data", str(data)]) == 2
    assert said in capsys.readouterr().err
    assert not target.exists()
