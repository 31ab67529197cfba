"""The command keeps the sample apart from whatever is real."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from ingest.__main__ import main
from ingest.commands.demo import claim, read_years
from ingest.demo import plan
from ingest.demo.write import roster_of, write_sample
from ingest.errors import UserError
from ingest.load import load_paths
from ingest.roster import write_roster
from store import Store
from store.decisions import Decisions
from store.paths import DataDirectory
from store.settle import snapshots


def test_the_sample_is_refused_where_real_reports_were_loaded(tmp_path: Path) -> None:
    (tmp_path / "loads.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(UserError, match="已有真实报告"):
        claim(DataDirectory(tmp_path), 1)
    assert not (tmp_path / "SAMPLE").exists()


def test_the_sample_is_refused_over_a_roster_of_the_office(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("code,name,kind\n1,某镇,镇\n", encoding="utf-8")
    with pytest.raises(UserError, match="名册"):
        claim(DataDirectory(tmp_path), 1)


def test_the_empty_roster_that_comes_along_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("code,name,kind\n", encoding="utf-8")
    claim(DataDirectory(tmp_path), 1)
    assert DataDirectory(tmp_path).sample_mark.exists()


def test_another_sample_is_not_mixed_into_the_first(tmp_path: Path) -> None:
    claim(DataDirectory(tmp_path), 1)
    claim(DataDirectory(tmp_path), 1)
    with pytest.raises(UserError, match="另一套示例数据"):
        claim(DataDirectory(tmp_path), 2)


@pytest.mark.parametrize(("text", "years"), [("2024", (2024,)), ("2022-2024", (2022, 2023, 2024))])
def test_years_are_one_or_a_span(text: str, years: tuple[int, ...]) -> None:
    assert read_years(text) == years


@pytest.mark.parametrize("text", ["", "2018", "2024-2022", "今年"])
def test_years_that_the_sample_does_not_have_are_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        read_years(text)


def test_the_sample_is_written_loaded_and_decided_on_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "demo"
    command = ["demo", "--data", str(data), "--years", "2024-2025"]
    reports = plan(years=(2024, 2025)).reports
    assert main(command) == 0
    told = capsys.readouterr().out
    assert f"新增{len(reports) - 1}份" in told
    assert "新增1份" in told
    assert "等待选用：" in told
    assert (data / "SAMPLE").exists()
    revision = Decisions.open(DataDirectory(data)).revision
    _every_state_occurs(data)
    assert main(command) == 0
    assert f"新增0份（其中新版本0份、未匹配单位0份），未变{len(reports) - 1}份" in capsys.readouterr().out
    assert Decisions.open(DataDirectory(data)).revision == revision


def _every_state_occurs(data: Path) -> None:
    store = Store.open(data, basis="corrected")
    worklist = store.rows("worklist", years=[2024, 2025])
    assert set(worklist["state"]) == {"缺报", "待核", "退回", "核定", "更正"}
    assert (worklist["waiting"] > 0).any()
    findings = store.rows("findings")
    assert {"accepted", "dismissed"} <= set(findings["decision"])
    # The clerk's correction puts right what it was made for, and everything that hung on it.
    corrected = store.rows("corrections")["report_id"]
    mended = findings[findings["report_id"].isin(corrected) & (findings["rule"] != "report.version")]
    assert set(mended["decision"]) == {"dismissed"}
    store.close()
    actions = {decision.action for decision in Decisions.open(DataDirectory(data)).log()}
    assert {"withdraw", "correct", "deadline", "return", "settle", "amend", "settle_year"} <= actions
    assert [snapshot.year for snapshot in snapshots(data)] == [2024]


def test_what_only_the_store_can_tell_is_found_on_loading(tmp_path: Path) -> None:
    sample = plan(years=(2019,))
    write_sample(sample, tmp_path / "in", workers=1)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "units.csv").write_bytes(write_roster(roster_of(sample.units)))
    summary = load_paths([tmp_path / "in"], tmp_path / "data")
    assert summary.failed == ()
    assert summary.unmatched == ()
    second = [report for report in sample.reports if "second_version" in report.flaws]
    assert list(summary.versions) == [report.file.rpartition("/")[2] for report in second]
