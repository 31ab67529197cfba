"""The door to reading pictures: whether the extra ``ocr`` is there, and a page's picture as grids and lines.

Cheap to import; what reads pictures is loaded when there is one.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path

from ingest.errors import UnreadableFile

# Raise it when the same scan would be read as something else: scans are then read again, digital files are not.
RECOGNITION_VERSION = "2"
_NEEDED = ("cv2", "onnxruntime", "rapidocr")
DETECTOR = "PP-OCRv6_det_small.onnx"
RECOGNISER = "PP-OCRv6_rec_small.onnx"
MAX_PAGES = 60  # pages of one file that are recognised; a report has no more
INSTALL = "请安装文字识别组件（pip install -e .[ocr]）后再导入，或改用带文字的 PDF 或 Word 版本"
UNRECOGNISED = "reader.page_unrecognised"  # the finding of a page that was left out for want of it


@cache
def is_installed() -> bool:
    """Return whether pictures can be read on this machine: packages and models are there."""
    if any(importlib.util.find_spec(name) is None for name in _NEEDED):
        return False
    return model(DETECTOR) is not None and model(RECOGNISER) is not None


def model(name: str) -> Path | None:
    """Return where the package rapidocr has a model, or None."""
    found = importlib.util.find_spec("rapidocr")
    folders = found.submodule_search_locations if found is not None else None
    paths = [Path(folder) / "models" / name for folder in folders or ()]
    return next((path for path in paths if path.is_file()), None)


def needs_ocr(what: str) -> UnreadableFile:
    """Return the error for a file that only recognition can read; ``what`` says what it is."""
    return UnreadableFile("needs_ocr", f"{what}，需要文字识别后才能读取，{INSTALL}")


def unrecognised(what: str) -> tuple[str, str]:
    """Return the note of a reader on what recognition could have read; ``what`` says what it is."""
    return UNRECOGNISED, f"{what}，没有读取；安装文字识别组件（pip install -e .[ocr]）后再次导入时会自动识别"
