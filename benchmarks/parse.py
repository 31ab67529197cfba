"""Time the PDF reader against plain pdfplumber and bare pdfium: ``python -m benchmarks.parse [--runs 5]``.

Processor seconds a page, alternating runs in one process, on files written here with reportlab, and on the
PDFs in the folder that ``DISCLOSURE_REFERENCE`` names. The smallest of the runs counts.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pdfplumber
import pypdfium2  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf import read_pdf

FONT = "STSong-Light"
PAGES = 3
ROWS, COLUMNS = 28, 10


def write_sample(path: Path, ruled: bool) -> None:
    """Write a PDF of prose and tables the size of the form, with or without lines."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(path), pagesize=(595, 842))
    for _ in range(PAGES):
        canvas.setFont(FONT, 12)
        for line in range(8):
            canvas.drawString(
                60, 790 - 20 * line, "本机关全年主动公开各类信息若干条，按时办结收到的申请。" + "一" * 10
            )
        canvas.setFont(FONT, 9)
        for row in range(ROWS):
            y = 610 - 20 * row
            canvas.drawString(64, y + 6, f"第{row}种情形的名称")
            for column in range(COLUMNS):
                canvas.drawString(194 + 36 * column, y + 6, str(row * column))
            if ruled:
                canvas.line(60, y, 550, y)
                for column in range(COLUMNS):
                    canvas.rect(190 + 36 * column, y, 36, 20)
        canvas.showPage()
    canvas.save()


def read_plainly(path: Path) -> None:
    """Take text and tables by pdfplumber with its own settings."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()


def read_barely(path: Path) -> None:
    """Take the text of each page by pdfium, without any layout."""
    with pypdfium2.PdfDocument(path) as document:
        for index in range(len(document)):
            document[index].get_textpage().get_text_range()


def measure(path: Path, runs: int) -> tuple[float, float, float]:
    """Return processor seconds for a file by this reader, plain pdfplumber and bare pdfium: the best of the runs."""
    ways: Sequence[Callable[[Path], object]] = (read_pdf, read_plainly, read_barely)
    best = [float("inf")] * len(ways)
    for _ in range(runs):
        for index, way in enumerate(ways):
            begin = time.process_time()
            way(path)
            best[index] = min(best[index], time.process_time() - begin)
    return best[0], best[1], best[2]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each file: milliseconds a page and the two ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args(arguments).runs
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / "ruled.pdf", Path(folder) / "without-lines.pdf"]
        for path in paths:
            write_sample(path, ruled=path.stem == "ruled")
        if reference := os.environ.get("DISCLOSURE_REFERENCE"):
            paths += sorted(Path(reference).glob("*.pdf"))
        for path in paths:
            ours, plain, bare = measure(path, runs)
            with pypdfium2.PdfDocument(path) as document:
                pages = len(document)
            sys.stdout.write(
                f"{path.name:24} {1000 * ours / pages:7.1f} ms/page"
                f"  {ours / plain:6.3f} of pdfplumber  {ours / bare:6.1f} × bare pdfium\n"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
