"""Text files: every line as it stands, whatever its encoding."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import UnreadableFile
from ingest.readers.text import read_text, text_lines

REPORT = "清溪镇2024年政府信息公开工作年度报告\n\n一、总体情况\n规章 | 0 | ０ | 3 |\n- 4 -\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "gbk"]
)
def test_a_report_is_read_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(REPORT.encode(encoding))
    assert [line.text for line in read_text(path).lines] == [line for line in REPORT.split("\n") if line]


def test_traditional_characters_in_big5_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("政府資訊公開工作年度報告，本年新收申請數量，處理結果總計".encode("big5"))
    assert read_text(path).lines[0].text.startswith("政府資訊公開")


def test_a_gbk_file_with_a_broken_byte_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    data = (REPORT * 10).encode("gb18030")
    path.write_bytes(data + b"\xff\n")
    assert read_text(path).lines[0].text == REPORT.split("\n")[0]


def test_places_are_the_real_line_numbers() -> None:
    lines = text_lines("一\r\n\r\n二\r三\n\f四")
    assert [(line.text, line.place) for line in lines] == [
        ("一", "第1行"),
        ("二", "第3行"),
        ("三", "第4行"),
        ("\f四", "第5行"),
    ]


def test_an_empty_line_begins_a_paragraph() -> None:
    lines = text_lines("一、总体情况\n\n全年公开信息十二条，其中安全生产信息三条。\n续行\n")
    assert [line.paragraph_start for line in lines] == [True, True, None]


def test_empty_lines_behind_every_cut_line_tell_nothing() -> None:
    text = (
        "根据《中华人民共和国政府信息公开条例》（国务院令第\n\n"
        "711号）和国务院办公厅关于印发工作年度报告格式的通\n\n"
        "知，编制本报告。\n"
    )
    assert [line.paragraph_start for line in text_lines(text)] == [None, None, None]


def test_tabs_bars_and_width_stay_as_they_are() -> None:
    row = "规章\t０\t| 0 | "
    assert text_lines(row)[0].text == row


def test_one_long_line_is_one_line() -> None:
    row = "规章 0 0 0 " * 50_000
    assert [line.text for line in text_lines(row)] == [row]


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\x00\x01\x02\x03" * 500])
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile) as caught:
        read_text(path)
    assert caught.value.code == "unsupported"


def test_a_file_of_spaces_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(" \n\u3000\n", encoding="utf-8")
    with pytest.raises(UnreadableFile) as caught:
        read_text(path)
    assert caught.value.code == "empty"


def test_rows_parted_by_semicolons_are_rows_of_cells() -> None:
    rows = "\n".join(f"规章{number};0;1;2" for number in range(8))
    lines = text_lines(f"一、总体情况;如下\n{rows}")
    assert [line.text for line in lines][:2] == ["一、总体情况;如下", "规章0\t0\t1\t2"]


def test_fields_in_quotation_marks_with_commas_between_them_are_cells() -> None:
    rows = "\n".join(f'"规章{number}","1,200","/","74(含上年6件)"' for number in range(8))
    lines = text_lines(f'一、总体情况,如下,略。\n{rows}\n"行政许可","3"')
    assert [line.text for line in lines][:2] == ["一、总体情况,如下,略。", "规章0\t1,200\t/\t74(含上年6件)"]
    assert lines[-1].text == "行政许可\t3"


def test_commas_within_numbers_part_no_cells() -> None:
    rows = "\n".join(f"规章{number} 1,200 3,400 5" for number in range(9))
    assert text_lines(rows)[0].text == "规章0 1,200 3,400 5"


def test_numbers_alone_below_gaps_that_count_up_are_those_of_pages() -> None:
    text = "行政处罚\n0\n行政强制\n\n\n1\n\n0\n\n\n2\n五、存在的主要问题及改进情况"
    assert [line.text for line in text_lines(text)] == [
        "行政处罚",
        "0",
        "行政强制",
        "0",
        "五、存在的主要问题及改进情况",
    ]


@pytest.mark.parametrize("cells", ["1\n\n2\n\n0", "1\n\n2\n\n1,200", "3\n\n4"])
def test_numbers_below_gaps_that_part_cells_are_kept(cells: str) -> None:
    text = f"行政处罚\n\n{cells}\n\n行政强制"
    assert [line.text for line in text_lines(text)] == text.split("\n\n")


def test_the_numbers_of_a_numbered_listing_are_no_words_of_its_lines() -> None:
    texts = [f"{at}.属于国家秘密 {at} 0" for at in range(20)]
    listing = "\n".join(f"{number:>4}  {text}" for number, text in enumerate(texts, start=1))
    assert [line.text for line in text_lines(listing)] == texts
    lacking = listing.replace("  11  ", "      ")
    assert text_lines(lacking)[0].text == lacking.split("\n")[0]


def test_bars_that_are_all_doubled_part_no_blanks() -> None:
    rows = "\n".join(f"|| 规章{number} || 0 || 1 ||" for number in range(8))
    assert text_lines(rows)[0].text == "| 规章0 | 0 | 1 |"
    blank = rows.replace("规章1 ||", "规章1 |")
    assert text_lines(blank)[0].text == "|| 规章0 || 0 || 1 ||"
