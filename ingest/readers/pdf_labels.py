"""Which lines of a label belong to which row of a table without lines.

Numbers stand on one line each; a label beside them may take several, and its cell is centred
on the number, or begins or ends with it. The way that fits the whole table best is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf

from ingest.readers.pdf_words import Segment

MAX_LEADING_EM = 1.75  # lines of one label are no further apart
ORPHAN_EM = 0.6  # what it costs to leave lines without a row, in em: less than half a row
EMPTY_EM = 0.8  # what it costs to leave a row without a label

_Block = Sequence[Segment]
# Where a block is held against its number: at its middle, its first line, its last line.
_ALIGNMENTS: tuple[Callable[[_Block], float], ...] = (
    lambda block: (block[0].middle + block[-1].middle) / 2,
    lambda block: block[0].middle,
    lambda block: block[-1].middle,
)


def share_lines(
    lines: Sequence[Segment], anchors: Sequence[float], rules: Sequence[float]
) -> tuple[list[list[Segment]], list[list[Segment]]]:
    """Share the lines of a label column among the rows of a table.

    Args:
        lines: The lines of the column, downwards.
        anchors: Heights of the middles of the rows' numbers, downwards, in points.
        rules: Heights of drawn lines that no cell crosses, in points.

    Returns:
        The lines of each row, and the blocks of lines that belong to no row.
    """
    if not lines or not anchors:
        return [[] for _ in anchors], [list(lines)] if lines else []
    plans = [_plan(lines, anchors, rules, align) for align in _ALIGNMENTS]
    _, steps = min(plans, key=lambda plan: plan[0])
    rows: list[list[Segment]] = [[] for _ in anchors]
    orphans: list[list[Segment]] = []
    for first, end, row in steps:
        if row is None:
            orphans.append(list(lines[first:end]))
        else:
            rows[row] = list(lines[first:end])
    return rows, orphans


_Step = tuple[int, int, int | None]


def _plan(
    lines: Sequence[Segment],
    anchors: Sequence[float],
    rules: Sequence[float],
    align: Callable[[_Block], float],
) -> tuple[float, list[_Step]]:
    """Return the cheapest way to cut the lines into blocks in order, and what it costs."""
    size = max(line.size for line in lines)
    best: list[tuple[float, list[_Step]]] = [(0.0 if end == 0 else inf, []) for end in range(len(lines) + 1)]
    best = _with_orphans(best, lines, rules, size)
    for row, anchor in enumerate(anchors):
        following = [(cost + EMPTY_EM * size, steps) for cost, steps in best]  # the row has no label
        for end in range(1, len(lines) + 1):
            for first in range(end - 1, -1, -1):
                if end - first > 1 and not _one_block(lines[first], lines[first + 1], rules):
                    break
                block = lines[first:end]
                cost = best[first][0] + _distance(block, anchor, rules, align)
                if cost < following[end][0]:
                    following[end] = (cost, [*best[first][1], (first, end, row)])
        best = _with_orphans(following, lines, rules, size)
    return best[len(lines)]


def _with_orphans(
    best: list[tuple[float, list[_Step]]], lines: Sequence[Segment], rules: Sequence[float], size: float
) -> list[tuple[float, list[_Step]]]:
    """Return the ways with blocks left without a row where that is cheaper."""
    result = list(best)
    for end in range(1, len(lines) + 1):
        for first in range(end - 1, -1, -1):
            if end - first > 1 and not _one_block(lines[first], lines[first + 1], rules):
                break
            cost = result[first][0] + ORPHAN_EM * size
            if cost < result[end][0]:
                result[end] = (cost, [*result[first][1], (first, end, None)])
    return result


def _one_block(upper: Segment, lower: Segment, rules: Sequence[float]) -> bool:
    near = lower.middle - upper.middle <= MAX_LEADING_EM * max(upper.size, lower.size)
    return near and not any(upper.middle < rule < lower.middle for rule in rules)


def _distance(
    block: _Block, anchor: float, rules: Sequence[float], align: Callable[[_Block], float]
) -> float:
    low, high = min(block[0].middle, anchor), max(block[-1].middle, anchor)
    if any(low < rule < high for rule in rules):
        return inf
    return abs(align(block) - anchor)
