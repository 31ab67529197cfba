"""The two networks of the extra ``ocr``: where text stands on a picture, and what a strip of text says.

The models are files inside the package rapidocr. They are opened with onnxruntime directly: nothing of
rapidocr itself is imported, so its downloader cannot run.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import cv2
import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from numpy.typing import NDArray

from ingest.errors import UnreadableFile
from ingest.readers.ocr import DETECTOR, RECOGNISER, model

Gray = NDArray[np.uint8]
Scores = NDArray[np.float32]
T = TypeVar("T")

STRIP_HEIGHT = 48  # pixels, what the recogniser takes
STEP = 8  # pixels of a strip that make one step of the recogniser's output
BATCH_PIXELS = 2_000  # pixels of width of one batch: 18 710 scores for each 8 of them are 19 MB
BATCH_ROUNDING = 32  # widths are rounded up to this, so that strips of like width go together
DETECTOR_STEP = 32  # the detector takes multiples of this
BLANK = 0


def _model(name: str) -> Path:
    """Return where a model is; raises UnreadableFile where the package does not bring it."""
    path = model(name)
    if path is None:
        raise UnreadableFile("needs_ocr", "文字识别组件不完整，请重新安装：pip install -e .[ocr]")
    return path


def threads() -> int:
    """Return how many threads one process may use: the pool says so where it runs several."""
    told = os.environ.get("DISCLOSURE_THREADS", "")
    return max(1, int(told)) if told.isdigit() else os.cpu_count() or 1


@cache
def _session(name: str) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads()
    options.inter_op_num_threads = 1
    # Threads that wait by spinning take the cores from the other processes of the pool.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    cv2.setNumThreads(threads())
    return onnxruntime.InferenceSession(str(_model(name)), options, providers=["CPUExecutionProvider"])


@cache
def characters() -> tuple[str, ...]:
    """Return what each score of the recogniser stands for; the first is no character."""
    listed = _session(RECOGNISER).get_modelmeta().custom_metadata_map["character"].splitlines()
    return ("", *listed, " ")


def where_text_is(picture: Gray, side: int) -> Scores:
    """Given a picture, return for each of its pixels how likely it is text, 0 to 1.

    ``side`` is the length in pixels to which its longer side is brought for looking at it.
    """
    height, width = picture.shape[:2]
    scale = side / max(height, width)
    wide, tall = (max(1, round(length * scale / DETECTOR_STEP)) * DETECTOR_STEP for length in (width, height))
    small = cv2.resize(picture, (wide, tall), interpolation=cv2.INTER_AREA)
    plane = small.astype(np.float32) / 127.5 - 1
    batch = np.broadcast_to(plane, (1, 3, tall, wide))
    found: Scores = _session(DETECTOR).run(None, {"x": np.ascontiguousarray(batch)})[0][0, 0]
    return found


def read_strips(strips: Sequence[Gray], take: Callable[[Scores], T]) -> list[T]:
    """Given strips of text 48 pixels high, return for each what is taken from the scores of its steps.

    The scores, (steps, characters), are too large to be kept: those of a page of text fill a gigabyte.
    """
    order = sorted(range(len(strips)), key=lambda index: strips[index].shape[1])
    result: dict[int, T] = {}
    at = 0
    while at < len(order):
        end = at + 1
        while end < len(order) and (end - at + 1) * _padded(strips[order[end]]) <= BATCH_PIXELS:
            end += 1
        chosen = order[at:end]
        wide = _padded(strips[chosen[-1]])
        batch = np.zeros((len(chosen), 3, STRIP_HEIGHT, wide), np.float32)
        for place, index in enumerate(chosen):
            batch[place, :, :, : strips[index].shape[1]] = strips[index].astype(np.float32) / 127.5 - 1
        scores = _session(RECOGNISER).run(None, {"x": batch})[0]
        for place, index in enumerate(chosen):
            result[index] = take(scores[place, : -(-strips[index].shape[1] // STEP)])
        at = end
    return [result[index] for index in range(len(strips))]


def _padded(strip: Gray) -> int:
    return -(-int(strip.shape[1]) // BATCH_ROUNDING) * BATCH_ROUNDING
