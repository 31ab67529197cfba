"""Files go into the store: what is new, what is the same, what is broken."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import zipfile
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

import ingest.load_commit
import ingest.load_kept
from ingest.commands.load import describe
from ingest.errors import UserError
from ingest.load import LoadSummary, load_paths, rebuild
from ingest.load_parse import parse_to_json
from ingest.roster import Unit, read_roster, write_roster
from store import Store, StoreUnreadable, current_build
from store.paths import DataDirectory
from tests.corpus.classes import CLASSES
from tests.ingest.paper import report_text, write_report

TOWNS = ("清水镇", "石桥镇", "龙泉镇")


@pytest.fixture
def executor():
    with ThreadPoolExecutor(1) as threads:
        yield threads


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    for town in TOWNS:
        write_report(tmp_path / "年报" / "2024", town, 2024, received=3)
    return tmp_path / "年报"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def _load(executor: Executor, data: Path, *paths: Path, **other: bool) -> LoadSummary:
    return load_paths(paths, data, executor=executor, **other)


def _received(data: Path) -> dict[str, float]:
    rows = Store.open(data).rows("facts", row_keys=["new"], column_keys=["total"])
    return dict(zip(rows["unit_name"], rows["value"], strict=True))


def test_a_folder_is_loaded_with_a_roster_proposed_from_it(executor, data, reports) -> None:
    summary = _load(executor, data, reports)
    assert (len(summary.new), summary.unchanged, summary.failed, summary.exit_status) == (3, 0, (), 0)
    assert sorted(summary.proposed) == sorted(TOWNS)
    assert [unit.name for unit in read_roster((data / "units.csv").read_bytes())] == sorted(TOWNS)
    assert _received(data) == dict.fromkeys(TOWNS, 3)
    info = Store.open(data).rows("build_info").iloc[0]
    assert bool(info["roster_proposed"])
    assert info["county"] == "白棠县"


def test_every_cell_keeps_its_words_and_its_place(executor, data, reports) -> None:
    _load(executor, data, reports)
    store = Store.open(data)
    cells = store.rows("cells")
    assert len(cells) == 3 * 200
    assert (cells["raw"] != "").all()
    assert (cells["place"] != "").all()
    row = store.rows("reports").iloc[0]
    assert (row["folder"], row["file_name"]) == ("年报/2024", f"{row['unit_name']}2024.txt")
    kept = data / "originals" / row["report_id"][:2] / f"{row['report_id']}.txt"
    assert kept.read_bytes() == (reports / "2024" / row["file_name"]).read_bytes()


def test_the_same_bytes_again_change_nothing(executor, data, reports, tmp_path) -> None:
    first = _load(executor, data, reports)
    journal = (data / "loads.jsonl").read_bytes()
    copies = shutil.copytree(reports, tmp_path / "again")
    second = _load(executor, data, reports, copies)
    assert (second.new, second.unchanged, second.is_new_build) == ((), 6, False)
    assert second.build == first.build
    assert (data / "loads.jsonl").read_bytes() == journal
    assert len(list((data / "builds").iterdir())) == 1


def test_another_file_for_the_same_unit_and_year_is_a_version(executor, data, reports, tmp_path) -> None:
    _load(executor, data, reports)
    corrected = write_report(tmp_path / "更正", "清水镇", 2024, received=5, file="清水镇更正.txt")
    summary = _load(executor, data, corrected)
    assert summary.versions == ("清水镇更正.txt",)
    assert _received(data)["清水镇"] == 5
    assert len(_received(data)) == 3
    store = Store.open(data)
    findings = store.rows("findings", rules=["report.version"])
    assert len(findings) == 1
    assert "清水镇2024.txt" in findings["message"].iloc[0]
    assert store.rows("coverage", units=[findings["unit_code"].iloc[0]])["report_id"].nunique() == 1


def test_a_unit_not_in_the_roster_is_loaded_as_unmatched(executor, data, reports) -> None:
    data.mkdir()
    (data / "units.csv").write_bytes(write_roster([Unit(name, name, (), "镇") for name in TOWNS[:2]]))
    summary = _load(executor, data, reports)
    assert summary.unmatched == (f"{TOWNS[2]}2024.txt",)
    assert summary.proposed == ()


def test_a_mistake_in_the_roster_is_said_and_the_build_stays(executor, data, reports) -> None:
    first = _load(executor, data, reports)
    (data / "units.csv").write_text("code,name,kind\nA,清水镇,村\n", encoding="utf-8")
    with pytest.raises(UserError, match="第2行"):
        _load(executor, data, reports)
    assert current_build(DataDirectory(data)).name == first.build


def test_a_changed_roster_makes_a_new_build_from_what_was_parsed(executor, data, reports) -> None:
    _load(executor, data, reports)
    units = [Unit(f"T{at}", name, (), "镇") for at, name in enumerate(TOWNS)]
    (data / "units.csv").write_bytes(write_roster(units))
    summary = _load(executor, data, reports)
    assert summary.is_new_build
    assert summary.new == ()
    assert set(Store.open(data).rows("reports")["unit_code"]) == {"T0", "T1", "T2"}
    assert not Store.open(data).rows("build_info")["roster_proposed"].iloc[0]


def test_a_build_is_made_anew_without_any_file(executor, data, reports) -> None:
    with pytest.raises(UserError, match="还没有导入过"):
        rebuild(data, executor=executor)
    first = _load(executor, data, reports)
    shutil.rmtree(reports)
    assert not rebuild(data, executor=executor).is_new_build
    (data / "builds" / first.build).write_bytes(b"damaged")
    with pytest.raises(StoreUnreadable):
        Store.open(data)
    summary = rebuild(data, executor=executor)
    assert (summary.is_new_build, summary.exit_status) == (True, 0)
    assert _received(data) == dict.fromkeys(TOWNS, 3)


def test_the_offices_own_labels_are_picked_up(executor, data, reports) -> None:
    _load(executor, data, reports)
    (data / "aliases.csv").write_text("标签,类别\n政策文件,environment\n", encoding="utf-8")
    assert _load(executor, data, reports).is_new_build
    items = Store.open(data).rows("narrative", item_kinds=["category"])
    assert set(items[items["label"] == "政策文件"]["category"]) == {"environment"}


def test_a_proposed_roster_grows_until_somebody_touches_it(executor, data, reports, tmp_path) -> None:
    _load(executor, data, reports)
    later = _load(executor, data, write_report(tmp_path / "later", "新店镇", 2024))
    assert (later.proposed, later.unmatched) == (("新店镇",), ())
    roster = data / "units.csv"
    roster.write_bytes(roster.read_bytes().replace("新店镇".encode(), "新店铺镇".encode()))
    last = _load(executor, data, write_report(tmp_path / "last", "古塘镇", 2024))
    assert (last.proposed, last.unmatched) == ((), ("古塘镇2024.txt",))


def test_a_file_that_failed_is_listed_until_it_is_read(executor, data, reports) -> None:
    broken = reports / "2024" / "新店镇2024.txt"
    broken.write_bytes(b"")
    first = _load(executor, data, reports)
    assert [(entry.name, entry.code) for entry in first.failed] == [("新店镇2024.txt", "empty")]
    assert first.exit_status == 1
    assert list(Store.open(data).rows("failures")["file_name"]) == ["新店镇2024.txt"]
    again = _load(executor, data, reports)
    assert (len(again.failed), again.is_new_build, again.exit_status) == (1, False, 1)
    broken.write_text(report_text("新店镇", 2024), encoding="utf-8")
    assert _load(executor, data, reports).exit_status == 0
    assert Store.open(data).rows("failures").empty


def test_the_unit_of_a_file_that_failed_is_shown_as_such(executor, data, reports) -> None:
    _load(executor, data, reports, write_report(reports / "2023", "清水镇", 2023))
    (reports / "2023" / "石桥镇2023.txt").write_bytes(b"")
    _load(executor, data, reports)
    coverage = Store.open(data).rows("coverage", years=[2023])
    assert dict(zip(coverage["unit_name"], coverage["state"], strict=True)) == {
        "清水镇": "有报告", "石桥镇": "读取失败", "龙泉镇": "缺报",
    }  # fmt: skip


def test_nothing_but_broken_files_is_exit_status_2(executor, data, tmp_path) -> None:
    (tmp_path / "empty.txt").touch()
    assert _load(executor, data, tmp_path / "empty.txt").exit_status == 2


def test_a_path_that_does_not_exist_and_an_empty_folder_are_said(executor, data, tmp_path) -> None:
    (tmp_path / "nothing").mkdir()
    for path in (tmp_path / "nowhere", tmp_path / "nothing"):
        with pytest.raises(UserError):
            _load(executor, data, path)
    assert Store.open(data).build_id == "empty"


def test_litter_and_the_data_directory_itself_are_not_loaded(executor, reports) -> None:
    for name in ("~$清水镇.docx", ".DS_Store", "Thumbs.db"):
        (reports / name).write_bytes(b"litter")
    data = reports / "data"
    assert _load(executor, data, reports).files == 3
    assert _load(executor, data, reports).files == 3


def test_archives_are_expanded_and_named(executor, data, reports, tmp_path) -> None:
    for name in ("清水镇2024.txt", "石桥镇2024.txt"):
        packed = reports / "2024" / f"{name[:3]}.zip"
        with zipfile.ZipFile(packed, "w") as archive:
            archive.write(reports / "2024" / name, f"内层/{name}")
    with zipfile.ZipFile(tmp_path / "全部.zip", "w") as archive:
        for file in reports.rglob("*.zip"):
            archive.write(file, file.name)
    summary = _load(executor, data, tmp_path / "全部.zip")
    assert sorted(summary.new) == ["清水镇2024.txt", "石桥镇2024.txt"]
    assert set(Store.open(data).rows("reports")["folder"]) == {
        "全部.zip/清水镇.zip/内层", "全部.zip/石桥镇.zip/内层",
    }  # fmt: skip
    assert _load(executor, data, reports / "2024" / "清水镇2024.txt").unchanged == 1


def _packed_as_gbk(name: str, content: bytes) -> bytes:
    """Return an archive with one member, its name in GBK without a word of it, as Chinese Windows packs."""
    raw = name.encode("gbk")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("n" * len(raw), content)
    return packed.getvalue().replace(b"n" * len(raw), raw)


def test_an_archive_in_an_archive_with_names_in_gbk_is_loaded(executor, data, reports, tmp_path) -> None:
    report = (reports / "2024" / "清水镇2024.txt").read_bytes()
    inner = _packed_as_gbk("二〇二四/清水镇2024.txt", report)
    (tmp_path / "全部.zip").write_bytes(_packed_as_gbk("各镇上报/清水镇.zip", inner))
    summary = _load(executor, data, tmp_path / "全部.zip")
    assert (summary.new, summary.failed) == (("清水镇2024.txt",), ())
    assert set(Store.open(data).rows("reports")["folder"]) == {"全部.zip/各镇上报/清水镇.zip/二〇二四"}


def test_a_damaged_archive_costs_itself(executor, data, reports) -> None:
    (reports / "坏.zip").write_bytes(b"PK\x03\x04 not an archive")
    summary = _load(executor, data, reports)
    assert len(summary.new) == 3
    assert [entry.name for entry in summary.failed] == ["坏.zip"]


def test_a_folder_of_the_data_directory_is_loaded_where_it_is_named(executor, data) -> None:
    write_report(data / "sample", "清水镇", 2024)
    assert len(_load(executor, data, data / "sample").new) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has file names that are no text")
def test_a_file_name_in_gbk_is_shown_in_chinese(executor, data, tmp_path) -> None:
    folder = tmp_path / "in"
    path = Path(os.fsdecode(os.fsencode(folder) + b"/" + "清水镇2024.txt".encode("gbk")))
    folder.mkdir()
    path.write_text(report_text("清水镇", 2024), encoding="utf-8")
    assert _load(executor, data, folder).new == ("清水镇2024.txt",)
    assert _load(executor, data, folder).unchanged == 1
    rebuild(data, executor=executor)


def test_invented_and_real_reports_share_no_directory(executor, data, reports, tmp_path) -> None:
    _load(executor, data, reports, is_sample=True)
    assert Store.open(data).is_sample
    with pytest.raises(UserError, match="示例"):
        _load(executor, data, reports)
    _load(executor, tmp_path / "real", reports)
    with pytest.raises(UserError, match="真实"):
        _load(executor, tmp_path / "real", reports, is_sample=True)


def test_a_new_parser_reads_the_originals_again(executor, data, reports, monkeypatch) -> None:
    first = _load(executor, data, reports)
    shutil.rmtree(reports)
    for module in (ingest.load_commit, ingest.load_kept):
        monkeypatch.setattr(module, "PARSER_VERSION", "next")
    other = write_report(reports, "新店镇", 2024)
    assert _load(executor, data, other).is_new_build
    assert len(list((data / "parsed" / "next").iterdir())) == 4
    reread = json.loads(next((data / "parsed" / "next").iterdir()).read_text(encoding="utf-8"))
    assert reread["file"].endswith("镇2024.txt")
    store = Store.open(data)
    assert store.build_id != first.build
    assert len(store.rows("reports")) == 4


def test_what_a_new_parser_cannot_read_keeps_its_older_result(executor, data, reports, monkeypatch) -> None:
    _load(executor, data, reports)
    for module in (ingest.load_commit, ingest.load_kept):
        monkeypatch.setattr(module, "PARSER_VERSION", "next")
    for kept in (data / "originals").rglob("*.txt"):
        kept.write_bytes(b"")
    _load(executor, data, write_report(reports, "新店镇", 2024))
    assert len(Store.open(data).rows("reports")) == 4


def test_a_store_is_made_anew_from_originals_and_journal_alone(executor, data, reports) -> None:
    _load(executor, data, reports)
    before = Store.open(data).rows("cells").drop(columns="report_id")
    for lost in ("builds", "parsed"):
        shutil.rmtree(data / lost)
    (data / "current.txt").unlink()
    _load(executor, data, reports)
    assert Store.open(data).rows("cells").drop(columns="report_id").equals(before)


def test_a_crash_of_the_parser_costs_its_file(data, reports) -> None:
    with _FailingFor("石桥镇") as executor:
        summary = load_paths([reports], data, executor=executor)
    assert len(summary.new) == 2
    assert [(entry.name, entry.code) for entry in summary.failed] == [("石桥镇2024.txt", "crashed")]


class _FailingFor(ThreadPoolExecutor):
    """An executor in which the parser has a bug with one file."""

    def __init__(self, town: str) -> None:
        super().__init__(1)
        self._town = town

    def submit(self, fn, /, *args, **kwargs):
        if self._town in args[0]:
            return super().submit(int, "no number")
        return super().submit(fn, *args, **kwargs)


def test_the_summary_says_all_in_chinese(executor, data, reports) -> None:
    (reports / "坏.txt").write_bytes(b"")
    lines = describe(_load(executor, data, reports)).splitlines()
    assert lines[0].startswith("未能读取：年报/坏.txt——")
    assert "共4个文件：新增3份" in lines[1]
    assert "失败1份" in lines[1]


BROKEN: dict[str, bytes] = {
    "坏的.docx": b"PK\x03\x04" + bytes(range(200)),
    "空的.txt": b"",
    "乱码.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 4,
    "程序.exe": b"MZ" + bytes(500),
    "通知.txt": "关于召开会议的通知\n请各单位派人参加。\n".encode(),
}
MIXED = ("docx.plain", "xlsx.plain", "html.plain", "html.gb18030", "xlsx.by_table")


def _mixed_folder(folder: Path) -> None:
    random = Random(5)
    for at in range(195):
        place = folder / f"批次{at % 4}"
        if at % 10:
            write_report(
                place, f"{'东南西北中'[at % 5]}{'山水田林湖草沙'[at // 5 % 7]}镇", 2019 + at // 35, at
            )
        else:
            place.mkdir(parents=True, exist_ok=True)
            CLASSES[MIXED[at // 10 % len(MIXED)]](random, place / f"报告{at}")
    for name, content in BROKEN.items():
        (folder / name).write_bytes(content)


def test_200_mixed_files_of_which_five_are_broken_load_195_and_list_the_five(
    tmp_path: Path, data: Path
) -> None:
    _mixed_folder(tmp_path / "mixed")
    summary = load_paths([tmp_path / "mixed"], data)
    assert summary.files == 200
    assert len(summary.new) == 195
    assert {entry.name for entry in summary.failed} == set(BROKEN)
    assert all(_is_chinese(entry.message) for entry in summary.failed)
    assert summary.exit_status == 1
    info = Store.open(data).rows("build_info").iloc[0]
    assert (info["reports"], info["failures"]) == (195, 5)


def _is_chinese(text: str | None) -> bool:
    return any("一" <= char <= "鿿" for char in text or "")


def test_a_worker_returns_what_the_contract_says(reports: Path) -> None:
    path = reports / "2024" / "清水镇2024.txt"
    result = parse_to_json(str(path))
    assert (result["town"], result["year"], len(result["cells"])) == ("清水镇", 2024, 200)
