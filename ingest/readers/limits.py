"""How much a reader takes in before it says that a file is too large.

A township's report is well under 1 MB of text; every limit leaves two orders of magnitude
above the largest report seen and keeps one file under a minute and about 1 GiB.
"""

from __future__ import annotations

from ingest.errors import UnreadableFile

MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 200 * MEGABYTE
MAX_PART_BYTES = 24 * MEGABYTE  # one XML part of a .docx or .xlsx, unpacked
MAX_TEXT_BYTES = 32 * MEGABYTE  # a text file or a web page
MAX_CELLS = 60_000  # cells of all tables of one document; a report has about 300
MAX_BLOCKS = 60_000  # paragraphs and tables of one document
MAX_GRID_COLUMNS = 256  # the form has 11; what lies to the right of this is not a report
MAX_SPAN = 1_000  # rows that a single cell may cover


def too_large(what: str) -> UnreadableFile:
    """Return the error for a file that goes beyond a limit; ``what`` says which part of it."""
    return UnreadableFile(
        "too_large", f"{what}，超出可读取的范围，请确认选对了文件，或只保留年度报告部分后再导入"
    )


def damaged(what: str) -> UnreadableFile:
    """Return the error for a file whose content is broken; ``what`` says which kind of file."""
    return UnreadableFile("damaged", f"{what}已损坏或不完整，请用原软件打开并重新保存，或重新下载后再导入")
