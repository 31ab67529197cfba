"""Figures read twice: two pictures of the same strip, each held against every text that either may be.

The recogniser's scores give each text that is made of the signs of a number its probability (the sum over all
ways in which the steps can spell it). What both pictures agree on with certainty is sure; the rest is in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.readers.scan.engine import BLANK, Scores, characters

Table = NDArray[np.float64]  # (steps, signs of numbers)

# What a cell of numbers may hold; what looks like nought reads as nought.
SIGNS = "0123456789.,-—–/+%()（）〇零无元万亿件条项个"
_LIKE = {"O": "0", "o": "0", "○": "0", "Ｏ": "0", "，": ",", "．": ".", "。": ".", "－": "-", "−": "-"}
_FULL_WIDTH = {chr(0xFF10 + digit): str(digit) for digit in range(10)}
PRUNED = 1e-4  # a sign that is less likely at a step is not followed up
KEPT = 6  # texts that are followed up
FLOOR = 1e-12


class Figure(NamedTuple):
    """A number as read: its text, the next best text ("" where there is none), and how sure, 0 to 1."""

    text: str
    other: str
    sure: float


@cache
def _alphabet() -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return which of the recogniser's characters count, and what each is read as; the first is none."""
    wanted = {sign: sign for sign in SIGNS} | _LIKE | _FULL_WIDTH
    found = [(index, wanted[sign]) for index, sign in enumerate(characters()) if sign in wanted]
    return (BLANK, *(index for index, _ in found)), ("", *(sign for _, sign in found))


def agree(tables: Sequence[Table]) -> Figure:
    """Given the scores of numbers' signs in two or more pictures of one strip, return the number that they show."""
    texts = dict.fromkeys(text for table in tables for text in _likely(table))
    if not texts:
        return Figure("", "", 0.0)
    odds = np.array([[_log_odds(table, text) for text in texts] for table in tables])
    best = odds - np.logaddexp.reduce(odds, axis=1, keepdims=True)
    order = np.argsort(-odds.sum(axis=0), kind="stable")
    names = list(texts)
    first = int(order[0])
    # What a picture does not show as this text, nor as any other, counts against it too.
    sure = float(np.exp((best[:, first] + odds[:, first] / len(names[first])).min()))
    other = names[int(order[1])] if len(order) > 1 else ""
    return Figure(names[first], other, min(1.0, sure))


def signs_of_numbers(scores: Scores) -> Table:
    """Given the scores of a strip, return those of the signs of numbers, those read alike added up."""
    indices, signs = _alphabet()
    names = _names()
    table = np.zeros((scores.shape[0], len(names)))
    place = {name: column for column, name in enumerate(names)}
    for index, sign in zip(indices, signs, strict=True):
        table[:, place[sign]] += scores[:, index]
    return table


@cache
def _names() -> tuple[str, ...]:
    return tuple(dict.fromkeys(_alphabet()[1]))


def _likely(table: Table) -> list[str]:
    """Return the most likely texts, best first: a beam search over the steps."""
    names = _names()
    beams: dict[str, tuple[float, float]] = {"": (1.0, 0.0)}
    for step in table:
        following: dict[str, tuple[float, float]] = {}
        live = [int(column) for column in np.flatnonzero(step > PRUNED) if column]
        for text, (blank, ended) in beams.items():
            _add(
                following,
                text,
                (blank + ended) * step[0],
                ended * step[names.index(text[-1])] if text else 0.0,
            )
            for column in live:
                sign = names[column]
                before = blank if text[-1:] == sign else blank + ended
                _add(following, text + sign, 0.0, before * step[column])
        ranked = sorted(following.items(), key=lambda item: -sum(item[1]))
        beams = dict(ranked[:KEPT])
    return [text for text, _ in sorted(beams.items(), key=lambda item: -sum(item[1])) if text]


def _add(beams: dict[str, tuple[float, float]], text: str, blank: float, ended: float) -> None:
    known = beams.get(text, (0.0, 0.0))
    beams[text] = (known[0] + blank, known[1] + ended)


def _log_odds(table: Table, text: str) -> float:
    """Return the logarithm of the probability that the steps spell a text."""
    names = _names()
    labels = [0]
    for sign in text:
        labels += [names.index(sign), 0]
    alpha = np.zeros(len(labels))
    alpha[:2] = table[0, labels[:2]]
    skip = np.array([k > 1 and labels[k] != 0 and labels[k] != labels[k - 2] for k in range(len(labels))])
    for step in table[1:]:
        moved = alpha.copy()
        moved[1:] += alpha[:-1]
        moved[2:] += np.where(skip[2:], alpha[:-2], 0.0)
        alpha = moved * step[labels]
    return float(np.log(max(alpha[-2:].sum(), FLOOR)))
