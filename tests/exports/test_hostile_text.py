"""Words that are no words: whatever a township is called and writes, only the cells that show it are others."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.brief import read_brief
from exports.brief_docx import brief_docx
from exports.brief_pdf import brief_pdf
from exports.data_package import package_files
from exports.draft import county_draft
from exports.text import fitting
from exports.workbook import county_workbook
from ingest.model import Finding
from ingest.roster import Unit
from store import Store
from tests.exports.counties import MADE_AT, NEW
from tests.store.factory import make_report, make_store

YEAR = 2022
PLAIN = "某某"
# Pieces of what spreadsheets, XML, templates and terminals take for more than words.
PIECES = (
    *('=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "\t=1", "\r\n=1", "|cmd", "'", '"', ","),
    *("<w:p/>", "<b>&amp;</b>", "]]>", "&#0;", "{{ 7*7 }}", "{% endfor %}", "{_{", "_x0000_"),
    *("\x00", "\x0b", "\x1f", "\x7f", "\u202e", "\ufffe", "长" * 32_000, "😀", "²"),
)
Grid = dict[tuple[str, str], object]


def _store(folder: Path, words: str) -> Store:
    """Return a county in which these words are a unit's name, its problem, and what was found in its report."""
    finding = Finding("applications.balance", "error", words, "applications", None, "total", 3, 2)
    report = make_report("石桥镇", YEAR, values={NEW: Decimal(5)}, findings=[finding])
    report = replace(report, sections=report.sections | {"5": f"存在问题：更新不够及时{words}"})
    units = [Unit("T1", "清水镇", (), "镇"), Unit("T2", words, ("石桥镇",), "镇")]
    make_store(folder, [make_report("清水镇", YEAR, values={NEW: Decimal(3)}), report], units)
    return Store.open(folder)


def _book(store: Store) -> Grid:
    book = openpyxl.load_workbook(io.BytesIO(county_workbook(store, YEAR, MADE_AT)))
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
    }


def _tables(content: bytes) -> list[list[str]]:
    document = docx.Document(io.BytesIO(content))
    return [[cell.text for cell in table._cells] for table in document.tables]


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@given(words=st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join))
@settings(max_examples=3, deadline=None)
def test_hostile_words_change_nothing_but_their_own_cells(words: str) -> None:
    with TemporaryDirectory() as folder:
        plain, hostile = (
            _store(Path(folder) / name, text) for name, text in (("a", PLAIN), ("b", f"镇{words}"))
        )
        _workbooks(_book(plain), _book(hostile), fitting(f"镇{words}"))
        assert _tables(county_draft(plain, YEAR, MADE_AT)) == _tables(county_draft(hostile, YEAR, MADE_AT))
        briefs = [read_brief(store, YEAR, MADE_AT) for store in (plain, hostile)]
        assert briefs[0].headlines == briefs[1].headlines
        assert _tables(brief_docx(briefs[0])) == _tables(brief_docx(briefs[1]))
        assert brief_pdf(briefs[1]).startswith(b"%PDF")
        ours, theirs = (dict(package_files(store, MADE_AT, [YEAR])) for store in (plain, hostile))
        for name in (name for name in ours if name.endswith(".csv")):
            _lists(_rows(ours[name]), _rows(theirs[name]))
        plain.close()
        hostile.close()


def _workbooks(plain: Grid, hostile: Grid, words: str) -> None:
    assert plain.keys() == hostile.keys()
    for place, value in plain.items():
        other = hostile[place]
        if value == other or place[0] == "说明":
            continue
        # What differs is a text, and was one that showed the words.
        assert isinstance(value, str)
        assert PLAIN in value
        assert not value.startswith("=")
        assert isinstance(other, str)
        assert len(other) <= 32_767
        assert other[:1] == words[:1] or words[:1] in other


def _lists(plain: list[list[str]], hostile: list[list[str]]) -> None:
    assert [len(row) for row in plain] == [len(row) for row in hostile]
    for one, two in zip(plain, hostile, strict=True):
        for value, other in zip(one, two, strict=True):
            assert value == other or PLAIN in value
            assert not other.startswith(("=", "+", "@", "\t", "\r"))
