"""From the scores of the recogniser to words, each with its place and how sure it is."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ingest.readers.scan.engine import BLANK, STEP, Scores, characters


class Sign(NamedTuple):
    """A character as read: where its middle stands along the strip, in pixels of the strip, and how sure."""

    text: str
    at: float
    sure: float


def read_signs(scores: Scores) -> list[Sign]:
    """Given the scores of a strip, return its characters from left to right."""
    known = characters()
    best = scores.argmax(axis=1)
    signs: list[Sign] = []
    start = 0
    for end in range(1, len(best) + 1):
        if end < len(best) and best[end] == best[start]:
            continue
        index = int(best[start])
        if index != BLANK:
            weights = scores[start:end, index]
            at = float(np.average(np.arange(start, end), weights=weights)) + 0.5
            signs.append(Sign(known[index], at * STEP, float(weights.max())))
        start = end
    return signs
