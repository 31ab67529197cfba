"""Reports as PDF drawn piece by piece, so that every oddity of a text layer can be made at will."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Literal
from unittest.mock import patch

from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfgen.canvas import Canvas

from form.model import Address
from tests.corpus.blocks import Block
from tests.corpus.writers import fonts
from tests.corpus.writers.layer import switch_layer_off
from tests.corpus.writers.marks import Mark, Page, PageOptions, Rect, Stroke, Text
from tests.corpus.writers.pages import lay_pages

Chars = Literal["run", "each", "twice", "spaced", "stretched"]
Hidden = Literal["none", "mode3", "white", "covered", "off_page", "clipped", "tiny", "layer_off"]
Map = Literal["true", "radicals", "private", "none"]
# The gap between characters set to full measure (两端对齐), in shares of the font size.
STRETCH = 0.25
Where = tuple[int, float, float, float, float]

# The words that PDF fonts of Word and WPS like to map to a radical of the same shape.
_RADICALS = {
    "一": "⼀", "二": "⼆", "人": "⼈", "八": "⼋", "大": "⼤", "工": "⼯", "无": "⽆", "文": "⽂", "方": "⽅",
    "日": "⽇", "月": "⽉", "民": "⺠", "用": "⽤", "立": "⽴", "自": "⾃", "行": "⾏", "见": "⻅", "非": "⾮", "年": "年",
    "业": "业", "不": "不", "理": "理", "乡": "乡", "镇": "镇", "信": "信", "比": "⽐", "生": "⽣", "页": "⻚", "食": "⻝",
    "长": "⻓", "网": "⽹", "金": "⾦", "里": "⾥", "面": "⾯", "高": "⾼", "入": "⼊", "力": "⼒", "土": "⼟", "子": "⼦",
    "小": "⼩", "己": "⼰", "干": "⼲", "心": "⼼", "手": "⼿", "支": "⽀", "止": "⽌", "水": "⽔", "田": "⽥", "石": "⽯",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class InkOptions:
    """How the marks of a page are written into the file.

    Attributes:
        embedded: Embed a font of this machine, where there is one; else use one that is not embedded.
        chars: Runs, each character on its own, each drawn twice, or with wide spacing.
        shuffled: Marks written in any order.
        rotate: ``/Rotate`` of the pages, whose content is turned the other way.
        hidden: A second text layer with wrong numbers that no reader sees.
        watermark: Large grey words across the page.
        frame: A line around each page.
        mapping: What the font says its glyphs are in Unicode.
        shift: Offset of the media box's origin, in points.
        in_form: The whole page is one form object, as some programs print it.
        seal: A red seal over the end of the report.
    """

    embedded: bool = False
    chars: Chars = "run"
    shuffled: bool = False
    rotate: Literal[0, 90, 180, 270] = 0
    hidden: Hidden = "none"
    watermark: bool = False
    frame: bool = False
    mapping: Map = "true"
    shift: float = 0.0
    in_form: bool = False
    seal: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn: where each number stands, as (page from 1, x0, top, x1, bottom) in points as displayed."""

    pages: int
    places: dict[Address, Where] = field(default_factory=dict)


def write_pdf(blocks: list[Block], paging: PageOptions, ink: InkOptions, rng: Random, path: Path) -> Drawn:
    """Given a document, write it as PDF and return where its numbers stand."""
    found = fonts.embedded() if ink.embedded or ink.mapping != "true" else ()
    font = rng.choice(found) if found else fonts.built_in()

    def measure(text: str, size: float) -> float:
        return pdfmetrics.stringWidth(text, font, size)

    if ink.chars == "stretched":
        paging = replace(paging, stretch=STRETCH)
    pages = lay_pages(blocks, paging, measure, rng)
    places: dict[Address, Where] = {}
    with _mapped(ink.mapping):
        canvas = Canvas(str(path), pageCompression=0 if ink.hidden == "layer_off" else 1)
        for number, page in enumerate(pages, 1):
            places |= _Sheet(canvas, page, font, ink, rng).draw(number)
        canvas.save()
    if ink.hidden == "layer_off":
        switch_layer_off(path)
    return Drawn(len(pages), places)


@contextmanager
def _mapped(mapping: Map) -> Iterator[None]:
    """Make the embedded font lie about its characters while a file is written."""
    if mapping == "true":
        yield
        return
    original = ttfonts.makeToUnicodeCMap

    def lying(name: str, subset: list[int]) -> str:
        if mapping == "radicals":
            return str(original(name, [ord(_RADICALS.get(chr(code), chr(code))) for code in subset]))
        if mapping == "private":
            return str(
                original(name, [0xE000 + index if code > 0x7F else code for index, code in enumerate(subset)])
            )
        return "%!PS-Adobe-3.0 Resource-CMap"

    with patch.object(ttfonts, "makeToUnicodeCMap", lying):
        yield


