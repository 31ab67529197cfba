"""Scans: pictures of a small page with a table, read in every way that a page can lie."""

from __future__ import annotations

import io
import struct
import sys
import zlib
from pathlib import Path

import docx
import numpy as np
import pytest
from docx.shared import Inches
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.doubts import SURE
from ingest.errors import UnreadableFile
from ingest.model import BBox, Document, Grid
from ingest.parse import parse_file
from ingest.pictures import cell_picture, page_picture
from ingest.readers import image, ocr
from ingest.readers.docx import read_docx
from ingest.readers.image import read_image
from ingest.readers.pdf import read_pdf
from ingest.readers.scan.decode import Sign
from ingest.readers.scan.engine import characters
from ingest.readers.scan.figures import Table, agree, signs_of_numbers
from ingest.readers.scan.gray_seal import without_gray_seals
from ingest.readers.scan.intake import take_page
from ingest.readers.scan.marks import mark_of
from ingest.readers.scan.pieces import Piece
from ingest.readers.scan.seal import without_seal
from ingest.readers.scan.sheet import Gray
from ingest.readers.scan.sizes import evened
from ingest.readers.scan.slopes import find_slopes
from ingest.readers.scan.strips import Box, Strip
from ingest.readers.scan.words import mended
from tests.corpus.writers import fonts

FONT = Path(__file__).parents[3] / "data" / "fonts" / "DisclosureHei.ttf"
DPI = 150
ROWS = (
    ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
    ("规章", "0", "/", "—"),
    ("行政规范性文件", "13", "7", ""),
)
LINE = "清溪县云台镇人民政府二、主动公开政府信息情况"


def draw(rows: tuple[tuple[str, ...], ...] = ROWS, seal: bool = False, ruled: bool = True) -> Image.Image:
    """Return the picture of a small page: a line of words and a table."""
    page = Image.new("RGB", (900, 640), (252, 251, 249))
    pen = ImageDraw.Draw(page)
    pen.text((60, 60), LINE, font=ImageFont.truetype(str(FONT), 30), fill=(25, 25, 25))
    font = ImageFont.truetype(str(FONT), 22)
    lefts = (60, 280, 470, 660, 850)
    for row in range(len(rows) + 1 if ruled else 0):
        pen.line((60, 150 + 50 * row, 850, 150 + 50 * row), fill=(30, 30, 30), width=2)
    for left in lefts if ruled else ():
        pen.line((left, 150, left, 150 + 50 * len(rows)), fill=(30, 30, 30), width=2)
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            pen.text(
                ((lefts[c] + lefts[c + 1]) / 2, 175 + 50 * r),
                words,
                font=font,
                fill=(25, 25, 25),
                anchor="mm",
            )
    if seal:
        stamp = Image.new("RGB", page.size, "white")
        ImageDraw.Draw(stamp).ellipse((330, 130, 560, 360), outline=(215, 40, 45), width=9)
        page = Image.fromarray(
            (np.asarray(page, np.uint16) * np.asarray(stamp, np.uint16) // 255).astype(np.uint8)
        )
    return page


def read(folder: Path, page: Image.Image, name: str = "page.png") -> Document:
    page.save(folder / name, dpi=(DPI, DPI))
    return read_image(folder / name)


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.rows)]


