"""The draft of the county's report: its tables read back by our own parser, its words from the data only."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import docx
import pypdfium2
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

import form
from exports import paper
from exports.draft import TEMPLATE, county_draft
from exports.problems import problem_sentences
from exports.stamp import from_note, from_text
from exports.template import SHIPPED, TemplateUnusable, template_path
from exports.word_table import table_xml
from ingest import parse_file
from ingest.model import Grid, Report
from ingest.readers import read_document
from store import Store
from tests.exports.counties import MADE_AT, open_county
from tests.exports.recalculate import converted
from tests.store.factory import make_report, make_store

YEARS = {"2019": 2020, "2021": 2023}
HOSTILE = "=1+1<w:p>&{{ 7*7 }}{% endfor %}{_{\x00\x0b]]>" + "长" * 32_000


def _document(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def _text(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in _document(content).paragraphs)


def _parsed(content: bytes) -> Report:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "draft.docx"
        path.write_bytes(content)
        return parse_file(path)


def _values(random: Random, edition: form.Edition) -> dict[tuple[str, str, str], Decimal | None]:
    found: dict[tuple[str, str, str], Decimal | None] = {}
    for address in edition.addresses():
        kind = form.column_of(address).kind
        # A row headed 一、二、四 and the one line of numbers without any number reads as a heading.
        total = address.column == "total" or address.table == "litigation"
        if random.random() < 0.2 and not total:
            found[tuple(address)] = None
        elif kind == "amount":
            found[tuple(address)] = Decimal(random.randint(0, 10**9)) / 1_000_000
        else:
            found[tuple(address)] = Decimal(random.randint(-999 if kind == "change" else 0, 99_999))
    return found


@pytest.mark.parametrize("edition", form.EDITIONS)
@given(seed=st.integers(0, 10**9))
@settings(max_examples=4, deadline=None)
def test_the_tables_are_read_back_as_they_were_filled(edition: str, seed: int) -> None:
    values = _values(Random(seed), form.EDITIONS[edition])
    with TemporaryDirectory() as folder:
        make_store(Path(folder), [make_report("清水镇", YEARS[edition], values=values)])
        store = Store.open(Path(folder))
        report = _parsed(county_draft(store, YEARS[edition], MADE_AT))
        store.close()
    assert report.edition == edition
    assert {(cell.table, cell.row, cell.column): cell.value for cell in report.cells} == values


@pytest.mark.parametrize("edition", form.EDITIONS)
def test_the_tables_have_the_rows_and_merges_of_the_form(edition: str) -> None:
    for table in form.EDITIONS[edition].tables:
        placed = paper.boxes(table)
        xml = table_xml(table, {})
        assert xml.count("<w:tr>") == paper.size(placed)[0]
        assert xml.count('<w:vMerge w:val="restart"/>') == sum(box.height > 1 for box in placed)
        assert xml.count("<w:gridSpan") == sum(box.height for box in placed if box.width > 1)


def test_the_tables_are_those_of_the_official_form(reference: Path) -> None:
    made = docx.Document()
    for table in form.LATEST.tables:
        made.element.body.insert(0, parse_xml(f"<w:body {nsdecls('w')}>{table_xml(table, {})}</w:body>")[0])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made.docx"
        made.save(str(path))
        ours = read_document(path).grids
    official = read_document(reference / "form-2021-empty.docx").grids
    assert [_shape(grid) for grid in reversed(ours)] == [_shape(grid) for grid in official]


def _shape(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    """Return the cells of a grid: where they stand, what they cover, and their words."""
    return [
        (cell.row, cell.column, cell.row_span, cell.column_span, "".join(cell.text.split()))
        for cell in grid.cells
    ]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_county(tmp_path_factory.mktemp("county"))


@pytest.fixture(scope="module")
def draft(store: Store) -> bytes:
    return county_draft(store, 2022, MADE_AT)


def test_the_six_sections_stand_in_order(draft: bytes) -> None:
    heads = re.findall(r"^([一二三四五六])、.*", _text(draft), re.MULTILINE)
    assert heads == list("一二三四五六")


def test_every_figure_says_over_how_many_units_it_runs(draft: bytes) -> None:
    said = _text(draft)
    assert "新收政府信息公开申请19件（3/5）" in said
    assert "行政事业性收费3.225万元" in said
    assert "新收申请按两年都有数的1个单位比，比上年多2件" in said
    assert "已报" not in said or "4/5" in said
    assert "没有报告、未计入：龙泉乡" in said


def test_what_a_human_has_to_do_is_highlighted(draft: bytes) -> None:
    runs = [run for paragraph in _document(draft).paragraphs for run in paragraph.runs]
    for mark in ("【请补充】", "【请核实】", "【定稿时删去】"):
        marked = [run for run in runs if mark in run.text]
        assert marked
        assert all(run.font.highlight_color is not None for run in marked)


def test_a_cell_that_no_unit_fills_is_left_empty_and_said(tmp_path: Path) -> None:
    address = ("applications", "granted", "business")
    make_store(tmp_path, [make_report("清水镇", 2022, values={address: None})])
    content = county_draft(Store.open(tmp_path), 2022, MADE_AT)
    assert "有1格没有一个单位给出数字" in _text(content)
    cells = {(c.table, c.row, c.column): c.value for c in _parsed(content).cells}
    assert cells[address] is None


def test_each_table_is_on_one_page(draft: bytes, tmp_path: Path) -> None:
    (tmp_path / "draft.docx").write_bytes(draft)
    (made,) = converted([tmp_path / "draft.docx"], tmp_path, "pdf")
    pages = ["".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(made)]
    for heading, last in (
        ("二、主动公开", "行政事业性收费"),
        ("三、收到", "四、结转下年度"),
        ("四、政府信息公开行政", "上表各格"),
    ):
        assert [last in page for page in pages if heading in page] == [True]


def test_the_file_says_what_it_was_made_from(store: Store, draft: bytes) -> None:
    document = _document(draft)
    mark = from_note(document.core_properties.comments)
    assert mark is not None
    assert (mark.what, mark.year, mark.build_id) == ("draft", 2022, store.build_id)
    shown = from_text("".join(p.text for p in document.sections[0].footer.paragraphs))
    assert shown is not None
    assert (shown.build_id, shown.basis) == (mark.build_id, mark.basis)


def _with_prose(folder: Path, town: str, problem: str) -> bytes:
    report = make_report(town, 2022)
    sections = {**report.sections, "5": f"存在问题：{problem}。"}
    make_store(folder, [replace(report, sections=sections), make_report("石桥镇", 2022)])
    return county_draft(Store.open(folder), 2022, MADE_AT)


def test_hostile_text_changes_nothing_but_its_own_words(tmp_path: Path) -> None:
    plain = _document(_with_prose(tmp_path / "plain", "清水镇", "更新不够及时"))
    hostile = _document(_with_prose(tmp_path / "hostile", "清水镇", f"更新不够及时{HOSTILE}"))
    one, two = ([p.text for p in document.paragraphs] for document in (plain, hostile))
    differing = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
    assert len(differing) == 1
    kept = HOSTILE.replace("\x00", "").replace("\x0b", "")
    assert differing[0][1] == differing[0][0].replace("更新不够及时", f"更新不够及时{kept}")
    for a, b in zip(plain.tables, hostile.tables, strict=True):
        assert [cell.text for cell in a._cells] == [cell.text for cell in b._cells]


def test_an_offices_own_template_goes_before_the_shipped_one(store: Store, tmp_path: Path) -> None:
    assert template_path(TEMPLATE, tmp_path) == SHIPPED / TEMPLATE
    own = docx.Document(str(SHIPPED / TEMPLATE))
    own.paragraphs[0].insert_paragraph_before("某县政务公开办公室")
    (tmp_path / "templates").mkdir()
    own.save(str(tmp_path / "templates" / TEMPLATE))
    content = template_path(TEMPLATE, tmp_path).read_bytes()
    assert _text(county_draft(store, 2022, MADE_AT, template=content)).startswith("某县政务公开办公室")


@pytest.mark.parametrize(
    "mark", ["{{ 没有的 }}", "{{ 县名", "{{ ''.__class__.__mro__[1].__subclasses__() }}"]
)
def test_a_template_that_cannot_be_filled_is_refused_in_chinese(store: Store, mark: str) -> None:
    broken = docx.Document()
    broken.add_paragraph(mark)
    written = io.BytesIO()
    broken.save(written)
    with pytest.raises(TemplateUnusable, match="模板"):
        county_draft(store, 2022, MADE_AT, template=written.getvalue())


def test_a_template_that_is_no_word_file_is_refused_in_chinese(store: Store) -> None:
    with pytest.raises(TemplateUnusable, match="不是 Word"):
        county_draft(store, 2022, MADE_AT, template=b"no")


def test_measures_to_be_taken_are_no_problems() -> None:
    text = (
        "（一）存在的问题。对照要求，主要表现在：一是更新不够及时；二是人员兼职较多。2025年，我镇将加强培训。"
    )
    assert problem_sentences(text) == ["更新不够及时", "人员兼职较多"]


def test_the_same_data_gives_the_same_words(store: Store, draft: bytes) -> None:
    assert _text(county_draft(store, 2022, datetime(2026, 3, 1))) == _text(draft)
