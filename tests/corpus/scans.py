"""Scans of reports: pages of a PDF as a scanner, a copier or a telephone gives them, with what goes wrong there."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.model import BBox
from tests.corpus.cases import Case

Picture = NDArray[np.uint8]
SEAL_FONT = Path(__file__).parents[2] / "data" / "fonts" / "DisclosureHei.ttf"


@dataclass(frozen=True, slots=True)
class Defects:
    """What a scan does to a page.

    Attributes:
        dpi: Its resolution.
        colour: In colour, grey, or black and white.
        skew: How far it is turned clockwise, in degrees.
        turn: How many quarter turns clockwise it was laid on the glass.
        noise: Standard deviation of the noise, of 255.
        specks: Share of pixels that are dirt.
        blur: Standard deviation of the lens's blur, in pixels.
        jpeg: Quality of the JPEG inside, or 0 for none.
        fold: A fold across the page.
        shadow: A shadow along an edge.
        tilt: How much narrower the far side of a photographed page is, as a share.
        seal: A red seal over text and figures.
        ink: How black the ink is, 255 for black.
        file: The file to write: a PDF of pictures, or pictures.
    """

    dpi: int = 200
    colour: Literal["colour", "grey", "bw"] = "colour"
    skew: float = 0.0
    turn: int = 0
    noise: float = 2.0
    specks: float = 0.0
    blur: float = 0.4
    jpeg: int = 85
    fold: bool = False
    shadow: bool = False
    tilt: float = 0.0
    seal: bool = False
    ink: int = 235
    file: Literal["pdf", "tif"] = "pdf"


def scan(case: Case, defects: Defects, rng: Random, path: Path) -> Case:
    """Given a PDF and what it says, scan it; where the numbers stand is known where the page is only moved."""
    noise = np.random.default_rng(rng.randrange(2**32))
    document = pypdfium2.PdfDocument(case.path)
    pages: list[Picture] = []
    moves: list[NDArray[np.float64]] = []
    sealed = rng.randrange(len(document)) if defects.seal else -1
    try:
        for number in range(len(document)):
            rendered = (
                document[number].render(scale=defects.dpi / 72, rev_byteorder=True).to_numpy()[:, :, :3]
            )
            page = np.array(rendered, np.uint8)
            if number in (sealed, len(document) - 1) and defects.seal:
                page = _with_seal(page, defects, rng)
            page, move = _laid(page, defects, rng)
            pages.append(_defective(page, defects, rng, noise))
            moves.append(move)
    finally:
        document.close()
    made = path.with_suffix(f".{defects.file}")
    (_write_pdf if defects.file == "pdf" else _write_tiff)(pages, defects, made)
    drawn = {
        address: (page, _moved_box(box, moves[page - 1], defects.dpi / 72))
        for address, (page, box) in case.drawn.items()
    }
    return Case(made, case.truth, drawn if abs(defects.skew) < 0.1 and not defects.tilt else {})


def _moved_box(box: BBox, move: NDArray[np.float64], scale: float) -> BBox:
    corners = np.array([[[x * scale, y * scale]] for x in (box.x0, box.x1) for y in (box.top, box.bottom)])
    moved = cv2.perspectiveTransform(corners, move).reshape(-1, 2) / scale
    return BBox(*(float(v) for v in (*moved.min(axis=0), *moved.max(axis=0))))


def _with_seal(page: Picture, defects: Defects, rng: Random) -> Picture:
    """Return a page with a round red seal of 42 mm stamped on it: ink on ink, so black stays black."""
    size = round(42 / 25.4 * defects.dpi)
    many = 3
    seal = Image.new("L", (size * many, size * many), 0)
    pen = ImageDraw.Draw(seal)
    width = round(size * many * 0.03)
    pen.ellipse((width, width, size * many - width, size * many - width), outline=255, width=width)
    centre, radius = size * many / 2, size * many * 0.12
    star = [
        (
            centre + (radius if k % 2 == 0 else radius * 0.4) * math.sin(k * math.pi / 5),
            centre - (radius if k % 2 == 0 else radius * 0.4) * math.cos(k * math.pi / 5),
        )
        for k in range(10)
    ]
    pen.polygon(star, fill=255)
    font = ImageFont.truetype(str(SEAL_FONT), round(size * many * 0.12))
    words = rng.choice(("清溪县云台镇人民政府", "白棠市民政局办公室专用", "石桥街道办事处公章"))
    for index, word in enumerate(words):
        angle = -130 + 260 * index / (len(words) - 1)
        tile = Image.new("L", (round(size * many * 0.16),) * 2, 0)
        ImageDraw.Draw(tile).text((tile.width / 2, tile.height / 2), word, font=font, fill=255, anchor="mm")
        tile = tile.rotate(-angle)
        x = centre + size * many * 0.37 * math.sin(math.radians(angle)) - tile.width / 2
        y = centre - size * many * 0.37 * math.cos(math.radians(angle)) - tile.height / 2
        seal.paste(255, (round(x), round(y)), tile)
    mask = (
        np.asarray(seal.rotate(rng.uniform(-25, 25)).resize((size, size), Image.Resampling.LANCZOS)) / 255.0
    )
    height, wide = page.shape[:2]
    left = rng.randrange(max(1, wide // 3), max(wide // 3 + 1, wide - size - 40))
    top = rng.randrange(min(height // 5, max(1, height - size - 1)), max(height // 5 + 1, height - size))
    mask = mask[: height - top, : wide - left] * rng.uniform(0.6, 0.95)
    red = np.array([205 + rng.randrange(30), 30 + rng.randrange(30), 40 + rng.randrange(30)]) / 255.0
    area = page[top : top + size, left : left + size].astype(np.float64)
    stamped = area * (1 - mask[..., None] * (1 - red))
    result = page.copy()
    result[top : top + size, left : left + size] = stamped.round().astype(np.uint8)
    return result


def _laid(page: Picture, defects: Defects, rng: Random) -> tuple[Picture, NDArray[np.float64]]:
    """Return a page as it lies: askew, seen at an angle, turned; with the matrix that moves its points."""
    height, width = page.shape[:2]
    move = np.eye(3)
    if defects.skew:
        turned = cv2.getRotationMatrix2D((width / 2, height / 2), -defects.skew, 1.0)
        move = np.vstack([turned, [0, 0, 1]]) @ move
    if defects.tilt:
        dx, dy = width * defects.tilt * rng.uniform(0.5, 1), height * defects.tilt * rng.uniform(0, 0.5)
        corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        seen = corners + np.array([[dx, dy], [-dx, dy / 2], [0, 0], [0, -dy / 3]], np.float32)
        move = cv2.getPerspectiveTransform(corners, seen) @ move
    if not np.allclose(move, np.eye(3)):
        edge = (90, 85, 80) if defects.tilt else (255, 255, 255)
        page = cv2.warpPerspective(page, move, (width, height), flags=cv2.INTER_LINEAR, borderValue=edge)
    for _ in range(defects.turn % 4):
        tall = page.shape[0]
        page = np.ascontiguousarray(np.rot90(page, -1))
        move = np.array([[0.0, -1, tall], [1, 0, 0], [0, 0, 1]]) @ move
    return page.astype(np.uint8), move


def _defective(page: Picture, defects: Defects, rng: Random, noise: np.random.Generator) -> Picture:
    height, width = page.shape[:2]
    seen = 255 - (255 - page.astype(np.float32)) * defects.ink / 255
    light = np.ones((height, width), np.float32)
    if defects.shadow:
        far = width * rng.uniform(0.06, 0.15)
        side = np.arange(width, dtype=np.float32)
        side = side if rng.random() < 0.5 else side[::-1]
        light *= 1 - rng.uniform(0.35, 0.6) * np.exp(-side / far)[None, :]
    if defects.fold:
        at = height * rng.uniform(0.3, 0.7)
        rows = np.arange(height, dtype=np.float32)
        light *= 1 - (0.35 * np.exp(-np.abs(rows - at) / (0.004 * height)) + 0.1 * (rows > at))[:, None]
    seen = seen * light[..., None]
    if defects.blur:
        seen = cv2.GaussianBlur(seen, (0, 0), defects.blur)
    seen += noise.normal(0, max(defects.noise, 0.01), (height, width, 1)).astype(np.float32)
    if defects.specks:
        hit = noise.random((height, width))
        seen[hit < defects.specks] = 40
        seen[hit > 1 - defects.specks] = 250
    return np.clip(seen, 0, 255).astype(np.uint8)


def _as_image(page: Picture, defects: Defects) -> Image.Image:
    picture = Image.fromarray(page)
    if defects.colour == "colour":
        return picture
    gray = picture.convert("L")
    return gray.point(lambda v: 255 * (v > 150)).convert("1") if defects.colour == "bw" else gray


def _encoded(page: Picture, defects: Defects) -> io.BytesIO:
    written = io.BytesIO()
    picture = _as_image(page, defects)
    if defects.jpeg and defects.colour != "bw":
        picture.save(written, "JPEG", quality=defects.jpeg)
    else:
        picture.save(written, "PNG")
    written.seek(0)
    return written


def _write_pdf(pages: Sequence[Picture], defects: Defects, path: Path) -> None:
    canvas = Canvas(str(path))
    for page in pages:
        width, height = page.shape[1] * 72 / defects.dpi, page.shape[0] * 72 / defects.dpi
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(_encoded(page, defects)), 0, 0, width, height)
        canvas.showPage()
    canvas.save()


def _write_tiff(pages: Sequence[Picture], defects: Defects, path: Path) -> None:
    images = [Image.open(_encoded(page, defects)) for page in pages]
    images[0].save(
        path, save_all=True, append_images=images[1:], dpi=(defects.dpi, defects.dpi), compression="tiff_lzw"
    )