class _Sheet:
    """One page being drawn."""

    def __init__(self, canvas: Canvas, page: Page, font: str, ink: InkOptions, rng: Random) -> None:
        self.canvas, self.page, self.font, self.ink, self.rng = canvas, page, font, ink, rng

    def draw(self, number: int) -> dict[Address, Where]:
        canvas, page = self.canvas, self.page
        rotate = self.ink.rotate
        # A sideways table on an upright page: the page keeps its shape, the content is turned.
        turn = 90 if page.turned else rotate
        wide, tall = page.width, page.height
        size = (tall, wide) if turn in (90, 270) else (wide, tall)
        shift = self.ink.shift
        # reportlab itself swaps the sides of a page with /Rotate.
        swapped = not page.turned and rotate in (90, 270)
        long, short = (size[1], size[0]) if swapped else size
        canvas.setPageSize((long + shift, short + shift))
        if shift:
            canvas.setCropBox((shift, shift, size[0] + shift, size[1] + shift))
            canvas.translate(shift, shift)
        if rotate and not page.turned:
            canvas.setPageRotation(rotate)
        else:
            canvas.setPageRotation(0)
        match turn:
            case 90:
                canvas.transform(0, 1, -1, 0, tall, 0)
            case 270:
                canvas.transform(0, -1, 1, 0, 0, wide)
            case 180:
                canvas.transform(-1, 0, 0, -1, wide, tall)
            case _:
                pass
        if self.ink.in_form:
            canvas.beginForm(f"page{number}", 0, 0, max(wide, tall), max(wide, tall))
        places = self._marks(number, turned=page.turned)
        if self.ink.in_form:
            canvas.endForm()
            canvas.doForm(f"page{number}")
        if self.ink.seal:
            self._seal()
        canvas.showPage()
        return places

    def _marks(self, number: int, *, turned: bool) -> dict[Address, Where]:
        if self.ink.watermark:
            self._watermark()
        if self.ink.frame:
            self.canvas.setStrokeColorRGB(0, 0, 0)
            self.canvas.rect(25, 25, self.page.width - 50, self.page.height - 50)
        marks = list(self.page.marks)
        if self.ink.shuffled:
            # Lines below, words above, each in any order.
            self.rng.shuffle(marks)
            marks.sort(key=lambda mark: isinstance(mark, Text))
        if self.ink.hidden in ("covered", "white"):
            self._decoys(marks)
        places: dict[Address, Where] = {}
        for mark in marks:
            self._mark(mark)
            if isinstance(mark, Text) and mark.address is not None:
                place = self._where(mark, number, turned)
                places[mark.address] = _joined(places.get(mark.address), place)
        if self.ink.hidden not in ("none", "covered", "white"):
            self._decoys(marks)
        return places

    def _where(self, mark: Text, number: int, turned: bool) -> Where:
        long = pdfmetrics.stringWidth(mark.text, self.font, mark.size)
        x0, top, x1, bottom = mark.x, mark.y - mark.size, mark.x + long, mark.y + 0.25 * mark.size
        if not turned:
            return number, x0, top, x1, bottom
        # Content turned by 90 degrees on an upright page of width ``page.height``.
        return number, top, self.page.width - x1, bottom, self.page.width - x0

    def _mark(self, mark: Mark) -> None:
        canvas, tall = self.canvas, self.page.height
        match mark:
            case Text():
                canvas.setFillColorRGB(0, 0, 0)
                self._text(mark)
            case Stroke():
                shade = 1 if mark.white else 0
                canvas.setStrokeColorRGB(shade, shade, shade)
                canvas.setLineWidth(mark.width)
                canvas.setDash([2, 2] if mark.dashed else [])
                canvas.line(mark.x0, tall - mark.y0, mark.x1, tall - mark.y1)
            case Rect():
                self._rect(mark)

    def _rect(self, mark: Rect) -> None:
        canvas = self.canvas
        paint = mark.paint
        canvas.setLineWidth(0.5)
        canvas.setDash([])
        shade = {"grey": 0.9, "white": 1.0}.get(paint, 0.0)
        canvas.setFillColorRGB(shade, shade, shade)
        canvas.setStrokeColorRGB(shade, shade, shade)
        stroke, fill = int(paint in ("stroke", "white")), int(paint in ("grey", "black"))
        canvas.rect(
            mark.x0,
            self.page.height - mark.y1,
            mark.x1 - mark.x0,
            mark.y1 - mark.y0,
            stroke=stroke,
            fill=fill,
        )

    def _text(self, mark: Text) -> None:
        y = self.page.height - mark.y
        match self.ink.chars:
            case "run":
                self._show(mark.x, y, mark.text, mark.size)
            case "each" | "twice":
                self._each(mark, y, 2 if self.ink.chars == "twice" else 1)
            case "stretched":
                # Body text set to full measure: wide gaps between its characters, as in 两端对齐.
                self._each(mark, y, 1, gap=0.0 if mark.table else STRETCH * mark.size)
            case "spaced":
                self._each(
                    mark, y, 1, gap=0.35 * mark.size if len(mark.text) <= 4 and not mark.address else 0.0
                )

    def _each(self, mark: Text, y: float, times: int, gap: float = 0.0) -> None:
        x = mark.x - gap * (len(mark.text) - 1) / 2 if mark.table else mark.x
        found: list[tuple[float, str]] = []
        for char in mark.text:
            found += [(x + 0.2 * index, char) for index in range(times)]
            x += pdfmetrics.stringWidth(char, self.font, mark.size) + gap
        if self.ink.shuffled:
            self.rng.shuffle(found)
        for at, char in found:
            if char.strip():
                self._show(at, y, char, mark.size)

    def _show(self, x: float, y: float, text: str, size: float, mode: int = 0) -> None:
        piece = self.canvas.beginText(x, y)
        piece.setFont(self.font, size)
        piece.setTextRenderMode(mode)
        piece.textOut(text)
        if mode:
            piece.setTextRenderMode(0)
        self.canvas.drawText(piece)

    def _watermark(self) -> None:
        canvas = self.canvas
        canvas.saveState()
        canvas.setFillColorRGB(0.88, 0.88, 0.88)
        canvas.translate(self.page.width / 2, self.page.height / 2)
        canvas.rotate(45)
        canvas.setFont(self.font, 54)
        canvas.drawCentredString(0, 60, "内部资料")
        canvas.drawCentredString(0, -60, "仅供审核 2025")
        canvas.restoreState()

    def _seal(self) -> None:
        canvas = self.canvas
        canvas.saveState()
        canvas.setStrokeColorRGB(0.9, 0.1, 0.1)
        canvas.setLineWidth(2.5)
        x, y = self.page.width - 130, self.page.height / 2
        canvas.circle(x, y, 55, stroke=1, fill=0)
        star = canvas.beginPath()
        star.moveTo(x, y + 18)
        for dx, dy in ((11, -15), (-17, 6), (17, 6), (-11, -15)):
            star.lineTo(x + dx, y + dy)
        star.close()
        canvas.drawPath(star, stroke=1, fill=0)
        canvas.restoreState()

    def _decoys(self, marks: list[Mark]) -> None:
        """Write wrong numbers that are not seen over or under the right ones."""
        canvas = self.canvas
        for mark in marks:
            if not isinstance(mark, Text) or mark.address is None or self.rng.random() < 0.4:
                continue
            wrong, y = str(self.rng.randint(11, 99)), self.page.height - mark.y
            canvas.saveState()
            match self.ink.hidden:
                case "mode3":
                    self._show(mark.x + 1, y, wrong, mark.size, mode=3)
                case "white":
                    canvas.setFillColorRGB(1, 1, 1)
                    self._show(mark.x - 14, y, wrong, mark.size)
                case "covered":
                    canvas.setFillColorRGB(0, 0, 0)
                    self._show(mark.x, y, wrong, mark.size)
                    canvas.setFillColorRGB(1, 1, 1)
                    # Higher than any font's digits: a hair of ink above the edge would show.
                    canvas.rect(mark.x - 1, y - 2, 2.2 * mark.size, 1.3 * mark.size, stroke=0, fill=1)
                case "layer_off":
                    # The canvas has no word for optional content.
                    canvas._code.append("/OC /layer BDC")
                    self._show(mark.x, y, wrong, mark.size)
                    canvas._code.append("EMC")
                case "off_page":
                    self._show(mark.x, y + 2 * self.page.height, wrong, mark.size)
                case "clipped":
                    path = canvas.beginPath()
                    path.rect(0, 0, 1, 1)
                    canvas.clipPath(path, stroke=0, fill=0)
                    self._show(mark.x, y, wrong, mark.size)
                case _:
                    self._show(mark.x, y, wrong, 0.1)
            canvas.restoreState()


def _joined(before: Where | None, now: Where) -> Where:
    if before is None or before[0] != now[0]:
        return now
    return (
        now[0], min(before[1], now[1]), min(before[2], now[2]), max(before[3], now[3]), max(before[4], now[4])
    )  # fmt: skip
