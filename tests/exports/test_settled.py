"""Settled means settled: the files are made once, handed out as they were, and a file can be checked."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest

from exports.keeping import SettledDamaged, folder, hand_out, keep_settled, latest_snapshot, settled_snapshot
from exports.names import file_name
from exports.settled import NAMES, settled_files
from exports.source import NothingToExport
from exports.units_sheet import FIRST
from ingest.__main__ import main
from store import Store
from store.decisions.actions import ALONE
from store.decisions.snapshots import Snapshot
from store.settle import settle_year
from tests.exports.counties import MADE_AT, NEW, open_county, reports
from tests.store.decided import decide, on_cell
from tests.store.factory import make_report, make_store

YEAR = 2022
SUFFIXES = {what: suffix for what, (_, suffix) in NAMES.items()}


def _report_id(town: str) -> str:
    return next(one.sha256 for one in reports(YEAR) if town in one.file and one.identity.year == YEAR)


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Snapshot]:
    root = tmp_path_factory.mktemp("county")
    open_county(root, year=YEAR).close()
    decide(root, "correct", **on_cell(_report_id("清水镇"), printed="3", value=7))  # type: ignore[arg-type]
    snapshot = settle_year(root, ALONE, YEAR, reason="到期")
    assert len(keep_settled(root, snapshot)) == len(NAMES)
    # What happens afterwards: another correction.
    decide(root, "correct", **on_cell(_report_id("=1+1镇"), printed="5", value=50))  # type: ignore[arg-type]
    return root, snapshot


@pytest.fixture
def copy(settled: tuple[Path, Snapshot], tmp_path: Path) -> tuple[Path, Snapshot]:
    shutil.copytree(settled[0], tmp_path / "data")
    return tmp_path / "data", settled[1]


def _verify(capsys: pytest.CaptureFixture[str], root: Path, file: Path) -> tuple[int, str]:
    status = main(["verify", str(file), "--data", str(root)])
    read = capsys.readouterr()
    return status, read.out + read.err


def test_a_settled_file_is_handed_out_as_it_was(copy: tuple[Path, Snapshot]) -> None:
    root, snapshot = copy
    before = {what: hand_out(root, snapshot, what) for what in NAMES}
    make_store(root, [make_report("清水镇", YEAR, salt="new")])
    assert {what: hand_out(root, snapshot, what) for what in NAMES} == before
    book = openpyxl.load_workbook(io.BytesIO(before["workbook"].content), data_only=True)
    assert "核定数" in str(book["三、依申请公开"]["A2"].value)
    assert 7 in [cell.value for row in book["按单位_依申请公开"].iter_rows(min_row=FIRST + 1) for cell in row]


def test_what_was_not_kept_yet_is_made_from_the_snapshot(copy: tuple[Path, Snapshot]) -> None:
    root, snapshot = copy
    kept = {what: hand_out(root, snapshot, what).content for what in ("brief_pdf", "json", "data")}
    shutil.rmtree(folder(root, snapshot))
    assert {what: hand_out(root, snapshot, what).content for what in kept} == kept


@pytest.mark.parametrize("damage", [lambda path: path.write_bytes(b"x"), lambda path: path.unlink()])
def test_a_kept_file_that_changed_is_not_handed_out(
    copy: tuple[Path, Snapshot], damage: Callable[[Path], object]
) -> None:
    root, snapshot = copy
    damage(folder(root, snapshot) / hand_out(root, snapshot, "draft").name)
    with pytest.raises(SettledDamaged, match="settled"):
        hand_out(root, snapshot, "draft")


def test_a_year_that_was_never_settled_is_said(settled: tuple[Path, Snapshot]) -> None:
    assert latest_snapshot(settled[0], YEAR - 1) is None
    with pytest.raises(NothingToExport, match="2021 年还没有年度核定。已核定的年度：2022"):
        settled_snapshot(settled[0], YEAR - 1)


def test_a_year_is_settled_on_corrected_numbers_only(settled: tuple[Path, Snapshot]) -> None:
    with pytest.raises(ValueError, match="reported"):
        settled_files(Store.open(settled[0]), YEAR, MADE_AT)


@pytest.mark.parametrize("what", ["workbook", "draft", "brief", "json"])
def test_the_command_hands_out_the_kept_file(
    settled: tuple[Path, Snapshot], what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, snapshot = settled
    out = tmp_path / f"x{SUFFIXES[what]}"
    asked = [what, "--year", str(YEAR), "--basis", "settled", "--out", str(out), "--data", str(root)]
    assert main(["export", *asked]) == 0
    assert out.read_bytes() == hand_out(root, snapshot, what).content
    status, said = _verify(capsys, root, out)
    assert status == 0
    assert f"与“{snapshot.name}”的存档逐字节相同" in said
    assert "文件中的数字与当时的数据一致" in said


@pytest.mark.parametrize("what", NAMES)
def test_what_has_changed_since_is_listed(
    settled: tuple[Path, Snapshot], what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, snapshot = settled
    kept = hand_out(root, snapshot, what)
    (tmp_path / kept.name).write_bytes(kept.content)
    status, said = _verify(capsys, root, tmp_path / kept.name)
    assert status == 0, said
    assert "数据此后" in said or "此后数据有变化" in said
    assert "合计 表三“一、本年新收政府信息公开申请数量”·总计：现在 68，当时 23。" in said


def _tampered_book(content: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["按单位_依申请公开"]
    cell = next(c for row in sheet.iter_rows(min_row=FIRST + 1) for c in row if c.value == 7)
    cell.value = 8
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _tampered_draft(content: bytes) -> bytes:
    document = docx.Document(io.BytesIO(content))
    cell = next(c for row in document.tables[1].rows for c in row.cells if c.text == "23")
    cell.paragraphs[0].runs[0].text = "24"
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _tampered_brief(content: bytes) -> bytes:
    document = docx.Document(io.BytesIO(content))
    run = next(
        r
        for row in document.tables[0].rows
        for c in row.cells
        for p in c.paragraphs
        for r in p.runs
        if r.text == "23 件"
    )
    run.text = "24 件"
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _tampered_json(content: bytes) -> bytes:
    return content.replace(b'"value": 7', b'"value": 8', 1)


def _tampered_data(content: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) + (b"\r\n" if name == "cells.csv" else b""))
    return written.getvalue()


@pytest.mark.parametrize(
    ("what", "tamper", "said"),
    [
        ("workbook", _tampered_book, "清水镇 表三“一、本年新收政府信息公开申请数量”·总计：文件中 8，应为 7"),
        ("draft", _tampered_draft, "合计 表三“一、本年新收政府信息公开申请数量”·总计：文件中 24，应为 23"),
        ("brief", _tampered_brief, "文件中没有“23 件”"),
        ("json", _tampered_json, "与数据不同"),
        ("data", _tampered_data, "cells.csv 与数据不同"),
    ],
)
def test_a_number_changed_in_a_file_is_found(
    settled: tuple[Path, Snapshot],
    what: str,
    tamper: Callable[[bytes], bytes],
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root, snapshot = settled
    path = tmp_path / f"x{SUFFIXES[what]}"
    path.write_bytes(tamper(hand_out(root, snapshot, what).content))
    status, found = _verify(capsys, root, path)
    assert status == 1
    assert said in found
    assert "逐字节相同" not in found


def test_a_file_of_reported_numbers_is_held_against_reported_ones(
    settled: tuple[Path, Snapshot], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, _ = settled
    out = tmp_path / "x.xlsx"
    assert main(["export", "workbook", "--year", str(YEAR), "--out", str(out), "--data", str(root)]) == 0
    status, said = _verify(capsys, root, out)
    assert (status, "此后数据没有变化" in said) == (0, True)


def test_a_build_that_is_gone_is_said_and_the_file_held_against_what_is_there(
    copy: tuple[Path, Snapshot], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, _ = copy
    out = tmp_path / "x.xlsx"
    main(["export", "workbook", "--year", str(YEAR), "--out", str(out), "--data", str(root)])
    old = Store.open(root).build_id
    made = make_report("清水镇", YEAR, values={NEW: Decimal(9)})
    make_store(root, [made])
    (root / "builds" / f"{old}.duckdb").unlink()
    status, said = _verify(capsys, root, out)
    assert status == 1
    assert "已经不在了" in said


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.xlsx", b"no"),
        ("x.docx", b""),
        ("x.pdf", b"%PDF-1.4 no"),
        ("x.zip", b"PK"),
        ("x.jsonl", b"{}"),
        ("x.txt", b"1"),
    ],
)
def test_a_file_that_is_not_ours_is_refused_in_a_sentence(
    settled: tuple[Path, Snapshot],
    name: str,
    content: bytes,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / name).write_bytes(content)
    status, said = _verify(capsys, settled[0], tmp_path / name)
    assert status == 2
    assert said.strip()
    assert "Traceback" not in said


def test_a_foreign_workbook_is_not_ours(
    settled: tuple[Path, Snapshot], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    openpyxl.Workbook().save(tmp_path / "foreign.xlsx")
    assert _verify(capsys, settled[0], tmp_path / "foreign.xlsx")[0] == 2


def test_a_name_is_safe_on_every_system() -> None:
    assert file_name('=a/../b:"c"\x00', 2024, suffix=".csv") == "=a..bc_2024.csv"