@pytest.fixture(scope="module")
def upright(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return read(tmp_path_factory.mktemp("scan"), draw())


def test_a_scan_is_read_with_its_table_and_its_words(upright: Document) -> None:
    assert (upright.format, upright.pages) == ("image", 1)
    assert texts(upright.grids[0]) == [list(row) for row in ROWS]
    assert upright.lines[0].text == LINE


def test_everything_on_a_scan_says_that_it_was_recognised_and_how_surely(upright: Document) -> None:
    assert {grid.method for grid in upright.grids} | {line.method for line in upright.lines} == {"ocr"}
    assert all(
        (cell.confidence is not None and 0 < cell.confidence <= 1) == bool(cell.text)
        for cell in upright.grids[0].cells
    )


def test_the_place_of_a_number_is_in_points_of_the_stated_resolution(upright: Document) -> None:
    cell = next(cell for cell in upright.grids[0].cells if cell.text == "13")
    assert cell.bbox is not None
    pixels = BBox(*(edge * DPI / 72 for edge in cell.bbox))
    assert pixels.x0 < 375 < pixels.x1
    assert pixels.top < 275 < pixels.bottom
    assert pixels.x1 - pixels.x0 < 60


def test_nothing_of_the_package_that_could_download_is_imported(upright: Document) -> None:
    assert upright.grids
    assert "rapidocr" not in sys.modules


def test_a_table_without_lines_is_read_by_its_columns(tmp_path: Path) -> None:
    rows = (ROWS[0], ("规章", "0", "12", "6"), ("行政许可", "5", "30", "41"), ("行政强制", "13", "7", "28"))
    document = read(tmp_path, draw(rows, ruled=False))
    assert texts(document.grids[0])[-3:] == [list(row) for row in rows[1:]]


def test_a_page_askew_under_a_seal_reads_the_same(tmp_path: Path) -> None:
    askew = draw(seal=True).rotate(2.4, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    assert texts(read(tmp_path, askew).grids[0]) == [list(row) for row in ROWS]


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_laid_on_the_glass_the_wrong_way_reads_the_same(tmp_path: Path, quarters: int) -> None:
    document = read(tmp_path, draw().rotate(90 * quarters, expand=True))
    assert texts(document.grids[0]) == [list(row) for row in ROWS]


def test_a_pdf_of_pictures_is_read_and_a_blank_page_of_it_named(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    draw().save(path, save_all=True, append_images=[Image.new("RGB", (900, 640), "white")], resolution=DPI)
    document = read_pdf(path)
    assert texts(document.grids[0]) == [list(row) for row in ROWS]
    assert [(rule, "第2页" in said) for rule, said in document.notes] == [("reader.page_without_text", True)]


def test_a_page_among_digital_ones_is_read_by_what_it_is(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "mixed.pdf"), pagesize=(432, 307))
    canvas.setFont(fonts.built_in(), 12)
    canvas.drawString(40, 250, "清溪县云台镇人民政府2024年政府信息公开工作年度报告")
    canvas.showPage()
    canvas.drawImage(ImageReader(draw()), 0, 0, 432, 307)
    canvas.save()
    document = read_pdf(tmp_path / "mixed.pdf")
    assert [(line.page, line.method) for line in document.lines] == [(1, "words"), (2, "ocr")]
    assert texts(document.grids[0]) == [list(row) for row in ROWS]
    assert parse_file(tmp_path / "mixed.pdf").method == "mixed"


def word(path: Path, *content: str | Image.Image) -> Path:
    document = docx.Document()
    for part in content:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            written = io.BytesIO()
            part.save(written, "PNG", dpi=(DPI, DPI))
            document.add_picture(written, Inches(6))
    document.save(str(path))
    return path


def test_a_word_file_of_nothing_but_pictures_is_read_and_shown_page_by_page(tmp_path: Path) -> None:
    blank = Image.new("RGB", (900, 640), "white")
    path = word(tmp_path / "pictures.docx", Image.new("RGB", (60, 60), "red"), blank, draw())
    document = read_docx(path)
    assert (document.format, document.pages) == ("docx", 2)
    assert texts(document.grids[0]) == [list(row) for row in ROWS]
    assert (document.grids[0].page, document.grids[0].method) == (2, "ocr")
    assert [(rule, "第1页" in said) for rule, said in document.notes] == [("reader.page_without_text", True)]
    shown = page_picture(path, 2)
    assert (round(shown.width), round(shown.height)) == (432, 307)
    with pytest.raises(UnreadableFile):
        page_picture(path, 3)


def test_a_word_file_of_words_is_not_read_from_its_pictures(tmp_path: Path) -> None:
    document = read_docx(word(tmp_path / "words.docx", LINE * 6, draw()))
    assert {line.method for line in document.lines} == {"markup"}
    assert document.grids == ()


def test_a_title_over_pictures_says_what_is_left_out_without_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    document = read_docx(word(tmp_path / "title.docx", "2024年度报告", draw()))
    assert [rule for rule, _ in document.notes] == [ocr.UNRECOGNISED]
    with pytest.raises(UnreadableFile) as error:
        read_docx(word(tmp_path / "pictures.docx", draw()))
    assert error.value.code == "needs_ocr"


def test_a_page_with_nothing_on_it_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as error:
        read(tmp_path, Image.new("RGB", (900, 640), (250, 250, 248)))
    assert error.value.code == "empty"


def test_without_the_extra_the_error_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(image, "is_installed", lambda: False)
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    draw().save(tmp_path / "scan.pdf", resolution=DPI)
    for name, reader in (("page.png", lambda _: read(tmp_path, draw())), ("scan.pdf", read_pdf)):
        with pytest.raises(UnreadableFile) as error:
            reader(tmp_path / name)
        assert error.value.code == "needs_ocr"
        assert ".[ocr]" in error.value.message


def test_a_picture_larger_than_memory_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0))
    path = tmp_path / "bomb.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", b"") + chunk(b"IEND", b""))
    with pytest.raises(UnreadableFile) as error:
        read_image(path)
    assert error.value.code == "too_large"
    assert "20000×20000" in error.value.message


