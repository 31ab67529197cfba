"""Reported, corrected and settled numbers: each file holds one of them, and says which."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pandas as pd
import pytest

from exports.brief import read_brief
from exports.county import read_county
from exports.data_package import package_files
from exports.draft import county_draft
from exports.reports_json import json_lines
from exports.source import Settled
from exports.stamp import from_note
from exports.workbook import county_workbook
from store import Store
from tests.exports.counties import FEES, MADE_AT, NEW, open_county, reports
from tests.exports.recalculate import formula_cells, recalculated, same, values
from tests.store.decided import decide, on_cell

YEAR = 2022


def _report_id(town: str, year: int = YEAR) -> str:
    return next(one.sha256 for one in reports(YEAR) if town in one.file and one.identity.year == year)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a county with a correction that holds, one that went stale, and a finding that was dismissed."""
    made = tmp_path_factory.mktemp("county")
    open_county(made, year=YEAR).close()
    told = {"reason": "=原件第3页<b>是 7"}
    decide(made, "correct", **on_cell(_report_id("清水镇"), printed="3", value=7), **told)  # type: ignore[arg-type]
    stale = on_cell(_report_id("财政局"), printed="12", value=50)
    decide(made, "correct", **stale)  # type: ignore[arg-type]
    decide(made, "confirm", **on_cell(_report_id("=1+1镇"), printed="5"))  # type: ignore[arg-type]
    # The year before is corrected too: a difference is never taken between two kinds of numbers.
    decide(made, "correct", **on_cell(_report_id("清水镇", YEAR - 1), printed="1", value=2))  # type: ignore[arg-type]
    finding = Store.open(made).rows("findings", years=[YEAR]).iloc[0]
    keys = ("report_id", "rule", "table_key", "row_key", "column_key", "finding_key")
    about = {key: finding[key] if isinstance(finding[key], str) else None for key in keys}
    decide(made, "dismiss", reason="与单位核实过", **about)
    return made


