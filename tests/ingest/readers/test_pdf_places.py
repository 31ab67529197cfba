"""Where pdfium says that a character stands is not always where it is printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from form.numbers import read_number
from ingest.model import Grid
from ingest.readers.pdf import read_pdf

# Chromium writes so what looks like a radical: as a shape, with the word that it stands for.
RUNS = (
    b"BT /H 20 Tf 100 700 Td <42> Tj ET "
    b"/Span <</ActualText <FEFF5DE5>>> BDC BT /H 20 Tf 120 700 Td <41> Tj ET EMC "
    b"BT /H 20 Tf 140 700 Td <43> Tj ET "
)
MEANINGS = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def "
    b"1 begincodespacerange <00> <FF> endcodespacerange "
    b"3 beginbfchar <41> <2F2F> <42> <65BD> <43> <961F> endbfchar endcmap end end"
)


def stream(entries: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def imposed(path: Path, matrix: bytes) -> Path:
    """Write a page whose text is a form XObject, set on it by the matrix as a printer does."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 800]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>",
        stream(b"", b"q " + matrix + b" cm /F Do Q"),
        stream(
            b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</H 6 0 R>>>>",
            RUNS,
        ),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 7 0 R>>",
        stream(b"", MEANINGS),
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % pair for pair in enumerate(objects, 1))
    path.write_bytes(b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 8>>")
    return path


@pytest.mark.parametrize("matrix", [b".5 0 0 .5 30 200", b"1 0 0 1 300 0", b"1 0 0 1 0 0"])
def test_a_radical_on_a_page_set_on_another_stands_in_its_line(tmp_path: Path, matrix: bytes) -> None:
    blocks = read_pdf(imposed(tmp_path / "two-up.pdf", matrix)).blocks
    assert [block.text for block in blocks if not isinstance(block, Grid)] == ["施工队"]


def drawn(path: Path, *words: tuple[float, float, float, str]) -> Path:
    """Write a page of words, each given by its left, its baseline from below, its size and itself."""
    canvas = Canvas(str(path), pagesize=(600, 800))
    for x, y, size, text in words:
        canvas.setFont("Helvetica", size)
        canvas.drawString(x, y, text)
    for y in (680, 720):
        canvas.line(100, y, 300, y)
    for x in (100, 200, 300):
        canvas.line(x, 680, x, 720)
    canvas.save()
    return path


def cells(path: Path) -> list[str]:
    return [cell.text for block in read_pdf(path).blocks if isinstance(block, Grid) for cell in block.cells]


def test_a_small_raised_digit_behind_a_number_is_no_digit_of_it(tmp_path: Path) -> None:
    raised = drawn(tmp_path / "raised.pdf", (120, 690, 10, "12"), (131.2, 694, 7, "3"), (220, 690, 10, "45"))
    assert cells(raised) == ["12³", "45"]
    assert read_number("12³").value == 12


@pytest.mark.parametrize(("up", "size"), [(0, 7), (4, 10)], ids=["small on the line", "raised as large"])
def test_a_digit_that_is_only_small_or_only_raised_stays_a_digit(
    tmp_path: Path, up: float, size: float
) -> None:
    page = drawn(tmp_path / "digit.pdf", (120, 690, 10, "12"), (131.2, 690 + up, size, "3"))
    assert cells(page)[0] == "123"


def test_two_numbers_a_column_apart_are_never_the_thousands_of_one(tmp_path: Path) -> None:
    page = drawn(tmp_path / "apart.pdf", (110, 690, 10, "401"), (145, 690, 10, "232"), (220, 690, 10, "5"))
    assert read_number(cells(page)[0]).problem == "several"
