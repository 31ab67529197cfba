"""Letters to the units: read back, they say what is wrong where, and hostile words stay words."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docx.document import Document as DocumentType

import form
from exports.letter_items import OWN_MATTERS, Item, Letter, read_letters
from exports.letters import (
    REMINDER,
    SENT_BACK,
    TO_CHECK,
    Terms,
    letter_docx,
    letter_files,
    letters_xlsx,
    letters_zip,
)
from exports.source import NothingToExport
from exports.template import TemplateUnusable, template_path
from form.model import PART_MISSING
from ingest.__main__ import main
from ingest.model import Finding
from ingest.rules import RULES
from store import DataDirectory, Store
from store.decisions import Decisions, Draft
from store.decisions.actions import ALONE
from tests.store.factory import make_report, make_store

NOW = datetime(2025, 1, 20, 9, 0)
TERMS = Terms(date(2025, 1, 31), contact="王某 12345")
HOSTILE = "清水镇<w:p>&{{ 7*7 }}{% raw %}\x00"
SUM = Finding(
    "applications.results_sum", "error", "各项合计11，总计印作12。", "applications", None, "total", 11, 12
)
BLANK = Finding("cell.blank", "error", "这一格没有填写。", "applications", "carried_out", "total")
QUESTION = Finding("narrative.applications", "warning", "正文写5件，表中为3件。")
OWN = Finding("reader.glyphs", "warning", "有的文字无法还原。")
NOTICE = Finding("count.jump", "notice", "比上年多很多。")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    make_store(
        tmp_path,
        [
            make_report("石桥镇", 2024),
            make_report("石桥镇", 2023),
            make_report("清水镇", 2024, findings=[QUESTION, SUM, BLANK, OWN, NOTICE]),
            make_report("龙泉镇", 2023),
        ],
    )
    return Store.open(tmp_path)


def _text(document: DocumentType) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def _read(content: bytes) -> DocumentType:
    return Document(io.BytesIO(content))


def test_a_unit_is_told_its_mistakes_and_questions_and_who_is_missing_is_reminded(store: Store) -> None:
    letters = {letter.unit: letter for letter in read_letters(store, 2024)}
    assert list(letters) == ["清水镇", "龙泉镇"]
    told = letters["清水镇"]
    assert [item.why for item in told.mend] == [SUM.message, BLANK.message]
    assert [item.why for item in told.explain] == [QUESTION.message]
    assert letters["龙泉镇"].items == ()


def test_what_the_office_has_to_settle_itself_is_told_to_nobody(tmp_path: Path) -> None:
    own = ("reader.glyphs", "unit.disagrees", "county.sum", "cell.ocr_doubt", "cell.uncertain")
    findings = [Finding(rule, "warning", f"{rule}。") for rule in own]
    make_store(tmp_path, [make_report("清水镇", 2024, findings=findings)])
    assert read_letters(Store.open(tmp_path), 2024) == []


def test_each_kind_of_finding_that_is_kept_back_is_one_that_there_is() -> None:
    assert all(any(rule.startswith(own) for rule in RULES) for own in OWN_MATTERS)


def test_missing_parts_are_told_with_the_totals_that_are_printed(tmp_path: Path) -> None:
    short = Finding(PART_MISSING, "warning", "还差2。", "applications", None, "total", 1, 3)
    make_store(tmp_path, [make_report("清水镇", 2024, findings=[short])])
    (item,) = read_letters(Store.open(tmp_path), 2024)[0].explain
    for row in ("results_total", "carried_out"):
        assert form.row("applications", row).label in item.printed
    assert item.page.startswith("第")


def test_every_line_of_the_list_is_high_enough_for_its_words() -> None:
    long = Item(True, "", "", "", "", "说明" * 60, "")
    letter = Letter("U1", "清水镇", 2024, "a.pdf", (long,))
    sheet = openpyxl.load_workbook(io.BytesIO(letters_xlsx([letter], TERMS))).active
    lines = 240 / sheet.column_dimensions["G"].width
    assert sheet.row_dimensions[2].height >= lines * 12
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")


def test_an_item_names_table_row_column_what_is_printed_and_the_page(store: Store) -> None:
    letter = read_letters(store, 2024)[0]
    item = letter.mend[1]
    assert item.table.startswith("三、")
    assert "结转下年度" in item.row
    assert item.column == "总计"
    assert item.printed == "0"
    assert item.page.startswith("第")


def test_the_letters_hold_what_is_wrong_and_the_date(store: Store) -> None:
    with zipfile.ZipFile(io.BytesIO(letters_zip(store, 2024, TERMS, NOW))) as archive:
        names = archive.namelist()
        sent = _text(_read(archive.read(f"{TO_CHECK}_清水镇_2024.docx")))
        reminder = _text(_read(archive.read(f"{REMINDER}_龙泉镇_2024.docx")))
        book = openpyxl.load_workbook(io.BytesIO(archive.read("通知清单_2024.xlsx")))
    assert len(names) == 3
    for words in ("清水镇：", SUM.message, BLANK.message, QUESTION.message, "2025年1月31日", "王某 12345"):
        assert words in sent
    assert OWN.message not in sent
    assert NOTICE.message not in sent
    assert "龙泉镇：" in reminder
    rows = list(book.active.iter_rows(values_only=True))
    assert [row[:2] for row in rows[1:]] == [
        ("清水镇", "请核对"),
        ("清水镇", "请核对"),
        ("清水镇", "请核实说明"),
        ("龙泉镇", "催报"),
    ]


def _template(kind: str, root: Path | None = None) -> bytes:
    return template_path(f"{kind}.docx", root).read_bytes()


def test_hostile_words_stay_words() -> None:
    item = Item(True, HOSTILE, HOSTILE, "", "=1+1", HOSTILE, "")
    letter = Letter("U1", HOSTILE, 2024, HOSTILE, (item,))
    text = _text(_read(letter_docx(letter, TERMS, NOW, HOSTILE, _template(SENT_BACK))))
    assert text.count("{{ 7*7 }}{% raw %}") >= 4
    assert "49" not in text
    cell = openpyxl.load_workbook(io.BytesIO(letters_xlsx([letter], TERMS))).active["F2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.parametrize("is_returned", [True, False])
def test_only_a_report_that_went_back_is_said_to_go_back(
    is_returned: bool, store: Store, tmp_path: Path
) -> None:
    if is_returned:
        row = store.rows("worklist", years=[2024]).set_index("unit_name").loc["清水镇"]
        draft = Draft("return", row["unit_code"], 2024, row["report_id"], reason="请改")
        Decisions.open(DataDirectory(tmp_path)).record(ALONE, draft)
    letters = dict(letter_files(Store.open(tmp_path), 2024, TERMS, NOW))
    name = next(name for name in letters if "清水镇" in name)
    text = _text(_read(letters[name]))
    assert name.startswith(SENT_BACK if is_returned else TO_CHECK)
    assert ("退回" in text) is is_returned
    assert ("请核对的内容" in text) is not is_returned
    assert "{" not in text


def test_a_letter_without_questions_has_no_table_of_questions() -> None:
    letter = Letter("U1", "清水镇", 2024, "a.pdf", (Item(True, "", "", "", "", "错", ""),))
    document = _read(letter_docx(letter, TERMS, NOW, "白棠县", _template(SENT_BACK)))
    assert len(document.tables) == 1
    assert "请核实说明" not in _text(document)


def test_the_offices_own_template_is_taken_before_the_one_shipped(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    own = Document()
    own.add_paragraph("本办：{{ 单位 }}")
    own.save(str(tmp_path / "templates" / "催报通知.docx"))
    letter = Letter("U1", "清水镇", 2024, "")
    document = _read(letter_docx(letter, TERMS, NOW, "白棠县", _template(REMINDER, tmp_path)))
    assert _text(document) == "本办：清水镇"


@pytest.mark.parametrize("text", ["{{ 没有 }}", "{{ 单位.__class__.__mro__ }}", "{% if %}"])
def test_a_template_that_cannot_be_filled_in_says_so(text: str) -> None:
    own, written = Document(), io.BytesIO()
    own.add_paragraph(text)
    own.save(written)
    with pytest.raises(TemplateUnusable, match="模板"):
        letter_docx(Letter("U1", "清水镇", 2024, ""), TERMS, NOW, "白棠县", written.getvalue())


def test_a_template_that_is_no_word_file_says_so() -> None:
    with pytest.raises(TemplateUnusable, match="不是 Word"):
        letter_docx(Letter("U1", "清水镇", 2024, ""), TERMS, NOW, "白棠县", b"no")


def test_where_nothing_is_wrong_there_is_nothing_to_export(tmp_path: Path) -> None:
    make_store(tmp_path, [make_report("石桥镇", 2024)])
    with pytest.raises(NothingToExport):
        letters_zip(Store.open(tmp_path), 2024, TERMS, NOW)


def test_the_command_writes_every_letter_and_the_list(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del store
    given = ["export", "letters", "--year", "2024", "--data", str(tmp_path), "--out", str(tmp_path / "out")]
    assert main([*given, "--due", "2025-02-10", "--units", "清水镇"]) == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "核对通知_清水镇_2024.docx",
        "通知清单_2024.xlsx",
    ]
    assert "2025年2月10日" in _text(_read((tmp_path / "out" / "核对通知_清水镇_2024.docx").read_bytes()))
    assert "1 份通知和清单" in capsys.readouterr().out
    assert main([*given, "--units", "石桥镇"]) == 2
