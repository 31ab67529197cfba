"""A file of pictures becomes pages: sizes are looked at before anything is decoded."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from ingest.errors import UnreadableFile
from ingest.readers.limits import damaged, too_large

MAX_FRAMES = 100  # pages of one file of pictures
MAX_BYTES = 640 * 1024 * 1024  # of a picture once decoded
MAX_SIDE = 60_000  # pixels
FINE_DPI = 300  # a picture with more is brought down to this
LEAST_DPI, MOST_DPI = 60, 1_300  # a stated resolution beyond these is a default of the program, or a mistake
SCREEN_DPI = (72, 96)  # what programs state where they know nothing
A4_LONG_INCH = 11.69
PAPER_INCH = (3.0, 24.0)  # a page's longer side
_REDUCIBLE = "JPEG"
_DRAWINGS = ("WMF", "EMF")

Source = Path | IO[bytes]


@dataclass(frozen=True, slots=True)
class Photo:
    """A page as it came.

    Attributes:
        pixels: Its picture, (height, width) where it is grey, (height, width, 3) in RGB.
        dpi: How many of its pixels stand on an inch of the paper.
        points: Points of the page as displayed for each pixel.
    """

    pixels: NDArray[np.uint8]
    dpi: float
    points: float


@contextmanager
def _opened(path: Source) -> Iterator[Image.Image]:
    try:
        with warnings.catch_warnings():
            # Sizes are judged here, by what decoding would take.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
            try:
                with Image.open(path) as picture:
                    yield picture
            finally:
                Image.MAX_IMAGE_PIXELS = limit
    except FileNotFoundError as error:
        raise UnreadableFile("missing", "找不到文件，请检查路径是否正确") from error
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        Image.DecompressionBombError,
    ) as error:
        raise damaged("图片") from error


def count_pages(path: Source) -> int:
    """Given a file of pictures, or its bytes as a stream, return how many pages it has.

    Raises UnreadableFile (``damaged``, ``too_large``, ``missing``).
    """
    with _opened(path) as picture:
        frames = int(getattr(picture, "n_frames", 1)) if picture.format in ("TIFF", "MPO") else 1
        frames = 1 if picture.format == "MPO" else frames
    if frames > MAX_FRAMES:
        raise too_large(f"文件有{frames}页图片")
    return frames


def pixels_of(source: Source) -> tuple[int, int]:
    """Given a picture, return its width and height in pixels; drawings without pixels of their own have (0, 0).

    Raises UnreadableFile (``damaged``, ``missing``).
    """
    with _opened(source) as picture:
        return (0, 0) if picture.format in _DRAWINGS else picture.size


def take_page(path: Source, number: int) -> Photo:
    """Given a file of pictures, or its bytes as a stream, and a page from 1, return the page.

    Raises UnreadableFile (``damaged``, ``too_large``, ``missing``).
    """
    with _opened(path) as picture:
        if number > 1:
            picture.seek(number - 1)
        width, height = picture.size
        stated = _stated_dpi(picture)
        dpi = stated if _is_paper(stated, width, height) else max(width, height) / A4_LONG_INCH
        _shrink_while_decoding(picture, dpi)
        _refuse_large(picture)
        smaller = _at_most(_plain(picture), dpi * max(picture.size) / max(width, height))
        pixels = np.asarray(ImageOps.exif_transpose(smaller), np.uint8)
    shrunk = max(pixels.shape[:2]) / max(width, height)
    return Photo(pixels, dpi * shrunk, 72 / stated / shrunk)


def _stated_dpi(picture: Image.Image) -> float:
    """Return the resolution that the file states, 72 where it states none."""
    stated = picture.info.get("dpi")
    try:
        dpi = float(stated[0]) if stated else 0.0
    except (TypeError, ValueError, ZeroDivisionError, IndexError):
        dpi = 0.0
    return dpi if LEAST_DPI <= dpi <= MOST_DPI else 72.0


def _is_paper(dpi: float, width: int, height: int) -> bool:
    """Return whether a stated resolution makes the picture as large as paper is."""
    long = max(width, height) / dpi
    return dpi not in SCREEN_DPI and PAPER_INCH[0] <= long <= PAPER_INCH[1]


def _shrink_while_decoding(picture: Image.Image, dpi: float) -> None:
    if picture.format == _REDUCIBLE and dpi >= 2 * FINE_DPI:
        width, height = picture.size
        part = FINE_DPI / dpi
        picture.draft(None, (round(width * part), round(height * part)))


def _refuse_large(picture: Image.Image) -> None:
    width, height = picture.size
    channels = 1 if picture.mode in ("1", "L", "P") else 4
    if max(width, height) > MAX_SIDE or width * height * channels > MAX_BYTES:
        raise too_large(f"图片有{width}×{height}像素，请以300 dpi重新扫描")


def _plain(picture: Image.Image) -> Image.Image:
    """Return a picture in grey or RGB, transparent parts as white paper."""
    if picture.mode in ("L", "RGB"):
        return picture
    if picture.mode in ("1", "LA", "I", "I;16", "I;16B", "F"):
        return _gray(picture)
    if picture.mode in ("RGBA", "PA") or "transparency" in picture.info:
        rgba = picture.convert("RGBA")
        paper = Image.new("RGB", rgba.size, "white")
        paper.paste(rgba, mask=rgba.getchannel("A"))
        return paper
    return picture.convert("RGB")


def _gray(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith(("I", "F")):
        values = np.asarray(picture, dtype=np.float64)
        top = 65_535.0 if values.max(initial=0) > 255 else 255.0
        return Image.fromarray((values * (255.0 / top)).clip(0, 255).astype(np.uint8))
    return picture.convert("L")


def _at_most(picture: Image.Image, dpi: float) -> Image.Image:
    """Return a picture with no more than ``FINE_DPI``."""
    if dpi <= FINE_DPI * 1.1:
        return picture
    part = FINE_DPI / dpi
    size = (max(1, round(picture.width * part)), max(1, round(picture.height * part)))
    return picture.resize(size, Image.Resampling.BOX)