@pytest.fixture(scope="module")
def stores(folder: Path) -> dict[str, Store]:
    return {basis: Store.open(folder, basis=basis) for basis in ("reported", "corrected")}  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def books(stores: dict[str, Store], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    made = tmp_path_factory.mktemp("books")
    sources = {**stores, "settled": Settled(stores["corrected"])}
    for basis, source in sources.items():
        (made / f"{basis}.xlsx").write_bytes(county_workbook(source, YEAR, MADE_AT))
    return {basis: made / f"{basis}.xlsx" for basis in sources}


def _words(path: Path, sheet: str) -> str:
    book = openpyxl.load_workbook(path, data_only=True)
    return "\n".join(str(c) for row in book[sheet].iter_rows(values_only=True) for c in row if c is not None)


def test_each_workbook_holds_one_kind_of_numbers(stores: dict[str, Store]) -> None:
    sums = {basis: read_county(store, YEAR, MADE_AT) for basis, store in stores.items()}
    assert sums["reported"].this.totals[NEW].value == 3 + 5 + 11
    assert sums["corrected"].this.totals[NEW].value == 7 + 5 + 11
    for basis, before in (("reported", 1 + 8), ("corrected", 2 + 8)):
        last = sums[basis].last
        assert last is not None
        assert last.totals[NEW].value == before
    assert sums["reported"].this.totals[FEES] == sums["corrected"].this.totals[FEES]


def test_a_workbook_says_what_its_numbers_are(books: dict[str, Path]) -> None:
    said = {basis: _words(path, "说明") for basis, path in books.items()}
    assert "未作更正。已作的 1 格更正没有采用" in said["reported"]
    assert "核对更正后的数，有 1 格与报告上印的不同" in said["corrected"]
    assert "县里核定的数" in said["settled"]
    assert "另有 1 格在更正之后原件又有变化" in said["corrected"]
    assert "采用到第 5 号决定" in said["reported"]
    heads = {basis: _words(path, "三、依申请公开") for basis, path in books.items()}
    assert [
        word in heads[b]
        for b, word in (("reported", "报送数"), ("corrected", "更正后的数"), ("settled", "核定数"))
    ]
    assert "更正后的数" not in heads["reported"]


def test_corrections_are_listed_with_who_when_and_why(books: dict[str, Path]) -> None:
    said = _words(books["corrected"], "缺报与疑点")
    assert "报告上印“3”，改成 7；=原件第3页<b>是 7" in said
    assert "本机，2026-02-03 09:00" in said
    assert "原件又有变化，没有采用" in said
    assert "报告上印“5”，照此确认" in said
    assert "已排除（本机，2026-02-03 09:00）：与单位核实过" in said
    assert "本文件用报送数，没有采用" in _words(books["reported"], "缺报与疑点")


def test_a_corrected_number_is_marked_among_the_units(books: dict[str, Path]) -> None:
    marked = {}
    for basis, path in books.items():
        sheet = openpyxl.load_workbook(path)["按单位_依申请公开"]
        marked[basis] = [
            (sheet.cell(cell.row, 1).value, cell.value)
            for row in sheet.iter_rows(min_row=8)
            for cell in row
            if cell.font.b and cell.font.i
        ]
    assert marked["reported"] == []
    assert marked["corrected"] == marked["settled"] == [("清水镇", 7)]


def test_libreoffice_gives_every_formula_the_stored_result_on_every_basis(
    books: dict[str, Path], tmp_path: Path
) -> None:
    files = list(books.values())
    for file, anew in zip(files, recalculated(files, tmp_path), strict=True):
        stored, found = values(file), values(anew)
        places = formula_cells(file)
        assert len(places) > 1000
        assert [place for place in places if not same(stored.get(place), found.get(place))] == []


def test_every_file_carries_build_revision_and_basis(
    books: dict[str, Path], stores: dict[str, Store]
) -> None:
    for basis, path in books.items():
        mark = from_note(openpyxl.load_workbook(path).properties.description)
        assert mark is not None
        assert (mark.basis, mark.revision, mark.build_id) == (basis, 5, stores["reported"].build_id)
    draft = docx.Document(io.BytesIO(county_draft(Settled(stores["corrected"]), YEAR, MADE_AT)))
    mark = from_note(draft.core_properties.comments)
    assert mark is not None
    assert mark.basis == "settled"
    assert read_brief(stores["corrected"], YEAR, MADE_AT).mark.basis == "corrected"


def test_the_brief_counts_only_what_is_open(stores: dict[str, Store]) -> None:
    assert read_brief(stores["reported"], YEAR, MADE_AT).findings.title.startswith("尚未处理的疑点：错误 1")


@pytest.mark.parametrize(("basis", "value"), [("reported", 3), ("corrected", 7)])
def test_open_data_and_json_show_the_printed_number_beside_a_corrected_one(
    basis: str, value: int, stores: dict[str, Store]
) -> None:
    files = dict(package_files(stores[basis], MADE_AT, [YEAR]))
    cells = pd.read_csv(io.BytesIO(files["cells.csv"]), encoding="utf-8-sig")
    row = cells[cells["corrected"] & (cells["row_key"] == "new")].iloc[0]
    assert (row["value"], row["printed_value"], set(cells["year"])) == (value, 3, {YEAR})
    described = json.loads(files["datapackage.json"])
    assert (described["basis"], described["revision"]) == (basis, 5)
    lines = [json.loads(line) for line in json_lines(stores[basis], [YEAR])]
    line = next(one for one in lines if one["town"] == "清水镇")
    cell = next(c for c in line["cells"] if (c["table"], c["row"], c["column"]) == tuple(NEW))
    assert (cell["value"], cell["raw"], cell.get("printed_value")) == (value, "3", 3 if value == 7 else None)
    assert line["basis"] == basis


def test_the_decimals_of_a_correction_are_kept(folder: Path, stores: dict[str, Store]) -> None:
    del folder
    corrected = stores["corrected"].rows("corrections", years=[YEAR])
    assert set(corrected["decided_value"].dropna()) == {Decimal(7), Decimal(50)}
