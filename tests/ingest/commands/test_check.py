"""The command tells what is stored, in three shapes, and its exit status whether an error is among it."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.__main__ import main
from ingest.model import Finding
from store import Store
from tests.store.factory import make_report, make_store

OUT, IN = ("applications", "carried_out", "total"), ("applications", "carried_in", "total")
QUESTION = Finding("disclosure.in_force", "notice", "现行有效件数与上年衔接不上。")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data directory with an error in 2023 and a question in 2022."""
    first = make_report("清水镇", 2022, values={OUT: Decimal(2)}, findings=[QUESTION])
    make_store(tmp_path, [first, make_report("清水镇", 2023)])
    return tmp_path


def _json(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    told: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return told


def test_the_findings_are_those_of_the_store(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(data), "--format", "json"]) == 1
    told = _json(capsys)
    stored = Store.open(data).rows("findings")
    assert [one["rule"] for one in told] == list(stored["rule"])
    assert told[0]["unit"] == "清水镇"
    assert (told[0]["year"], told[0]["table"], told[0]["row"], told[0]["column"]) == (2023, *IN)
    assert (told[0]["expected"], told[0]["actual"]) == (2, 0)


def test_without_an_error_the_exit_status_is_nought(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(data), "--year", "2022", "--format", "json"]) == 0
    assert [one["rule"] for one in _json(capsys)] == ["disclosure.in_force"]


def test_several_years_can_be_asked_for(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(data), "--year", "2022", "2023", "--format", "json"]) == 1
    assert len(_json(capsys)) == 2


def test_the_table_has_a_line_a_finding_and_a_sum(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--data", str(data)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["级别", "年度", "单位", "处理", "说明"]
    assert lines[1].startswith("错误  2023  清水镇")
    assert lines[-1] == "共2条疑点：错误1条、提醒0条、询问1条（其中已排除0条）。"


def test_csv_opens_with_chinese_heads(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--data", str(data), "--format", "csv"])
    printed = capsys.readouterr().out
    # Without the mark Excel takes it for another encoding.
    assert printed.startswith("\ufeff级别,")
    rows = list(csv.DictReader(io.StringIO(printed.removeprefix("\ufeff"))))
    assert [row["级别"] for row in rows] == ["错误", "询问"]
    assert rows[1]["应为"] == ""


def test_nothing_found_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_store(tmp_path, [make_report("清水镇", 2023)])
    assert main(["check", "--data", str(tmp_path)]) == 0
    assert "共0条疑点" in capsys.readouterr().out
    assert main(["check", "--data", str(tmp_path), "--format", "json"]) == 0
    assert _json(capsys) == []


def test_where_nothing_was_loaded_there_is_nothing_to_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--data", str(tmp_path)]) == 2
    assert "还没有导入过报告" in capsys.readouterr().err
