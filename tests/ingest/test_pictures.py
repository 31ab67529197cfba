"""A page as a picture: its size in points, and clear words where it cannot be drawn."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from ingest.errors import UnreadableFile
from ingest.pictures import page_picture

# A black square, in points from the top left corner.
SQUARE = (100.0, 200.0, 150.0, 250.0)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """Return a PDF of two pages, with a black square on the second."""
    path = tmp_path / "页.pdf"
    sheet = canvas.Canvas(str(path), pagesize=A4)
    sheet.showPage()
    left, top, right, bottom = SQUARE
    sheet.rect(left, A4[1] - bottom, right - left, bottom - top, fill=1)
    sheet.showPage()
    sheet.save()
    return path


def test_a_page_has_its_size_in_points_and_its_marks_where_they_were_read(paper: Path) -> None:
    picture = page_picture(paper, 2)
    assert (picture.width, picture.height) == pytest.approx(A4, abs=1)
    image = Image.open(io.BytesIO(picture.png))
    scale = image.width / picture.width
    left, top, right, bottom = SQUARE
    inside = ((left + right) / 2 * scale, (top + bottom) / 2 * scale)
    assert image.getpixel((int(inside[0]), int(inside[1]))) == 0
    assert image.getpixel((int(inside[0]), int((top - 20) * scale))) == 255


@pytest.mark.parametrize("page", [0, 3])
def test_a_page_that_is_not_there_is_said(paper: Path, page: int) -> None:
    with pytest.raises(UnreadableFile) as raised:
        page_picture(paper, page)
    assert raised.value.code == "damaged"


def test_a_file_that_is_gone_or_broken_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as raised:
        page_picture(tmp_path / "nichts.pdf", 1)
    assert raised.value.code == "missing"
    broken = tmp_path / "坏.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(UnreadableFile) as raised:
        page_picture(broken, 1)
    assert raised.value.code == "damaged"
