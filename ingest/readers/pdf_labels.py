"""Which lines of a label belong to which row of a table without lines.

Numbers stand on one line each; a label beside them may take several, and its cell is centred
on the number, or begins or ends with it. The way that fits the whole table best is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from typing import Any

from ingest.readers.pdf_words import Segment

MAX_LEADING_EM = 1.75  # lines of one label are no further apart
ORPHAN_EM = 0.6  # what it costs to leave lines without a row, in em: less than half a row
MAX_LABEL_LINES = 16  # lines of one label: the longest of the form, three characters a line
FAR_EM = 12.0  # the last line of a label is no further from its number
EMPTY_EM = 0.8  # what it costs to leave a row without a label

# Where a block is held against its number: at its middle, its first line, its last line.
_ALIGNMENTS: tuple[Callable[[float, float], float], ...] = (
    lambda first, last: (first + last) / 2,
    lambda first, _: first,
    lambda _, last: last,
)
_Step = tuple[int, int, int | None]
_Steps = tuple[Any, _Step] | None  # the steps before, and the last one
_NO_STEPS: _Steps = None


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
    column = _Column(lines, rules)
    # Where every label is one line, all ways to hold it against its number are one.
    plans = [column.plan(anchors, align) for align in _ALIGNMENTS[: None if column.has_blocks else 1]]
    _, steps = min(plans, key=lambda plan: plan[0])
    rows: list[list[Segment]] = [[] for _ in anchors]
    orphans: list[list[Segment]] = []
    for first, end, row in _in_order(steps):
        if row is None:
            orphans.append(list(lines[first:end]))
        else:
            rows[row] = list(lines[first:end])
    return rows, orphans


def _in_order(steps: _Steps) -> list[_Step]:
    result: list[_Step] = []
    while steps:
        steps, last = steps
        result.append(last)
    return result[::-1]


class _Column:
    """The lines of a label column, with what every way to share them out needs to know."""

    def __init__(self, lines: Sequence[Segment], rules: Sequence[float]) -> None:
        self._middles = [line.middle for line in lines]
        self._size = max(line.size for line in lines)
        self._rules = [rule for rule in rules if lines[0].box.top < rule < lines[-1].box.bottom]
        # The blocks that end with each line: their first lines, from the shortest block on.
        self._starts: list[list[int]] = [[]]
        for end in range(1, len(lines) + 1):
            first = end - 1
            while first and end - first < MAX_LABEL_LINES and self._joins(lines[first - 1], lines[first]):
                first -= 1
            self._starts.append(list(range(end - 1, first - 1, -1)))

    @property
    def has_blocks(self) -> bool:
        """Return whether lines may be of one label."""
        return any(len(starts) > 1 for starts in self._starts)

    def _joins(self, upper: Segment, lower: Segment) -> bool:
        near = lower.middle - upper.middle <= MAX_LEADING_EM * max(upper.size, lower.size)
        over = upper.box.x0 < lower.box.x1 and lower.box.x0 < upper.box.x1  # else they are two cells
        return near and over and not self._parted(upper.middle, lower.middle)

    def _parted(self, low: float, high: float) -> bool:
        return any(low < rule < high for rule in self._rules)

    def plan(self, anchors: Sequence[float], align: Callable[[float, float], float]) -> tuple[float, _Steps]:
        """Return the cheapest way to cut the lines into blocks in order, and what it costs."""
        count, size = len(self._middles), self._size
        costs, ways = [0.0, *[inf] * count], [_NO_STEPS] * (count + 1)
        self._leave_orphans(costs, ways)
        for row, anchor in enumerate(anchors):
            before, ways_before = costs, ways
            costs, ways = [cost + EMPTY_EM * size for cost in before], list(ways_before)  # it has no label
            near = [end for end, y in enumerate(self._middles, 1) if abs(y - anchor) <= FAR_EM * size]
            for end in near:
                for first in self._starts[end]:
                    cost = before[first] + self._distance(first, end, anchor, align)
                    if cost < costs[end]:
                        costs[end], ways[end] = cost, (ways_before[first], (first, end, row))
            self._leave_orphans(costs, ways)
        return costs[count], ways[count]

    def _leave_orphans(self, costs: list[float], ways: list[_Steps]) -> None:
        """Leave blocks without a row where that is cheaper."""
        price = ORPHAN_EM * self._size
        for end in range(1, len(costs)):
            for first in self._starts[end]:
                cost = costs[first] + price
                if cost < costs[end]:
                    costs[end], ways[end] = cost, (ways[first], (first, end, None))

    def _distance(self, first: int, end: int, anchor: float, align: Callable[[float, float], float]) -> float:
        top, bottom = self._middles[first], self._middles[end - 1]
        if self._rules and self._parted(min(top, anchor), max(bottom, anchor)):
            return inf
        return abs(align(top, bottom) - anchor)
