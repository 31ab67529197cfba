"""Where pdfium says that a character stands is not always where it is printed."""

from __future__ import annotations

from pathlib import Path

import pytest

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
