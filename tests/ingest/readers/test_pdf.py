"""The PDF reader: what a person sees on the page is what comes out, wherever the file was made."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import UnreadableFile
from ingest.model import BBox, Document, Grid
from ingest.readers import pdf as pdf_reader
from ingest.readers import pdf_guard
from ingest.readers.pdf import read_pdf

WIDTH, HEIGHT = 595.0, 842.0
FONT = "STSong-Light"
Draw = Callable[[Canvas], None]

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def read(folder: Path, *pages: Draw, **options: object) -> Document:
    path = folder / "report.pdf"
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), **options)  # type: ignore[arg-type]
    for draw in pages:
        canvas.setFont(FONT, 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return read_pdf(path)


def text(canvas: Canvas, x: float, top: float, words: str, size: float = 10) -> None:
    """Write words with the top of their em box at a height from the top of the page."""
    canvas.setFont(FONT, size)
    canvas.drawString(x, HEIGHT - top - 0.86 * size, words)


def table(
    canvas: Canvas,
    rows: Sequence[Sequence[str]],
    top: float = 100,
    left: float = 80,
    width: float = 60,
    height: float = 20,
    ruled: bool = True,
) -> None:
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            x, y = left + c * width, top + r * height
            if ruled:
                canvas.rect(x, HEIGHT - y - height, width, height)
            text(canvas, x + 4, y + 5, words)


def texts(grid: Grid) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row].append(cell.text)
    return rows


ROWS = (("内容", "甲数", "乙数", "丙数"), ("规章", "0", "12", "345"), ("文件", "6", "", "8"))
FILLED = [list(row) for row in ROWS]


def test_a_ruled_table_comes_out_cell_by_cell_with_its_place(tmp_path: Path) -> None:
    document = read(tmp_path, lambda canvas: table(canvas, ROWS))
    grid = document.grids[0]
    assert (document.format, document.pages, grid.method, grid.page) == ("pdf", 1, "lattice", 1)
    assert texts(grid) == FILLED
    assert grid.edges == pytest.approx((80, 140, 200, 260, 320), abs=1)
    cell = next(cell for cell in grid.cells if cell.text == "345")
    assert cell.place == "第1页"
    assert cell.bbox is not None
    assert cell.bbox == pytest.approx(BBox(264, 125, 279, 135), abs=2)


def test_a_blank_cell_is_there_and_empty(tmp_path: Path) -> None:
    for ruled in (True, False):
        grid = read(tmp_path, lambda canvas, ruled=ruled: table(canvas, ROWS, ruled=ruled)).grids[0]
        assert [cell.text for cell in grid.cells if (cell.row, cell.column) == (2, 2)] == [""]


def test_numbers_in_columns_make_a_table_without_lines(tmp_path: Path) -> None:
    grid = read(tmp_path, lambda canvas: table(canvas, ROWS, ruled=False)).grids[0]
    assert grid.method == "words"
    assert texts(grid) == FILLED


def test_a_label_over_several_lines_goes_to_the_number_it_is_centred_on(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for index in range(3):
            top = 100 + index * 40
            text(canvas, 80, top, f"第{'一二三'[index]}种情形的名称比较长")
            text(canvas, 80, top + 12, "所以写成两行")
            for column in range(3):
                text(canvas, 300 + column * 50, top + 6, str(index * 10 + column))

    grid = read(tmp_path, draw).grids[0]
    assert texts(grid)[1] == ["第二种情形的名称比较长\n所以写成两行", "10", "11", "12"]


def test_a_merged_cell_spans_and_keeps_its_characters_in_order(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(80, HEIGHT - 180, 20, 80)
        for index, word in enumerate("办理结果"):
            text(canvas, 84, 104 + index * 18, word)
        table(canvas, [["甲", "1"], ["乙", "2"], ["丙", "3"], ["丁", "4"]], left=100)

    grid = read(tmp_path, draw).grids[0]
    merged = grid.cells[0]
    assert (merged.text, merged.row_span, merged.column_span) == ("办\n理\n结\n果", 4, 1)


def test_boxes_around_body_text_are_no_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for index in range(3):
            canvas.rect(60, HEIGHT - 120 - index * 20, 470, 20)
            text(
                canvas,
                64,
                104 + index * 20,
                "本机关主动公开各类政府信息若干条，全年没有收到申请，也没有复议和诉讼。",
            )
        table(canvas, ROWS, top=160, left=60)

    document = read(tmp_path, draw)
    assert len(document.lines) == 3
    assert [texts(grid) for grid in document.grids] == [FILLED]


def test_running_text_never_becomes_a_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for index in range(8):
            words = f"全年办理{index}件，较上年增加{index * 3}件，其中网上{index}件，窗口{index}件，信函{index}件。"
            text(canvas, 60, 100 + index * 18, words)

    document = read(tmp_path, draw)
    assert document.grids == ()
    assert len(document.lines) == 8


def test_an_indented_line_begins_a_paragraph(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        text(canvas, 80, 100, "一" * 40)
        text(canvas, 60, 118, "二" * 42)
        text(canvas, 80, 136, "三" * 40)

    assert [line.paragraph_start for line in read(tmp_path, draw).lines] == [True, False, True]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_rotated_page_is_read_as_displayed(tmp_path: Path, angle: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(angle)  # reportlab swaps the sides of the page with it
        canvas.saveState()
        canvas.translate(*{90: (HEIGHT, 0.0), 180: (WIDTH, HEIGHT), 270: (0.0, WIDTH)}[angle])
        canvas.rotate(angle)
        table(canvas, ROWS)
        canvas.restoreState()

    grid = read(tmp_path, draw).grids[0]
    assert texts(grid) == FILLED
    box = grid.cells[0].bbox
    assert box is not None
    assert box == pytest.approx(BBox(84, 105, 104, 115), abs=2)


def test_a_table_lying_sideways_is_read_as_a_person_turns_the_paper(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(0, HEIGHT)
        canvas.rotate(-90)
        canvas.translate(0, -HEIGHT + 600)
        table(canvas, ROWS)

    grid = read(tmp_path, draw).grids[0]
    assert texts(grid) == FILLED
    box = grid.cells[0].bbox
    assert box is not None
    assert box.bottom - box.top > box.x1 - box.x0


def test_a_crop_box_moves_the_corner(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((50, 40, WIDTH, HEIGHT - 30))
        table(canvas, ROWS)
        text(canvas, 10, 400, "裁掉")

    document = read(tmp_path, draw)
    assert document.grids[0].edges[0] == pytest.approx(30, abs=1)
    assert document.lines == ()


def test_words_printed_twice_count_once(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        table(canvas, ROWS)
        canvas.translate(0.4, 0)
        table(canvas, ROWS)

    assert texts(read(tmp_path, draw).grids[0]) == FILLED


def test_characters_placed_one_by_one_in_any_order_are_words(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        table(canvas, [["", "", ""], ["", "", ""]])
        places = [(84 + 10 * i, 105, c) for i, c in enumerate("内容")]
        places += [(144 + 5 * i, 125, c) for i, c in enumerate("1234")]
        random.Random(1).shuffle(places)
        for x, top, word in places:
            text(canvas, x, top, word)

    assert texts(read(tmp_path, draw).grids[0]) == [["内容", "", ""], ["", "1234", ""]]


def test_two_numbers_in_a_cell_stay_two(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        table(canvas, [["", ""], ["", ""]])
        text(canvas, 84, 105, "12")
        text(canvas, 101, 105, "34")

    assert texts(read(tmp_path, draw).grids[0])[0] == ["12 34", ""]


def test_numbers_that_narrow_columns_break_stay_in_their_ruled_cells(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        table(canvas, [["", "", "", ""], ["", "", "", ""]], width=16, height=60)
        for column, number in enumerate(("123", "456", "789", "204")):
            for line, digit in enumerate(number):
                text(canvas, 84 + 16 * column, 105 + 12 * line, digit)

    (found,) = read(tmp_path, draw).grids
    assert texts(found)[0] == ["123", "456", "789", "204"]


def test_letter_spacing_does_not_break_a_number(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        table(canvas, [["", ""], ["", ""]])
        for index, digit in enumerate("2024"):
            text(canvas, 84 + 8 * index, 105, digit)

    assert texts(read(tmp_path, draw).grids[0])[0] == ["2024", ""]


@pytest.mark.parametrize("paint", ["mode3", "white", "covered", "outside", "clipped"])
def test_what_is_not_displayed_is_not_read(tmp_path: Path, paint: str) -> None:
    def draw(canvas: Canvas) -> None:
        table(canvas, ROWS)
        canvas.saveState()
        if paint == "white":
            canvas.setFillColorRGB(1, 1, 1)
        if paint == "clipped":
            path = canvas.beginPath()
            path.rect(0, 0, 5, 5)
            canvas.clipPath(path, stroke=0)
        words = canvas.beginText(900 if paint == "outside" else 100, HEIGHT - 300)
        words.setFont(FONT, 10)
        words.setTextRenderMode(3 if paint == "mode3" else 0)
        words.textLine("看不见")
        canvas.drawText(words)
        if paint == "covered":
            canvas.setFillColorRGB(1, 1, 1)
            canvas.rect(90, HEIGHT - 320, 100, 40, stroke=0, fill=1)
        canvas.restoreState()

    assert read(tmp_path, draw).lines == ()


def _white(folder: Path, ground: float, words: str) -> str:
    """Return what is read of white words on a grey ground, below a line of text."""

    def draw(canvas: Canvas) -> None:
        text(canvas, 84, 100, "规章")
        canvas.setFillGray(ground)
        canvas.rect(80, HEIGHT - 320, 40, 60, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(84, HEIGHT - 298, words)

    return "".join(line.text for line in read(folder, draw).lines)


@pytest.mark.parametrize("words", ["640", "—", "3.5"])
def test_white_words_on_a_dark_ground_are_read(tmp_path: Path, words: str) -> None:
    assert _white(tmp_path, 0.4, words) == "规章" + words


def test_white_words_that_only_a_pale_watermark_crosses_are_not_read(tmp_path: Path) -> None:
    assert _white(tmp_path, 0.86, "640") == "规章"


def test_a_watermark_is_not_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFillGray(0.85)
        canvas.translate(100, 300)
        canvas.rotate(45)
        text(canvas, 0, HEIGHT, "内部资料", 60)
        canvas.restoreState()
        table(canvas, ROWS)

    document = read(tmp_path, draw)
    assert document.lines == ()
    assert texts(document.grids[0]) == FILLED


def test_lines_of_thin_boxes_and_double_lines_are_lines(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for index in range(4):
            canvas.rect(80, HEIGHT - 100 - index * 20, 180, 0.5, stroke=0, fill=1)
            canvas.rect(80, HEIGHT - 101.5 - index * 20, 180, 0.5, stroke=0, fill=1)
            canvas.rect(80 + index * 60, HEIGHT - 160, 0.5, 60, stroke=0, fill=1)
        for r, row in enumerate(ROWS):
            for c, words in enumerate(row[:3]):
                text(canvas, 84 + c * 60, 105 + r * 20, words)

    assert texts(read(tmp_path, draw).grids[0]) == [row[:3] for row in FILLED]


def picture(canvas: Canvas) -> None:
    from PIL import Image

    canvas.drawImage(ImageReader(Image.new("RGB", (40, 60), (200, 210, 220))), 0, 0, WIDTH, HEIGHT)


def test_a_page_that_is_a_picture_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    document = read(tmp_path, lambda canvas: table(canvas, ROWS), picture)
    assert texts(document.grids[0]) == FILLED
    assert [(rule, "第2页" in said) for rule, said in document.notes] == [("reader.page_without_text", True)]


def test_text_laid_under_a_scan_is_not_trusted(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        picture(canvas)
        words = canvas.beginText(100, 500)
        words.setFont(FONT, 10)
        words.setTextRenderMode(3)
        words.textLine("识别出来的文字不一定对，识别出来的文字不一定对")
        canvas.drawText(words)

    with pytest.raises(UnreadableFile) as error:
        read(tmp_path, draw)
    assert error.value.code in ("needs_ocr", "empty")  # without recognition, and with it


def test_a_glyph_without_a_meaning_puts_its_cell_in_doubt(tmp_path: Path) -> None:
    rows = (("内容", "甲数"), ("规章", "\ue123"))
    document = read(tmp_path, lambda canvas: table(canvas, rows))
    if not document.notes:
        pytest.skip("the font of this PDF has no private characters")
    assert document.notes[0][0] == "reader.glyphs"
    assert [cell.text for cell in document.grids[0].cells if cell.doubt] == ["\ue123"]


def test_a_password_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as error:
        read(tmp_path, lambda canvas: table(canvas, ROWS), encrypt=StandardEncryption("secret"))
    assert error.value.code == "encrypted"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n%%EOF", "damaged"),
        (b"\x00\x8f" * 5000, "damaged"),
        (b"PK\x03\x04", "damaged"),
    ],
)
def test_a_broken_file_is_an_error_for_people(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as error:
        read_pdf(path)
    assert error.value.code == code
    assert error.value.message


def test_a_file_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as error:
        read_pdf(tmp_path / "nothing.pdf")
    assert error.value.code == "missing"


def test_empty_pages_are_an_empty_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as error:
        read(tmp_path, lambda _: None)
    assert error.value.code == "empty"


def test_too_many_pages_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "MAX_PAGES", 2)
    with pytest.raises(UnreadableFile) as error:
        read(tmp_path, *[lambda canvas: table(canvas, ROWS)] * 3)
    assert error.value.code == "too_large"


def test_what_is_filled_in_a_form_is_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        text(canvas, 60, 100, "本年数量")
        canvas.acroForm.textfield(value="37", x=150, y=HEIGHT - 115, width=60, height=16, borderStyle="solid")

    assert "37" in str(read(tmp_path, draw).blocks)


def test_content_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_guard, "MAX_UNPACKED_BYTES", 1_000)
    monkeypatch.setattr(pdf_guard, "PACKED_BYTES", 10)
    path = tmp_path / "bomb.pdf"
    packed = zlib.compress(b"0 0 m 9 9 l S " * 500)
    entries = b"<</Filter/FlateDecode/Length %d>>" % len(packed)
    path.write_bytes(b"%PDF-1.7\n4 0 obj\n" + entries + b"\nstream\n" + packed + b"\nendstream\nendobj\n")
    with pytest.raises(UnreadableFile) as error:
        pdf_guard.refuse_packed_bombs(path.read_bytes())
    assert error.value.code == "too_large"
