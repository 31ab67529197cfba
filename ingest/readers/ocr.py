"""The door to reading pictures: whether the extra ``ocr`` is there, and a page's picture as grids and lines.

Cheap to import; what reads pictures is loaded when there is one.
"""

from __future__ import annotations

import importlib.util
from functools import cache

from ingest.errors import UnreadableFile

_NEEDED = ("cv2", "onnxruntime", "rapidocr")
MAX_PAGES = 60  # pages of one file that are recognised; a report has no more
INSTALL = "请安装文字识别组件（pip install -e .[ocr]）后再导入，或改用带文字的 PDF 或 Word 版本"


@cache
def is_installed() -> bool:
    """Return whether pictures can be read on this machine."""
    return all(importlib.util.find_spec(name) is not None for name in _NEEDED)


def needs_ocr(what: str) -> UnreadableFile:
    """Return the error for a file that only recognition can read; ``what`` says what it is."""
    return UnreadableFile("needs_ocr", f"{what}，需要文字识别后才能读取，{INSTALL}")
