"""Sizes of running text: the ink of a line says only roughly how large its characters are, its neighbours say the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from ingest.readers.pdf_words import is_ideograph
from ingest.readers.scan.pieces import Piece

INK_OF_DIGITS = 0.72  # digits are so much of their characters' size high
LIKE = 1.22  # sizes that differ by no more than this factor are one, measured on different words
FEW = 3  # as many lines make a size
SLIGHT = 2  # so few characters may have less ink than their size says


def evened(pieces: Sequence[Piece]) -> list[Piece]:
    """Given what was read, return it with one size for lines of about the same size outside ruled cells."""
    sizes = _sizes(sorted(_measured(piece) for piece in pieces if not piece.strip.cell and _has_words(piece)))
    return [piece if piece.strip.cell else _fitted(piece, sizes) for piece in pieces]


def _has_words(piece: Piece) -> bool:
    return any(is_ideograph(sign.text) for sign in piece.signs)


def _measured(piece: Piece) -> float:
    """Return how large the characters of a piece are by its ink, in pixels; dashes say nothing."""
    height = piece.strip.box.y1 - piece.strip.box.y0
    if _has_words(piece):
        return float(height)
    return height / INK_OF_DIGITS if any(sign.text.isdigit() for sign in piece.signs) else 0.0


def _sizes(measured: Sequence[float]) -> list[float]:
    """Return the sizes that several lines have, that of most lines first, from their measured sizes in rising order."""
    left = list(measured)
    sizes: list[float] = []
    while left:
        groups = [[size for size in left if least <= size <= LIKE * least] for least in dict.fromkeys(left)]
        most = max(groups, key=len)
        if len(most) < FEW:
            break
        sizes.append(median(most))
        left = [size for size in left if not most[0] <= size <= most[-1]]
    return sizes


def _fitted(piece: Piece, sizes: Sequence[float]) -> Piece:
    if not sizes:
        return piece
    size = _measured(piece)
    near = min(sizes, key=lambda known: abs(known - size)) if size else sizes[0]
    # A single 一 is no smaller than the others, though its ink is.
    slight = len(piece.signs) <= SLIGHT and size < near
    fits = not size or slight or max(near, size) <= LIKE * min(near, size)
    return replace(piece, strip=replace(piece.strip, em=near)) if fits else piece
