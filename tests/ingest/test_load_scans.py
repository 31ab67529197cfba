"""Files with scanned pages in the store: read again once recognition is there, and only then."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.load import LoadSummary, load_paths, rebuild
from ingest.load_looks import looks
from ingest.load_staging import read_staged, stage, unread
from ingest.model import Line
from ingest.parse import PARSER_VERSION
from ingest.readers import ocr
from ingest.readers.scan import pdf_page
from store import DataDirectory, Store
from tests.corpus.writers import fonts
from tests.ingest.paper import write_report

TITLE = "白棠县清水镇人民政府2024年政府信息公开工作年度报告"
READ = "五、存在的主要问题及改进情况"


@pytest.fixture
def executor() -> Iterator[Executor]:
    with ThreadPoolExecutor(1) as threads:
        yield threads


@pytest.fixture
def recognised(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Put a quick reading in place of recognition; return the pages that it is asked for."""
    asked: list[int] = []

    def read(_: object, number: int) -> list[Line]:
        asked.append(number)
        return [Line(READ, number, method="ocr", confidence=0.9)]

    monkeypatch.setattr(pdf_page, "read_pdf_page", read)
    return asked


def scan(path: Path, digital: bool = True) -> Path:
    canvas = Canvas(str(path), pagesize=(300, 400))
    if digital:
        canvas.setFont(fonts.built_in(), 9)
        canvas.drawString(20, 350, TITLE)
        canvas.drawString(20, 330, "一、总体情况")
        canvas.showPage()
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), (210, 215, 220))), 0, 0, 300, 400)
    canvas.save()
    return path


def switch(monkeypatch: pytest.MonkeyPatch, installed: bool) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: installed)


def load(executor: Executor, data: Path, *paths: Path) -> LoadSummary:
    return load_paths(paths, data, executor=executor)


def rules(data: Path) -> set[str]:
    return set(Store.open(data).rows("findings")["rule"])


def test_a_page_left_out_for_want_of_recognition_is_read_once_it_is_there(
    tmp_path: Path, executor: Executor, recognised: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, path = tmp_path / "data", scan(tmp_path / "清水镇2024.pdf")
    switch(monkeypatch, installed=False)
    first = load(executor, data, path)
    assert (len(first.new), recognised, ocr.UNRECOGNISED in rules(data)) == (1, [], True)
    assert not load(executor, data, path).is_new_build

    switch(monkeypatch, installed=True)
    again = load(executor, data, path)
    assert (again.unchanged, again.is_new_build, recognised) == (1, True, [2])
    assert ocr.UNRECOGNISED not in rules(data)
    assert not load(executor, data, path).is_new_build
    assert recognised == [2]


def test_a_rebuild_reads_it_too_and_leaves_digital_files_alone(
    tmp_path: Path, executor: Executor, recognised: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    digital = write_report(tmp_path / "in", "石桥镇", 2024)
    switch(monkeypatch, installed=False)
    load(executor, data, scan(tmp_path / "清水镇2024.pdf"), digital)
    before = {path.name: path.stat().st_mtime_ns for path in (data / "parsed" / PARSER_VERSION).iterdir()}
    switch(monkeypatch, installed=True)
    assert rebuild(data, executor=executor).is_new_build
    assert recognised == [2]
    assert {
        path.name: path.stat().st_mtime_ns for path in (data / "parsed" / PARSER_VERSION).iterdir()
    } == before


def test_another_recognition_reads_scans_again_and_nothing_else(
    tmp_path: Path, executor: Executor, recognised: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    switch(monkeypatch, installed=True)
    load(executor, data, scan(tmp_path / "清水镇2024.pdf"), write_report(tmp_path / "in", "石桥镇", 2024))
    monkeypatch.setattr(ocr, "RECOGNITION_VERSION", "next")
    told: list[str] = []
    rebuild(data, executor=executor, progress=lambda progress: told.append(progress.name))
    assert told == ["清水镇2024.pdf"]
    assert recognised == [2, 2]


def test_what_was_read_from_a_scan_outlives_the_extra(
    tmp_path: Path, executor: Executor, recognised: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, path = tmp_path / "data", scan(tmp_path / "清水镇2024.pdf")
    switch(monkeypatch, installed=True)
    load(executor, data, path)
    switch(monkeypatch, installed=False)
    assert not load(executor, data, path).is_new_build
    assert (ocr.UNRECOGNISED in rules(data), recognised) == (False, [2])


def test_a_dropped_scan_that_could_not_be_read_is_read_once_recognition_is_there(
    tmp_path: Path, executor: Executor, recognised: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = DataDirectory(tmp_path / "data")
    data.root.mkdir()
    path = scan(tmp_path / "清水镇2024.pdf", digital=False)
    switch(monkeypatch, installed=False)
    stage(data, [(path.name, path.read_bytes())], "王某", "2025-01-20T09:00:00+08:00")
    read_staged(data, executor, lambda _: None)
    assert [(look.standing, look.file.code) for look in looks(data)] == [("failed", "needs_ocr")]
    assert unread(data) == []

    switch(monkeypatch, installed=True)
    assert [file.name for file in unread(data)] == [path.name]
    read_staged(data, executor, lambda _: None)
    assert (recognised, unread(data)) == ([1], [])
