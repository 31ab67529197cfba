"""The brief: two pages whose figures are those of the data, whatever the data holds."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import docx
import pypdfium2
import pytest
from PIL import Image

from exports.brief import Brief, read_brief
from exports.brief_docx import brief_docx
from exports.brief_pdf import brief_pdf
from exports.county import read_county
from exports.stamp import from_note, from_text
from ingest.model import Finding
from ingest.roster import Unit
from store import Store
from tests.exports.counties import MADE_AT, NEW, open_county
from tests.exports.recalculate import converted
from tests.store.factory import COUNTY, make_report, make_store

YEAR = 2022
PICTURES = 3


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_county(tmp_path_factory.mktemp("county"))


@pytest.fixture(scope="module")
def brief(store: Store) -> Brief:
    return read_brief(store, YEAR, MADE_AT)


def _pdf_text(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_bounded() for page in document]


def _docx_text(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_the_headlines_are_the_sums_over_the_units(store: Store, brief: Brief) -> None:
    county = read_county(store, YEAR, MADE_AT)
    reports, new, decisions, cases = brief.headlines
    assert (reports.value, reports.reach) == ("4 份", "应报 5 份")
    assert new.value == f"{county.this.totals[NEW].value:g} 件" == "19 件"
    assert (decisions.value, cases.value) == ("7 件", "0 件")
    assert new.reach == "3/5 个单位有数"


def test_a_change_compares_the_same_units(brief: Brief) -> None:
    assert brief.headlines[1].change == "比上年多 2 件（1 个单位比）"


def test_who_is_missing_is_named(brief: Brief) -> None:
    assert brief.missing.sentences == ("缺报 1 个：龙泉乡。",)


def test_findings_are_counted_and_the_gravest_shown(brief: Brief) -> None:
    assert brief.findings.title.startswith("尚未处理的疑点：错误 2")
    assert "@SUM(A1)" in "".join(brief.findings.sentences)


def test_both_files_have_the_same_words(brief: Brief) -> None:
    word, pdf = _docx_text(brief_docx(brief)), "".join(_pdf_text(brief_pdf(brief)))
    flat = "".join(pdf.split())
    parts = [brief.title, brief.lead, *brief.missing.sentences]
    parts += [text for one in brief.headlines for text in (one.name, one.value, one.reach, one.change)]
    for words in parts:
        assert words in word
        assert "".join(words.split()) in flat


def test_the_charts_are_pictures_that_say_their_numbers(brief: Brief) -> None:
    assert len(brief.pictures) == PICTURES
    assert "2022 19" in brief.pictures[0].said
    for picture in brief.pictures:
        wide, high = Image.open(io.BytesIO(picture.png)).size
        assert wide > high > 100
    inner = docx.Document(io.BytesIO(brief_docx(brief))).inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in inner] == [p.said for p in brief.pictures]


def test_the_same_brief_gives_the_same_pdf(store: Store, brief: Brief) -> None:
    assert brief_pdf(read_brief(store, YEAR, MADE_AT)) == brief_pdf(brief)


def test_both_files_say_what_they_were_made_from(store: Store, brief: Brief) -> None:
    word, pdf = brief_docx(brief), brief_pdf(brief)
    mark = from_note(docx.Document(io.BytesIO(word)).core_properties.comments)
    assert mark is not None
    assert mark.build_id == store.build_id
    for page in _pdf_text(pdf):
        shown = from_text(page)
        assert shown is not None
        assert (shown.build_id, shown.what, shown.year) == (store.build_id, "brief", YEAR)
    assert from_note(pypdfium2.PdfDocument(pdf).get_metadata_dict()["Subject"]) == mark


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    """Return the brief of a county that has much of everything, with hostile words in names and findings."""
    folder = tmp_path_factory.mktemp("crowded")
    names = [f"{chr(0x4E00 + at)}水" * 3 + "镇" for at in range(60)]
    hostile = "<para>&{{ x }}\x00\x0b" + "长" * 32_000
    units = [Unit(f"T{at}", name, (), "镇") for at, name in enumerate(names)]
    units += [Unit(f"M{at}", f"{name}缺<b>&乡", (), "乡") for at, name in enumerate(names[:30])]
    finding = Finding("applications.balance", "error", hostile, "applications", None, "total", 3, 2)
    made = [
        make_report(name, year, values={NEW: Decimal(at * year)}, findings=[finding])
        for at, name in enumerate(names)
        for year in (YEAR - 1, YEAR)
    ]
    made.append(make_report(None, YEAR, organisation=f"{COUNTY}财政局"))
    make_store(folder, made, [*units, Unit("D", f"{COUNTY}财政局", (), "部门")])
    return read_brief(Store.open(folder), YEAR, MADE_AT)


def test_it_is_two_pages_however_much_there_is(brief: Brief, crowded: Brief) -> None:
    assert [len(_pdf_text(brief_pdf(one))) for one in (brief, crowded)] == [2, 2]


def test_it_is_two_pages_in_word_too(brief: Brief, crowded: Brief, tmp_path: Path) -> None:
    files = []
    for name, one in (("plain", brief), ("crowded", crowded)):
        (tmp_path / f"{name}.docx").write_bytes(brief_docx(one))
        files.append(tmp_path / f"{name}.docx")
    for made in converted(files, tmp_path, "pdf"):
        assert len(pypdfium2.PdfDocument(made)) == 2