def test_a_picture_cut_short_is_damaged(tmp_path: Path) -> None:
    draw().save(tmp_path / "page.jpg", quality=90)
    path = tmp_path / "cut.jpg"
    path.write_bytes((tmp_path / "page.jpg").read_bytes()[:9000])
    with pytest.raises(UnreadableFile) as error:
        read_image(path)
    assert error.value.code == "damaged"


def test_a_fine_picture_is_taken_in_at_what_reading_needs(tmp_path: Path) -> None:
    Image.new("RGB", (4960, 7016), "white").save(tmp_path / "fine.jpg", dpi=(600, 600))
    photo = take_page(tmp_path / "fine.jpg", 1)
    assert photo.pixels.shape[:2] == (3508, 2480)
    assert photo.points == pytest.approx(72 / 300, rel=0.01)


def test_the_picture_of_a_cell_is_cut_out_of_a_scan(tmp_path: Path) -> None:
    draw().save(tmp_path / "page.png", dpi=(DPI, DPI))
    whole = page_picture(tmp_path / "page.png", 1)
    assert (round(whole.width), round(whole.height)) == (432, 307)
    cell = cell_picture(tmp_path / "page.png", 1, BBox(170, 125, 190, 140), around=4)
    assert (round(cell.width), round(cell.height)) == (28, 23)


# --- parts ---------------------------------------------------------------------------------------


def inked(lines: tuple[tuple[int, int, int, int], ...], width: int = 3) -> Gray:
    picture = Image.new("L", (60, 40), 0)
    for line in lines:
        ImageDraw.Draw(picture).line(line, fill=255, width=width)
    return np.asarray(picture, np.uint8)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (((10, 20, 34, 20),), "—"),
        (((4, 20, 24, 20), (30, 20, 50, 20)), "—"),
        (((36, 6, 22, 34),), "/"),
    ],
)
def test_dashes_and_slashes_are_told_by_their_shape(
    lines: tuple[tuple[int, int, int, int], ...], text: str
) -> None:
    mark = mark_of(inked(lines), 36)
    assert mark is not None
    assert mark.text == text


@pytest.mark.parametrize("lines", [((30, 5, 30, 35),), ((32, 5, 29, 35),), ((20, 5, 40, 5), (40, 5, 28, 35))])
def test_a_one_and_a_seven_are_no_slash(lines: tuple[tuple[int, int, int, int], ...]) -> None:
    mark = mark_of(inked(lines), 36)
    assert mark is None or mark.sure < 0.85


def scores(*steps: dict[str, float]) -> Table:
    known = characters()
    table = np.full((len(steps), len(known)), 1e-9, np.float32)
    for row, step in zip(table, steps, strict=True):
        for sign, weight in step.items():
            row[known.index(sign) if sign else 0] = weight
    return signs_of_numbers(table)


def test_two_pictures_that_agree_are_sure() -> None:
    clear = scores({"": 0.99}, {"3": 0.98, "8": 0.01}, {"": 0.99})
    figure = agree((clear, clear))
    assert (figure.text, figure.sure > 0.9) == ("3", True)


def test_two_pictures_that_differ_are_in_doubt_and_both_are_named() -> None:
    first = scores({"": 0.99}, {"3": 0.95, "8": 0.04}, {"": 0.99})
    second = scores({"": 0.99}, {"8": 0.90, "3": 0.09}, {"": 0.99})
    figure = agree((first, second))
    assert {figure.text, figure.other} == {"3", "8"}
    assert figure.sure < 0.5


def test_a_letter_is_no_number_however_clear_it_is() -> None:
    letter = scores({"": 0.99}, {"年": 0.99}, {"": 0.99})
    assert agree((letter, letter)).sure < 0.05


def test_red_ink_over_black_leaves_black_and_over_paper_leaves_paper() -> None:
    page = np.full((400, 400, 3), 250, np.uint8)
    y, x = np.mgrid[:400, :400]
    ring = np.abs(np.hypot(x - 200, y - 200) - 130) < 8
    page[ring] = (215, 40, 45)
    page[195:205] = 20
    page[195:205][ring[195:205]] = (20, 6, 8)
    gray = without_seal(page, 150)
    assert gray[ring & (np.abs(y - 200) > 10)].min() > 180
    assert gray[197:203].max() < 60


