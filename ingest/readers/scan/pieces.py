"""Strips of text are read; those that hold a number are read twice and told from dashes and slashes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from ingest.readers.scan.decode import Sign, read_signs
from ingest.readers.scan.engine import STRIP_HEIGHT, read_strips
from ingest.readers.scan.figures import SIGNS, Table, agree, signs_of_numbers
from ingest.readers.scan.marks import mark_of
from ingest.readers.scan.sheet import INK, Gray, Sheet
from ingest.readers.scan.strips import Strip
from ingest.readers.scan.words import mended

STRIP_EM = 1.35  # a strip is cut out so many times as high as its characters
MARGIN_EM = 0.6  # … and so much wider at both ends
SECOND_EM, SECOND_MARGIN_EM = 1.15, 0.35  # the same of the second picture of a number
AROUND_PX = 2  # what is taken of the paper around a strip
FIGURE_SIGNS = 16  # a number has no more characters
FIGURE_SURE = 0.35  # strips that read as words are still a number from here on
ONCE_SURE = 0.8  # how sure a number is at most that was read once
SEALED_SURE = 0.7  # … or that stood under a grey seal
DIRT_EM = 0.04  # ink smaller than this, squared, is dirt beside a mark


# What a number reads as where the recogniser sees words; it is never sure then.
_NUMBER = re.compile(r"\d+|[/—–-]+")
_WORD = re.compile(r"[\u4e00-\u9fff]{2}")
_LOOKS_LIKE = str.maketrans("IlOoSZBgq|", "1100528991")


@dataclass(frozen=True, slots=True)
class Piece:
    """A strip as read.

    Attributes:
        strip: Where it stands.
        signs: Its characters from left to right, their places in pixels of the page.
        sure: How sure the whole of it is, 0 to 1; 0 where nothing could be read.
        other: For a number, what else it may be, or "".
    """

    strip: Strip
    signs: tuple[Sign, ...]
    sure: float
    other: str = ""


def read_strips_of(sheet: Sheet, bare: Gray, strips: Sequence[Strip]) -> list[Piece]:
    """Given a page, its picture without ruled lines, and where its words stand, return them read."""
    cuts = [_cut(bare, strip) for strip in strips]
    firsts = read_strips(
        [cut for cut, _, _ in cuts], lambda scores: (read_signs(scores), signs_of_numbers(scores))
    )
    pieces: list[Piece] = []
    for strip, (_, left, scale), (read, _) in zip(strips, cuts, firsts, strict=True):
        text = mended("".join(sign.text for sign in read))
        signs = tuple(
            sign._replace(text=word, at=left + sign.at / scale) for sign, word in zip(read, text, strict=True)
        )
        pieces.append(Piece(strip, signs, min((sign.sure for sign in signs), default=0.0)))
    chosen = [index for index, piece in enumerate(pieces) if _may_be_number(piece)]
    seconds = read_strips([_second_cut(sheet, pieces[index].strip) for index in chosen], signs_of_numbers)
    again = dict(zip(chosen, seconds, strict=True))
    read_twice = [
        _as_number(piece, bare, firsts[index][1], again[index]) if index in again else _read_once(piece)
        for index, piece in enumerate(pieces)
    ]
    return [_under_seal(piece, sheet) for piece in read_twice]


def _under_seal(piece: Piece, sheet: Sheet) -> Piece:
    """Return a piece, less sure where a grey seal was taken off it: parts of it may have gone with the seal."""
    if not sheet.seals:
        return piece
    box = piece.strip.box
    corners = np.array([[[x, y]] for x in (box.x0, box.x1) for y in (box.y0, box.y1)], np.float64)
    there = cv2.perspectiveTransform(corners, sheet.there).reshape(-1, 2)
    (left, top), (right, bottom) = there.min(axis=0), there.max(axis=0)
    touched = any(left < s.x1 and right > s.x0 and top < s.y1 and bottom > s.y0 for s in sheet.seals)
    return replace(piece, sure=min(piece.sure, SEALED_SURE)) if touched else piece


def _may_be_number(piece: Piece) -> bool:
    text = "".join(sign.text for sign in piece.signs)
    if len(text) > FIGURE_SIGNS:
        return False
    if not piece.strip.cell:
        return bool(text) and all(sign in SIGNS for sign in text.translate(_LOOKS_LIKE))
    return len(text) <= 2 or sum(sign in SIGNS or sign.isdigit() for sign in text) * 2 > len(text)


def _read_once(piece: Piece) -> Piece:
    """Return a piece that no second reading confirms: the numbers in it are never sure."""
    text = "".join(sign.text for sign in piece.signs)
    numbers = _NUMBER.findall(text)
    row = len(numbers) > 1 and not _WORD.search(text)
    if not numbers or not (row or (piece.strip.cell and text[:1].isdigit())):
        return piece
    return replace(piece, sure=min(piece.sure, ONCE_SURE))


def _as_number(piece: Piece, bare: Gray, first: Table, second: Table) -> Piece:
    """Return a piece as the number that it is, unless it is none."""
    box = piece.strip.box
    ink = np.where(bare[box.y0 : box.y1, box.x0 : box.x1] < INK, 255, 0).astype(np.uint8)
    mark = mark_of(_without_dirt(ink, piece.strip.em), piece.strip.em)
    if mark is not None:
        return _written(piece, mark.text, mark.other, mark.sure)
    figure = agree((first, second))
    text = "".join(sign.text for sign in piece.signs).translate(_LOOKS_LIKE)
    if figure.text and (figure.sure >= FIGURE_SURE or all(sign in SIGNS for sign in text)):
        return _written(piece, figure.text, figure.other, figure.sure)
    return _read_once(piece)


def _without_dirt(ink: Gray, em: float) -> Gray:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    least = max(3.0, (DIRT_EM * em) ** 2, 0.03 * stats[1:, cv2.CC_STAT_AREA].max(initial=0))
    small = [index for index in range(1, count) if stats[index, cv2.CC_STAT_AREA] < least]
    return np.where(np.isin(labels, small), 0, ink).astype(np.uint8)


def _written(piece: Piece, text: str, other: str, sure: float) -> Piece:
    """Return a piece with its words replaced, spread evenly over the strip where they are others."""
    if text == "".join(sign.text for sign in piece.signs):
        return replace(piece, sure=sure, other=other)
    box = piece.strip.box
    step = (box.x1 - box.x0) / len(text)
    signs = tuple(Sign(sign, box.x0 + step * (index + 0.5), sure) for index, sign in enumerate(text))
    return Piece(piece.strip, signs, sure, other)


def _cut(gray: Gray, strip: Strip) -> tuple[Gray, float, float]:
    """Return the picture of a strip as the recogniser takes it, where it begins, and its scale."""
    box, em = strip.box, strip.em
    tall = max(em, box.y1 - box.y0) * STRIP_EM
    scale = STRIP_HEIGHT / tall
    x0, y0 = max(0, box.x0 - AROUND_PX), max(0, box.y0 - AROUND_PX)
    part = gray[y0 : box.y1 + AROUND_PX, x0 : box.x1 + AROUND_PX]
    height = min(STRIP_HEIGHT, max(1, round(part.shape[0] * scale)))
    width = max(1, round(part.shape[1] * scale))
    small = cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    margin = round(MARGIN_EM * em * scale)
    cut = np.full((STRIP_HEIGHT, width + 2 * margin), 255, np.uint8)
    top = (STRIP_HEIGHT - height) // 2
    cut[top : top + height, margin : margin + width] = small
    return cut, x0 - margin / scale, scale


def _second_cut(sheet: Sheet, strip: Strip) -> Gray:
    """Return another picture of a strip: from the page as it came, its lines left in, at another scale."""
    box, em = strip.box, strip.em
    tall = max(em, box.y1 - box.y0) * SECOND_EM
    scale = STRIP_HEIGHT / tall
    margin = SECOND_MARGIN_EM * em
    left, top = box.x0 - margin, (box.y0 + box.y1) / 2 - tall / 2
    width = max(1, round((box.x1 - box.x0 + 2 * margin) * scale))
    back = np.array([[1 / scale, 0, left], [0, 1 / scale, top], [0, 0, 1]], np.float64)
    cut = cv2.warpPerspective(
        sheet.raw,
        sheet.there @ back,
        (width, STRIP_HEIGHT),
        flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
        borderValue=255,
    )
    around = np.full((STRIP_HEIGHT, width), 255, np.uint8)
    x0, x1 = max(0, round((margin - AROUND_PX) * scale)), round((box.x1 + AROUND_PX - left) * scale)
    y0, y1 = max(0, round((box.y0 - AROUND_PX - top) * scale)), round((box.y1 + AROUND_PX - top) * scale)
    around[y0:y1, x0:x1] = cut[y0:y1, x0:x1]
    return around
