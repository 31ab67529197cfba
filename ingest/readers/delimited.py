"""Tables as comma-separated values: a sheet without merges, as spreadsheet programs save it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.model import Document
from ingest.readers.charset import decode, looks_like_text
from ingest.readers.limits import MAX_CELLS, MAX_TEXT_BYTES, too_large
from ingest.readers.text import read_text
from ingest.readers.xlsx import sheet_blocks
from ingest.readers.xlsx_numbers import Shown
from ingest.readers.xlsx_sheet import Sheet

_NAME = "CSV"
_SEPARATORS = (",", "\t", ";")


def read_csv(path: Path) -> Document:
    """Given a CSV file in any encoding in use here, return its lines and tables; without columns it is plain text.

    Raises:
        UnreadableFile: ``unsupported`` where it is not text, ``empty`` or ``too_large``.
    """
    if path.stat().st_size > MAX_TEXT_BYTES:
        raise too_large("CSV 文件过大")
    text = decode(path.read_bytes())
    if text is None or not looks_like_text(text):
        raise UnreadableFile("unsupported", "文件不是可读的文本，请用表格软件另存为 .xlsx 后再导入")
    cells = _cells(text)
    if not any(column > 1 for _, column in cells):
        return read_text(path)
    blocks, notes = sheet_blocks(Sheet(_NAME, cells, (), frozenset(), ()))
    return Document(format="text", pages=0, blocks=blocks, notes=notes)


def _cells(text: str) -> dict[tuple[int, int], Shown]:
    """Return the fields that are not empty by row and column from 1, at the separator that the text uses most."""
    separator = max(_SEPARATORS, key=text.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise UnreadableFile(
            "damaged", "CSV 文件的内容不完整，请用表格软件打开后另存为 .xlsx 再导入"
        ) from error
    cells = {
        (row, column): Shown(field)
        for row, fields in enumerate(rows, start=1)
        for column, field in enumerate(fields, start=1)
        if field.strip()
    }
    if len(cells) > MAX_CELLS:
        raise too_large("CSV 文件中的表格过大")
    return cells