def gray_page(shade: int, black: int) -> Gray:
    """Return a page at 200 dpi with a seal of a shade, and black lines some of which it crosses."""
    page = Image.new("L", (800, 800), 255)
    ImageDraw.Draw(page).ellipse((240, 240, 560, 560), outline=shade, width=10)
    pen = ImageDraw.Draw(page)
    for at in range(100, 800, 75):
        pen.line((60, at, 740, at), fill=black, width=3)
    return np.array(page, np.uint8)


def test_a_seal_in_a_grey_scan_goes_and_the_lines_that_it_crosses_stay() -> None:
    page = gray_page(130, 30)
    gray, places = without_gray_seals(page, 200)
    assert len(places) == 1
    # The ring's leftmost part, between two lines, and a line where the ring crosses it.
    assert gray[420:450, 236:256].min() > 200
    assert gray[400, 60:740].max() < 80
    assert (gray[:230] == page[:230]).all()


def test_a_grey_page_without_a_seal_stays_as_it_is() -> None:
    page = gray_page(255, 30)
    page[300:330, 100:700] = 200
    gray, places = without_gray_seals(page, 200)
    assert (places, (gray == page).all()) == ((), True)


def test_a_seal_no_lighter_than_the_words_is_left_alone() -> None:
    page = gray_page(75, 60)
    gray, places = without_gray_seals(page, 200)
    assert (places, (gray == page).all()) == ((), True)


def test_a_number_from_which_a_grey_seal_was_taken_is_in_doubt(tmp_path: Path, upright: Document) -> None:
    page = draw().convert("L")
    stamp = Image.new("L", page.size, 255)
    ImageDraw.Draw(stamp).ellipse((330, 130, 578, 378), outline=135, width=7)
    crossed = Image.fromarray(
        (np.asarray(page, np.uint16) * np.asarray(stamp, np.uint16) // 255).astype(np.uint8)
    )
    grid = read(tmp_path, crossed).grids[0]
    assert texts(grid) == [list(row) for row in ROWS]
    sure = [
        {(cell.row, cell.column): cell.confidence or 0 for cell in g.cells} for g in (upright.grids[0], grid)
    ]
    assert sure[0][2, 1] >= SURE > sure[1][2, 1]


def test_a_line_of_red_words_is_no_seal() -> None:
    page = np.full((400, 1200, 3), 250, np.uint8)
    page[180:220, 100:1100] = (215, 40, 45)
    assert without_seal(page, 150)[200, 600] < 130


def test_how_ruled_lines_lean_is_measured_to_a_hundredth_of_a_degree() -> None:
    page = Image.new("L", (827, 1169), 255)
    pen = ImageDraw.Draw(page)
    for at in range(200, 1000, 60):
        pen.line((100, at, 727, at), fill=0, width=2)
    turned = page.rotate(-1.5, Image.Resampling.BICUBIC, fillcolor=255)
    slopes = find_slopes(np.asarray(turned, np.uint8))
    assert np.degrees(np.arctan((slopes.top + slopes.bottom) / 2)) == pytest.approx(1.5, abs=0.02)


def line(text: str, top: int, height: int, cell: bool = False) -> Piece:
    strip = Strip(Box(40, top, 40 + 20 * len(text), top + height), height, cell)
    return Piece(strip, tuple(Sign(char, 50 + 20 * at, 0.99) for at, char in enumerate(text)), 0.99)


def test_lines_of_one_size_are_of_one_size_whatever_ink_they_have() -> None:
    heights = [("规章", 19), ("行政许可", 21), ("行政处罚", 20), ("0", 15), ("—", 3), ("一", 4)]
    pieces = [line(text, 40 * at, height) for at, (text, height) in enumerate(heights)]
    heading = line("主动公开政府信息情况", 400, 34)
    inside = line("规章", 500, 19, cell=True)
    sizes = [piece.strip.em for piece in evened([*pieces, heading, inside])]
    assert sizes == [20, 20, 20, 20, 20, 20, 34, 19]


def test_a_page_of_few_lines_keeps_the_sizes_that_they_have() -> None:
    pieces = [line("规章", 0, 19), line("行政许可", 40, 22)]
    assert evened(pieces) == pieces


def test_a_county_is_not_a_tool() -> None:
    assert mended("石桥具东关街道办事处") == "石桥县东关街道办事处"
    assert mended("工具、农具和家具") == "工具、农具和家具"
