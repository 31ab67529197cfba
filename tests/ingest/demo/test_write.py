"""The files of the sample county open, hold the official form's cells, and can be made on any machine."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pypdfium2
import pytest
from reportlab.pdfbase import pdfmetrics

from ingest.demo import SampleReport, plan
from ingest.demo.typeset import FONT_FOLDER, HEI, SONG, register_fonts, set_paragraph, spread
from ingest.demo.write import render, roster_of, write_sample
from ingest.roster import read_roster, write_roster

REPORTS = plan().reports
MAX_FONT_BYTES = 2_000_000


def _first(kind: str, edition: str = "2021") -> SampleReport:
    return next(r for r in REPORTS if r.format == kind and r.edition == edition and not r.flaws)


@pytest.mark.parametrize("kind", ["pdf", "docx", "text"])
def test_the_same_report_gives_the_same_bytes(kind: str) -> None:
    assert render(_first(kind)) == render(_first(kind))


def test_a_pdf_has_pages_with_a_text_layer() -> None:
    report = _first("pdf")
    document = pypdfium2.PdfDocument(render(report))
    words = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert 3 <= len(document) <= 8
    for piece in (*report.prose.title, "一、总体情况", "四、结转下年度继续办理"):
        assert piece in words.replace("\r\n", "")


def test_the_pdf_needs_no_font_of_the_machine() -> None:
    content = render(_first("pdf"))
    assert content.count(b"/FontFile2") > 0
    assert b"/BaseFont /Helvetica" not in content or content.count(b"/FontFile2") >= 2


def test_a_word_file_has_the_rows_and_merges_of_the_official_form() -> None:
    report = next(
        r
        for r in REPORTS
        if r.format == "docx"
        and r.look.one_table
        and not r.flaws
        and r.edition == "2021"
        and not r.has_single_other_row
    )
    tables = docx.Document(io.BytesIO(render(report))).tables
    shapes = [[[cell.grid_span for cell in row.tc_lst] for row in table._tbl.tr_lst] for table in tables]
    whole, header, decisions, number = [4], [1, 1, 1, 1], [1, 3], [1, 3]
    assert shapes[0] == [
        *(whole, header, header, header),
        *(whole, decisions, number),
        *(whole, decisions, number, number),
        *(whole, decisions, number),
    ]
    numbers = [1] * 7
    assert shapes[1][:5] == [[3, 7], [3, 1, 5, 1], [3, 1, 1, 1, 1, 1, 1, 1], [3, *numbers], [3, *numbers]]
    assert shapes[1][5:7] == [[1, 2, *numbers]] * 2
    assert shapes[1][7:26] == [[1, 1, 1, *numbers]] * 19
    assert shapes[1][26:] == [[1, 2, *numbers], [3, *numbers]]
    assert shapes[2] == [[5, 10], [1] * 5 + [5, 5], [1] * 15, [1] * 15]


def test_a_text_file_holds_every_printed_number_in_order() -> None:
    report = next(r for r in REPORTS if r.format == "text" and r.look.text_shape == "row_a_line")
    text = render(report).decode(report.look.encoding)
    row = [report.printed[address] for address in report.printed if address[:2] == ("applications", "new")]
    assert " | ".join(row) in text


def test_the_whole_sample_is_written_where_the_plan_says(tmp_path: Path) -> None:
    small = plan(years=(2024,))
    steps: list[tuple[int, int]] = []
    paths = write_sample(small, tmp_path, progress=lambda done, of: steps.append((done, of)), workers=1)
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == [r.file for r in small.reports]
    assert all(path.stat().st_size > 1000 for path in paths)
    assert steps[-1] == (len(paths), len(paths))


def test_the_roster_reads_back_as_it_was_written() -> None:
    units = roster_of(plan().units)
    assert read_roster(write_roster(units)) == units
    assert len({unit.code for unit in units}) == len(units)


def test_the_fonts_have_every_character_the_sample_prints() -> None:
    printed = set()
    for report in REPORTS:
        prose = report.prose
        for words in (prose.title, prose.preamble, prose.overview, prose.problems, prose.other):
            printed |= set("".join(words))
        printed |= set("".join(report.printed.values()) + report.organisation)
    for table in REPORTS[-1].form.tables:
        printed |= set(
            table.title + "".join(row.label + "".join(row.groups) + row.block for row in table.rows)
        )
    register_fonts()
    for name in (SONG, HEI):
        known = pdfmetrics.getFont(name).face.charToGlyph
        assert {char for char in printed if ord(char) not in known} == set()


def test_the_fonts_are_small_enough_to_ship() -> None:
    for name in (SONG, HEI):
        assert (FONT_FOLDER / f"{name}.ttf").stat().st_size < MAX_FONT_BYTES


def test_no_line_begins_with_a_closing_mark_and_full_lines_fill_the_measure() -> None:
    register_fonts()
    text = "，".join(["公开工作（一）", "“三审三校”", "2024年1月1日", "《条例》", "群众、企业"] * 9) + "。"
    lines = set_paragraph(text, SONG, 16, 300, indent=32)
    assert "".join(line.text for line in lines) == text
    assert not any(line.text[0] in "，。、）》”" for line in lines)
    assert not any(line.text[-1] in "（《“" for line in lines)
    for line in lines[:-1]:
        filled = line.indent + line.width + spread(line, 300) * (len(line.text) - 1)
        assert filled == pytest.approx(300)
